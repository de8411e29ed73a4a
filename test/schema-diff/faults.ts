/**
 * Where a judge is known to err, each fault with the smallest schema that shows it. A case of `cases-two-judges` that a judge does not confirm
 * names one of these; a fault that goes away with a later version of the judge is noticed, and its row goes with it.
 */
import type { Dialect, Schema } from './dialect.ts';

export type Fault = {
  judge: 'ajv' | 'hyperjump';
  name: string;
  /** What the specification says and the judge does not do. */
  about: string;
  dialect: Dialect;
  schema: Schema;
  instance: unknown;
  /** What the specification says of the instance. */
  right: boolean;
  /** The other judge errs on this schema in the same way. */
  shared?: true;
};

const item = (more: object): Schema => ({
  $id: 'https://example.org/root',
  properties: { x: { $ref: 'item' } },
  $defs: { i: { $id: 'item', ...more } },
});

export const FAULTS: readonly Fault[] = [
  {
    judge: 'ajv',
    name: 'dynamic-reference',
    about:
      '2020-12 core 8.2.3.2: $dynamicRef leads first where $ref would; Ajv leads to the root where no dynamic anchor was entered.',
    dialect: '2020-12',
    schema: { type: 'array', items: { $dynamicRef: '#T' }, $defs: { t: { $dynamicAnchor: 'T', type: 'string' } } },
    instance: ['a'],
    right: true,
  },
  {
    judge: 'ajv',
    name: 'dynamic-reference-elsewhere',
    about: '2020-12 core 8.2.3.2: the value of $dynamicRef is any reference; Ajv takes fragments alone.',
    dialect: '2020-12',
    schema: { $id: 'https://example.org/root', $dynamicRef: 'root#T', $defs: { t: { $dynamicAnchor: 'T', type: 'string' } } },
    instance: 'a',
    right: true,
  },
  {
    judge: 'ajv',
    name: 'recursive-reference',
    about:
      '2019-09 core 8.2.4.2.1: without $recursiveAnchor at the root of its own resource $recursiveRef stays there; Ajv goes on to the root that has it.',
    dialect: '2019-09',
    schema: {
      $id: 'https://example.org/root',
      $recursiveAnchor: true,
      maxProperties: 1,
      allOf: [{ $ref: 'tree' }],
      $defs: { t: { $id: 'tree', additionalProperties: { $recursiveRef: '#' } } },
    },
    instance: { a: { b: {}, c: {} } },
    right: true,
  },
  {
    judge: 'ajv',
    name: 'reference-of-a-resource',
    about:
      '2019-09 core 8.2.1: an embedded resource may refer to its own definitions beside its $id; Ajv follows the reference without end.',
    dialect: '2020-12',
    schema: item({ $ref: '#/$defs/t', $defs: { t: { type: 'string' } } }),
    instance: { x: 'a' },
    right: true,
  },
  {
    judge: 'ajv',
    name: 'contains-evaluates',
    about: '2019-09 core 9.3.1.3: what contains finds is evaluated since 2020-12 alone; Ajv takes it for evaluated.',
    dialect: '2019-09',
    schema: { contains: { type: 'string' }, unevaluatedItems: { type: 'integer' } },
    instance: ['a'],
    right: false,
    shared: true,
  },
  {
    judge: 'ajv',
    name: 'contains-evaluates',
    about: '2020-12 core 10.3.1.3: of the items contains finds those that its schema accepts; Ajv takes all for evaluated.',
    dialect: '2020-12',
    schema: { contains: { type: 'string' }, unevaluatedItems: { type: 'integer' } },
    instance: ['a', null],
    right: false,
  },
  {
    judge: 'hyperjump',
    name: 'contains-evaluates',
    about: '2019-09 core 9.3.1.3: what contains finds is evaluated since 2020-12 alone; Hyperjump takes it for evaluated.',
    dialect: '2019-09',
    schema: { contains: { type: 'string' }, minContains: 0, unevaluatedItems: false },
    instance: ['a'],
    right: false,
  },
  {
    judge: 'hyperjump',
    name: 'pointer-across-resources',
    about:
      '2020-12 core 9.2.1 leaves it to validators whether a pointer may cross into an embedded resource; Hyperjump does without.',
    dialect: '2020-12',
    schema: {
      properties: { x: { $ref: '#/$defs/i/$defs/t' } },
      $defs: { i: { $id: 'https://example.org/item', $defs: { t: { type: 'string' } } } },
    },
    instance: { x: 'a' },
    right: true,
  },
  {
    judge: 'hyperjump',
    name: 'percent-encoded',
    about:
      'RFC 6901, section 6: characters outside of ASCII are percent-encoded as UTF-8 in a fragment; Hyperjump decodes them as Latin-1.',
    dialect: '2020-12',
    schema: { properties: { x: { $ref: '#/$defs/%C3%A9' } }, $defs: { é: { type: 'string' } } },
    instance: { x: 'a' },
    right: true,
  },
  {
    judge: 'hyperjump',
    name: 'reference-as-it-is',
    about:
      'RFC 3986, section 2: a quotation mark is percent-encoded in a reference. Ajv and the engine take it as it is, Hyperjump does not.',
    dialect: '2020-12',
    schema: { properties: { x: { $ref: '#/$defs/a"b' } }, $defs: { 'a"b': { type: 'string' } } },
    instance: { x: 'a' },
    right: true,
  },
  {
    judge: 'hyperjump',
    name: 'address-beside-reference',
    about: 'draft-07 core 8.3: beside $ref nothing is read, $id neither; Hyperjump takes it for a base.',
    dialect: 'draft-07',
    schema: {
      $id: 'https://example.org/root',
      properties: { x: { $id: 'dir/', $ref: 'leaf' } },
      definitions: { leaf: { $id: 'leaf', type: 'string' }, other: { $id: 'dir/leaf', type: 'boolean' } },
    },
    instance: { x: 'a' },
    right: true,
  },
  {
    judge: 'hyperjump',
    name: 'patterns-without-u',
    about: 'ECMA-262 has patterns that only compile without the u flag; Hyperjump always sets it.',
    dialect: '2020-12',
    schema: { pattern: '^\\-$' },
    instance: '-',
    right: true,
  },
];
