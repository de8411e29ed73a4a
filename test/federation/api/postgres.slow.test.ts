import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { openStore } from '../../../federation/src/store/open.node.ts';
import { makeApp } from '../../../federation/src/api/app.node.ts';
import { emptyPostgres, type OnPostgres, readerOf } from '../../support/federation-store.ts';
import { demoOnPostgres } from './demo-after.ts';

let absent: string | undefined;
let opened: OnPostgres;
beforeAll(async () => {
  const got = await emptyPostgres();
  if (typeof got === 'string') absent = got;
  else opened = got;
});
afterAll(async () => {
  if (absent === undefined) await opened.store.close();
});
beforeEach(({ skip }) => {
  if (absent !== undefined) skip(absent);
});

test('the API reads only: it needs a database in its newest form, and cannot change it', async () => {
  const { store, url } = opened;
  await store.exec('alter table migration rename to migrations');
  await expect(openStore({ home: '', databaseUrl: url, onlyReads: true })).rejects.toThrow('does not have the form yet');
  await store.exec('alter table migrations rename to migration');
  const reader = await openStore({ home: '', databaseUrl: url, onlyReads: true });
  await expect(reader.query('delete from search')).rejects.toMatchObject({ code: '25006' });
  expect(await reader.query('show statement_timeout')).toEqual([{ statement_timeout: '5s' }]);
  await reader.close();
});

test('the API answers on PostgreSQL what was consolidated there, while it is', async () => {
  const demo = await demoOnPostgres(1);
  if (typeof demo === 'string') throw new Error(demo);
  const { store } = demo.federation;
  const reader = await readerOf(store);
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
  for (const day of [2, 3]) {
    let isOver = false;
    const pass = demo.pass(day, 'consolidated').finally(() => (isOver = true));
    while (!isOver) {
      expect((await app.inject({ url: '/v1/changements?limit=10' })).statusCode).toBe(200);
      await wait(20);
    }
    await pass;
    const [row] = await store.query<{ count: number }>('select count(*) as count from contract where not withdrawn');
    expect(await total()).toBe(row?.count);
  }
  expect(faults).toEqual([]);
  await app.close();
  await reader.close();
  await demo.close();
  await store.close();
});
