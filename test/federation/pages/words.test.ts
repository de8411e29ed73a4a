import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../../messages/', import.meta.url);
const texts = readdirSync(FOLDER)
  .filter((name) => /^federation-(pages|api|mcp|notices)/.test(name))
  .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')] as const);

/** « rejeté », “rejected”, and « retenu », “blocked by the guard”, are the words. */
const OTHERS =
  /bloqué\w*|[ÉEée]carté\w*|enregistrements? refusé\w*|set aside|records? (that were |are |is )?(left out|dropped|refused)|keeps back|held back|held by|kept back|mise?s? de côté/g;

test.each(texts)('%s has one word for what gave no contract, and one for what the guard keeps back', (_name, text) => {
  expect(text.match(OTHERS) ?? []).toEqual([]);
});

test('another word for it is found', () => {
  for (const planted of [
    'les enregistrements écartés',
    'les enregistrements refusés',
    'a record that is set aside',
    'the records left out',
    'elle est mise de côté',
    'les versions mises de côté',
    'versions that are held back',
    'held by the guard',
  ])
    expect(planted.match(OTHERS)).toHaveLength(1);
});
