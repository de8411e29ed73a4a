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

/** `least`: the share of the diffs in which the fault is caught at least. */
const PLANTS: readonly [fault: string, least: number, (changes: readonly Change[]) => Change[]][] = [
  ['shows the witness of another change', 0.25, ofTheNext],
  [
    'shows the instance of another change at its own place',
    0.25,
    (changes) => ofTheNext(changes).map((change, i) => shown(change, () => ({ at: changes[i]?.witnesses[0]?.at ?? '' }))),
  ],
  [
    'names the place above',
    0.03,
    (changes) => changes.map((change) => shown(change, ({ at }) => ({ at: at.replace(/\/[^/]*$/, '') }))),
  ],
  [
    'names the place of an item beside',
    0.9,
    (changes) => changes.map((change) => shown(change, ({ at }) => ({ at: `${at}/9` }))),
  ],
  ['shows what both sides accept', 0.5, (changes) => changes.map((change) => shown(change, () => ({ instance: undefined })))],
];

test('what the diff shows is at its place', () => {
  expect(CASES.length).toBeGreaterThan(20);
  expect(CASES.flatMap(({ one, changes }) => misplaced(one, changes).map(({ kind }) => [one, kind]))).toEqual([]);
});

test.each(PLANTS)('a diff is caught that %s', (_, least, planted) => {
  const caught = CASES.filter(({ one, changes }) => misplaced(one, planted(changes)).length > 0);
  expect(caught.length).toBeGreaterThanOrEqual(least * CASES.length);
});
