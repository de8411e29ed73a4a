/** Pairs that Ajv cannot judge, or judges wrongly: what the specification says is written here by hand. */
import { describe, expect, test } from 'vitest';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import type { DiffOptions, JsonSchema } from '../../packages/schema-diff/src/types.ts';

type Row = [string, JsonSchema, JsonSchema, DiffOptions?];

const list = (item: JsonSchema): JsonSchema => ({ type: 'array', items: item });
const closed = (...names: string[]): JsonSchema => ({
  properties: Object.fromEntries(names.map((name) => [name, true])),
  additionalProperties: false,
});
const infinite = JSON.parse('{ "maximum": 1e400, "minimum": -1e400 }') as JsonSchema;
const odd = JSON.parse('{ "properties": { "__proto__": { "type": "string" } } }') as JsonSchema;

describe('the same instances are accepted by', () => {
  test.each<Row>([
    [
      'items that contains found, which are evaluated since 2020-12',
      { type: 'array', contains: { type: 'string' }, unevaluatedItems: false },
      { ...(list({ type: 'string' }) as object), minItems: 1 },
    ],
    ['if alone, which evaluates without then', { if: { properties: { a: true } }, unevaluatedProperties: false }, closed('a')],
    ['a property with the name of a method', odd, { ...(odd as object), required: [] }],
    ['oneOf that holds true twice, and nothing', { oneOf: [true, true] }, false],
    [
      'definitions of one name in two resources',
      {
        $id: 'http://e/1',
        properties: { x: { $ref: '#/$defs/t' }, y: { $ref: 'two' } },
        $defs: { t: { type: 'string' }, o: { $id: 'two', $ref: '#/$defs/t', $defs: { t: { type: 'number' } } } },
      },
      { properties: { x: { type: 'string' }, y: { type: 'number' } } },
    ],
    [
      'anchors of one name in two resources',
      {
        $id: 'http://e/1',
        properties: { x: { $ref: '#t' }, y: { $ref: 'two' } },
        $defs: {
          t: { $anchor: 't', type: 'string' },
          o: { $id: 'two', $ref: '#t', $defs: { t: { $anchor: 't', type: 'number' } } },
        },
      },
      { properties: { x: { type: 'string' }, y: { type: 'number' } } },
    ],
    [
      'a list whose items are reported by the dynamic anchor of the root',
      {
        $id: 'http://e/0',
        $ref: 'list',
        $defs: {
          s: { $dynamicAnchor: 'T', type: 'string' },
          list: { $id: 'list', type: 'array', items: { $dynamicRef: '#T' }, $defs: { d: { $dynamicAnchor: 'T' } } },
        },
      },
      list({ type: 'string' }),
    ],
    [
      'a dynamic reference to an anchor that is not dynamic',
      {
        $id: 'http://e/0',
        $ref: 'list',
        $defs: {
          s: { $dynamicAnchor: 'T', type: 'string' },
          list: { $id: 'list', type: 'array', items: { $dynamicRef: '#T' }, $defs: { d: { $anchor: 'T' } } },
        },
      },
      list(true),
    ],
    [
      'a tree that a dynamic anchor closes at every depth',
      {
        $id: 'https://e.org/strict',
        $dynamicAnchor: 'n',
        $ref: 'tree',
        unevaluatedProperties: false,
        $defs: {
          t: {
            $id: 'tree',
            $dynamicAnchor: 'n',
            type: 'object',
            properties: { d: true, c: { type: 'array', items: { $dynamicRef: '#n' } } },
          },
        },
      },
      { type: 'object', additionalProperties: false, properties: { d: true, c: { type: 'array', items: { $ref: '#' } } } },
    ],
    [
      'two sides of which each is read by its own dialect',
      { $schema: 'http://json-schema.org/draft-07/schema#', items: [{ type: 'string' }] },
      { $schema: 'https://json-schema.org/draft/2020-12/schema', prefixItems: [{ type: 'string' }] },
    ],
    [
      'a definition under a keyword that is none, whose neighbours of $ref draft-07 does not read',
      { properties: { a: { $ref: '#/components/x' } }, components: { x: { $ref: '#/components/y', type: 'string' }, y: {} } },
      true,
      { dialect: 'draft-07' },
    ],
  ])('%s', (_, previous, next, options) => {
    expect(contain(previous, next, options)).toMatchObject({ backward: { verdict: 'yes' }, forward: { verdict: 'yes' } });
  });
});

