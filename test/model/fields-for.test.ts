import { expect, test } from 'vitest';
import { fieldsFor } from '../../src/model/fields.ts';
import type { Field, Schema } from '../../src/model/types.ts';

const texts = { fr: 'a', en: 'a' };
const field: Field = { title: texts, description: texts, source: texts, examples: [] };
const FIELDS = {
  'marche-objet': field,
  'marches-marche': field,
  'donnees-annuelles': field,
  'concession-tarif': field,
  'marche-titulaires': { ...field, 'x-xml': { element: 'titulaire' } },
  titulaire: field,
  'marche-ancien': { ...field, remedies: [{ finding: 'schema.additionalProperties', ...texts }] } as Field,
  'marche-essai': field,
};

const schema: Schema = {
  $defs: {
    marche: {
      properties: {
        objet: { 'x-field': 'marche-objet' },
        titulaires: { 'x-field': 'marche-titulaires', items: {} },
        donneesExecution: { items: { $ref: '#/$defs/donneesExecution' } },
        tarif: {},
      },
    },
  },
};

test('a version has its fields, those of the elements that it has, and advice on others; what another version adds is none of its matter', () => {
  const { 'marche-essai': _, ...own } = FIELDS;
  expect(fieldsFor(schema, FIELDS)).toEqual(own);
});
