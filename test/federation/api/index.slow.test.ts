import { expect, test } from 'vitest';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import { runIndex } from '../../../federation/src/consolidate/verb.node.ts';
import { wantIndex } from '../../../federation/src/search/index.node.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { openDemo } from './demo.ts';
import { demoAfter } from './demo-after.ts';

const UNKNOWN = '00000000-0000-0000-0000-000000000000';

test('there is no index until it is asked for; made later, it is as if it had been there from the start', async () => {
  const [from, later] = [await demoAfter(1), await openDemo(await emptyStore())];
  const rows = (demo: typeof from): Promise<unknown[]> =>
    demo.federation.store.query('select to_jsonb(s) - $1 as row from search s order by key', ['sequence']);
  await later.federation.store.exec('truncate search_state');
  await later.pass(1, 'consolidated');
  expect(await rows(later)).toEqual([]);
  const app = await later.app();
  await later.federation.store.session((session) => wantIndex(session, new Date()));
  for (const url of ['/v1/contrats', `/v1/contrats/${UNKNOWN}`, '/v1/acheteurs/200054781', '/v1/territoires/region-11'])
    expect((await app.inject({ url })).json()).toMatchObject({ status: 503, code: 'being-made' });
  await later.federation.store.exec('truncate search_state');
  expect(await runIndex(later.federation)).toBe(0);
  const expected = await rows(from);
  expect(expected.length).toBeGreaterThan(100);
  expect(await rows(later)).toEqual(expected);
  // Nothing is written where nothing changed.
  const [before] = await later.federation.store.query('select max(sequence) as last from search');
  await later.federation.store.exec('insert into dirty (key) select key from contract');
  await consolidate(later.federation);
  expect(await later.federation.store.query('select max(sequence) as last from search')).toEqual([before]);
  // What another version of the program made is made again, and nothing else.
  const spoilt = async (): Promise<unknown> =>
    (await later.federation.store.query(`select count(*) from search where object = 'of old'`))[0];
  await later.federation.store.exec(`update search set object = 'of old', content = key where warned`);
  await consolidate(later.federation);
  expect(await spoilt()).not.toEqual({ count: 0 });
  await later.federation.store.exec('drop index search_category; update search_state set version = version - 1');
  await consolidate(later.federation);
  expect(await rows(later)).toEqual(expected);
  expect(await later.federation.store.query("select to_regclass('search_category') is not null as there")).toEqual([
    { there: true },
  ]);
  for (const demo of [from, later]) {
    await demo.close();
    await demo.federation.store.close();
  }
});
