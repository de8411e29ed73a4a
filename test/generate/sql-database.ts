/** A database for the DDL: on the PostgreSQL server of the run, or on PGlite where this machine has none. */
import { newDatabase } from '../support/database.ts';
import { newPglite } from '../support/pglite.ts';
import { serviceAt } from '../support/services.ts';

type Statements = string | { text: string; rowMode: 'array' };
type Found<R> = { rows: R[] };

export type Database = {
  /** Runs statements; those with values, or whose rows are to be arrays, one at a time. The rows are those of the last one. */
  query<R = unknown>(sql: Statements, values?: unknown[]): Promise<Found<R>>;
  end(): Promise<void>;
};

export async function newSqlDatabase(name: string): Promise<Database> {
  const server = await serviceAt('postgres');
  if (typeof server === 'object') {
    const client = await newDatabase(server.socket, name);
    return {
      async query<R>(sql: Statements, values?: unknown[]): Promise<Found<R>> {
        return { rows: (await client.query(sql as string, values)).rows as R[] };
      },
      end: () => client.end(),
    };
  }
  const db = await newPglite();
  return {
    async query<R>(sql: Statements, values?: unknown[]): Promise<Found<R>> {
      if (typeof sql === 'object') return db.query<R>(sql.text, values, { rowMode: sql.rowMode });
      if (values) return db.query<R>(sql, values);
      return { rows: ((await db.exec(sql)).at(-1)?.rows ?? []) as R[] };
    },
    end: () => db.close(),
  };
}
