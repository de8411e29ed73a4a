/** The table of rhythms, day by day, in all that speaks of rejected records. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Rhythm, updatesOf } from '../../../federation/src/catalogue/source.ts';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import { balance } from '../../../federation/src/consolidate/states.node.ts';
import { factsOf, findingsOf } from '../../../federation/src/notices/facts.node.ts';
import { findRejected } from '../../../federation/src/search/rejected.node.ts';
import { eachInWorld, fileOf, marche, World } from './world.ts';

type Day = { file: string[]; contracts: string[]; rejected: string[]; withdrawn: string[] };
type Case = { name: string; rhythms: Rhythm[]; days: Day[] };

let world: World;
eachInWorld((one) => {
  // The guard would hold files as small as these.
  world = new World(one.store, { guard: 1 });
});

const cases = parse(readFileSync(new URL('rhythms.yaml', import.meta.url), 'utf8')) as Case[];

const recordOf = (said: string): unknown => marche(said[0] ?? '', said.endsWith('!') ? { dureeMois: 0 } : {});

async function dayOf(): Promise<Omit<Day, 'file'>> {
  const { records } = await findRejected(world.store, { filters: {}, limit: 100 });
  const numbers = async (withdrawn: boolean): Promise<string[]> =>
    (
      await world.rows(
        'select r.number from contract c join record r on r.hash = c.record where c.withdrawn = $1 order by r.number',
        withdrawn,
      )
    ).map((row) => String(row['number']));
  return {
    contracts: await numbers(false),
    rejected: records.map(({ number }) => `${number}!`).toSorted(),
    withdrawn: await numbers(true),
  };
}

describe.each(cases)('$name', ({ rhythms, days }) => {
  test.each(rhythms)('%s', async (rhythm) => {
    for (const { file, ...expected } of days) {
      await world.publish(fileOf(...file.map(recordOf)), { resource: 'a', updates: updatesOf(rhythm) });
      await world.judge();
      await consolidate(world.federation);
      expect(await dayOf()).toEqual(expected);
      const { faults, unproven, all } = await balance(world.federation);
      expect({ faults, unproven }).toEqual({ faults: [], unproven: { keys: 0, versions: 0 } });
      expect([all.states.invalid, all.current]).toEqual([expected.rejected.length, file.length]);
      // What is rejected is a share of the same version: of the file as it is now.
      const [facts] = await factsOf(world.store, ['ville']);
      const counts = { rejected: expected.rejected.length, records: expected.rejected.length === 0 ? 0 : file.length };
      expect(facts?.counts).toMatchObject(counts);
      const found = await findingsOf(world.store, { source: 'ville', dataset: 'd', resource: null });
      expect(found.map(({ records }) => records)).toEqual(expected.rejected.length === 0 ? [] : [expected.rejected.length]);
    }
  });
});

test('a publisher is told of a record that makes the national consolidation lose others', async () => {
  await world.publish(fileOf(marche('A'), marche('B', { datePublicationDonnees: '2025-02-30' })), { resource: 'a' });
  await world.judge();
  const found = await findingsOf(world.store, { source: 'ville', dataset: 'd', resource: 'a' });
  expect(found.map(({ code, records }) => [code, records])).toEqual([
    ['date-invraisemblable', 1],
    ['rules.harms-others', 1],
  ]);
});
