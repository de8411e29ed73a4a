import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { Session, Store } from './store.ts';

const asText = (text: string): string => text;
const asTime = (text: string): string => new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).toISOString();

/** By type of PostgreSQL (`pg_type.oid`): bigint, date, timestamptz. */
const PARSERS = { 20: Number, 1082: asText, 1184: asTime };

/** Opens the database in a folder, made where there is none; without a folder, in memory. Only one process may have it open. */
export async function openPglite(folder?: string): Promise<Store> {
  if (folder !== undefined) await mkdir(dirname(folder), { recursive: true });
  const db = await PGlite.create({ ...(folder !== undefined && { dataDir: folder }), parsers: PARSERS, relaxedDurability: true });
  const inTurn = oneAtATime();
  const session: Session = {
    query: async (sql, parameters = []) => (await db.query(sql, [...parameters])).rows as never,
    exec: async (sql) => void (await db.exec(sql)),
    copy: async (table, columns, rows) => {
      const blob = new Blob([...rows] as Uint8Array<ArrayBuffer>[]);
      if (blob.size > 0) await db.query(`copy ${table} (${columns.join(', ')}) from '/dev/blob'`, [], { blob });
    },
    transaction: async (work) => {
      await db.exec('begin');
      try {
        const result = await work();
        await db.exec('commit');
        return result;
      } catch (error) {
        await db.exec('rollback');
        throw error;
      }
    },
  };
  return {
    kind: 'pglite',
    sessions: 1,
    // A statement in the middle of the transaction of a session would be part of it.
    query: (sql, parameters) => inTurn(() => session.query(sql, parameters)),
    exec: (sql) => inTurn(() => session.exec(sql)),
    session: (work) => inTurn(() => work(session)),
    close: () => db.close(),
  };
}

/** Returns a function that runs works one after the other, in the order of the calls. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
