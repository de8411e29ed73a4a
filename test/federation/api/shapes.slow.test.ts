import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { ranksAmong } from '../../../federation/src/search/contracts.node.ts';
import { errorsOf, hasStandard, packageJudge, WITHOUT_STANDARD } from '../../ocds/standard.ts';
import type { Demo } from './demo.ts';
import { demoAfter } from './demo-after.ts';
import { checker, describedBy } from './described.ts';

const PUBLISHER = { prefix: 'ocds-a1b2c3', name: 'Fédération d’essai' };

let demo: Demo;
let app: App;
beforeAll(async () => {
  demo = await demoAfter(1);
  demo.federation.publisher = PUBLISHER;
  await demo.pass(2);
  app = await demo.app();
});
afterAll(async () => {
  await demo.close();
  await demo.federation.store.close();
  expect(demo.faults).toEqual([]);
});

type Release = { ocid: string; id: string; tag: string[] };
type Package = { releases: Release[]; publisher: { name: string }; publishedDate: string; links?: { next: string } };

/** All packages, one after the other. */
async function follow(limit: number): Promise<Package[]> {
  const check = checker(await describedBy(app));
  const packages: Package[] = [];
  for (let url: string | undefined = `/v1/ocds/releases?limit=${limit}`; url !== undefined;) {
    const answer: Awaited<ReturnType<App['inject']>> = await app.inject({ url });
    if (answer.statusCode === 200) {
      expect(check('/v1/ocds/releases', 200, String(answer.headers['content-type']), answer.body)).toBeUndefined();
      packages.push(answer.json<Package>());
    } else expect([url, answer.statusCode, answer.body]).toEqual([url, 204, '']);
    url = /^<(.*)>; rel="next"$/.exec(String(answer.headers['link'] ?? ''))?.[1];
  }
  return packages;
}

const idsOf = (packages: readonly Package[]): string[] => packages.flatMap(({ releases }) => releases.map(({ id }) => id));

test('packages, one after the other, have each published contract that OCDS can say, in releases that the snapshot has too', async () => {
  const packages = await follow(50);
  expect(packages.length).toBeGreaterThan(2);
  const ids = idsOf(packages);
  expect(new Set(ids).size).toBe(ids.length);
  const [{ count }] = (await demo.federation.store.query<{ count: number }>(
    `select count(*)::int as count from search where not withdrawn and standard >= '2.0.1'`,
  )) as [{ count: number }];
  const records = packages.flatMap(({ releases }) => releases).filter(({ tag }) => tag.includes('contract'));
  expect(records.length).toBe(count);
  const { latest } = (await app.inject({ url: '/v1/instantanes' })).json<{ latest: string }>();
  const file = await app.inject({
    url: `/v1/instantanes/${latest}/contrats.ocds.json.gz`,
    headers: { 'accept-encoding': 'identity' },
  });
  const whole = JSON.parse(gunzipSync(file.rawPayload).toString()) as Package;
  expect(idsOf([whole]).toSorted()).toEqual(ids.toSorted());
  expect(whole.publisher).toEqual({ name: PUBLISHER.name });
});

