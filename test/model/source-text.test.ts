import { describe, expect, test } from 'vitest';
import { readSource } from '../../src/model/source-text.ts';

describe('a source', () => {
  test('is read once, and nobody changes what others read of it', () => {
    const text = 'a: { b: [1, 2] }\n';
    const { value } = readSource(text);
    expect(readSource(` ${text}`.trimStart()).value).toBe(value);
    expect(() => (value as { a: { b: number[] } }).a.b.push(3)).toThrow(TypeError);
    expect(readSource('a: { b: [1, 3] }\n').value).toEqual({ a: { b: [1, 3] } });
  });

  test.each([
    ['lists in brackets', '['.repeat(5000)],
    ['lists in brackets after an apostrophe', `x: a'\ny: ${'['.repeat(5000)}`],
    ['maps in braces', '{"a":'.repeat(5000)],
    ['lists on a line', '- '.repeat(5000)],
    ['lists on a line, far from each other', '-  '.repeat(700)],
    ['keys on a line', '? '.repeat(5000)],
    ['maps by indentation', Array.from({ length: 700 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('that is too deep is an error, and the process goes on: %s', (_, text) => {
    expect(readSource(text)).toMatchObject({
      value: undefined,
      errors: [{ line: 1, message: 'more than 300 levels in each other' }],
    });
  });

  test('may hold as many brackets as it likes in its texts, and be as deep as none of ours is', () => {
    const brackets = '['.repeat(5000);
    expect(readSource(`a: "${brackets}"\nb: '${brackets}'\n`)).toMatchObject({ errors: [], value: { a: brackets, b: brackets } });
    expect(readSource('['.repeat(100) + ']'.repeat(100)).errors).toEqual([]);
    expect(readSource(`a: ${'- '.repeat(400)}b\n`).errors).not.toEqual([]);
    expect(readSource(`a: |\n  ${'- '.repeat(400)}\n  ${' '.repeat(700)}b\n`).errors).toEqual([]);
    expect(readSource('a: !!binary aGVsbG8=\n').errors).toEqual([]);
  });

  test('has the place of everything in it, also under keys that are numbers', () => {
    const source = readSource('days:\n  1: { a: [x, y] }\n  "2": 2.0\n');
    expect(source.place('/days/1')).toEqual({ line: 2, column: 3 });
    expect(source.place('/days/1/a')).toEqual({ line: 2, column: 8 });
    expect(source.place('/days/1/a/1')).toEqual({ line: 2, column: 15 });
    expect(source.place('/days/1/b')).toBeUndefined();
    expect(source.written('/days/2')).toBe('2.0');
  });
});
