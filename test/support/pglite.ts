/** Databases on PGlite in memory. To make one takes five seconds of CPU, to load one that was made less than one. */
import { readFileSync, writeFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { migrate } from '../../federation/src/store/migrate.node.ts';
import { openPglite } from '../../federation/src/store/pglite.node.ts';
import type { Store } from '../../federation/src/store/store.ts';
import { madeOnce } from './once.ts';

/** The dump of a database without tables. */
async function made(): Promise<Blob> {
  const path = await madeOnce('pglite.tar', async (to) => {
    const db = await PGlite.create();
    writeFileSync(to, await (await db.dumpDataDir('none')).bytes());
    await db.close();
  });
  return new Blob([readFileSync(path)]);
}

/** A database without tables, of the caller alone. */
export const newPglite = async (): Promise<PGlite> => PGlite.create({ loadDataDir: await made() });

/** A store without tables, of the caller alone. `onlyReads`: as it is opened for those that only read, though it may be written. */
export const bareStore = async (how?: { onlyReads: boolean }): Promise<Store> => openPglite(await made(), how);

/** A folder with a database without tables: making one there takes seconds of CPU. */
export async function pgliteFolder(dataDir: string): Promise<void> {
  const db = await PGlite.create({ dataDir, loadDataDir: await made() });
  await db.close();
}

/** An empty database of the federation in its newest form, of the caller alone. */
export async function emptyPglite(): Promise<Store> {
  const store = await bareStore();
  await migrate(store);
  return store;
}
