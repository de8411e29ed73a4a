/** The PostgreSQL server of a run (`services.ts`), with the database from which those of the federation are copied. */
import { migrate } from '../../federation/src/store/migrate.node.ts';
import { openPostgres } from '../../federation/src/store/postgres.node.ts';
import { startPostgres, whyAbsent } from './postgres.ts';

/** An empty database of the federation in its newest form: to copy it takes a tenth of the time of making it. */
export const TEMPLATE = 'federation_template';

export async function start(): Promise<{ address: { socket: string } | string; stop(): Promise<void> }> {
  const server =
    whyAbsent() ??
    (await startPostgres({ max_connections: '300', wal_level: 'minimal', max_wal_senders: '0', full_page_writes: 'off' }));
  if (typeof server === 'string') return { address: server, stop: () => Promise.resolve() };
  const client = await server.connect('postgres');
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const store = openPostgres({ host: server.socket, port: 5432, user: 'postgres', database: TEMPLATE });
  await migrate(store);
  await store.close();
  return { address: { socket: server.socket }, stop: () => server.stop() };
}
