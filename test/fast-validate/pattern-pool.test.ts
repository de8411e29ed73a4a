import { expect, test } from 'vitest';
import { PatternPool } from '../../packages/fast-validate/src/pattern/pool.ts';

/** The source of a pool that was asked for some patterns, and the names that it gave. */
function sourceOf(...asked: [pattern: string, unicode: boolean][]): { names: (string | undefined)[]; source: string } {
  const pool = new PatternPool();
  return { names: asked.map(([pattern, unicode]) => pool.name(pattern, unicode)), source: pool.source() };
}

test('a pattern is the same function in each pool, and another one where it counts UTF-16 units', () => {
  const [first, again] = [sourceOf(['^.$', true]), sourceOf(['^.$', true])];
  expect(again).toEqual(first);
  expect(sourceOf(['^.$', false]).source).not.toBe(first.source);
  expect(sourceOf(['^.{2}$', true]).source).not.toBe(first.source);
  expect(sourceOf(['^.$', true], ['^.$', false], ['^.$', true]).names).toEqual(['p0', 'p1', 'p0']);
});
