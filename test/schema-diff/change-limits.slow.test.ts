/** Schemas that are too deep, too wide or beyond decision: the changes are reported as far as can be reported, in bounded time. */
import { describe, expect, test } from 'vitest';
import { bumpOf, bumpOfRelation, greatest } from '../../packages/schema-diff/src/types.ts';
import { diffSchemas } from '../../packages/schema-diff/src/diff-schemas.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { linesOf } from './change-cases.ts';

type Keywords = { [keyword: string]: unknown };

/** Definitions that lead on to the next, each by the properties of these names. */
const chained = (length: number, names: readonly string[], leaf: Keywords): JsonSchema => ({
  $ref: '#/$defs/d0',
  $defs: Object.fromEntries(
    Array.from({ length }, (_, i) => {
      const next = { $ref: `#/$defs/d${i + 1}` };
      return [`d${i}`, i === length - 1 ? leaf : { properties: Object.fromEntries(names.map((name) => [name, next])) }];
    }),
  ),
});

const minimum = (value: number): Keywords => ({ minimum: value });

describe('a change is reported', () => {
  test('once, with some of its places, where there are a thousand million of them', () => {
    const { changes } = diffSchemas(chained(30, ['a', 'b'], minimum(0)), chained(30, ['a', 'b'], minimum(1)));
    expect(changes.map(({ kind, direction }) => [kind, direction])).toEqual([['minimum-increased', 'narrowed']]);
    expect((changes[0]!.params['places'] as string[]).length).toBeLessThanOrEqual(64);
    expect(changes[0]?.witnesses).toHaveLength(1);
  });

  test('at its depth, where many definitions lead to it', () => {
    const { changes } = diffSchemas(chained(100, ['a'], minimum(0)), chained(100, ['a'], minimum(1)));
    expect(linesOf(changes)).toEqual([['minimum-increased', Array(99).fill('a').join('.'), 'narrowed']]);
  });

  test('together with others, where thousands of values come and go', () => {
    const codes = (from: number): JsonSchema => ({ enum: Array.from({ length: 3000 }, (_, i) => from + i) });
    const { changes } = diffSchemas(codes(0), codes(1000));
    expect(changes.map(({ kind, params }) => [kind, params['count']])).toEqual([
      ['enum-values-removed', 1000],
      ['enum-values-added', 1000],
    ]);
  });

  test('as unknown, with the reason, where the steps do not suffice', () => {
    const { changes, relation } = diffSchemas({ pattern: '^a+$' }, { pattern: '^(aa|aaa)+$' }, { budget: 10 });
    expect([relation, changes[0]?.direction]).toEqual(['unknown', 'unknown']);
    expect(changes[0]?.reason?.en).toMatch(/steps/);
  });
});

test('the greatest bump of all is that of the whole', () => {
  expect(greatest([])).toBe('none');
  expect(greatest([bumpOf('none'), bumpOf('widened'), bumpOf('none')])).toBe('minor');
  expect(greatest([bumpOf('widened'), bumpOf('unknown')])).toBe('major');
  expect([bumpOf('narrowed'), bumpOf('both')]).toEqual(['major', 'major']);
  expect((['equivalent', 'widened', 'narrowed', 'incomparable', 'unknown'] as const).map(bumpOfRelation)).toEqual([
    'none',
    'minor',
    'major',
    'major',
    'major',
  ]);
});
