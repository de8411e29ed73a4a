import { expect, test } from 'vitest';
import { deprecationsIn } from '../../src/model/deprecations.ts';
import { publishedAmong } from '../../src/model/published.ts';

test('a deprecation is that of a field, or of no field yet; what is no object is none', () => {
  const schema = {
    properties: {
      ancien: { 'x-field': 'marche-ancien', 'x-deprecated': { since: '2.2.0', reason: 'renamed' } },
      nouveau: { 'x-field': 'marche-nouveau' },
      inconnu: { 'x-deprecated': {} },
      faux: { 'x-field': 'marche-faux', 'x-deprecated': true },
    },
  };
  expect(deprecationsIn(schema)).toEqual([
    { pointer: '/properties/ancien', id: 'marche-ancien', deprecated: { since: '2.2.0', reason: 'renamed' } },
    { pointer: '/properties/inconnu', id: undefined, deprecated: {} },
  ]);
});

test('published versions are the folders named by a number, oldest first, whatever is in them', () => {
  const paths = ['2.0.10/a.json', 'dialect/a.json', '2.0.9/codelists/a.csv', '2.0.9/b.json', 'releases.json', '2.1.0-rc.1/a.json', '2.1.0']; // oxfmt-ignore
  expect(publishedAmong(paths)).toEqual(['2.0.9', '2.0.10']);
  expect(publishedAmong([])).toEqual([]);
});
