/** Answers what is asked of contracts. */
import { byCodeUnits } from '../../../packages/base/src/lists.ts';
import { isDay } from '../../../packages/base/src/days.ts';
import type { Queries } from '../store/store.ts';
import { cursorOf, positionOf } from './cursor.node.ts';
import { type Filters, orderOf, Parameters, scanOf, type Sort } from './filters.ts';
import { BeingMade, refuseUnmade } from './made.node.ts';
import { BadCursor, lookAt, scanPage, withinBytes } from './pages.ts';

/** A contract as it is found. */
export type Found = {
  key: string;
  /** The number of its last change. */
  sequence: number;
  /** No source publishes it any longer. */
  withdrawn: boolean;
  /** It has reserves, or the verdict on its record warnings. */
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
  /** Rows of the index that are looked at, at most: as `scanPage` has them where absent. */
  scanned?: number;
};

/**
 * A page of contracts. `next`: the cursor of the page after it, undefined at the end. `isCut`: the page ended before it was full since enough rows were looked at: what is asked for
 * is rare, and the next page goes on.
 */
export type Page = { contracts: Found[]; next: string | undefined; isCut: boolean };

/** The contracts that are asked for. Throws a BadCursor. */
export async function findContracts(queries: Queries, { filters, sort, cursor, limit, withBody, scanned }: Asked): Promise<Page> {
  const question = questionOf(filters, sort);
  const { isByDay } = orderOf(sort);
  const isAt = (at: unknown): boolean => (isByDay ? typeof at === 'string' && isDay(at) : typeof at === 'number');
  const from = cursor === undefined ? undefined : positionOf(question, cursor, isAt);
  if (cursor !== undefined && !from) throw new BadCursor();
  const { rows, last, isCut } = await scanPage<Stored>({ limit, scanned, after: from }, ({ after, scan, wanted }) => {
    const parameters = new Parameters();
    const seen = scanOf({ filters, sort, after, scan }, parameters);
    const stored = (found: string): string => storedOf(found, withBody);
    return lookAt<Stored>(queries, parameters, { seen, direction: orderOf(sort).direction, wanted, stored });
  });
  if (rows.length === 0 && cursor === undefined) await refuseUnmade(queries);
  return { contracts: wholeOf(rows), next: last && cursorOf(question, last), isCut };
}

/** Rows of the index that a count looks at, at most. */
const COUNTED = 1000;

/** How many contracts are asked for. `isExact`: false where there are at least so many, and counting ended there. */
export async function countContracts(queries: Queries, filters: Filters): Promise<{ count: number; isExact: boolean }> {
  const parameters = new Parameters();
  const scan = scanOf({ filters, sort: '-date', after: undefined, scan: COUNTED }, parameters);
  const [row] = await queries.query<{ count: number; seen: number }>(
    `select count(*) filter (where fits) as count, count(*) as seen from (${scan}) rows`,
    parameters.values,
  );
  return { count: row?.count ?? 0, isExact: (row?.seen ?? 0) < COUNTED };
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

/** A contract as the database has it. `isWhole`: the record that it is made of is there. */
type Stored = Found & { isWhole: boolean };

/** Throws a BeingMade where the record of one is not there. */
function wholeOf<R extends Stored>(rows: R[]): R[] {
  if (rows.some(({ isWhole }) => !isWhole)) throw new BeingMade();
  return rows;
}

/** The body as snapshots give it. */
const BODY = 'case when s.own then r.body else (select c.body from contract c where c.key = s.key) end';

/**
 * A statement that adds to rows with a `key` and a `place` the contract of the key, null where there is none: as many of the first as have BYTES of bodies. Contracts are looked up key by key: a join
 * would read the whole table where that seems to cost less.
 */
const storedOf = (rows: string, withBody: boolean): string =>
  withinBytes(`select k.*, d.* from (${rows}) k left join lateral (
    select s.sequence, s.withdrawn, s.warned, s.facts, ${withBody ? BODY : 'null::text'} as body, r.hash is not null as "isWhole"
    from search s left join record r on r.hash = s.record where s.key = k.key offset 0) d on true`);

/**
 * Contracts by key, in the order of the keys: as many of the first as have BYTES of bodies, at least one. What is not known is left out. Throws a BeingMade where the record of one is
 * not there.
 */
export async function contractsOf(queries: Queries, keys: readonly string[]): Promise<Found[]> {
  if (keys.length === 0) return [];
  const rows = await queries.query<Stored | { sequence: null }>(BY_KEY, [keys]);
  const found = rows.filter((row) => row.sequence !== null);
  if (found.length === 0) await refuseUnmade(queries);
  return wholeOf(found);
}

const BY_KEY = storedOf('select key, place from unnest($1::uuid[]) with ordinality k(key, place)', true);

/** A change: `contract` absent where the contract is no longer known. */
export type Change = { sequence: number; key: string; contract?: Found };

/**
 * The changes after a number, in order: of a contract that changed several times, the last one. `next`: the number to ask after. Whoever asks until nothing is left has all
 * contracts as they are.
 */
export async function changesAfter(queries: Queries, after: number, limit: number): Promise<{ changes: Change[]; next: number }> {
  const rows = await queries.query<{ change: number; removed: boolean } & Stored>(CHANGES, [after, limit]);
  wholeOf(rows.filter(({ removed }) => !removed));
  const changes = rows.map(({ change, removed, ...contract }): Change => {
    const { key } = contract;
    return removed ? { sequence: change, key } : { sequence: change, key, contract };
  });
  return { changes, next: changes.at(-1)?.sequence ?? after };
}

/** Key by key, as whoever reads sees one state of all tables. */
const CHANGES = storedOf(
  `select sequence as change, key, removed, row_number() over (order by sequence) as place from (
    (select sequence, key, false as removed from search where sequence > $1 order by sequence limit $2)
    union all
    (select sequence, key, true from search_removed where sequence > $1 order by sequence limit $2)) all_changes
  order by sequence limit $2`,
  true,
);

/** A contract among those that OCDS tells apart by their ranks alone. `sequence`: the number of its last change. */
export type Ranked = { key: string; rank: number; sequence: number };

/** Contracts that are ranked at once, at most. */
const MOST_RANKED = 10_000;

/**
 * The published contracts that have the kind, the identifier, the buyer and the first contractor of one of these keys, withdrawn or not, with their ranks in the order of
 * snapshots: `most` of them, those of the keys first.
 */
export const ranksAmong = (queries: Queries, keys: readonly string[], most = MOST_RANKED): Promise<Ranked[]> =>
  keys.length === 0 ? Promise.resolve([]) : queries.query<Ranked>(RANKS, [keys, most]);

/** Adds to a row its first contractor: null where it has none. */
const firstOf = (row: string): string =>
  `cross join lateral (select min(party collate "C") as party from search_party where search_party.key = ${row}.key) first`;

const RANKS = `with asked as (
  select distinct s.kind, s.buyer, s.number, first.party from search s ${firstOf('s')}
  where s.key = any($1::uuid[]) and s.buyer <> '' and s.number <> '')
select o.key, o.sequence, (row_number() over (partition by o.kind, o.number, o.buyer, first.party
    order by o.standard, o.facts::json->>'year', o.key))::int as rank
from asked a join search o on o.number = a.number and o.buyer = a.buyer and o.kind = a.kind ${firstOf('o')}
where first.party is not distinct from a.party and not o.withdrawn and o.published is not null and o.standard >= '2.0.1'
order by o.key = any($1::uuid[]) desc, rank limit $2`;
