import type { Queries, Row } from '../store/store.ts';

/** Rows fetched at once, where each may have the body of a record. */
const FETCHED = 100;

/** Yields the rows of a query without holding them all. Only in a transaction, one at a time. */
export async function* rowsOf<T extends Row>(
  queries: Queries,
  sql: string,
  parameters: readonly unknown[] = [],
): AsyncGenerator<T> {
  await queries.query(`declare snapshot_rows no scroll cursor for ${sql}`, parameters);
  for (;;) {
    const rows = await queries.query<T>(`fetch ${FETCHED} from snapshot_rows`);
    yield* rows;
    if (rows.length < FETCHED) break;
  }
  await queries.query('close snapshot_rows');
}
