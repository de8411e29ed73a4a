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

/** An empty database of the federation in its newest form, of the caller alone. `onlyReads`: as it is opened for those that only read, though it may be written. */
export async function emptyPglite(how?: { onlyReads: boolean }): Promise<Store> {
  const store = await openPglite(await (made ??= make()), how);
  await migrate(store);
  return store;
}
