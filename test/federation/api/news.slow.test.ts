import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { territoryOf } from '../../../federation/src/territory/territories.node.ts';
import { under } from '../../../src/host/paths.node.ts';
import type { Demo } from './demo.ts';
import { demoAfter } from './demo-after.ts';

let demo: Demo;
let app: App;

beforeAll(async () => {
  demo = await demoAfter(3);
  app = await demo.app();
});
afterAll(async () => {
  await demo.close();
  await demo.federation.store.close();
  expect(demo.faults).toEqual([]);
});

const get = async <T>(url: string): Promise<T> => {
  const answer = await app.inject({ url });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json();
};

type Contract = { key: string; sequence: number; withdrawn: boolean; body: Record<string, unknown> };
type News = { at: string; change: 'new' | 'changed' | 'withdrawn'; content: string; contract: Contract };
type File = { name: string; title: string; source: string };
type Event = { at: string; event: string; title: string; version: number | null; records: number | null; error: string | null };

/** When passes are made. */
const [DAY_1, DAY_3] = ['2026-01-05T06:00', '2026-01-07T06:00'] as const;

/** The buyers of all contracts, by key. */
const buyers = async (): Promise<Map<string, { siren: string; buyer: string; sequence: number }>> => {
  const rows = await demo.federation.store.query<{ key: string; siren: string; buyer: string; sequence: number }>(
    'select key, siren, buyer, sequence from search',
  );
  return new Map(rows.map((row) => [row.key, row]));
};

describe('the changes of a buyer', () => {
  test('are those of its contracts, the last first, as many as are asked for', async () => {
    const all = await buyers();
    const of = (wanted: string) => [...all.values()].filter(({ siren }) => siren === wanted);
    const sirens = [...new Set([...all.values()].map(({ siren }) => siren))].filter((siren) => siren !== '');
    const [siren = ''] = sirens.toSorted((a, b) => of(b).length - of(a).length);
    const own = of(siren);
    expect(own.length).toBeGreaterThan(1);
    const expected = own.map(({ sequence }) => sequence).toSorted((a, b) => b - a);
    const { items } = await get<{ items: News[] }>(`/v1/acheteurs/${siren}/changements?limit=100`);
    expect(items.map(({ contract }) => contract.sequence)).toEqual(expected.slice(0, 100));
    const some = await get<{ items: News[] }>(`/v1/acheteurs/${siren}/changements?limit=1`);
    expect(some.items).toEqual(items.slice(0, 1));
    const siret = own[0]?.buyer ?? '';
    const { items: ofOne } = await get<{ items: News[] }>(`/v1/acheteurs/${siret}/changements?limit=100`);
    expect(ofOne).toEqual(items.filter(({ contract }) => all.get(contract.key)?.buyer === siret));
    expect(await get<{ items: News[] }>('/v1/acheteurs/000000000/changements')).toEqual({ items: [], partial: false });
  });

  test('say what is new, what changed since and what is withdrawn, and when', async () => {
    const all = await buyers();
    const sirens = [...new Set([...all.values()].map(({ siren }) => siren))];
    const news: News[] = [];
    // One after the other: a client has few at once.
    for (const siren of sirens)
      news.push(...(await get<{ items: News[] }>(`/v1/acheteurs/${siren}/changements?limit=100`)).items);
    const those = (wanted: News['change']): News[] => news.filter(({ change }) => change === wanted);
    expect(those('withdrawn').length).toBeGreaterThan(0);
    expect(those('changed').length).toBeGreaterThan(0);
    for (const { change, contract } of news)
      expect([contract.key, contract.withdrawn]).toEqual([contract.key, change === 'withdrawn']);
    // Contract 45 goes on the third day; most are as they were on the first.
    expect(those('withdrawn').every(({ at }) => at.startsWith(DAY_3))).toBe(true);
    expect(those('new').filter(({ at }) => at.startsWith(DAY_1)).length).toBeGreaterThan(100);
    expect(new Set(news.map(({ content }) => content)).size).toBe(news.length);
  });

  test('of a territory are those of its collectivités', async () => {
    const all = await buyers();
    const own = new Set(territoryOf('region-53')?.collectivites.map(({ siren }) => siren));
    const expected = [...all].filter(([, { siren }]) => own.has(siren)).toSorted(([, a], [, b]) => b.sequence - a.sequence);
    expect(expected.length).toBeGreaterThan(0);
    const { items } = await get<{ items: News[] }>('/v1/territoires/region-53/changements?limit=100');
    expect(items.map(({ contract }) => contract.key)).toEqual(expected.slice(0, 100).map(([key]) => key));
    expect((await app.inject({ url: '/v1/territoires/region-00/changements' })).statusCode).toBe(404);
  });
});

