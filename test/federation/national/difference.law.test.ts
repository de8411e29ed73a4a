import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  explainDifference,
  REASONS,
  type National,
  type Ours,
  type Reason,
  type Seen,
} from '../../../federation/src/national/difference.ts';
import { draws } from '../../support/tier.ts';
import { comparedOf, worldArbitrary, type SmallWorld } from './world.ts';

/** Whether two results are published alike, without a look at why. */
function isAlike({ ours, national }: Awaited<ReturnType<typeof comparedOf>>[number]['all'][number]): boolean {
  if (!ours) return !national || national.exclusions.length > 0;
  if (!national || national.record !== ours.record || national.exclusions.length > 0 || ours.united || national.others)
    return false;
  return national.years.every((year) => year === String(ours.year));
}

test('every difference has a reason, what is alike has none, and every contract of both is compared once', async () => {
  await fc.assert(
    fc.asyncProperty(worldArbitrary, async (world) => {
      for (const { ours, all } of await comparedOf(world)) {
        for (const one of all) expect([one, one.reasons.length === 0]).toEqual([one, isAlike(one)]);
        // It says that the database was not consolidated, and here all is.
        for (const { reasons } of all) expect(reasons).not.toContain('not-consolidated');
        expect(all.filter((one) => one.ours).length).toBe(ours ? 1 : 0);
      }
    }),
    { numRuns: draws(350, 1750) },
  );
});

test('random worlds meet every reason but those of which they have no case', async () => {
  const worlds: SmallWorld[] = fc.sample(worldArbitrary, { numRuns: 400, seed: 24 });
  const met = new Set<Reason>();
  for (const world of worlds)
    for (const { all } of await comparedOf(world)) for (const { reasons } of all) for (const reason of reasons) met.add(reason);
  expect(REASONS.filter((reason) => !met.has(reason))).toEqual(['not-consolidated', 'file-not-listed', 'not-archived']);
});

const seenOf = (record: string, rest: Partial<Seen> = {}): Seen => ({
  ...{
    record,
    sameness: record,
    standard: '2.0.3',
    valid: true,
    version: 'current',
    nationalKey: 'key',
    outcome: 'stored',
    refused: false,
  },
  ...rest,
});
const mine: Ours = { record: 'a', year: 2026, united: false };
const theirs = (record: string, rest: Partial<National> = {}): National => ({
  record,
  exclusions: [],
  years: ['2026'],
  others: false,
  ...rest,
});
const stored = seenOf('b');

test.each<[string, Ours | null, National | null, Seen[], Reason[]]>([
  ['the same record', mine, theirs('a'), [seenOf('a')], []],
  [
    'a record that differs by the order of its members',
    mine,
    theirs('b'),
    [seenOf('a', { sameness: 's' }), seenOf('b', { sameness: 's' })],
    [],
  ],
  ['nothing on either side', null, theirs('a', { exclusions: ['x'] }), [seenOf('a', { valid: false })], []],
  ['an excluded record', mine, theirs('a', { exclusions: ['x'] }), [seenOf('a')], ['excluded-by-rule']],
  ['another year', mine, theirs('a', { years: ['2025', '2026'] }), [seenOf('a')], ['month-of-file']],
  ['united modifications', { ...mine, united: true }, theirs('a'), [seenOf('a')], ['modifications-replaced']],
  ['a source that is not read', mine, null, [seenOf('a', { outcome: 'unread-source' })], ['source-not-harvested']],
  ['a record replaced', mine, theirs('b'), [seenOf('a', { outcome: 'replaced' }), stored], ['order-of-arrival']],
  [
    'the observation that came nearest says why',
    mine,
    theirs('b'),
    [
      seenOf('a', { outcome: 'unread-form' }),
      seenOf('a', { outcome: 'longer-titulaires' }),
      seenOf('a', { outcome: 'refused' }),
      stored,
    ],
    ['longer-titulaires'],
  ],
  ['a record of 1.x', mine, null, [seenOf('a', { standard: '1.4.0', outcome: 'unread-source' })], ['only-1.x']],
  ['an invalid record of PES', null, theirs('b'), [seenOf('b', { valid: false, refused: true })], ['pes-invalid']],
  ['an error of a rule', null, theirs('b'), [seenOf('b', { valid: false })], ['error-here']],
  ['a file that is held', null, theirs('b'), [seenOf('b', { version: 'held' })], ['held-by-guard']],
  ['a record that its file no longer has', null, theirs('b'), [seenOf('b', { version: 'older' })], ['not-withdrawn']],
  [
    'a replaced record, and one that is not published any more',
    mine,
    theirs('b'),
    [seenOf('a', { outcome: 'replaced' }), seenOf('b', { version: 'older' })],
    ['order-of-arrival', 'not-withdrawn'],
  ],
  ['a contract that waits', null, theirs('b'), [stored], ['not-consolidated']],
])('%s', (_, ours, national, seen, reasons) => {
  expect(explainDifference(ours, national, seen)).toEqual(reasons);
});
