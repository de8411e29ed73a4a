import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { ValueForm } from '../../src/messages/pattern.ts';
import { valueFormOf } from '../../src/messages/pattern.ts';

const SCHEMA = fileURLToPath(new URL('../../schema/', import.meta.url));

function patternsUnder(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.schema.json'));
  const texts = files.filter((name) => !name.startsWith('dialect')).map((name) => readFileSync(folder + name, 'utf8'));
  const matches = texts.flatMap((text) => [...text.matchAll(/"pattern":\s*("(?:[^"\\]|\\.)*")/g)]);
  return [...new Set(matches.map(([, json = '']) => JSON.parse(json) as string))];
}

test.each(patternsUnder(SCHEMA))('the pattern %s of the schemas is described in words', (pattern) => {
  expect(valueFormOf(pattern)).toBeDefined();
});

test.each<[string, ValueForm | undefined]>([
  ['^[0-9]{14}$', 'siret'],
  ['^\\d{14}$', 'siret'],
  ['^[0-9]{8}(-[0-9])?$', 'cpv'],
  ['\\d{4}-\\d{2}-\\d{2}', 'date'],
  ['^[0-9]{4}-[0-9]{2}-[0-9]{2}$', 'date'],
  ['^\\d{4}-[01]\\d-[0-3]\\d([+\\-][0-2]\\d:[0-5]\\dZ?)?$', 'date-zone'],
  ['[^ \\t\\r\\n]', 'not-blank'],
  ['\\S', 'not-blank'],
  ['^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$', 'version'],
  ['^[0-9]{14}.{7,16}$', 'uid'],
  ['^Marché$', 'marche'],
  ['^Contrat de concession$', 'concession'],
  ['^[A-Z]{3}$', undefined],
  ['.*', undefined],
])('the form of %s is %s, however it is written', (pattern, form) => {
  expect(valueFormOf(pattern)).toBe(form);
});
