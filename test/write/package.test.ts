import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tablesOf } from '../../src/model/tables.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { csvLine } from '../../src/write/package/descriptor.ts';
import { packageOf } from '../../src/write/package/file.ts';
import { rowsOf } from '../../src/write/package/rows.ts';
import { readCsv } from '../../src/read/csv-text.ts';
import { readJsonFile, GOLDEN } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';

const { model } = await loadVersion(GOLDEN);
const layout = tablesOf(model);

test('the tables of an example read as in their golden file', async () => {
  const { files } = packageOf(readJsonFile(`examples/${GOLDEN}/valid/fichier-de-deux-listes.json`), goldenModel);
  const filled = [...files].filter(([name, text]) => name.endsWith('.csv') && text.split('\r\n').length > 2);
  const page = filled.map(([name, text]) => `${name}\n${text.replaceAll('\r\n', '\n')}`).join('\n');
  await expect(page).toMatchFileSnapshot('../golden/write/package-fichier-de-deux-listes.txt');
});

const cell = fc.oneof(
  fc.constant(undefined),
  fc
    .array(fc.constantFrom('"', ',', '\n', '\r', ' ', 'a', '\ufeff', '𝒳', "'", '='), { maxLength: 5 })
    .map((parts) => parts.join('')),
);

test('a line of CSV is read by another program as it was meant, and by ours with the empty text reported from nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 4 }), (rows) => {
      const text = rows.map(csvLine).join('');
      const theirs = parse(text, { relax_column_count: true, record_delimiter: '\r\n' });
      expect(theirs).toEqual(rows.map((cells) => cells.map((one) => one ?? '')));
      const filled = rows.filter((cells) => cells.length > 1);
      expect([...readCsv(text)].map(({ cells, faults }) => [cells, faults])).toEqual(filled.map((cells) => [cells, []]));
    }),
  );
});

test.each<[string, unknown, [code: string, path: string][]]>([
  ['a text for a number, which would read back as a number', { montant: '12' }, [['wrong-type', '/montant']]],
  ['a text for a number that is no number', { montant: 'NC', dureeMois: '', offresRecues: ' 3' }, []],
  ['a fraction for a whole number', { dureeMois: 1.5 }, []],
  ['a number for a text', { id: 42 }, [['wrong-type', '/id']]],
  ['a text for a boolean', { marcheInnovant: 'true', attributionAvance: 'oui' }, [['wrong-type', '/marcheInnovant']]],
  ['a boolean for a number', { montant: true }, [['wrong-type', '/montant']]],
  [
    'null',
    { montant: null, acheteur: null, titulaires: null },
    [
      ['null', '/acheteur'],
      ['null', '/montant'],
      ['null', '/titulaires'],
    ],
  ],
  ['null in a list of values, where nothing else can be nothing', { techniques: { technique: [null, 'Concours'] } }, []],
  [
    'an empty list',
    { titulaires: [], techniques: { technique: [] } },
    [
      ['empty-list', '/techniques/technique'],
      ['empty-list', '/titulaires'],
    ],
  ],
  [
    'empty objects',
    { acheteur: {}, techniques: {}, titulaires: [{}, { titulaire: {} }] },
    [
      ['empty-object', '/acheteur'],
      ['empty-object', '/techniques'],
      ['empty-object', '/titulaires/0'],
    ],
  ],
  [
    'unknown names',
    JSON.parse('{"__proto__":1,"constructor":2,"acheteur":{"nom":3},"titulaires":[{"titulaire":{"a/b":1},"x":1}]}'),
    [
      ['unknown-property', '/__proto__'],
      ['unknown-property', '/constructor'],
      ['unknown-property', '/acheteur/nom'],
      ['unknown-property', '/titulaires/0/x'],
      ['unknown-property', '/titulaires/0/titulaire/a~1b'],
    ],
  ],
  ['half a surrogate pair', { objet: 'a\ud83d', id: '𝒳' }, [['lone-surrogate', '/objet']]],
  [
    'a list for an object, and the other way round',
    { acheteur: [], titulaires: { titulaire: {} } },
    [
      ['wrong-type', '/acheteur'],
      ['wrong-type', '/titulaires'],
    ],
  ],
  ['no object at all', 'marché', [['wrong-type', '']]],
  ['what JSON writes as 1e400', { montant: Infinity, tauxAvance: -0 }, []],
])('of a record with %s, what is lost is said', (_, value, expected) => {
  const { lost, rows } = rowsOf('marche', value, 1, layout);
  expect(lost.map(({ code, path }) => [code, path])).toEqual(expected.map(([code, path]) => [`convert.${code}`, path]));
  for (const { params } of lost) expect(params['form']).toBe('package');
  expect(rows.get('marches')).toMatch(/^1,/);
});

test.each<[string, unknown, string[]]>([
  ['a list at the root', [], ['convert.wrong-type ']],
  ['no marches', { version: '2.1' }, ['convert.wrong-type ']],
  ['marches that is null', { marches: null }, ['convert.null /marches']],
  ['the flat list of version 1', { marches: [] }, ['convert.wrong-type /marches']],
  ['a list that is an object', { marches: { marche: {}, 'contrat-concession': [] } }, ['convert.wrong-type /marches/marche']],
  ['unknown names', { a: 1, marches: { b: 1 } }, ['convert.unknown-property /a', 'convert.unknown-property /marches/b']],
  ['a version that is no text', { version: { x: null }, marches: {} }, []],
])('of a file with %s, what is lost is said', (_, file, expected) => {
  expect(packageOf(file, model).lost.map(({ code, path }) => `${code} ${path}`)).toEqual(expected);
});
