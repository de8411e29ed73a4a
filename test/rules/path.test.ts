import { expect, test } from 'vitest';
import { knownPath, pathOfPointer } from '../../src/rules/path.ts';

test.each([
  ['', ''],
  ['/objet', 'objet'],
  ['/titulaires/0', 'titulaires[]'],
  ['/titulaires/10/titulaire/id', 'titulaires[].titulaire.id'],
  ['/lots/0/1', 'lots[][]'],
  ['/0', '[]'],
  ['/a~1b/c~0d', 'a/b.c~d'],
  // Names that files invent, which look like the paths of fields.
  ['/titulaires[].titulaire', '"titulaires[].titulaire"'],
  ['/acheteur.id', '"acheteur.id"'],
  ['/acheteur/a.b', 'acheteur."a.b"'],
])('the field at the pointer « %s » is « %s »', (pointer, path) => {
  expect(pathOfPointer(pointer)).toBe(path);
});

test.each([
  ['', ''],
  ['/objet', 'objet'],
  ['/titulaires/0/titulaire/id', 'titulaires[].titulaire.id'],
  ['/titulaires/0/x', 'titulaires'],
  ['/titulaires/0/titulaire/x/id', 'titulaires'],
  ['/x/objet', ''],
  ['/titulaires[].titulaire.id', ''],
  ['/0', ''],
])('the longest known path on the way of « %s » is « %s »', (pointer, path) => {
  const known = new Set(['objet', 'titulaires', 'titulaires[].titulaire.id']);
  expect(knownPath(pointer, (field) => known.has(field))).toBe(path);
});
