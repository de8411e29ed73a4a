/** Answers what is asked of contracts. */
import { byCodeUnits } from '../../../packages/base/src/lists.ts';
import { isDay } from '../../../packages/base/src/days.ts';
import type { Queries } from '../store/store.ts';
import { cursorOf, type Position, positionOf } from './cursor.node.ts';
import { type Filters, orderOf, Parameters, type Scan, scanOf, type Sort } from './filters.ts';
import { BeingMade, refuseUnmade } from './made.node.ts';
import { BadCursor, BYTES, type Looked, SCANNED, scanPage } from './pages.ts';

/** A contract as it is found. */
export type Found = {
  key: string;
  /** The number of its last change. */
  sequence: number;
  /** No source publishes it any longer. */
  withdrawn: boolean;
  /** The verdict on its record has warnings. */
  warned: boolean;
  /** JSON text of its `ContractFacts`. */
  facts: string;
  /** Its body as JSON text, as snapshots give it. Null where it was not asked for. */
  body: string | null;
};

/** What is asked: which contracts, in which order, after which page, and how many. */
export type Asked = {
  filters: Filters;
  sort: Sort;
  cursor?: string | undefined;
  limit: number;
  withBody: boolean;
  /** Rows of the index that are looked at, at most: SCANNED where absent. */
  scanned?: number;
};

/**
 * A page of contracts. `next`: the cursor of the page after it, undefined at the end. `isCut`: the page ended before it was full since enough rows were looked at: what is asked for
 * is rare, and the next page goes on.
 */
export type Page = { contracts: Found[]; next: string | undefined; isCut: boolean };

/** The contracts that are asked for. Throws a BadCursor. */
export async function findContracts(
  queries: Queries,
  { filters, sort, cursor, limit, withBody, scanned = SCANNED }: Asked,
): Promise<Page> {
  const question = questionOf(filters, sort);
  const { column } = orderOf(sort);
  const isAt = (at: unknown): boolean => (column === 'day' ? typeof at === 'string' && isDay(at) : typeof at === 'number');
  const from = cursor === undefined ? undefined : positionOf(question, cursor, isAt);
  if (cursor !== undefined && !from) throw new BadCursor();
  const positionIn = (row: Row): Position => ({ at: row[column], id: row.key });
  const { rows, last, isCut } = await scanPage<Row>({ limit, scanned }, (after, scan, wanted) =>
    scanRows(queries, { filters, sort, after: after ? positionIn(after) : from, scan, limit: wanted }),
  );
  const contracts = await contractsOf(
    queries,
    rows.map(({ key }) => key),
    withBody,
  );
  if (rows.length === 0 && cursor === undefined) await refuseUnmade(queries);
  // Some are gone meanwhile, or the bodies are large.
  const end = rows.find(({ key }) => key === contracts.at(-1)?.key);
  if (contracts.length < rows.length && end) return { contracts, next: cursorOf(question, positionIn(end)), isCut: true };
  return { contracts, next: last && cursorOf(question, positionIn(last)), isCut };
}

/** What rows are ordered by. */
type Row = { day: string; amount: number; key: string };

/** The next rows of the index, and those of them that fit. `end`: the last one. */
async function scanRows(queries: Queries, { limit, ...scan }: Scan & { limit: number }): Promise<Looked<Row>> {
  const parameters = new Parameters();
  const { column, direction } = orderOf(scan.sort);
  const order = (of: string, way: string): string => `order by ${of}.${column} ${way}, ${of}.key ${way}`;
  const sql = `with seen as materialized (${scanOf(scan, parameters)})
select (select count(*) from seen) as count,
  (select to_jsonb(e) from (select day, amount, key from seen ${order('seen', direction === 'asc' ? 'desc' : 'asc')} limit 1) e) as "end",
  coalesce((select jsonb_agg(f ${order('f', direction)}) from (
    select day, amount, key from seen where fits ${order('seen', direction)} limit ${parameters.of(limit, 'int')}) f), '[]') as rows`;
  const [found] = await queries.query<{ count: number; end: Row | null; rows: Row[] }>(sql, parameters.values);
  return { count: found?.count ?? 0, rows: found?.rows ?? [], end: found?.end ?? undefined };
}

