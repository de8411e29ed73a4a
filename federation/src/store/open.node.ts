import { join } from 'node:path';
import { migrate } from './migrate.node.ts';
import { openPglite } from './pglite.node.ts';
import { openPostgres, refuseOld } from './postgres.node.ts';
import type { Store } from './store.ts';

/**
 * Opens the store of a federation in its newest form: PostgreSQL where an address is given, PGlite in a folder of `home` otherwise. Throws a Failure that says what
 * to do where it cannot.
 */
export async function openStore({ home, databaseUrl }: { home: string; databaseUrl: string | undefined }): Promise<Store> {
  const settings = databaseUrl === undefined || databaseUrl === '' ? undefined : { connectionString: databaseUrl };
  const store = settings ? openPostgres(settings) : await openPglite(join(home, 'pglite'));
  try {
    if (settings) await refuseOld(store, settings);
    await migrate(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
