import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import type { Demo } from './demo.ts';
import { demoAfter } from './demo-after.ts';

let demo: Demo;
let app: App;
beforeAll(async () => {
  demo = await demoAfter(1);
  app = await demo.app();
});
afterAll(async () => {
  await demo.close();
  await demo.federation.store.close();
  expect(demo.faults).toEqual([]);
});

type Items<T> = { items: T[] };
const items = async <T>(url: string): Promise<T[]> => (await app.inject({ url })).json<Items<T>>().items;

test("without a name, territories are the régions and the départements, with the collectivités d'outre-mer", async () => {
  const found = await items<{ code: string; kind: string }>('/v1/territoires');
  const count = (wanted: string): number => found.filter(({ kind }) => kind === wanted).length;
  expect([count('region'), count('departement'), found.length]).toEqual([26, 109, 135]);
  const codes = found.map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(['region-94', 'departement-2A', 'departement-974']));
});

test.each(['region-53', 'departement-2A', 'departement-974', 'commune-35238'])(
  'the table of the collectivités of %s has what the list has',
  async (code) => {
    for (const query of ['', '?publie=true', '?publie=false']) {
      const list = await items<{ siren: string; name: string; contracts: number }>(
        `/v1/territoires/${code}/collectivites${query}`,
      );
      const { headers, body } = await app.inject({ url: `/v1/territoires/${code}/collectivites.csv${query}` });
      expect(headers['content-type']).toBe('text/csv; charset=utf-8');
      const [head, ...rows] = body.trimEnd().split('\r\n');
      expect(head).toMatch(/^\ufeffsiren;name;kind;code;population;publishes;contracts;/);
      expect(rows.map((row) => row.slice(0, 9))).toEqual(list.map(({ siren }) => siren));
    }
  },
);

test('the sources of a territory are those of its buyers', async () => {
  const publishing = await items<{ siren: string; contracts: number }>('/v1/territoires/region-53/collectivites?publie=true');
  const sources = await items<{ source: string; collectivites: number; contracts: number }>('/v1/territoires/region-53/sources');
  const wanted = new Map<string, number>();
  for (const { siren } of publishing) {
    const buyer = (await app.inject({ url: `/v1/acheteurs/${siren}` })).json<{ sources: string[] }>();
    for (const source of buyer.sources) wanted.set(source, (wanted.get(source) ?? 0) + 1);
  }
  expect(wanted.size).toBeGreaterThan(0);
  expect(new Map(sources.map(({ source, collectivites }) => [source, collectivites]))).toEqual(wanted);
  expect(await items('/v1/territoires/commune-35238/sources')).toEqual([]);
  expect((await app.inject({ url: '/v1/territoires/region-99/sources' })).statusCode).toBe(404);
});
