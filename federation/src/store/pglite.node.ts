import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { PGlite, type PGliteOptions } from '@electric-sql/pglite';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { Locked, lockFolder } from './lock.node.ts';
import { inTransaction, MEMORY, PARSERS, type Session, type Store } from './store.ts';

/**
 * Opens the database in a folder, made where there is none. Throws a Failure where another process has the folder open, or where its files cannot be read. Instead of a
 * folder: a dump, as PGlite makes it, which is loaded into memory.
 */
export async function openPglite(folder: string | Blob): Promise<Store> {
  if (typeof folder !== 'string') return storeOf(await create({ loadDataDir: folder }), () => Promise.resolve());
  const path = resolve(folder);
  await mkdir(dirname(path), { recursive: true });
  const unlock = await lockFolder(path).catch((error: unknown) => {
    throw error instanceof Locked ? lockedFailure(path, error) : error;
  });
  try {
    const db = await openFolder(path);
    for (const [name, value] of Object.entries(MEMORY)) await db.exec(`set ${name} = '${value}'`);
    return storeOf(db, unlock);
  } catch (error) {
    await unlock();
    throw error;
  }
}

const create = (from: Pick<PGliteOptions, 'dataDir' | 'loadDataDir'>): Promise<PGlite> =>
  PGlite.create({ ...from, parsers: PARSERS, relaxedDurability: true });

/** Making a database takes about a second: one that was stopped meanwhile is made anew, since nothing was ever in it. */
async function openFolder(path: string): Promise<PGlite> {
  const making = `${path}.making`;
  const [isThere, isHalf] = await Promise.all([exists(path), exists(making)]);
  if (isHalf) await rm(path, { recursive: true, force: true });
  if (!isThere) await writeFile(making, '');
  try {
    const db = await create({ dataDir: path });
    await rm(making, { force: true });
    return db;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      textsOf(FEDERATION_RUN, (say) => say['store.damaged']({ folder: path, reason })),
      { cause: error },
    );
  }
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const lockedFailure = (folder: string, { holder, elsewhere, file }: Locked): Failure =>
  new Failure(
    textsOf(FEDERATION_RUN, (say) =>
      elsewhere && holder
        ? say['store.locked-elsewhere']({ folder, pid: String(holder.pid), host: holder.host, since: holder.since, file })
        : say['store.locked']({ folder, pid: holder && String(holder.pid), since: holder?.since }),
    ),
  );

function storeOf(db: PGlite, unlock: () => Promise<void>): Store {
  const inTurn = oneAtATime();
  const session: Session = {
    query: async (sql, parameters = []) => (await db.query(sql, [...parameters])).rows as never,
    exec: async (sql) => void (await db.exec(sql)),
    copy: async (table, columns, rows) => {
      const blob = new Blob([...rows] as Uint8Array<ArrayBuffer>[]);
      if (blob.size > 0) await db.query(`copy ${table} (${columns.join(', ')}) from '/dev/blob'`, [], { blob });
    },
    transaction: (work) => inTransaction((sql) => db.exec(sql), work),
  };
  /** Statements that begin a transaction of their own and fail leave it open, and all that follows would fail in it. */
  const exec = async (sql: string): Promise<void> => {
    try {
      await session.exec(sql);
    } catch (error) {
      await db.exec('rollback');
      throw error;
    }
  };
  return {
    kind: 'pglite',
    sessions: 1,
    // A statement in the middle of the transaction of a session would be part of it.
    query: (sql, parameters) => inTurn(() => session.query(sql, parameters)),
    exec: (sql) => inTurn(() => exec(sql)),
    session: (work) => inTurn(() => work(session)),
    close: async () => {
      await inTurn(() => db.close());
      await unlock();
    },
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
