/** Pages of what is asked for, however rare it is: each looks at a bounded number of rows. */

/** Rows of the index that one page or count looks at, at most: no question holds the database, however it is put. */
export const SCANNED = 2000;

/** Bytes of bodies that one page reads, about: it ends early where they are large. */
export const BYTES = 8 * 1_048_576;

/** Thrown where a cursor is none, or that of another question. */
export class BadCursor extends Error {}

/** What one statement looked at: `count` rows, of which `rows` are asked for; `end`: the last it looked at. */
export type Looked<R> = { count: number; rows: R[]; end: R | undefined };

/**
 * Looks at rows until `limit` are found that are asked for, or `scanned` were looked at. `look` takes the row to go on after (undefined at first), how many rows to look at, and
 * how many it needs to give. `last`: the row that the next page goes on after, undefined at the end. `isCut`: the page ended since enough rows were looked at.
 */
export async function scanPage<R>(
  { limit, scanned }: { limit: number; scanned: number },
  look: (after: R | undefined, scan: number, wanted: number) => Promise<Looked<R>>,
): Promise<{ rows: R[]; last: R | undefined; isCut: boolean }> {
  const rows: R[] = [];
  let after: R | undefined;
  // Most questions are answered by the first rows on their way.
  for (let left = scanned, scan = Math.min(left, 2 * (limit + 1)); ; scan = Math.min(left, 8 * scan)) {
    const seen = await look(after, scan, limit + 1 - rows.length);
    rows.push(...seen.rows);
    if (rows.length > limit) return { rows: rows.slice(0, limit), last: rows[limit - 1], isCut: false };
    if (seen.end === undefined || seen.count < scan) return { rows, last: undefined, isCut: false };
    after = seen.end;
    left -= scan;
    if (left === 0) return { rows, last: after, isCut: true };
  }
}
