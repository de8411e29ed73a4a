import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { withEntry, withScalars } from '../../../src/governance/propose/edit.ts';

const TWICE = { c: 1 };

test.each([
  ['at the end of a map', 'a:\n  b: 1\nc: 2\n', '/a', { d: 3 }, 'a:\n  b: 1\n  d: 3\nc: 2\n'],
  ['at the end of a file', 'a: 1\n', '', { b: 2 }, 'a: 1\nb: 2\n'],
  ['at the end of a file without a last line feed', 'a: 1', '', { b: 2 }, 'a: 1\nb: 2'],
  ['after a comment of the entry before', 'a: 1 # one\n', '', { b: 2 }, 'a: 1 # one\nb: 2\n'],
  ['after a text of several lines', 'a:\n  b: |-\n    x\n\nc: 2\n', '/a', { d: 3 }, 'a:\n  b: |-\n    x\n  d: 3\n\nc: 2\n'],
  ['in a list', 'a:\n  - b: 1\nc: 2\n', '/a', { b: 2 }, 'a:\n  - b: 1\n  - b: 2\nc: 2\n'],
  ['in a map on one line', "a: { 'b': 1 }\n", '/a', { c: [2] }, "a: { 'b': 1, c: [ 2 ] }\n"],
  [
    'in a map between braces on several lines',
    'a:\n  {\n    b: { c: 1 },\n  }\n',
    '/a',
    { d: 2 },
    'a:\n  {\n    b: { c: 1 }, d: 2,\n  }\n',
  ],
  ['with the same object twice', 'a: 1\n', '', { b: [TWICE, TWICE] }, 'a: 1\nb:\n  - c: 1\n  - c: 1\n'],
  ['with the same object twice on one line', 'a: {}\n', '/a', { b: [TWICE, TWICE] }, 'a: {b: [ { c: 1 }, { c: 1 } ]}\n'],
  ['in an empty map', 'a: {}\n', '/a', { b: 1 }, 'a: {b: 1}\n'],
])('an entry is added %s', (_, before, pointer, entry, after) => {
  expect(withEntry(before, pointer, entry)).toBe(after);
  expect(() => parse(after) as unknown).not.toThrow();
});

test('a text that cannot be changed as it is written is written in quotes', () => {
  const value = 'a, } "b"\nc';
  const after = withScalars('x: { y: a }\n', new Map([['/x/y', { value, raw: (source) => `${source}, }` }]]));
  expect(parse(after)).toEqual({ x: { y: value } });
});
