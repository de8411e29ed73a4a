/** The two databases that the SQL of the federation runs on. */
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { openPglite } from '../../../federation/src/store/pglite.node.ts';
import { openPostgres } from '../../../federation/src/store/postgres.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { startPostgres, whyAbsent } from '../../support/postgres.ts';

type Opened = { store: Store; close(): Promise<void> };

/** Opens an empty database; a sentence where this machine has none. */
export async function open(kind: Store['kind']): Promise<Opened | string> {
  if (kind === 'pglite') {
    const store = await openPglite();
    await migrate(store);
    return { store, close: () => store.close() };
  }
  const absent = whyAbsent();
  if (absent !== undefined) return absent;
  const server = await startPostgres();
  if (typeof server === 'string') return server;
  const store = openPostgres({ host: server.socket, port: 5432, user: 'postgres', database: 'postgres' });
  await migrate(store);
  return {
    store,
    close: async () => {
      await store.close();
      await server.stop();
    },
  };
}
