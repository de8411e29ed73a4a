import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import { summaryOn } from '../../../federation/src/search/summary.node.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { type Demo, openDemo } from './demo.ts';
import { checker, describedBy } from './described.ts';

let demo: Demo;
let app: App;
beforeAll(async () => {
  demo = await openDemo(await emptyStore());
  app = await demo.app();
});
afterAll(async () => {
  await demo.close();
  await demo.federation.store.close();
  expect(demo.faults).toEqual([]);
});

type Summary = Record<string, number | null> & {
  day: string;
  sources: { known: number; harvested: number; active: number };
  files: { ok: number; failed: number; held: number; gone: number };
  snapshot: { name: string; contracts: number; read: number } | null;
  today: Record<string, number>;
  week: Record<string, number>;
  months: { month: string; contracts: number }[];
};

const get = async <T = Summary>(url: string): Promise<T> => (await app.inject({ url })).json();

test('the summary is that of what the lists have, day after day', async () => {
  const check = checker(await describedBy(app));
  const empty = await app.inject({ url: '/v1/bilan' });
  expect(check('/v1/bilan', empty.statusCode, String(empty.headers['content-type']), empty.body)).toBeUndefined();
  expect(empty.json()).toMatchObject({ contracts: 0, buyers: 0, timelyShare: null, snapshot: null, checkedAt: null });
  const { store } = demo.federation;
  for (const day of [1, 2, 3]) {
    await demo.pass(day);
    const answer = await app.inject({ url: '/v1/bilan' });
    expect(check('/v1/bilan', answer.statusCode, String(answer.headers['content-type']), answer.body)).toBeUndefined();
    const summary = answer.json<Summary>();
    const [counts] = await store.query(`select
      (select count(*) from contract where not withdrawn) as contracts, (select count(*) from contract where withdrawn) as withdrawn,
      (select count(distinct siren) from search where not withdrawn and siren <> '') as buyers,
      (select count(*) from search where not withdrawn and warned) as warned,
      (select count(*) from record r where (not r.valid or r.key is null) and exists (select from sighting s where s.record = r.hash)) as rejected`);
    expect(summary).toMatchObject(counts as object);
    const { items } = await get<{ items: { id: string; harvested: boolean; files: number; gone: number }[] }>('/v1/sources');
    expect(summary.sources).toEqual({
      known: items.length,
      harvested: items.filter(({ harvested }) => harvested).length,
      active: items.filter(({ harvested, files, gone }) => harvested && files > gone).length,
    });
    const { ok, failed, held, gone } = summary.files;
    expect(ok + failed + held + gone).toBe(items.reduce((sum, { files }) => sum + files, 0));
    expect(gone).toBe(items.reduce((sum, one) => sum + one.gone, 0));
    const { latest } = await get<{ latest: string }>('/v1/instantanes');
    const manifest = await get<{ counts: Record<string, number>; changes: Record<string, number | string | null> }>(
      `/v1/instantanes/${latest}`,
    );
    expect(summary.snapshot).toMatchObject({
      name: latest,
      contracts: manifest.counts['contracts'],
      read: manifest.counts['current'],
    });
    const { since, ...changes } = manifest.changes;
    expect(summary.today).toEqual(since === null ? { added: 0, changed: 0, withdrawn: 0, erased: 0 } : changes);
    expect(Number(summary['rejectedShare'])).toBeCloseTo(
      Number(summary['rejected']) / (Number(summary['contracts']) + Number(summary['rejected'])),
    );
    expect(summary.months).toHaveLength(24);
    expect(summary.months.at(-1)?.month).toBe(`${summary.day.slice(0, 7)}-01`);
    const known = await store.query<{ month: string; contracts: number }>(
      `select date_trunc('month', published)::date as month, count(*) as contracts from search where not withdrawn and published is not null group by 1`,
    );
    for (const { month, contracts } of summary.months)
      expect([month, contracts]).toEqual([month, known.find((one) => one.month === month)?.contracts ?? 0]);
  }
  // The changes of a week are those of its days.
  const [{ added } = { added: 0 }] = await store.query<{ added: number }>(
    `select sum((manifest -> 'changes' ->> 'added')::int)::int as added from snapshot where manifest -> 'changes' ->> 'since' is not null`,
  );
  expect(added).toBeGreaterThan(0);
  expect((await get('/v1/bilan')).week['added']).toBe(added);
});

test('the summary of another day is another answer, and the months go on', async () => {
  const first = await app.inject({ url: '/v1/bilan' });
  const again = await app.inject({ url: '/v1/bilan', headers: { 'if-none-match': String(first.headers['etag']) } });
  expect(again.statusCode).toBe(304);
  const { day } = first.json<Summary>();
  const later = await summaryOn(demo.federation.store, `${Number(day.slice(0, 4)) + 1}-02-28`);
  expect(later.months.map(({ month }) => month)).toEqual([...new Set(later.months.map(({ month }) => month))].toSorted());
  expect(later.months.at(-1)?.month.slice(4)).toBe('-02-01');
  expect(later.months[0]?.month.slice(4)).toBe('-03-01');
  expect(later.week['added']).toBe(0);
});
