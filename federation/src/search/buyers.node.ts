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

/** What is summed of months. */
export const SUMMED = ['contracts', 'amount', 'dated', 'timely', 'days', 'warned', 'rejected'] as const;
const SUMS = SUMMED.map((name) => `sum(${name}) as ${name}`).join(', ');

/** Sums as they are given. */
export const GIVEN = SUMMED.map((name) =>
  name === 'amount'
    ? 'coalesce(round(amount::numeric, 2), 0)::double precision as amount'
    : `coalesce(${name}, 0)::bigint as ${name}`,
).join(', ');

/** Rows of buyers, SIREN by SIREN: of thousands of them, a condition would have the whole table read. */
const ofBuyers = (table: 'search_month' | 'search_fault'): string =>
  `unnest($1::text[]) v(value) cross join lateral (select * from ${table} where siren = v.value offset 0) m`;

/** Months that are given, the last ones. */
const MONTHS = 120;
/** Errors, and establishments, that are given, the most frequent. */
const FAULTS = 50;
const ESTABLISHMENTS = 1000;

/** A buyer by its SIREN, or one of its establishments by its SIRET. `sources`: those of its last contracts. `isCut`: there are more months, errors or establishments than those given. */
export type Buyer = BuyerCounts & { establishments: BuyerSum[]; sources: string[] };

/** Undefined where there is no contract of it, even a withdrawn one, and no rejected record. Throws a BeingMade. */
export async function findBuyer(queries: Queries, siren: string, siret: string | undefined): Promise<Buyer | undefined> {
  const [statement, asked] = siret === undefined ? [BUYER, [siren]] : [ESTABLISHMENT, [siren, siret]];
  const [row] = await queries.query<Buyer & { isThere: boolean }>(statement, asked);
  if (row?.isThere) return row;
  await refuseUnmade(queries);
  return undefined;
}

/** Counts of buyers by SIREN. `publishing`: those of which a contract is published. */
export async function countBuyersOf(queries: Queries, sirens: readonly string[]): Promise<BuyerCounts & { publishing: number }> {
  const [row] = await queries.query<BuyerCounts & { publishing: number }>(BUYERS, [sirens]);
  if (!row?.publishing) await refuseUnmade(queries);
  if (!row) throw new Error('a count gives a row');
  return row;
}

const list = (rows: string): string => `(select coalesce(json_agg(l), '[]') from (${rows}) l)`;

/** A month as JSON text: there are a hundred of them, and what builds objects takes longer. */
const MONTH = [
  `'{"month":'`,
  `case month when '${NO_DAY}' then 'null' else '"' || month || '"' end`,
  ...SUMMED.flatMap((name) => [`',"${name}":'`, name === 'amount' ? 'round(amount::numeric, 2)' : name]),
  `'}'`,
].join(' || ');

/** The beginning of a statement, up to a condition of `isCut`: what is counted of rows that have each month once, and of rows of errors. */
const countedOf = (months: string, faults: string): string => `sums as materialized (
  select ${SUMS}, max(last) as last, count(*) as month_count, string_agg(${MONTH}, ',' order by month desc) filter (where place <= ${MONTHS}) as months
  from (select *, row_number() over (order by month desc) as place from (${months}) m) m),
faulty as materialized (
  select ${list(`select standard, code, field, sum(records)::bigint as records from (${faults}) f
  group by 1, 2, 3 order by 4 desc, 2, 3, 1 limit ${FAULTS}`)} as faults)
select (select row_to_json(a) from (select ${GIVEN} from sums) a) as all, '[' || coalesce(months, '') || ']' as months, faults,
  month_count > ${MONTHS} or json_array_length(faults) = ${FAULTS}`;

const MONTHLY = `select month, ${SUMS}, max(last) as last from counted group by month`;

const BUYERS = `with counted as materialized (select m.* from ${ofBuyers('search_month')}),
${countedOf(MONTHLY, `select m.* from ${ofBuyers('search_fault')}`)} as "isCut",
  (select count(distinct siren) from counted where contracts > 0) as publishing
from sums, faulty`;

/** Contracts that are looked at for their sources, the last ones: of a buyer, of each collectivité of a territory. */
const LAST = { buyer: 50, collectivite: 20 };

/** The sources of the last contracts of a buyer, and whether it has a contract or a record. */
const contractsOf = (condition: string): string => `array(
  select distinct p.source from (select key from search where ${condition} order by day desc, key desc limit ${LAST.buyer}) s
  cross join lateral (select source from search_source where key = s.key offset 0) p order by 1) as sources,
  month_count > 0 or exists (select from search where ${condition}) as "isThere"`;

const BUYER = `with counted as materialized (select * from search_month where siren = $1),
establishments as materialized (select buyer, siren, ${SUMS}, max(last) as last from counted group by 1, 2),
${countedOf(MONTHLY, 'select * from search_fault where siren = $1')} or (select count(*) from establishments) > ${ESTABLISHMENTS} as "isCut",
  ${list(`select buyer, siren, ${GIVEN}, nullif(last, '${NO_DAY}') as last from establishments
  order by establishments.contracts desc, 1 limit ${ESTABLISHMENTS}`)} as establishments,
  ${contractsOf('siren = $1')}
from sums, faulty`;

const OF_ONE = 'siren = $1 and buyer = $2';

const ESTABLISHMENT = `with ${countedOf(`select * from search_month where ${OF_ONE}`, `select * from search_fault where ${OF_ONE}`)} as "isCut",
  ${list(`select $2::text as buyer, $1::text as siren, ${GIVEN}, nullif(last, '${NO_DAY}') as last from sums where month_count > 0`)} as establishments,
  ${contractsOf(OF_ONE)}
from sums, faulty`;

/** What each of some collectivités publishes, by SIREN: those that publish anything. `last`: the last day of notification. */
export async function publishersOf(
  queries: Queries,
  sirens: readonly string[],
): Promise<(Published & { siren: string; last: string | null })[]> {
  const rows = await queries.query<Published & { siren: string; last: string | null }>(
    `select siren, ${GIVEN}, nullif(last, '${NO_DAY}') as last
     from (select siren, ${SUMS}, max(last) as last from ${ofBuyers('search_month')} group by 1) s`,
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
