import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Session, Store } from './store.ts';

const asText = (text: string): string => text;
const asTime = (text: string): string => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();
const parsers = new pg.TypeOverrides();
parsers.setTypeParser(20, Number);
parsers.setTypeParser(1082, asText);
parsers.setTypeParser(1184, asTime);

/** Sessions of one process at once. */
const SESSIONS = 4;

/** Opens a PostgreSQL database by its address. `host`, `database`…: as `pg` takes them, for tests. */
export function openPostgres(settings: pg.PoolConfig): Store {
  const pool = new pg.Pool({
    ...settings,
    types: parsers,
    max: SESSIONS + 2,
    options: '-c TimeZone=UTC -c synchronous_commit=off',
  });
  // A connection that breaks while it is idle is replaced at the next query.
  pool.on('error', () => undefined);
  return {
    kind: 'postgres',
    sessions: SESSIONS,
    query: async (sql, parameters = []) => (await pool.query(sql, [...parameters])).rows as never,
    exec: async (sql) => void (await pool.query(sql)),
    session: async (work) => {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        return await work(sessionOf(client));
      } catch (error) {
        broken = error as Error;
        throw error;
      } finally {
        // A connection on which something failed may be in any state.
        client.release(broken);
      }
    },
    close: () => pool.end(),
  };
}

function sessionOf(client: pg.PoolClient): Session {
  const query: Session['query'] = async (sql, parameters = []) => (await client.query(sql, [...parameters])).rows as never;
  return {
    query,
    exec: async (sql) => void (await client.query(sql)),
    copy: async (table, columns, rows) =>
      pipeline(
        Readable.from(rows, { objectMode: false }),
        client.query(copyFrom(`copy ${table} (${columns.join(', ')}) from stdin`)),
      ),
    transaction: async (work) => {
      await client.query('begin');
      try {
        const result = await work();
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      }
    },
  };
}
