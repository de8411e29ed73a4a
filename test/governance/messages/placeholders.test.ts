import { expect, test } from 'vitest';
import { piecesOf, usesOf } from '../../../src/governance/messages/placeholders.ts';

test.each([
  ['no placeholder', [], []],
  ['{a} and {b, quote, 30}', ['a', 'b'], ['plain', 'quote']],
  ["l''{a}, '{'not one'}'", ['a'], ['plain']],
  ['{n, plural, one {# row} other {# rows}}', ['n', 'n', 'n'], ['plural', 'number', 'number']],
  ['{k, select, empty-list {a} other {{b, value}}}', ['k', 'b'], ['select', 'value']],
])('%s asks for its names', (text, names, uses) => {
  expect(usesOf(text).map(({ name }) => name)).toEqual(names);
  expect(usesOf(text).map(({ use }) => use)).toEqual(uses);
});

test('the key of a choice may hold hyphens', () => {
  expect(piecesOf('quelques-uns {k, select, empty-list {peut-être {x}} other {}}')).toMatchObject([
    { text: 'quelques-uns ' },
    { type: 'select', cases: [{ key: 'empty-list', pieces: [{ text: 'peut-être ' }, { name: 'x' }] }, { key: 'other' }] },
  ]);
});
