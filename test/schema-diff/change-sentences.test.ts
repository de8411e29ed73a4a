/** Sentences that say why a change takes something away, where its kind alone would read as harmless. */
import { expect, test } from 'vitest';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { diffOf } from './change-cases.ts';

const OBJECT = { type: 'object' };
const CLOSED = { ...OBJECT, additionalProperties: false };

test.each<[name: string, previous: JsonSchema, next: JsonSchema, fr: string, en: string]>([
  [
    'one of several properties',
    OBJECT,
    { ...OBJECT, anyOf: [{ required: ['marche'] }, { required: ['contrat-concession'], title: 'Concessions' }] },
    'Une au moins de ces propriétés est maintenant exigée : « marche » ou « contrat-concession ».',
    'At least one of these properties is now required: “marche” or “contrat-concession”.',
  ],
  [
    'exactly one of several properties',
    OBJECT,
    { ...OBJECT, oneOf: [{ required: ['a'] }, { required: ['b'] }] },
    'Une seule de ces propriétés est maintenant exigée, sans les autres : « a » ou « b ».',
    'Exactly one of these properties is now required, without the others: “a” or “b”.',
  ],
  [
    'one of several properties, no longer',
    { ...OBJECT, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    OBJECT,
    "Une au moins de ces propriétés était exigée et ne l'est plus : « a » ou « b ».",
    'At least one of these properties was required and no longer is: “a” or “b”.',
  ],
  [
    'a choice that asks for more than properties',
    OBJECT,
    { ...OBJECT, anyOf: [{ required: ['a'], minProperties: 3 }, { required: ['b'] }] },
    'Nouvelle contrainte (anyOf).',
    'New constraint (anyOf).',
  ],
  [
    'a name that was free',
    OBJECT,
    { ...OBJECT, properties: { version: { type: 'string' } } },
    "La propriété « version », dont le nom était libre, est maintenant définie : elle n'accepte plus n'importe quelle valeur.",
    'The property “version”, whose name was free, is now defined: it no longer accepts any value.',
  ],
  [
    'a name that a closed object now accepts',
    CLOSED,
    { ...CLOSED, properties: { version: {} } },
    'Nouvelle propriété « version ».',
    'New property “version”.',
  ],
  [
    'a name that a closed object no longer defines',
    { ...CLOSED, properties: { _type: {} } },
    CLOSED,
    "La propriété « _type » n'est plus définie : elle est maintenant refusée.",
    'The property “_type” is no longer defined: it is now refused.',
  ],
  [
    'a name that is now as all others',
    { ...OBJECT, properties: { a: {} }, additionalProperties: { type: 'string' } },
    { ...OBJECT, additionalProperties: { type: 'string' } },
    "La propriété « a » n'est plus définie : ce qui est demandé de toutes les autres l'est maintenant d'elle.",
    'The property “a” is no longer defined: what is asked of all others is now asked of it.',
  ],
  [
    'a name that is free from now on',
    { ...OBJECT, properties: { a: { type: 'string' } } },
    OBJECT,
    "La propriété « a » n'est plus définie.",
    'The property “a” is no longer defined.',
  ],
  [
    'a type where there was none',
    {},
    OBJECT,
    "Type resserré : n'importe quelle valeur avant, un objet maintenant.",
    'Type narrowed: any value before, an object now.',
  ],
  [
    'a least length',
    { type: 'string' },
    { type: 'string', minLength: 2 },
    'Nouvelle limite (longueur minimale) : 2.',
    'New limit (minimum length): 2.',
  ],
])('%s', (_, previous, next, fr, en) => {
  expect(diffOf({ previous, next }).changes.map(({ sentence }) => sentence)).toEqual([{ fr, en }]);
});