const draft07 = (item: JsonSchema): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  items: [item],
  additionalItems: false,
});
const atOne: JsonSchema = { $ref: 'http://e/one' };
const atTwo: JsonSchema = { $ref: 'http://e/two' };
const resources = new Map([
  ['http://e/one', draft07({ type: 'string' })],
  ['http://e/two', draft07({ type: 'number' })],
]);

test.each(['2019-09', '2020-12'] as const)('an enum of nothing accepts nothing (%s)', (dialect) => {
  const nothing: JsonSchema = { properties: { a: { enum: [] } } };
  expect(contain(nothing, { properties: { a: { enum: [1] } } }, { dialect })).toMatchObject({
    relation: 'widened',
    forward: { verdict: 'no', witness: { a: 1 } },
  });
  expect(contain({ enum: [] }, false, { dialect }).relation).toBe('equivalent');
});

test('a bound that is too great for a double is no reason to fail', () => {
  expect(contain(infinite, true).backward).toEqual({ verdict: 'yes' });
  expect(contain(true, infinite).backward.verdict).not.toBe('no');
});

describe('yes is never said of', () => {
  test.each<Row>([
    ['schemas that refer to resources of another dialect', atOne, atTwo, { resources }],
    [
      'a schema that refers to itself without going into the instance',
      { $ref: '#/$defs/a', $defs: { a: { anyOf: [{ $ref: '#/$defs/b' }, { type: 'null' }] }, b: { $ref: '#/$defs/a' } } },
      { type: 'null' },
    ],
    ['a pattern with a back-reference', { type: 'string', pattern: '^(a|b)\\1$' }, { enum: ['aa'] }],
    [
      'an interval that holds numbers but no double',
      { type: 'number', exclusiveMinimum: 0.1, exclusiveMaximum: 0.10000000000000002 },
      false,
    ],
    [
      'formats of which nothing is known but a test',
      { type: 'string', format: 'email' },
      { format: 'uri' },
      { formatAssertion: true },
    ],
    [
      'dynamic references that lead to several schemas',
      {
        $ref: 'a',
        $id: 'http://e/0',
        $defs: {
          a: { $id: 'a', $dynamicAnchor: 'n', type: 'object', properties: { c: { $dynamicRef: '#n' } } },
          b: { $id: 'b', $dynamicAnchor: 'n', type: 'string' },
        },
      },
      { type: 'object', properties: { c: { type: 'string' } } },
    ],
  ])('%s', (_, previous, next, options) => {
    expect(contain(previous, next, options).backward.verdict).not.toBe('yes');
  });
});

describe('an InputError names what is wrong with', () => {
  test.each<[string, JsonSchema, string]>([
    ['a reference to another file that is not given', { $ref: 'http://e/none' }, 'input.schema-remote'],
    ['a reference to nothing', { $ref: '#/$defs/none' }, 'input.schema-no-target'],
    ['a schema that is none', { type: 'sting' }, 'input.schema-invalid'],
  ])('%s', (_, schema, code) => {
    expect(() => contain(schema, true)).toThrow(expect.objectContaining({ code }) as Error);
    expect(() => contain(true, schema)).toThrow(expect.objectContaining({ code }) as Error);
  });
});

test('resources that a side does not refer to are of no concern to it, whatever their dialect', () => {
  const other: JsonSchema = { $schema: 'http://json-schema.org/draft-07/schema#', ...(atOne as object) };
  expect(contain(other, { prefixItems: [{ type: 'string' }], items: false }, { resources }).relation).toBe('equivalent');
});
