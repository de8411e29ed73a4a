import type { Model, Schema } from '../../../src/model/types.ts';

/** A record with one member of each form that is emitted in its own way. */
const MARCHE: Schema = {
  type: 'object',
  required: ['id', 'montant'],
  properties: {
    id: { type: 'string', minLength: 1, maxLength: 16 },
    montant: { type: 'number', minimum: 0 },
    dureeMois: { type: 'integer', minimum: 1, maximum: 999 },
    nature: { enum: ['Marché', 'Marché de partenariat', 'Marché de défense'] },
    origine: { type: 'boolean' },
    objet: { type: 'string', pattern: '[^ ]' },
    siret: { type: 'string', pattern: '^[0-9]{14}$' },
    mois: { type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$' },
    techniques: { type: 'array', items: { enum: ['Enchère', 'Concours'] }, minItems: 1, uniqueItems: true },
    titulaires: {
      type: 'array',
      uniqueItems: true,
      items: {
        type: 'object',
        required: ['titulaire'],
        properties: { titulaire: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } } },
      },
    },
    lieu: { type: 'object', properties: { code: { type: 'string' } } },
    libre: {},
  },
};

/** A small version of the standard, whose recogniser can be read in a few minutes. */
export const MINI = {
  version: '9.0.0',
  lists: [{ path: '/marches/marche', kinds: ['marche'], uniqueItems: false }],
  unicodePatterns: true,
  schema: { type: 'object', $defs: { marche: MARCHE } },
  fields: {},
  codelists: {},
  rules: [],
} as unknown as Model;
