import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { migrate } from '../../../federation/src/store/migrate.node.ts';
import { DatabaseAway, openPostgres } from '../../../federation/src/store/postgres.node.ts';
import { emptyPostgres, type OnPostgres } from '../../support/federation-store.ts';

let opened: OnPostgres;
let absent: string | undefined;
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

/** Ends every other connection to the database, as a restart does. */
const cut = (): Promise<unknown> =>
  opened.store.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()',
  );

test('a connection that breaks in a transaction is a fault with the address; nothing of it stays, and the next statement has another connection', async () => {
  const store = openPostgres(opened.settings);
  await store.exec('create table kept (n int)');
  const work = store.session((session) =>
    session.transaction(async () => {
      await session.query('insert into kept values (1)');
      await cut();
      await session.query('insert into kept values (2)');
    }),
  );
  await expect(work).rejects.toThrow(DatabaseAway);
  await expect(work).rejects.toThrow(/postgres:\/\/postgres@/);
  expect(await store.query('select * from kept')).toEqual([]);
  await store.close();
});

test('a connection that breaks while a session does something else does not end the process', async () => {
  const store = openPostgres(opened.settings);
  await expect(
    store.session(async (session) => {
      await session.query('select 1');
      await cut();
      await new Promise((done) => setTimeout(done, 100));
      await session.query('select 1');
    }),
  ).rejects.toThrow(DatabaseAway);
  expect(await store.query('select 1 as one')).toEqual([{ one: 1 }]);
  await store.close();
});

test('a file that is absent is said to be absent, whoever looks for it in a session', async () => {
  const work = opened.store.session(() => readFile(join(tmpdir(), 'decp-absent', 'fichier')));
  await expect(work).rejects.toThrow(/^ENOENT/);
  await expect(work).rejects.not.toThrow(DatabaseAway);
});

test('more sessions than there are connections wait for one another', async () => {
  const done = await Promise.all(
    Array.from({ length: 30 }, (_, n) => opened.store.query<{ n: number }>('select $1::int as n', [n])),
  );
  expect(done.map(([row]) => row?.n)).toEqual(Array.from({ length: 30 }, (_, n) => n));
});

test('two processes that migrate together do it once', async () => {
  const fresh = await emptyPostgres('template1');
  if (typeof fresh === 'string') throw new Error(fresh);
  const stores = Array.from({ length: 3 }, () => openPostgres(fresh.settings));
  await Promise.all(stores.map(migrate));
  const [row] = (await stores[0]?.query<{ n: number }>('select count(*) as n from migration')) ?? [];
  expect(row?.n).toBeGreaterThan(0);
  for (const store of [...stores, fresh.store]) await store.close();
});
