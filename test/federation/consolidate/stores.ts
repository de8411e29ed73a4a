/** The two databases that the SQL of the federation runs on. */
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { openPostgres } from '../../../federation/src/store/postgres.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { emptyPglite } from '../../support/pglite.ts';
import { startPostgres, whyAbsent } from '../../support/postgres.ts';
import { FULL } from '../../support/tier.ts';

/**
 * The cases of a law that are drawn on a store. PGlite is PostgreSQL itself, which takes four times as long there: beside a server, a fifth is drawn on it, except in the
 * full run.
 */
export const drawnOn = (kind: Store['kind'], count: number): number =>
  kind === 'pglite' && !FULL && absent === undefined ? Math.ceil(count / 5) : count;

const absent = whyAbsent();

type Opened = { store: Store; close(): Promise<void> };

/** Opens an empty database; a sentence where this machine has none. */
export async function open(kind: Store['kind']): Promise<Opened | string> {
  if (kind === 'pglite') {
    const store = await emptyPglite();
    return { store, close: () => store.close() };
  }
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
