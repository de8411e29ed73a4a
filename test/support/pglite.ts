/** Databases on PGlite in memory. To make one takes seconds of CPU, to load one that was made a fraction of them. */
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '../../federation/src/store/migrate.node.ts';
import { openPglite } from '../../federation/src/store/pglite.node.ts';
import type { Store } from '../../federation/src/store/store.ts';

/** Made once a worker. */
let made: Promise<Blob> | undefined;

async function make(): Promise<Blob> {
  const db = await PGlite.create();
  const dump = await db.dumpDataDir('none');
  await db.close();
  return dump;
}

/** A database without tables, of the caller alone. */
export const newPglite = async (): Promise<PGlite> => PGlite.create({ loadDataDir: await (made ??= make()) });

/** A store without tables, of the caller alone. `onlyReads`: as it is opened for those that only read, though it may be written. */
export const bareStore = async (how?: { onlyReads: boolean }): Promise<Store> => openPglite(await (made ??= make()), how);

/** A folder with a database without tables: making one there takes seconds of CPU. */
export async function pgliteFolder(dataDir: string): Promise<void> {
  const db = await PGlite.create({ dataDir, loadDataDir: await (made ??= make()) });
  await db.close();
}

/** An empty database of the federation in its newest form, of the caller alone. */
export async function emptyPglite(): Promise<Store> {
  const store = await bareStore();
  await migrate(store);
  return store;
}
