/** The law of places has teeth: witnesses that are shown for another change than theirs, or another place, are noticed. */
import { expect, test } from 'vitest';
import type { Change, Witness } from '../../packages/schema-diff/src/types.ts';
import { misplaced } from './at-its-place.ts';
import { diffOf } from './change-cases.ts';
import { faultOf } from '../../packages/schema-diff/src/judge.ts';
import { ALL_DIALECTS, type Pair, pairOf } from './generate-schemas.ts';

/** Pairs drawn at random, the same each time, with several changes: there a witness may be taken for that of another. */
const CASES = Array.from({ length: 160 }, (_, seed) => pairOf(seed, ALL_DIALECTS[seed % ALL_DIALECTS.length] ?? '2020-12'))
  .filter((pair: Pair) => [pair.previous, pair.next].every((schema) => faultOf(schema, pair) === undefined))
  .map((one) => ({ one, changes: diffOf(one).changes.filter(({ direction }) => direction !== 'none') }))
  .filter(({ changes }) => changes.length > 1);

const shown = (change: Change, other: (witness: Witness) => Partial<Witness>): Change => ({
  ...change,
  witnesses: change.witnesses.map((witness) => ({ ...witness, ...other(witness) })),
});

/** The witness of the same side that the next change has. */
const ofTheNext = (changes: readonly Change[]): Change[] =>
  changes.map((change, i) =>
    shown(change, ({ accepted }) => {
      const others = [...changes.slice(i + 1), ...changes.slice(0, i)].flatMap(({ witnesses }) => witnesses);
      return others.find((other) => other.accepted === accepted) ?? {};
    }),
  );

const PLANTS: readonly [string, (changes: readonly Change[]) => Change[]][] = [
  ['shows the witness of another change', ofTheNext],
  [
    'shows the instance of another change at its own place',
    (changes) => ofTheNext(changes).map((change, i) => shown(change, () => ({ at: changes[i]?.witnesses[0]?.at ?? '' }))),
  ],
  [
    'names the place above',
    (changes) => changes.map((change) => shown(change, ({ at }) => ({ at: at.replace(/\/[^/]*$/, '') }))),
  ],
  ['names the place of an item beside', (changes) => changes.map((change) => shown(change, ({ at }) => ({ at: `${at}/9` })))],
  ['shows what both sides accept', (changes) => changes.map((change) => shown(change, () => ({ instance: undefined })))],
];

test('what the diff shows is at its place', () => {
  expect(CASES.length).toBeGreaterThan(20);
  expect(CASES.flatMap(({ one, changes }) => misplaced(one, changes).map(({ kind }) => [one, kind]))).toEqual([]);
});

test.each(PLANTS)('a diff is caught that %s', (_, planted) => {
  expect(CASES.some(({ one, changes }) => misplaced(one, planted(changes)).length > 0)).toBe(true);
});
