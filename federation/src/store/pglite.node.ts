import { mkdir, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { Locked, lockFolder } from './lock.node.ts';
import { PgliteThread } from './pglite-thread.node.ts';
import { inTransaction, MEMORY, Names, type Session, type Store } from './store.ts';

/**
 * Opens the database in a folder, made where there is none. Throws a Failure where another process has the folder open, or where its files cannot be read. Instead of a
 * folder: a dump, as PGlite makes it, which is loaded into memory. `onlyReads`: statements are prepared, to be planned once. `spaceOf`: for tests.
 */
export async function openPglite(
  folder: string | Blob,
  { onlyReads = false, spaceOf = statfs }: { onlyReads?: boolean; spaceOf?: SpaceOf } = {},
): Promise<Store> {
  const names = onlyReads ? new Names() : undefined;
  if (typeof folder !== 'string')
    return storeOf(await open({ loadDataDir: folder }, 'memory'), { names, unlock: () => Promise.resolve() });
  const path = resolve(folder);
  await mkdir(dirname(path), { recursive: true });
  const unlock = await lockFolder(path).catch((error: unknown) => {
    throw error instanceof Locked ? lockedFailure(path, error) : error;
  });
  try {
    const db = await openFolder(path, spaceOf);
    for (const [name, value] of Object.entries(MEMORY)) await db.exec(`set ${name} = '${value}'`);
    return storeOf(db, { names, unlock });
  } catch (error) {
    await unlock();
    throw error;
  }
}

/** `name`: what it is called where its thread ends. */
const open = (from: { dataDir: string } | { loadDataDir: Blob }, name: string): Promise<PgliteThread> =>
  PgliteThread.open(
    { ...from, relaxedDurability: true },
    (reason) => new Failure(textsOf(FEDERATION_RUN, (say) => say['store.lost']({ address: name, reason }))),
  );

/** Making a database takes about a second: one that was stopped meanwhile is made anew, since nothing was ever in it. */
async function openFolder(path: string, spaceOf: SpaceOf): Promise<PgliteThread> {
  const making = `${path}.making`;
  const [isThere, isHalf] = await Promise.all([exists(path), exists(making)]);
  if (isHalf) await rm(path, { recursive: true, force: true });
  if (!isThere) await writeFile(making, '');
  try {
    const db = await open({ dataDir: path }, path);
    await rm(making, { force: true });
    return db;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // What PGlite says of a disk that is full is the failure of whatever it was doing: a process of it that ended, a file that is too short.
    if (await isDiskFull(path, spaceOf))
      throw new Failure(
        textsOf(FEDERATION_RUN, (say) => say['store.full']({ reason: dirname(path) })),
        { cause: error },
      );
    throw new Failure(
      textsOf(FEDERATION_RUN, (say) => say['store.damaged']({ folder: path, reason })),
      { cause: error },
    );
  }
}

/** Bytes that a database takes when it is made, and some more: it cannot be made, nor opened, where there are fewer. */
const LEAST_SPACE = 64 * 2 ** 20;

/** What the file system says of a disk: free blocks, and their size in bytes. */
type SpaceOf = (folder: string) => Promise<{ bavail: number; bsize: number }>;

/** Whether the disk of a folder has no place for a database. */
const isDiskFull = (folder: string, spaceOf: SpaceOf): Promise<boolean> =>
  spaceOf(dirname(folder)).then(
    ({ bavail, bsize }) => bavail * bsize < LEAST_SPACE,
    () => false,
  );

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

function storeOf(db: PgliteThread, { names, unlock }: { names: Names | undefined; unlock: () => Promise<void> }): Store {
  const inTurn = oneAtATime();
  /** Statements that begin a transaction of their own and fail leave it open, and all that follows would fail in it. */
  const exec = async (sql: string): Promise<void> => {
    try {
      await db.exec(sql);
    } catch (error) {
      await db.exec('rollback').catch(() => undefined);
      throw error;
    }
  };
  const query: Session['query'] = async (sql, parameters) => (await db.query(sql, parameters, names?.of(sql))) as never;
  const copy: Session['copy'] = (table, columns, rows) => db.copy(`copy ${table} (${columns.join(', ')}) from '/dev/blob'`, rows);
  /** There is one connection: what another asks in the middle of a transaction waits for its end, since it would be part of it. */
  const newSession = (): Session => {
    let isInTransaction = false;
    const run = <T>(work: () => Promise<T>): Promise<T> => (isInTransaction ? work() : inTurn(work));
    return {
      query: (sql, parameters) => run(() => query(sql, parameters)),
      exec: (sql) => run(() => (isInTransaction ? db.exec(sql) : exec(sql))),
      copy: (table, columns, rows) => run(() => copy(table, columns, rows)),
      transaction: (work) =>
        inTurn(async () => {
          isInTransaction = true;
          try {
            return await inTransaction((sql) => db.exec(sql), work);
          } finally {
            isInTransaction = false;
          }
        }),
    };
  };
  return {
    kind: 'pglite',
    query: (sql, parameters) => inTurn(() => query(sql, parameters)),
    exec: (sql) => inTurn(() => exec(sql)),
    session: async (work) => work(newSession()),
    close: async () => {
      try {
        await inTurn(() => db.close());
      } finally {
        await unlock();
      }
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
