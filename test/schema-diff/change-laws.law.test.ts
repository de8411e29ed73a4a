/** Laws of the changes, over random pairs of schemas of every dialect. Witnesses are judged by an independent reading, not by Ajv. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { diffSchemas } from '../../packages/schema-diff/src/diff-schemas.ts';
import { faultOf } from '../../packages/schema-diff/src/judge.ts';
import type { Answer, Diff, Direction } from '../../packages/schema-diff/src/types.ts';
import { misplaced } from './at-its-place.ts';
import { diffOf, linesOf, mirrorDiffOf, mirrored, sorted } from './change-cases.ts';
import { ALL_DIALECTS, type Pair, pairs } from './generate-schemas.ts';
import { reference } from './reference.ts';
import { draws } from '../support/tier.ts';

const RUNS = draws(150, 5_000);

/** What is drawn may be no schema of its dialect; of that there is no diff. */
const isWhole = ({ previous, next, dialect }: Pair): boolean =>
  [previous, next].every((schema) => faultOf(schema, { dialect }) === undefined);

/** What the changes may and must say where the whole is lost, kept, or not reported. */
function agrees({ verdict }: Answer, reported: readonly Direction[], way: Direction): boolean {
  const some = reported.some((direction) => direction === way || direction === 'both');
  if (verdict === 'yes') return !some;
  return some || reported.includes('unknown');
}

/** Ajv takes all items for evaluated where `contains` stands (faults.ts): it accepts what `unevaluatedItems` refuses beside it. */
const isMisreadByAjv = ({ previous, next }: Pair): boolean =>
  ['"contains"', '"unevaluatedItems"'].every((key) => JSON.stringify([previous, next]).includes(key));

type Law = (pair: Pair, diff: Diff) => void;

const LAWS: readonly [string, Law][] = [
  [
    'the changes say what the relation says',
    (_, { backward, forward, changes }) => {
      const reported = changes.map(({ direction }) => direction);
      expect([agrees(backward, reported, 'narrowed'), agrees(forward, reported, 'widened')]).toEqual([true, true]);
    },
  ],
  [
    'every witness of a change is accepted by one side, and refused by the other where and for what the change says',
    (pair, { changes }) => {
      if (!isMisreadByAjv(pair)) expect(misplaced(pair, changes)).toEqual([]);
      const [previous, next] = [reference(pair.previous, pair.dialect), reference(pair.next, pair.dialect)];
      for (const { accepted, instance } of changes.flatMap(({ witnesses }) => witnesses)) {
        expect([previous(instance), next(instance)]).toEqual([accepted === 'previous', accepted === 'next']);
      }
    },
  ],
  [
    'the diff the other way round has the mirrored changes',
    (pair, { changes }) => {
      expect(sorted(linesOf(mirrorDiffOf(pair).changes))).toEqual(sorted(linesOf(changes).map(mirrored)));
    },
  ],
  [
    'no two changes have one fingerprint',
    (_, { changes }) => {
      const fingerprints = changes.map(({ fingerprint }) => fingerprint);
      expect(new Set(fingerprints).size).toBe(fingerprints.length);
    },
  ],
];

/** What broke each law first, of pairs that are drawn, and compared, once for all of them. */
const broken = new Map<Law, Error>();

beforeAll(() => {
  for (const pair of fc.sample(pairs(...ALL_DIALECTS).filter(isWhole), RUNS)) {
    let diff: Diff | undefined;
    for (const [, law] of LAWS.filter(([, one]) => !broken.has(one))) {
      try {
        law(pair, (diff ??= diffOf(pair)));
      } catch (cause) {
        broken.set(
          law,
          new Error(`pairOf(${String(pair.seed)}, '${pair.dialect}'): ${JSON.stringify(pair, null, 2)}`, { cause }),
        );
      }
    }
  }
});

test.each(LAWS)('%s', (_, law) => {
  const error = broken.get(law);
  if (error) throw error;
});

test('two keywords that both depend on all beside them, and come together, have a fingerprint each', () => {
  const next = {
    unevaluatedItems: { maxLength: 1 },
    unevaluatedProperties: false,
    anyOf: [{ minimum: 3 }, { items: { type: 'null' } }],
  };
  const { changes } = diffSchemas(true, next, { dialect: '2019-09' });
  expect(changes.map(({ params }) => params['keyword'])).toEqual(['unevaluatedItems', 'unevaluatedProperties']);
  expect(new Set(changes.map(({ fingerprint }) => fingerprint)).size).toBe(2);
});

test('a way that comes twice, spelled otherwise, is one change', () => {
  const next = { anyOf: [{ enum: [1, 2] }, { type: 'string' }, { enum: [2, 1] }] };
  const { changes } = diffSchemas({ anyOf: [{ type: 'null' }, { type: 'string' }] }, next);
  expect(changes.map(({ kind }) => kind)).toEqual(['alternative-removed', 'alternative-added']);
});
