/** Pages of what is asked for, however rare it is: each looks at a bounded number of rows. */
import type { Queries, Row } from '../store/store.ts';
import type { Parameters } from './filters.ts';

/** Rows of the index that one page looks at, at most, by how many it is to have: no question holds the database, however it is put. */
const scannedFor = (limit: number): number => (limit <= 200 ? 600 : 2000);

/** Rows that the first statement of a page looks at, the least that are more than its limit by a fifth: few of those that most questions come to do not fit. Numbers stand in statements, which are planned for them once. */
const FIRST = [32, 64, 128, 256];

/** Bytes of bodies that one page reads, about: it ends early where they are large. */
export const BYTES = 8 * 1_048_576;

/** Thrown where a cursor is none, or that of another question. */
export class BadCursor extends Error {}

/** A place in an order. `at`: the value that is sorted by: a day, an amount or a number. `id`: what orders those with one value. */
export type Position = { at: string | number; id: string };

/** What one statement looked at: `count` rows up to `end`, of which `rows` are asked for. `isMore`: it saw more such rows; `isShort`: it gives fewer than it was to since they are large. */
type Looked<R> = { count: number; rows: R[]; end: Position | undefined; isMore: boolean; isShort: boolean };

/** Looks at `scan` rows after a position, and gives `wanted` at most of those that are asked for. */
type Look<R> = (asked: { after: Position | undefined; scan: number; wanted: number }) => Promise<Looked<R>>;

/** `last`: the place that the next page goes on after, undefined at the end. `isCut`: the page ended before it was full. */
export async function scanPage<R>(
  {
    limit,
    scanned = scannedFor(limit),
    after: first,
  }: { limit: number; scanned?: number | undefined; after: Position | undefined },
  look: Look<R & Position>,
): Promise<{ rows: (R & Position)[]; last: Position | undefined; isCut: boolean }> {
  const rows: (R & Position)[] = [];
  let after = first;
  // Most questions are answered by the first rows on their way.
  for (let left = scanned, scan = FIRST.find((one) => one > 1.2 * limit) ?? left; ; scan = left) {
    scan = Math.min(scan, left);
    const seen = await look({ after, scan, wanted: limit - rows.length });
    rows.push(...seen.rows);
    if (seen.isMore) return { rows, last: rows.at(-1) ?? after, isCut: seen.isShort };
    if (seen.end === undefined || seen.count < scan) return { rows, last: undefined, isCut: false };
    after = seen.end;
    left -= scan;
    if (left === 0) return { rows, last: after, isCut: true };
  }
}

/**
 * Looks in one statement. `seen`: a statement that gives rows as `(at, key, fits)`. `stored`: a statement made of one that gives `(at, key, place)`: it adds to each row what there is of it, and
 * leaves out those at the end that are too large.
 */
export async function lookAt<R extends Row>(
  queries: Queries,
  parameters: Parameters,
  {
    seen,
    direction,
    wanted,
    stored,
  }: { seen: string; direction: 'asc' | 'desc'; wanted: number; stored: (rows: string) => string },
): Promise<Looked<R & Position>> {
  const most = parameters.of(wanted, 'int');
  const sql = `with seen as materialized (select s.*, row_number() over (order by at ${direction}, key ${direction}) as place from (${seen}) s),
found as materialized (select at, key, place from seen where fits order by place limit ${most} + 1)
select m.*, d.* from (
  select (select count(*) from seen) as count, (select count(*) from found) as found,
    (select jsonb_build_array(at, key) from seen order by place desc limit 1) as "end") m
left join (${stored(`select * from found order by place limit ${most}`)}) d on true order by d.place`;
  const rows = await queries.query<Meta & R>(sql, parameters.values);
  const [{ count, found, end } = NOTHING] = rows;
  const given = rows.flatMap((row) => (row.key === null ? [] : [Object.assign(row, { id: row.key })]));
  const isShort = given.length < Math.min(found, wanted);
  return { count, rows: given, end: end ? { at: end[0], id: end[1] } : undefined, isShort, isMore: isShort || found > wanted };
}

/** Beside each row, and alone where there is none. */
type Meta = { count: number; found: number; end: [string | number, string] | null; at: Position['at']; key: string | null };
const NOTHING = { count: 0, found: 0, end: null };

/** The end of a statement whose rows have a `place` and a `body`: as many of the first as have BYTES of bodies, at least one. */
export const withinBytes = (rows: string): string => `select * from (
  select r.*, sum(coalesce(octet_length(r.body), 0)) over (order by r.place rows between unbounded preceding and 1 preceding) as before from (${rows}) r) weighed
where before is null or before < ${BYTES} order by place`;