describe('the events of a source', () => {
  const eventsOf = async (source: string): Promise<[string, string, string | null, number | null][]> =>
    (await get<{ items: Event[] }>(`/v1/sources/${source}/evenements`)).items.map(({ at, event, error, records }) => [
      at.slice(0, 10),
      event,
      error,
      records,
    ]);

  test('are its versions, and the days on which a file broke and came back', async () => {
    expect(await eventsOf('region-des-landiers')).toEqual([
      ['2026-01-07', 'restored', null, null],
      ['2026-01-07', 'accepted', null, 64],
      ['2026-01-06', 'broken', 'firewall', null],
      ['2026-01-05', 'accepted', null, 60],
    ]);
    expect((await eventsOf('metropole-du-grand-valbourg')).map(([, event]) => event)).toContain('held');
  });

  test('are not those failures that the same pass got over', async () => {
    const [failed] = await demo.federation.store.query(
      "select from attempt where source = 'plateforme-des-acheteurs' and outcome = 'failed'",
    );
    expect(failed).toBeDefined();
    expect((await eventsOf('plateforme-des-acheteurs')).map(([, event]) => event)).toEqual(['accepted', 'accepted', 'accepted']);
  });

  test('are of no source that there is not', async () => {
    expect((await app.inject({ url: '/v1/sources/absente/evenements' })).statusCode).toBe(404);
  });
});

test('a version says what it has more, less and otherwise than the one accepted before it', async () => {
  const { items: files } = await get<{ items: File[] }>('/v1/ressources?limit=100');
  const differences = async (title: string): Promise<unknown[]> => {
    const path = `/v1/ressources/${files.find((file) => file.title === title)?.name}/versions`;
    const { items } = await get<{ items: { id: number }[] }>(path);
    return Promise.all(items.map(async ({ id }) => (await get<{ difference: unknown }>(`${path}/${id}/constats`)).difference));
  };
  // Six contracts and a modification on the second day, a withdrawal on the third.
  expect(await differences('marches-kervadec.json')).toEqual([
    { added: 0, removed: 1, changed: 0 },
    { added: 6, removed: 0, changed: 1 },
    null,
  ]);
  expect((await differences('marches.json.gz'))[0]).toEqual({ added: 0, removed: 100, changed: 0 });
});

test('the rejected records of a file come as a file that decp validate reads, with the errors that they have', async () => {
  const { items: files } = await get<{ items: File[] }>('/v1/ressources?limit=100');
  const folder = mkdtempSync(join(tmpdir(), 'rejets-'));
  let checked = 0;
  for (const { name } of files) {
    const { items } = await get<{ items: { standard: string; body: unknown; findings: { code: string; severity: string }[] }[] }>(
      `/v1/rejets?ressource=${encodeURIComponent(name)}&limit=1000`,
    );
    const answer = await app.inject({ url: `/v1/rejets.json?ressource=${encodeURIComponent(name)}` });
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    const { marches } = answer.json<{ marches: unknown[] | Record<string, unknown[]> }>();
    const records = Array.isArray(marches) ? marches : Object.values(marches).flat();
    const texts = (all: unknown[]): string[] => all.map((one) => JSON.stringify(one)).toSorted();
    expect(texts(records)).toEqual(texts(items.map(({ body }) => body)));
    // Those of another version of the standard are in another file.
    const other = await app.inject({ url: `/v1/rejets.json?ressource=${encodeURIComponent(name)}&version=1.4.0` });
    expect(other.json()).toEqual({ version: '1.4.0', marches: [] });
    if (items.length === 0) continue;
    checked++;
    const file = join(folder, 'rejets.json');
    writeFileSync(file, answer.body);
    const { stdout } = spawnSync(process.execPath, [under('dist', 'bin', 'decp.js'), 'validate', '--format', 'json', file], {
      encoding: 'utf8',
    });
    const [report] = (JSON.parse(stdout) as { files: { findings: { code: string; severity: string }[] }[] }).files;
    const errors = (findings: { code: string; severity: string }[]): string[] =>
      [...new Set(findings.filter(({ severity }) => severity === 'error').map(({ code }) => code))].toSorted();
    expect(errors(report?.findings ?? [])).toEqual(errors(items.flatMap(({ findings }) => findings)));
  }
  expect(checked).toBeGreaterThan(1);
});

test('there are no corrections of a file that is not known, nor of a version that is none', async () => {
  expect((await app.inject({ url: '/v1/rejets.json?ressource=absente' })).statusCode).toBe(404);
  expect((await app.inject({ url: '/v1/rejets.json' })).statusCode).toBe(400);
  const { items } = await get<{ items: File[] }>('/v1/ressources?limit=1');
  expect((await app.inject({ url: `/v1/rejets.json?ressource=${items[0]?.name}&version=9.9.9` })).statusCode).toBe(400);
});

describe('feeds', () => {
  test.each(['/sources/ville/flux.atom', '/acheteurs/123456782/flux.atom', '/territoires/region-00/flux.atom'])(
    'are of nothing that is not known: %s',
    async (url) => {
      const answer = await app.inject({ url });
      expect(answer.statusCode).toBe(404);
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
    },
  );

  test('are Atom, in both languages, and are not sent again to whoever has them', async () => {
    for (const url of ['/sources/region-des-landiers/flux.atom', '/en/territoires/region-53/flux.atom']) {
      const { statusCode, headers, body } = await app.inject({ url });
      expect([statusCode, headers['content-type']]).toEqual([200, 'application/atom+xml; charset=utf-8']);
      expect(body).toContain(`xml:lang="${url.startsWith('/en') ? 'en' : 'fr'}"`);
      expect(body).toContain(`href="${url}"`);
      const again = await app.inject({ url, headers: { 'if-none-match': String(headers['etag']) } });
      expect([again.statusCode, again.body]).toEqual([304, '']);
    }
  });
});
