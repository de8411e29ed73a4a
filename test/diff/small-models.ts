/** Small Models that differ in one thing, to see what a diff of Models tells. */
import { diffModels } from '../../src/diff/diff-models.ts';
import type { Diff } from '../../packages/schema-diff/src/types.ts';
import type { Code, Field, Model, Schema } from '../../src/model/types.ts';

const TEXT = { fr: 'texte', en: 'text' };

export const CODE: Code = {
  code: 'SIRET',
  libelle: 'SIRET',
  label_en: 'SIRET',
  description: 'Quatorze chiffres.',
  source: 'referentiel',
  since: '2.0.0',
  deprecated: '',
  replaced_by: '',
};

export const FIELD: Field = { title: { fr: 'Type', en: 'Type' }, description: TEXT, source: TEXT, examples: [] };

/** A field `type` with one codelist, at the root and within a list. */
const schemaOf = (codes: readonly Code[]): Schema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    type: { 'x-field': 'type', 'x-codelist': 'types', enum: codes.map(({ code }) => code) },
    autres: { 'x-field': 'autres', type: 'array', items: { $ref: '#/$defs/autre' } },
  },
  $defs: { autre: { properties: { type: { 'x-field': 'type', 'x-codelist': 'types', enum: codes.map(({ code }) => code) } } } },
});

export const modelOf = (codes: readonly Code[] = [CODE], field: Field = FIELD): Model => ({
  version: '0.0.0',
  schema: schemaOf(codes),
  lists: [],
  fields: { type: field, autres: FIELD, inconnu: field },
  codelists: { types: [...codes] },
  rules: [],
  unicodePatterns: true,
});

const OTHER_LABEL: Code = { ...CODE, libelle: 'Numéro SIRET' };
const DEPRECATED: Code = { ...CODE, deprecated: '2.0.1', replaced_by: 'TVA' };

/** Diffs of Models that accept the same and say it in other words. */
export const wordDiffs = (): Diff[] => [
  diffModels(modelOf(), modelOf([OTHER_LABEL])),
  diffModels(modelOf(), modelOf([DEPRECATED])),
  diffModels(modelOf([DEPRECATED]), modelOf()),
  diffModels(modelOf(), modelOf([CODE], { ...FIELD, title: { fr: 'Sorte', en: 'Type' } })),
];