/** How many contracts are asked for. `isExact`: false where there are at least so many, and counting ended there. */
export async function countContracts(queries: Queries, filters: Filters): Promise<{ count: number; isExact: boolean }> {
  const parameters = new Parameters();
  const scan = scanOf({ filters, sort: '-date', after: undefined, scan: SCANNED }, parameters);
  const [row] = await queries.query<{ count: number; seen: number }>(
    `select count(*) filter (where fits) as count, count(*) as seen from (${scan}) rows`,
    parameters.values,
  );
  return { count: row?.count ?? 0, isExact: (row?.seen ?? 0) < SCANNED };
}

/** A question, however its parameters are ordered. */
const questionOf = ({ etat = 'publie', ...filters }: Filters, sort: Sort): string =>
  JSON.stringify([
    Object.entries({ ...filters, etat })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, Array.isArray(value) ? value.map(String).toSorted(byCodeUnits) : (value as unknown)])
      .toSorted(([a], [b]) => ((a as string) < (b as string) ? -1 : 1)),
    sort,
  ]);

/**
 * Contracts by key, in the order of the keys: as many of the first as have BYTES of bodies, at least one. What is not known is left out. Throws a BeingMade where the record of one is
 * not there.
 */
export async function contractsOf(queries: Queries, keys: readonly string[], withBody: boolean): Promise<Found[]> {
  if (keys.length === 0) return [];
  const found = await queries.query<Found & { isWhole: boolean }>(withBody ? BY_KEY.whole : BY_KEY.facts, [keys]);
  if (found.length === 0) await refuseUnmade(queries);
  if (found.some(({ isWhole }) => !isWhole)) throw new BeingMade();
  return found;
}

/** The body as snapshots give it: see `contractsOf` there. */
const BODY = `case when c.body is null or s.facts::json ->> 'refused' is not null then r.body else c.body end`;

const byKey = (body: string): string => `select * from (
  select s.key, s.sequence, s.withdrawn, s.warned, s.facts, ${body} as body,
    r.hash is not null and c.key is not null as "isWhole", k.place as rank,
    sum(coalesce(octet_length(${body}), 0)) over (order by k.place rows between unbounded preceding and 1 preceding) as before
  from unnest($1::uuid[]) with ordinality k(key, place) join search s on s.key = k.key
    left join record r on r.hash = s.record left join contract c on c.key = s.key) rows
where before is null or before < ${BYTES}
order by rank`;

const BY_KEY = { whole: byKey(BODY), facts: byKey('null::text') };

/** A change: `contract` absent where the contract is no longer known. */
export type Change = { sequence: number; key: string; contract?: Found };

/**
 * The changes after a number, in order: of a contract that changed several times, the last one. `next`: the number to ask after. Whoever asks until nothing is left has all
 * contracts as they are.
 */
export async function changesAfter(queries: Queries, after: number, limit: number): Promise<{ changes: Change[]; next: number }> {
  const rows = await queries.query<{ sequence: number; key: string; removed: boolean }>(CHANGES, [after, limit]);
  const keys = rows.flatMap(({ key, removed }) => (removed ? [] : [key]));
  const found = await contractsOf(queries, keys, true);
  const contracts = new Map(found.map((contract) => [contract.key, contract]));
  const changes: Change[] = [];
  let next = after;
  for (const { sequence, key, removed } of rows) {
    const contract = contracts.get(key);
    // Too much for one page: what comes after is for the next.
    if (!removed && !contract && keys.indexOf(key) >= found.length && found.length > 0) break;
    next = sequence;
    if (removed) changes.push({ sequence, key });
    // What changed again since comes later.
    else if (contract?.sequence === sequence) changes.push({ sequence, key, contract });
  }
  return { changes, next };
}

const CHANGES = `select * from (
  (select sequence, key, false as removed from search where sequence > $1 order by sequence limit $2)
  union all
  (select sequence, key, true from search_removed where sequence > $1 order by sequence limit $2)) changes
order by sequence limit $2`;
