/** The two stores, for tests of what runs on both. */
import type { PoolConfig } from 'pg';
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { openPostgres } from '../../../federation/src/store/postgres.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { emptyPglite } from '../../support/pglite.ts';
import { type Server, startPostgres, whyAbsent } from '../../support/postgres.ts';

/** A store for a test, or the sentence that says why there is none on this machine. `stop` ends what was started for it. */
export type Opened = { store: Store; settings?: PoolConfig; server?: Server; stop(): Promise<void> };

export async function openedPglite(): Promise<Opened> {
  const store = await emptyPglite();
  return { store, stop: () => store.close() };
}

export async function openedPostgres(): Promise<Opened | string> {
  const absent = whyAbsent();
  if (absent !== undefined) return absent;
  const server = await startPostgres();
  if (typeof server === 'string') return server;
  const settings = { host: server.socket, user: 'postgres', password: 'password', database: 'postgres' };
  const store = openPostgres(settings);
  await migrate(store);
  return {
    ...{ store, settings, server },
    stop: async () => {
      await store.close();
      await server.stop();
    },
  };
}
