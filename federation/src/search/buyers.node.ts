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

/** An error of rejected records: how many have it. */
type Fault = { standard: string; code: string; field: string; records: number };

/** An establishment of a buyer. `buyer`: its SIRET. */
type BuyerSum = Published & { buyer: string; siren: string; last: string | null };

/** `months`: JSON text of what each month of publication has, the last one first: with `month`, AAAA-MM-01, null for what names no day of publication. `isCut`: there are more months or errors than those given. */
export type BuyerCounts = { all: Published; months: string; faults: Fault[]; isCut: boolean };

const SUMS = `coalesce(sum(contracts), 0)::bigint as contracts, coalesce(round(sum(amount)::numeric, 2), 0)::double precision as amount, coalesce(sum(dated), 0)::bigint as dated,
  coalesce(sum(timely), 0)::bigint as timely, coalesce(sum(days), 0)::bigint as days, coalesce(sum(warned), 0)::bigint as warned, coalesce(sum(rejected), 0)::bigint as rejected`;

/** Rows of buyers, SIREN by SIREN: of thousands of them, a condition would have the whole table read. */
const ofBuyers = (table: 'search_month' | 'search_fault'): string =>
  `unnest($1::text[]) v(value) cross join lateral (select * from ${table} where siren = v.value offset 0) m`;

/** Months that are told apart, the last ones. */
const MONTHS = 120;
/** Errors, and establishments, that are given, the most frequent. */
const FAULTS = 50;
const ESTABLISHMENTS = 1000;

/** A buyer by its SIREN, or one of its establishments by its SIRET. `sources`: those of its last contracts. `isCut`: there are more months, errors or establishments than those given. */
export type Buyer = BuyerCounts & { establishments: BuyerSum[]; sources: string[] };

/** Undefined where there is no contract of it, even a withdrawn one, and no rejected record. Throws a BeingMade. */
export async function findBuyer(queries: Queries, siren: string, siret: string | undefined): Promise<Buyer | undefined> {
  const [row] = await queries.query<Buyer & { isThere: boolean }>(BUYER, [[siren], siret ?? null]);
  if (row?.isThere) return row;
  await refuseUnmade(queries);
  return undefined;
}

/** Counts of buyers by SIREN. `publishing`: those of which a contract is published. */
export async function countBuyersOf(queries: Queries, sirens: readonly string[]): Promise<BuyerCounts & { publishing: number }> {
  const [row] = await queries.query<BuyerCounts & { publishing: number }>(BUYERS, [sirens, null]);
  if (!row?.publishing) await refuseUnmade(queries);
  if (!row) throw new Error('a count gives a row');
  return row;
}

const WHERE = 'where $2::text is null or m.buyer = $2';

const list = (rows: string): string => `(select coalesce(json_agg(l), '[]') from (${rows}) l)`;

const MONTHLY = list(`select nullif(month, '${NO_DAY}') as month, ${SUMS} from counted
group by month order by month desc limit ${MONTHS}`);

const FAULTY = list(`select standard, code, field, sum(records)::bigint as records from ${ofBuyers('search_fault')} ${WHERE}
group by 1, 2, 3 order by 4 desc, 2, 3, 1 limit ${FAULTS}`);

/** The beginning of a statement about buyers by SIREN, `$1`, or one of their establishments, `$2`. */
const COUNTED = `with counted as materialized (select m.* from ${ofBuyers('search_month')} ${WHERE}),
wholes as materialized (select ${FAULTY} as faults, (select count(distinct month) from counted) as months, (select count(distinct buyer) from counted) as establishments)
select (select row_to_json(a) from (select ${SUMS} from counted) a) as all, ${MONTHLY}::text as months, faults,
  months > ${MONTHS} or json_array_length(faults) = ${FAULTS}`;

const BUYERS = `${COUNTED} as "isCut", (select count(distinct siren) from counted where contracts > 0) as publishing from wholes`;

const ONE = 'siren = ($1::text[])[1] and ($2::text is null or buyer = $2)';

/** Contracts that are looked at for their sources, the last ones: of a buyer, of each collectivité of a territory. */
const LAST = { buyer: 50, collectivite: 20 };

const BUYER = `${COUNTED} or establishments > ${ESTABLISHMENTS} as "isCut",
  ${list(`select buyer, siren, ${SUMS}, nullif(max(last), '${NO_DAY}') as last from counted group by 1, 2 order by 3 desc, 1 limit ${ESTABLISHMENTS}`)} as establishments,
  array(select distinct p.source from (select key from search where ${ONE} order by day desc, key desc limit ${LAST.buyer}) s
    cross join lateral (select source from search_source where key = s.key offset 0) p order by 1) as sources,
  exists (select from counted) or exists (select from search where ${ONE}) as "isThere"
from wholes`;

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

/** The sources of the last contracts of each of some collectivités, by SIREN. `collectivites`, `contracts`: how many of them are published by the source. */
export const sourcesAmong = (
  queries: Queries,
  sirens: readonly string[],
): Promise<{ source: string; collectivites: number; contracts: number }[]> =>
  queries.query(
    `select p.source, count(distinct b.siren)::int as collectivites, count(*)::int as contracts
     from unnest($1::text[]) b (siren)
     cross join lateral (select key, withdrawn from search where siren = b.siren order by day desc, key desc limit ${LAST.collectivite}) s
     join search_source p on p.key = s.key where not s.withdrawn group by 1 order by 2 desc, 1`,
    [sirens],
  );
