/** What buyers publish, counted at each consolidation: of one, or of those of a territory. */
import type { Queries } from '../store/store.ts';
import { refuseUnmade } from './made.node.ts';
import { NO_DAY } from './row.ts';

/** What a month of publication has, or all of them. See `search_month` in `sql/002-search.sql`. */
export type Published = {
  contracts: number;
  amount: number;
  dated: number;
  timely: number;
  days: number;
  warned: number;
  rejected: number;
};

/** `month`: AAAA-MM-01, null for what names no day of publication. */
type Month = Published & { month: string | null };

/** An error of rejected records: how many have it. */
type Fault = { standard: string; code: string; field: string; records: number };

/** An establishment of a buyer. `buyer`: its SIRET. */
type BuyerSum = Published & { buyer: string; siren: string; last: string | null };

/** `isCut`: there are more months or errors than those given. */
export type BuyerCounts = { all: Published; months: Month[]; faults: Fault[]; isCut: boolean };

const SUMS = `sum(contracts)::bigint as contracts, round(sum(amount)::numeric, 2)::double precision as amount, sum(dated)::bigint as dated, sum(timely)::bigint as timely,
  sum(days)::bigint as days, sum(warned)::bigint as warned, sum(rejected)::bigint as rejected`;

/** Rows of buyers, SIREN by SIREN: of thousands of them, a condition would have the whole table read. */
const ofBuyers = (table: 'search_month' | 'search_fault'): string =>
  `unnest($1::text[]) v(value) cross join lateral (select * from ${table} where siren = v.value offset 0) m`;

/** Months that are told apart, the last ones. */
const MONTHS = 120;
/** Errors, and establishments, that are given, the most frequent. */
const FAULTS = 50;
const ESTABLISHMENTS = 1000;

/** Counts of buyers by SIREN, or of one by its SIRET. */
export async function buyerCounts(
  queries: Queries,
  { sirens, siret }: { sirens: readonly string[]; siret?: string | undefined },
): Promise<BuyerCounts> {
  const parameters = [sirens, siret ?? null];
  const [months, faults] = await Promise.all([
    queries.query<{ [name in keyof Published]: number | null } & { month: string | null; isAll: boolean }>(MONTHLY, parameters),
    queries.query<Fault>(FAULTY, parameters),
  ]);
  const [sums = {}, ...each] = months.map(({ isAll: _, ...row }) => row);
  // The sum of nothing is null.
  const { month: _, ...all } = Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum ?? 0])) as Month;
  const isCut = each.length === MONTHS || faults.length === FAULTS;
  return { all, months: each as Month[], faults, isCut };
}

const WHERE = 'where $2::text is null or m.buyer = $2';

/** All of them first, then by month. */
const MONTHLY = `select nullif(m.month, '${NO_DAY}') as month, grouping(m.month) = 1 as "isAll", ${SUMS} from ${ofBuyers('search_month')} ${WHERE}
group by grouping sets ((m.month), ()) order by 2 desc, 1 desc nulls last limit ${MONTHS + 1}`;

const FAULTY = `select standard, code, field, sum(records)::bigint as records from ${ofBuyers('search_fault')} ${WHERE}
group by 1, 2, 3 order by 4 desc, 2, 3, 1 limit ${FAULTS}`;

/** The establishments of a buyer, or one of them. `isCut`: there are more than those given. */
export async function establishmentsOf(
  queries: Queries,
  siren: string,
  siret: string | undefined,
): Promise<{ establishments: BuyerSum[]; isCut: boolean }> {
  const establishments = await queries.query<BuyerSum>(
    `select buyer, siren, ${SUMS}, nullif(max(last), '${NO_DAY}') as last from search_month
     where siren = $1 and ($2::text is null or buyer = $2) group by 1, 2 order by 3 desc, 1 limit ${ESTABLISHMENTS}`,
    [siren, siret ?? null],
  );
  if (establishments.length === 0) await refuseUnmade(queries);
  return { establishments, isCut: establishments.length === ESTABLISHMENTS };
}

/** What each of some collectivités publishes, by SIREN: those that publish anything. `last`: the last day of notification. */
export async function publishersOf(
  queries: Queries,
  sirens: readonly string[],
): Promise<(Published & { siren: string; last: string | null })[]> {
  const rows = await queries.query<Published & { siren: string; last: string | null }>(
    `select siren, ${SUMS}, nullif(max(last), '${NO_DAY}') as last from ${ofBuyers('search_month')} group by 1`,
    [sirens],
  );
  if (rows.length === 0) await refuseUnmade(queries);
  return rows;
}

/** Whether there is a contract of a buyer, even a withdrawn one. */
export async function hasContract(queries: Queries, siren: string, siret: string | undefined): Promise<boolean> {
  const rows = await queries.query('select from search where siren = $1 and ($2::text is null or buyer = $2) limit 1', [
    siren,
    siret ?? null,
  ]);
  return rows.length > 0;
}

/** The sources of the last contracts of a buyer, by SIREN or SIRET. */
export async function sourcesOf(queries: Queries, siren: string, siret: string | undefined): Promise<string[]> {
  const rows = await queries.query<{ source: string }>(
    `select distinct p.source from (select key from search where siren = $1 and ($2::text is null or buyer = $2) order by day desc, key desc limit 100) s
     cross join lateral (select source from search_source where key = s.key offset 0) p order by 1`,
    [siren, siret ?? null],
  );
  return rows.map(({ source }) => source);
}

/** Contracts of each collectivité that are looked at for its sources, the last ones. */
const LAST = 20;

/** The sources of the last contracts of each of some collectivités, by SIREN. `collectivites`, `contracts`: how many of them are published by the source. */
export const sourcesAmong = (
  queries: Queries,
  sirens: readonly string[],
): Promise<{ source: string; collectivites: number; contracts: number }[]> =>
  queries.query(
    `select p.source, count(distinct b.siren)::int as collectivites, count(*)::int as contracts
     from unnest($1::text[]) b (siren)
     cross join lateral (select key, withdrawn from search where siren = b.siren order by day desc, key desc limit ${LAST}) s
     join search_source p on p.key = s.key where not s.withdrawn group by 1 order by 2 desc, 1`,
    [sirens],
  );
