import { describe, expect, test } from 'vitest';
import { LIMITS, verdictOf } from '../../../bench/federation/limits.ts';
import { ratioOf } from '../../../bench/federation/results.ts';
import type { StoreKind } from '../../../bench/federation/steps.ts';
import { FULL } from '../../../federation/fake/scale/plan.ts';
import { pass, step, store } from './support.ts';

const limit = (id: string, kind: StoreKind) => LIMITS.find((one) => one.id === id && one.kind === kind)!;

test('all that is required of a federation is there, on both databases', () => {
  const required = (id: string) => [limit(id, 'postgres').required, limit(id, 'pglite').required];
  expect([...new Set(LIMITS.map(({ id }) => id))].map((id) => [id, ...required(id)])).toEqual([
    ['first', 600, 900],
    ['fresh', 8_000, 5_000],
    ['known', 50_000, 50_000],
    ['same', 60, 60],
    ['memory', 400e6, 1.5e9],
  ]);
});

const SMALL = { ...FULL, files: 30, records: 5_000 };
const MIDDLE = { ...FULL, files: 600, records: 330_000 };

describe('the verdict', () => {
  /** A run that takes so many seconds for the first load in all, of which 100 for judging. */
  const run = ({ seconds = 500, fresh = 800_000, read = 5_000_000, same = 59, peak = 300e6 }) =>
    store(
      'postgres',
      pass('first', fresh, step('harvest', seconds - 100, 6_000), step('judge', 100, 900_000, 200e6, peak)),
      pass('same', 0, step('harvest', same, 6_000)),
      pass('second', 10, step('judge', 100, read)),
    );
  test.each([
    ['first', FULL, { seconds: 600 }, 'kept'],
    ['first', FULL, { seconds: 600.1 }, 'missed'],
    ['first', MIDDLE, { seconds: 9_000 }, 'info'],
    ['fresh', FULL, { fresh: 800_000 }, 'kept'],
    ['fresh', FULL, { fresh: 799_999 }, 'missed'],
    ['fresh', MIDDLE, { fresh: 799_999 }, 'missed'],
    ['fresh', SMALL, { fresh: 1 }, 'info'],
    ['known', FULL, { read: 4_999_999 }, 'missed'],
    ['known', FULL, { read: 5_000_000 }, 'kept'],
    ['same', FULL, { same: 60 }, 'kept'],
    ['same', FULL, { same: 60.1 }, 'missed'],
    ['same', { ...FULL, files: 5_999 }, { same: 70 }, 'info'],
    // Of the second worker alone.
    ['memory', FULL, { peak: 401e6 }, 'missed'],
    ['memory', MIDDLE, { peak: 400e6 }, 'kept'],
  ] as const)('on %s of %j with %j', (id, plan, given, verdict) => {
    expect(verdictOf(limit(id, 'postgres'), plan, run(given))).toBe(verdict);
  });

  test('nobody fails for a database that was not measured; a pass that is missing holds nothing', () => {
    expect(verdictOf(limit('first', 'pglite'), FULL, undefined)).toBe('absent');
    for (const id of ['first', 'fresh', 'known', 'same'])
      expect(verdictOf(limit(id, 'pglite'), FULL, store('pglite')), id).toBe('missed');
  });
});

describe('the ratio to JSON.parse', () => {
  test.each([
    ['of as many records', step('judge', 10, 100_000), 10],
    ['of as many contracts', step('snapshot', 1, 50_000), 2],
    ['of as many bytes, where files are fetched', step('harvest', 5, 3), 10],
    ['of nothing', step('judge', 1, 0), undefined],
    ['of what counts nothing', step('open', 1, 0), undefined],
  ])('%s', (_, one, ratio) => {
    expect(ratioOf(pass('first', 0), one)).toBe(ratio);
  });

  test('takes the middle of before and after', () => {
    const slower = { seconds: 3, bytes: 100e6, records: 100_000 };
    const given = pass('first', 0);
    expect(ratioOf({ ...given, parsed: [given.parsed[0], slower] }, step('judge', 10, 100_000))).toBe(5);
  });
});