test('contracts that only their order tells apart are ranked in the order of snapshots, the published ones only', async () => {
  const { store } = demo.federation;
  const [{ key }] = (await store.query<{ key: string }>(
    `select key from search where kind = 'marche' and not withdrawn and standard >= '2.0.1' order by key limit 1`,
  )) as [{ key: string }];
  const twins = [
    '00000000-0000-0000-0000-000000000001',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '00000000-0000-0000-0000-000000000002',
  ];
  for (const twin of twins) {
    await store.query(
      `insert into search select (jsonb_populate_record(s, jsonb_build_object('key', $2::text, 'withdrawn', $2::text like '%2'))).* from search s where key = $1`,
      [key, twin],
    );
    await store.query('insert into search_party select party, day, amount, $2::uuid from search_party where key = $1', [
      key,
      twin,
    ]);
  }
  const ranks = async (asked: string): Promise<[string, number][]> =>
    (await ranksAmong(store, [asked])).map(({ key: one, rank }): [string, number] => [one, rank]).toSorted((a, b) => a[1] - b[1]);
  const expected = [
    [twins[0], 1],
    [key, 2],
    [twins[1], 3],
  ];
  try {
    // A contract that is withdrawn leaves its rank to others.
    for (const asked of [key, ...twins]) expect(await ranks(asked)).toEqual(expected);
    // However many there are, the contract that was asked for has its rank.
    for (const [asked, rank] of expected)
      expect(await ranksAmong(store, [String(asked)], 1)).toEqual([expect.objectContaining({ key: asked, rank })]);
  } finally {
    await store.query('delete from search where key = any($1::uuid[])', [twins]);
    await store.query('delete from search_party where key = any($1::uuid[])', [twins]);
  }
  expect(await ranks(key)).toEqual([[key, 1]]);
});

test('the address of the next package is of the host that was asked, and is left out where it is none', async () => {
  const linksAt = async (host: string) =>
    (await app.inject({ url: '/v1/ocds/releases?limit=50', headers: { host } })).json<Package>().links;
  expect((await linksAt('marches.example'))?.next).toMatch(
    /^https?:\/\/marches\.example\/v1\/ocds\/releases\?since=\d+&limit=50$/,
  );
  expect(await linksAt('a:99999')).toBeUndefined();
});

test.skipIf(!hasStandard)(`each package is one of OCDS 1.1.5 (${hasStandard ? 'judged' : WITHOUT_STANDARD})`, async () => {
  const judge = packageJudge('release');
  for (const one of await follow(200)) expect(errorsOf(judge, one)).toEqual([]);
});

test('without a publisher there is neither an address nor a file', async () => {
  const other = await demoAfter(1);
  try {
    const without = await other.app();
    expect((await without.inject({ url: '/v1/ocds/releases' })).statusCode).toBe(404);
    const { latest } = (await without.inject({ url: '/v1/instantanes' })).json<{ latest: string }>();
    const manifest = (await without.inject({ url: `/v1/instantanes/${latest}` })).json<{ files: { name: string }[] }>();
    expect(manifest.files.map(({ name }) => name)).not.toContain('contrats.ocds.json.gz');
  } finally {
    await other.close();
    await other.federation.store.close();
  }
});

test('contracts of all versions are given in the shape of one, as lists, lines and alone', async () => {
  const check = checker(await describedBy(app));
  type Shaped = { key: string; standard: string; shape: { version: string; absent: string[] }; body: Record<string, unknown> };
  const list = await app.inject({ url: '/v1/contrats?forme=2.0.3&limit=100' });
  expect(check('/v1/contrats', list.statusCode, String(list.headers['content-type']), list.body)).toBeUndefined();
  const { items } = list.json<{ items: Shaped[] }>();
  const names = new Set(items.map(({ body }) => Object.keys(body).toSorted().join()));
  // Both kinds, each with all fields of the version; a concession, a marché.
  expect(names.size).toBeLessThanOrEqual(2);
  for (const { shape } of items) expect(shape.version).toBe('2.0.3');
  const lines = (await app.inject({ url: '/v1/contrats.ndjson?forme=2.0.3' })).body.trim().split('\n');
  const all = lines.map((line) => JSON.parse(line) as Shaped);
  expect(new Set(all.map(({ standard }) => standard)).size).toBeGreaterThan(1);
  expect(all.every(({ shape }) => shape.version === '2.0.3')).toBe(true);
  const [first] = items as [Shaped];
  const one = await app.inject({ url: `/v1/contrats/${first.key}?forme=2.0.3` });
  expect(one.json<Shaped>().shape).toEqual(first.shape);
  for (const wrong of ['1.5.0', '9.9', 'x'])
    expect([wrong, (await app.inject({ url: `/v1/contrats?forme=${wrong}` })).statusCode]).toEqual([wrong, 400]);
});
