import { join } from 'node:path';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { isMigrated, migrate } from './migrate.node.ts';
import { openPglite } from './pglite.node.ts';
import { addressOf, openPostgres, refuseOld } from './postgres.node.ts';
import { READING, type Store } from './store.ts';

/**
 * Opens the store of a federation in its newest form: PostgreSQL where an address is given, PGlite in a folder of `home` otherwise. Throws a Failure that says what
 * to do where it cannot.
 */
export async function openStore({
  home,
  databaseUrl,
  onlyReads = false,
}: {
  home: string;
  databaseUrl: string | undefined;
  /** Statements that write fail; on PostgreSQL, those that take long as well, and the form of the database is another's to change: who opens it needs no right but to read. */
  onlyReads?: boolean;
}): Promise<Store> {
  const settings = databaseUrl === undefined || databaseUrl === '' ? undefined : { connectionString: databaseUrl };
  const store = settings ? openPostgres(settings, { onlyReads }) : await openPglite(join(home, 'pglite'), { onlyReads });
  try {
    if (settings) await refuseOld(store, settings);
    if (!settings || !onlyReads) await migrate(store);
    else if (!(await isMigrated(store)))
      throw new Failure(textsOf(FEDERATION_RUN, (say) => say['store.not-migrated']({ address: addressOf(settings) })));
    // It has one connection, and its form may have been changed before.
    if (!settings && onlyReads) for (const [name, value] of Object.entries(READING)) await store.exec(`set ${name} = '${value}'`);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}
