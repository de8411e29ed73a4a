import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeApp } from '../../../federation/src/api/app.node.ts';
import type { App } from '../../../federation/src/api/app.ts';
import { openStore } from '../../../federation/src/store/open.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { ROOT } from '../../support/engine.ts';
import type { Demo } from '../api/demo.ts';
import { demoOnPostgres } from '../api/demo-after.ts';

let absent: string | undefined;
let demo: Demo | undefined;
let writer: Store;
const readers: Store[] = [];
const apps: App[] = [];
const faults: unknown[] = [];
let readersUrl: string;

beforeAll(async () => {
  const opened = await demoOnPostgres(3);
  if (typeof opened === 'string') return void (absent = opened);
  demo = opened;
  writer = opened.federation.store;
  readersUrl = opened.url.replace('postgres@', 'decp_lecture@');
  await writer.exec(readFileSync(join(ROOT, 'federation/deploy/role.sql'), 'utf8'));
  for (let server = 0; server < 2; server++) {
    const reader = await openStore({ home: '', databaseUrl: readersUrl, onlyReads: true });
    readers.push(reader);
    apps.push(await makeApp({ ...opened.federation, queries: reader, onFault: (error) => faults.push(error) }, { maxDelay: 0 }));
  }
});
afterAll(async () => {
  for (const app of apps) await app.close();
  for (const reader of readers) await reader.close();
  await demo?.close();
  if (demo) await writer.close();
  expect(faults).toEqual([]);
});
beforeEach(({ skip }) => {
  if (absent !== undefined) skip(absent);
});

type Page = { items: { key: string; body: { acheteur?: { id: string } } }[]; next: string | null };

test('two servers on one database, as the role that only reads, answer alike, and one continues what the other began', async () => {
  const both = async (url: string) => {
    // Both run in this process, where one client has a share of the exports.
    const answers = await Promise.all(apps.map(async (app, i) => app.inject({ url, remoteAddress: `192.0.2.${i + 1}` })));
    const [first, second] = answers.map((answer) => ({
      status: answer.statusCode,
      etag: answer.headers.etag,
      body: answer.body,
    }));
    expect(first).toEqual(second);
    expect([url, first?.status]).toEqual([url, 200]);
    return first?.body ?? '';
  };
  let url = '/v1/contrats?limit=100&count=true';
  const items: Page['items'] = [];
  for (;;) {
    // Each page is asked of both: the cursor is that of one of them.
    const page = JSON.parse(await both(url)) as Page;
    items.push(...page.items);
    if (page.next === null) break;
    url = `/v1/contrats?limit=100&cursor=${page.next}`;
  }
  const [row] = await writer.query<{ count: number }>('select count(*) as count from contract where not withdrawn');
  expect(new Set(items.map(({ key }) => key)).size).toBe(row?.count);
  const key = items[0]?.key ?? '';
  for (const path of [
    ...['contrats.ndjson', 'contrats.csv', `contrats/${key}`, `contrats/${key}/versions`, `contrats/${key}/provenance`],
    ...['changements?depuis=0', 'rejets', 'sources', 'ressources', 'territoires?nom=rennes', 'territoires/departement-35'],
    ...['instantanes', 'instantanes/latest', `acheteurs/${items.find(({ body }) => body.acheteur)?.body.acheteur?.id ?? ''}`],
  ])
    await both(`/v1/${path}`);
});

test('the role that only reads cannot write, even where it says that it would', async () => {
  const asWriter = await openStore({ home: '', databaseUrl: readersUrl, onlyReads: true });
  await expect(
    asWriter.session(async (session) => {
      await session.exec('begin; set transaction read write');
      await session.exec('delete from contract');
    }),
  ).rejects.toMatchObject({ code: '42501' });
  await asWriter.close();
});

test('the role that only reads sees the tables that a later version adds', async () => {
  await writer.exec('create table planted (one int)');
  expect(await readers[0]?.query('select * from planted')).toEqual([]);
  await writer.exec('drop table planted');
});
