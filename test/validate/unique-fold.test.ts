import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '../../packages/base/src/json.ts';
import { UniqueFold } from '../../src/validate/file-rules.ts';

test('a record that comes again is reported with the number of the first', () => {
  const fold = new UniqueFold();
  expect(fold.seen({ id: '1', acheteur: { id: '2' } }, 0)).toBeUndefined();
  expect(fold.seen({ id: '1', acheteur: { id: '3' } }, 1)).toBeUndefined();
  expect(fold.seen({ acheteur: { id: '2' }, id: '1' }, 2)?.first).toBe(0);
  expect(fold.seen({ id: '1', acheteur: { id: '2' } }, 3)?.first).toBe(0);
});

test('key values are kept apart: where one ends, and of which type each is', () => {
  const fold = new UniqueFold();
  const keys = [
    ['ab', 'c'],
    ['a', 'bc'],
    ['abc', ''],
    ['abc'],
    ['a', 'b', 'c'],
    ['c', 'ab'],
    ['1'],
    [1],
    [true],
    ['true'],
    [0],
    [false],
    [''],
  ];
  expect(keys.map((key, number) => fold.seen(key, number))).toEqual(keys.map(() => undefined));
  expect(keys.map((key) => fold.seen(key, 99)?.first)).toEqual(keys.map((_, number) => number));
});

test('two folds know nothing of each other', () => {
  const [one, other] = [new UniqueFold(), new UniqueFold()];
  one.seen(['a'], 0);
  expect(other.seen(['a'], 1)).toBeUndefined();
});

test('over any records, it says what a Map of their canonical texts would', () => {
  const key = fc.array(fc.oneof(fc.constantFrom('', 'a', 'b', '1'), fc.constantFrom(0, 1, 1.5), fc.boolean()), { maxLength: 3 });
  fc.assert(
    fc.property(fc.array(fc.oneof(key, fc.jsonValue({ maxDepth: 2 })), { maxLength: 100 }), (values) => {
      const fold = new UniqueFold();
      const first = new Map<string, number>();
      for (const [number, value] of values.entries()) {
        const text = canonical(value);
        expect(fold.seen(value, number)?.first).toBe(first.get(text));
        if (!first.has(text)) first.set(text, number);
      }
    }),
  );
});

test('it tells whether a record like it was kept before, which those left out are not', () => {
  const fold = new UniqueFold();
  const kept = [false, false, true, true, false, true];
  expect(kept.map((keep, number) => fold.seen(['a'], number, keep))).toEqual([
    undefined,
    { first: 0, kept: false },
    { first: 0, kept: false },
    { first: 0, kept: true },
    { first: 0, kept: true },
    { first: 0, kept: true },
  ]);
  expect(fold.seen(['b'], 6, true)).toBeUndefined();
  expect(fold.seen(['b'], 7, false)).toEqual({ first: 6, kept: true });
});
