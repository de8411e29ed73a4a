/** What holds of the changes of all pairs of the suite, and of every case. */
import { describe, expect, test } from 'vitest';
import { KINDS } from '../../packages/schema-diff/src/changes/kinds.ts';
import { judgesOf } from '../../packages/schema-diff/src/judge.ts';
import type { Change, Direction } from '../../packages/schema-diff/src/types.ts';
import { draws } from '../support/tier.ts';
import { misplaced } from './at-its-place.ts';
import { FAMILIES, readFamily } from './cases.ts';
import { CHANGE_FAMILIES, diffOf, linesOf, mirrorDiffOf, mirrored, readChangeCases, sorted } from './change-cases.ts';

const ALL = FAMILIES.flatMap((family) => readFamily(family).cases);
/** To compare a pair takes ten milliseconds: every third one, all of them at night. */
const PAIRS = ALL.filter((_, i) => i % Math.ceil(ALL.length / draws(ALL.length / 3, ALL.length)) === 0);

describe('over all pairs of the suite', () => {
  const diffs = PAIRS.map((one) => ({ one, diff: diffOf(one) }));
  const loses = (direction: Direction) => direction === 'narrowed' || direction === 'both';
  const wins = (direction: Direction) => direction === 'widened' || direction === 'both';
  const reported = (changes: readonly Change[], is: (direction: Direction) => boolean) =>
    changes.some(({ direction }) => is(direction) || direction === 'unknown');
  const namesWhere = (wrong: (pair: (typeof diffs)[number]) => boolean) => diffs.filter(wrong).map(({ one }) => one.name);

  test('the changes say neither less nor more than the relation', () => {
    const names = namesWhere(({ diff: { backward, forward, changes } }) => {
      return reported(changes, loses) !== (backward.verdict !== 'yes') || reported(changes, wins) !== (forward.verdict !== 'yes');
    });
    expect(names).toEqual([]);
  });

  test('each change has a witness for what it loses and for what it wins, and Ajv confirms it', () => {
    const names = namesWhere(({ one, diff }) => {
      const judges = judgesOf(one.previous, one.next, { ...one });
      return diff.changes.some(({ direction, witnesses }) => {
        const sides = witnesses.map(({ accepted }) => accepted).sort();
        const wanted = [...(wins(direction) ? ['next'] : []), ...(loses(direction) ? ['previous'] : [])];
        const shown = witnesses.every(({ accepted, instance }) => {
          return judges.previous(instance) === (accepted === 'previous') && judges.next(instance) === (accepted === 'next');
        });
        return !shown || (direction !== 'unknown' && sides.join() !== wanted.join());
      });
    });
    expect(names).toEqual([]);
  });

  test('what refuses a witness is what its change says, where it says so', () => {
    expect(diffs.flatMap(({ one, diff }) => misplaced(one, diff.changes).map(({ kind }) => `${one.name}: ${kind}`))).toEqual([]);
  });

  test('the mirror of a pair has the mirrored answers and the mirrored changes', () => {
    const names = namesWhere(({ one, diff }) => {
      const { backward, forward, changes } = mirrorDiffOf(one);
      const isMirrored = backward.verdict === diff.forward.verdict && forward.verdict === diff.backward.verdict;
      return !isMirrored || sorted(linesOf(changes)).join() !== sorted(linesOf(diff.changes).map(mirrored)).join();
    });
    expect(names).toEqual([]);
  });
});

/** Every change that is reported of the cases, the table of kinds must know. */
const CHANGES: Change[] = [...PAIRS, ...CHANGE_FAMILIES.flatMap(readChangeCases)]
  .flatMap((one) => [diffOf(one), mirrorDiffOf(one)])
  .flatMap(({ changes }) => changes);

describe('every change of the cases', () => {
  test('has its kind in the table, and each kind of the table is reported in a case', () => {
    const reported = new Set(CHANGES.map(({ kind }) => kind));
    expect([...reported].filter((kind) => !(kind in KINDS))).toEqual([]);
    expect(Object.keys(KINDS).filter((kind) => !reported.has(kind))).toEqual([]);
  });

  test('has a direction that the table allows for its kind, or is not reported', () => {
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

  test('says why, where it is not reported', () => {
    expect(CHANGES.filter(({ direction, reason }) => direction === 'unknown' && !reason)).toEqual([]);
  });
});

test('kinds are kebab sentences, in two languages that differ', () => {
  expect(Object.keys(KINDS).filter((kind) => !/^[a-z]+(-[a-z]+)+$/.test(kind))).toEqual([]);
  expect(CHANGES.filter(({ sentence: { fr, en } }) => fr === en)).toEqual([]);
});
