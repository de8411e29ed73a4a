/** A fingerprint is of all that is made: what is wider, or other, at the same place has another one. */
import { describe, expect, test } from 'vitest';
import type { Change, JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { diffOf } from './change-cases.ts';

type Edit = readonly [previous: JsonSchema, next: JsonSchema];

const bearing = ([previous, next]: Edit): Change[] =>
  diffOf({ previous, next }).changes.filter(({ direction }) => direction !== 'none');
const prints = (edit: Edit): string[] => bearing(edit).map(({ kind, fingerprint }) => `${kind} ${fingerprint}`);
const codes = (count: number, from = 0): string[] =>
  Array.from({ length: count }, (_, i) => `c${String(i + from).padStart(4, '0')}`);

const OBJECT = { type: 'object', properties: { a: { type: 'string' }, b: {}, c: {} } };
const FIELD = { 'x-field': 'a', type: 'string' };
const LIST = { type: 'array' };
const asks = (...names: string[]): JsonSchema => ({ required: names });
const nested = (levels: number, inner: JsonSchema): JsonSchema => {
  let schema = inner;
  for (let i = 0; i < levels; i++) schema = { properties: { a: schema } };
  return schema;
};

/** Two edits of one kind at one place that are not the same edit. */
const OTHERS: Readonly<Record<string, readonly [Edit, Edit]>> = {
  'a property that is defined, then tightened': [
    [{ type: 'object' }, { type: 'object', properties: { version: { type: 'string' } } }],
    [{ type: 'object' }, { type: 'object', properties: { version: { const: '2.1' } } }],
  ],
  'a choice of another set': [
    [OBJECT, { ...OBJECT, anyOf: [asks('a'), asks('b')] }],
    [OBJECT, { ...OBJECT, anyOf: [asks('c'), asks('b')] }],
  ],
  'a choice of fewer': [
    [{}, { oneOf: [{ type: 'string' }, { type: 'number' }] }],
    [{}, { oneOf: [{ type: 'string' }] }],
  ],
  'what no place names': [
    [OBJECT, { ...OBJECT, unevaluatedProperties: { type: 'string' } }],
    [OBJECT, { ...OBJECT, unevaluatedProperties: false }],
  ],
  'items of another form': [
    [LIST, { ...LIST, items: { type: 'string' } }],
    [LIST, { ...LIST, items: { const: 1 } }],
  ],
  'names that follow a pattern': [
    [OBJECT, { ...OBJECT, patternProperties: { '^x': { type: 'string' } } }],
    [OBJECT, { ...OBJECT, patternProperties: { '^x': { const: 1 } } }],
  ],
  'a list of more than can be shown': [
    [{ type: 'string' }, { type: 'string', enum: codes(100) }],
    [{ type: 'string' }, { type: 'string', enum: codes(50) }],
  ],
  'as many values, but others, of more than can be shown': [
    [{ enum: codes(200) }, { enum: codes(100, 100) }],
    [{ enum: codes(200) }, { enum: [...codes(50, 50), ...codes(50, 150)] }],
  ],
  'a value that is a list, the other way round': [
    [{ enum: [['a', 'b'], ['b', 'a'], 1] }, { enum: [['b', 'a'], 1] }],
    [{ enum: [['a', 'b'], ['b', 'a'], 1] }, { enum: [['a', 'b'], 1] }],
  ],
  'what a reference leads to': [
    [OBJECT, { ...OBJECT, not: { $ref: '#/$defs/x' }, $defs: { x: asks('b') } }],
    [OBJECT, { ...OBJECT, not: { $ref: '#/$defs/x' }, $defs: { x: { minProperties: 1 } } }],
  ],
  'what a reference leads to, further on': [
    [
      OBJECT,
      { ...OBJECT, not: { $ref: '#/$defs/x' }, $defs: { x: { properties: { b: { $ref: '#/$defs/y' } } }, y: { const: 1 } } },
    ],
    [
      OBJECT,
      { ...OBJECT, not: { $ref: '#/$defs/x' }, $defs: { x: { properties: { b: { $ref: '#/$defs/y' } } }, y: { const: 2 } } },
    ],
  ],
  'an object closed beside fewer names': [
    [
      { type: 'object', properties: { a: {} } },
      { type: 'object', properties: { a: {}, z: {} }, additionalProperties: false },
    ],
    [
      { type: 'object', properties: { a: {} } },
      { type: 'object', properties: { a: {} }, additionalProperties: false },
    ],
  ],
  'a property that moves, and is tightened on its way': [
    [
      { type: 'object', properties: { a: FIELD } },
      { type: 'object', properties: { o: { type: 'object', properties: { a: FIELD } } } },
    ],
    [
      { type: 'object', properties: { a: FIELD } },
      { type: 'object', properties: { o: { type: 'object', properties: { a: { ...FIELD, maxLength: 3 } } } } },
    ],
  ],
  'two schemas too deep to be compared': [
    [nested(3000, { type: 'string' }), false],
    [nested(3000, { type: 'number' }), false],
  ],
};

describe('another fingerprint', () => {
  test.each(Object.entries(OTHERS))('%s', (_, [one, other]) => {
    const [first, second] = [prints(one), prints(other)];
    const kinds = (reported: string[]) => reported.map((line) => line.split(' ')[0]);
    expect(kinds(first).some((kind) => kinds(second).includes(kind))).toBe(true);
    expect(first.filter((line) => second.includes(line))).toEqual([]);
  });
});

const CHOICE = { anyOf: [asks('a', 'b'), { properties: { c: { enum: [1, 2], type: ['string', 'number'] } } }] };

/** One edit, written in two ways. */
const SAME: Readonly<Record<string, readonly [Edit, Edit]>> = {
  'a definition of its own': [
    [OBJECT, { ...OBJECT, ...CHOICE }],
    [OBJECT, { ...OBJECT, anyOf: [asks('a', 'b'), { $ref: '#/$defs/c' }], $defs: { c: CHOICE.anyOf[1] } }],
  ],
  'another order of keys, of names, of values, of types and of branches': [
    [OBJECT, { ...OBJECT, ...CHOICE }],
    [OBJECT, { anyOf: [{ properties: { c: { type: ['number', 'string'], enum: [2, 1] } } }, asks('b', 'a')], ...OBJECT }],
  ],
  'words beside': [
    [LIST, { ...LIST, items: { type: 'string' } }],
    [LIST, { ...LIST, items: { type: 'string', title: 'Texte', 'x-field': 'texte' } }],
  ],
  'an edit of another item': [
    [LIST, { ...LIST, prefixItems: [{}, { type: 'string' }] }],
    [LIST, { ...LIST, prefixItems: [{ type: 'number' }, { type: 'string' }] }],
  ],
  'a schema that refers to itself, from another place': [
    [LIST, { ...LIST, items: { $ref: '#/$defs/x' }, $defs: { x: { minItems: 1, items: { $ref: '#/$defs/x' } } } }],
    [LIST, { ...LIST, items: { $ref: '#/$defs/y' }, $defs: { y: { minItems: 1, items: { $ref: '#/$defs/y' } } } }],
  ],
};

describe('the same fingerprint', () => {
  test.each(Object.entries(SAME))('%s', (_, [one, other]) => {
    expect(prints(one).length).toBeGreaterThan(0);
    expect(prints(other)).toEqual(expect.arrayContaining(prints(one)));
  });
});
