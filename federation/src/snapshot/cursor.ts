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
  const fetch = (): Promise<T[]> => {
    const rows = queries.query<T>(`fetch ${FETCHED} from snapshot_rows`);
    rows.catch(() => undefined);
    return rows;
  };
  let next = fetch();
  for (;;) {
    const rows = await next;
    if (rows.length < FETCHED) {
      yield* rows;
      break;
    }
    // The database works while the rows are written.
    next = fetch();
    yield* rows;
  }
  await queries.query('close snapshot_rows');
}
