import { describe, expect, test } from 'vitest';
import { filePlaces, versionPlaces } from '../../src/report/diff/places.ts';
import { change } from './diff-fixture.ts';

const FILES = new Map([
  ['codelists/ccag.csv', 'code,libelle\nTravaux,Travaux\n"Études, conseil",Conseil\n'],
  ['decp.schema.json', '{\n  "properties": {\n    "marches": { "x-field": "marches" }\n  }\n}\n'],
  ['marche.schema.json', '{\n  "properties": {\n    "objet": {\n      "x-field": "marche-objet"\n    }\n  }\n}\n'],
  ['rules/montant-rond.yaml', 'id: montant-rond\n'],
]);

describe('a change of a version stands', () => {
  test.each([
    ['where its field is defined', { field: 'marche-objet' }, 'marche.schema.json', 3],
    ['where its field is defined, in the root', { field: 'marches' }, 'decp.schema.json', 3],
    ['at the row of the code', { field: 'marche-ccag', params: { codelist: 'ccag', code: 'Travaux' } }, 'codelists/ccag.csv', 2],
    ['at the row of a code with a comma', { params: { codelist: 'ccag', code: 'Études, conseil' } }, 'codelists/ccag.csv', 3],
    [
      'at the row of a code that another above it replaces',
      { params: { codelist: 'ccag', code: 'Études, conseil', replacedBy: 'Travaux' } },
      'codelists/ccag.csv',
      3,
    ],
    ['at the head of the list where the code is gone', { params: { codelist: 'ccag', code: 'Autre' } }, 'codelists/ccag.csv', 1],
    ['in the file of the rule', { kind: 'rule-added', path: 'montant-rond' }, 'rules/montant-rond.yaml', 1],
    ['in the root where the rule is gone', { kind: 'rule-removed', path: 'montant-faux' }, 'decp.schema.json', 1],
    ['in the root where it is about no field', {}, 'decp.schema.json', 1],
  ])('%s', (_, rest, file, line) => {
    const [place] = versionPlaces([change('x-changed', rest)], FILES, 'schema/next').values();
    expect(place).toMatchObject({ file: `schema/next/${file}`, line });
  });
});

describe('a change of a file stands', () => {
  const text = JSON.stringify(
    {
      properties: { personnes: { items: { $ref: '#/$defs/personne' } }, 'a/b': {} },
      $defs: { personne: { properties: { nom: {}, parent: { $ref: '#/$defs/personne' } } }, boucle: { $ref: '#/$defs/boucle' } },
    },
    null,
    1,
  );
  const lineOf = (name: string) => text.split('\n').findIndex((line) => line.includes(`"${name}":`)) + 1;

  test.each([
    ['under the property that its path leads to', 'personnes', 'personnes'],
    ['behind a reference', 'personnes[].nom', 'nom'],
    ['behind two', 'personnes[].parent.parent.nom', 'nom'],
    ['where the path ends in what is not there', 'personnes[].age', 'personne'],
    ['at a name with a slash', 'a/b', 'a/b'],
  ])('%s', (_, path, name) => {
    expect(filePlaces([change('x', { path, fingerprint: 'f' })], text, 'a.json').get('f')?.line).toBe(lineOf(name));
  });

  test('at the start for the root, and without a line in a text that is very long', () => {
    expect(filePlaces([change('x', { fingerprint: 'f' })], text, 'a.json').get('f')).toEqual({
      file: 'a.json',
      line: 1,
      column: 1,
    });
    const long = text + ' '.repeat(2 << 20);
    expect(filePlaces([change('x', { fingerprint: 'f' })], long, 'a.json').get('f')).toEqual({ file: 'a.json' });
  });
});
