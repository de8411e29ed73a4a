/** The table of kinds: complete, in both languages, and true of every change that is told. */
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../src/diff/changes/kinds.ts';
import type { Change } from '../../src/diff/types.ts';
import { FAMILIES as PAIRS, readFamily as readPairs } from './cases.ts';
import { CHANGE_FAMILIES, diffOf, mirrorDiffOf, readChangeCases } from './change-cases.ts';
import { wordDiffs } from './small-models.ts';

const pairs = [...PAIRS.flatMap((family) => readPairs(family).cases), ...CHANGE_FAMILIES.flatMap(readChangeCases)];
const CHANGES: Change[] = [...pairs.flatMap((one) => [diffOf(one), mirrorDiffOf(one)]), ...wordDiffs()].flatMap(
  ({ changes }) => changes,
);

describe('every change of the cases', () => {
  test('has its kind in the table, and each kind of the table is told in a case', () => {
    const told = new Set(CHANGES.map(({ kind }) => kind));
    expect([...told].filter((kind) => !(kind in KINDS))).toEqual([]);
    expect(Object.keys(KINDS).filter((kind) => !told.has(kind))).toEqual([]);
  });

  test('has a direction that the table allows for its kind, or is not told', () => {
    const wrong = CHANGES.filter(({ kind, direction }) => direction !== 'unknown' && !KINDS[kind]?.may.includes(direction));
    expect(wrong.map(({ kind, direction }) => `${kind} ${direction}`)).toEqual([]);
  });

  test('has a sentence in both languages, with nothing left to fill in', () => {
    const wrong = CHANGES.flatMap(({ sentence: { fr, en } }) => [fr, en]).filter(
      (sentence) => !/^\S.*\.$/s.test(sentence) || /\{\w+\}|undefined|\[object|’/.test(sentence.replace(/« .*? »|“.*?”/gs, '')),
    );
    expect(wrong).toEqual([]);
  });

  test('has the bump of its direction', () => {
    const bumps = new Set(CHANGES.map(({ direction, bump }) => `${direction}: ${bump}`));
    expect([...bumps].sort()).toEqual(['both: major', 'narrowed: major', 'none: patch', 'unknown: major', 'widened: minor']);
  });

  test('says why, where it is not told', () => {
    expect(CHANGES.filter(({ direction, reason }) => direction === 'unknown' && !reason)).toEqual([]);
  });
});

test('kinds are kebab sentences, in two languages that differ', () => {
  const wrong = Object.entries(KINDS).filter(([kind, { fr, en }]) => !/^[a-z]+(-[a-z]+)+$/.test(kind) || fr === en);
  expect(wrong).toEqual([]);
});
