import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const FOLDER = new URL('../../../messages/', import.meta.url);
const texts = readdirSync(FOLDER)
  .filter((name) => name.startsWith('federation-pages'))
  .map((name) => [name, readFileSync(new URL(name, FOLDER), 'utf8')] as const);

test.each(texts)('%s has one word for what gave no contract, and one for what the guard keeps back', (_name, text) => {
  expect(text.match(/bloqué\w*|[ÉEée]carté\w*|enregistrements? refusé\w*|set aside/g) ?? []).toEqual([]);
});
