import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openPostgres } from '../../../federation/src/store/postgres.node.ts';
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { openStore } from '../../../federation/src/store/open.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { makeApp } from '../../../federation/src/api/app.node.ts';
import { startPostgres } from '../../support/postgres.ts';
import { openDemo } from './demo.ts';

let absent: string | undefined;
let stop: () => Promise<void>;
let settings: { host: string; port: number; user: string; database: string };
let store: Store;
beforeAll(async () => {
  const server = await startPostgres();
  if (typeof server === 'string') absent = server;
  else {
    settings = { host: server.socket, port: 5432, user: 'postgres', database: 'postgres' };
    stop = () => server.stop();
    store = openPostgres(settings);
  }
});
afterAll(async () => {
  if (absent !== undefined) return;
  await store.close();
  await stop();
});
beforeEach(({ skip }) => {
  if (absent !== undefined) skip(absent);
});

test('the API reads only: it needs a database in its newest form, and cannot change it', async () => {
  const databaseUrl = `postgres://postgres@/postgres?host=${encodeURIComponent(settings.host)}`;
  await expect(openStore({ home: '', databaseUrl, onlyReads: true })).rejects.toThrow('does not have the form yet');
  await migrate(store);
  const reader = await openStore({ home: '', databaseUrl, onlyReads: true });
  await expect(reader.query('delete from search')).rejects.toMatchObject({ code: '25006' });
  expect(await reader.query('show statement_timeout')).toEqual([{ statement_timeout: '5s' }]);
  await reader.close();
});

test('the API answers on PostgreSQL what was consolidated there, while it is', async () => {
  const demo = await openDemo(store);
  const reader = openPostgres(settings, { onlyReads: true });
  const faults: unknown[] = [];
  const app = await makeApp({ ...demo.federation, queries: reader, onFault: (error) => faults.push(error) }, { maxDelay: 0 });
  const total = async (): Promise<number> => {
    let [found, url] = [0, '/v1/contrats?limit=100&fields=key'];
    for (;;) {
      const page = (await app.inject({ url })).json<{ items: unknown[]; next: string | null }>();
      found += page.items.length;
      if (page.next === null) return found;
      url = `/v1/contrats?limit=100&fields=key&cursor=${page.next}`;
    }
  };
  for (const day of [1, 2, 3]) {
    let isOver = false;
    const pass = demo.pass(day, 'consolidated').finally(() => (isOver = true));
    while (!isOver) expect((await app.inject({ url: '/v1/changements?limit=10' })).statusCode).toBe(200);
    await pass;
    const [row] = await store.query<{ count: number }>('select count(*) as count from contract where not withdrawn');
    expect(await total()).toBe(row?.count);
  }
  expect(faults).toEqual([]);
  await app.close();
  await reader.close();
  await demo.close();
});
