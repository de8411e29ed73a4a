import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Schema } from '../../src/model/types.ts';
import { accepts, evaluate } from '../../src/validate/interpret.ts';
import { VERSIONS } from '../support/engine.ts';
import { draws } from '../support/tier.ts';
import { ajvErrors, modelOf, parsedExamples } from './support.ts';

const reported = (root: Schema, value: unknown, unicodePatterns = true) =>
  evaluate(root, root, value, { unicodePatterns })
    .map(({ keyword, instancePointer }) => `${keyword} ${instancePointer}`)
    .sort();

/** Values that sit on the edges of what the schemas say. */
const STRANGE: unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1,
  1.5,
  1e300,
  '',
  ' ',
  '\n',
  'x',
  'SIRET',
  '2024-02-29',
  '2023-02-29',
  '12345678901234',
  '12345678901234🚲🚲🚲🚲',
  '🚲'.repeat(17),
  'é'.repeat(1001),
  [],
  {},
  [null],
  [[], []],
  [1, 1],
  { id: 1 },
];

/** One change at a place chosen by numbers: the way to it, what to do there, with which value. */
const change = fc.record({ way: fc.array(fc.nat(), { maxLength: 9 }), act: fc.nat(5), value: fc.constantFrom(...STRANGE) });
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

function changed(value: unknown, { way, act, value: strange }: Change, depth = 0): unknown {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const step = way[depth];
  const key = step === undefined ? undefined : keys[step % keys.length];
  if (key === undefined) return struck(value, act, strange);
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = changed(copy[key], { way, act, value: strange }, depth + 1);
  return copy;
}

function struck(value: unknown, act: number, strange: unknown): unknown {
  if (Array.isArray(value) && act < 3)
    return act === 0
      ? [...(value as unknown[]), value[0] as unknown]
      : act === 1
        ? [...(value as unknown[]), strange]
        : value.slice(1);
  if (typeof value === 'object' && value !== null && act < 4) {
    const entries = Object.entries(value);
    return act < 2 ? Object.fromEntries(entries.slice(1)) : { ...value, inconnu: strange };
  }
  return strange;
}

describe.each(VERSIONS)('interpreting %s', (version) => {
  test('refuses what Ajv refuses, by the same keywords at the same places', async () => {
    const { schema, unicodePatterns } = await modelOf(version);
    const examples = (await parsedExamples(version)).map(({ value }) => value);
    const ajv = ajvErrors(schema, unicodePatterns);
    let refused = 0;
    const property = fc.property(fc.constantFrom(...examples), fc.array(change, { maxLength: 3 }), (example, changes) => {
      const value = changes.reduce<unknown>((instance, one) => changed(instance, one), example);
      const expected = ajv(value);
      expect(reported(schema, value, unicodePatterns)).toEqual(expected);
      expect(accepts(schema, schema, value, { unicodePatterns })).toBe(expected.length === 0);
      if (expected.length > 0) refused++;
    });
    const numRuns = draws(600, 3000);
    fc.assert(property, { numRuns });
    expect(refused).toBeGreaterThan(numRuns / 6);
  });
});

test.each<[name: string, schema: Schema, value: unknown, unicodePatterns: boolean]>([
  ['a dot is one UTF-16 unit where patterns are not Unicode', { pattern: '^.{2}$' }, '🚲', false],
  ['a dot is one character where they are', { pattern: '^.{2}$' }, '🚲', true],
  ['lengths count characters in both cases', { maxLength: 1 }, '🚲', false],
  ['only the first item is judged by prefixItems', { prefixItems: [{ type: 'string' }] }, [1, 2], true],
  ['items judges what prefixItems leaves', { prefixItems: [{ type: 'string' }], items: { type: 'number' } }, [1, 'a'], true],
  ['keywords beside a reference count', { $defs: { a: { type: 'string' } }, $ref: '#/$defs/a', maxLength: 1 }, 'ab', true],
  ['anyOf tells why each branch fails', { anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, true],
  ['oneOf refuses what two branches accept', { oneOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1, b: 1 }, true],
  ['oneOf refuses what no branch accepts', { oneOf: [{ required: ['a'] }, { required: ['b'] }] }, {}, true],
  ['an integer may be written 1e3', { type: 'integer' }, 1e3, true],
  ['null is allowed where the type says so', { type: ['string', 'null'], minLength: 1 }, null, true],
  [
    'objects are equal whatever the order of their keys',
    { uniqueItems: true },
    [
      { a: 1, b: [2] },
      { b: [2], a: 1 },
    ],
    true,
  ],
  [
    'a key of the language is a key like another',
    { additionalProperties: false, properties: { a: {} } },
    JSON.parse('{"__proto__": 1}'),
    true,
  ],
])('as Ajv: %s', (_, schema, value, unicodePatterns) => {
  expect(reported(schema, value, unicodePatterns)).toEqual(ajvErrors(schema, unicodePatterns)(value));
});

test('a failure points into the schema and into the value', () => {
  const schema: Schema = { $defs: { a: { type: 'string' } }, properties: { 'x/y': { items: { $ref: '#/$defs/a' } } } };
  expect(evaluate(schema, schema, { 'x/y': ['a', 1] }, { unicodePatterns: true })).toEqual([
    { keyword: 'type', schemaPointer: '/$defs/a/type', instancePointer: '/x~1y/1', params: { type: 'string' } },
  ]);
});

test('the trace tells each node of the schema that a value reaches', () => {
  const schema: Schema = { $defs: { a: {} }, properties: { x: { items: { $ref: '#/$defs/a' } }, absent: {} } };
  const trace: string[] = [];
  evaluate(
    schema,
    schema,
    { x: [1] },
    { unicodePatterns: true, reach: (pointer, value) => trace.push(`${pointer} ${JSON.stringify(value)}`) },
  );
  expect(trace).toEqual([' {"x":[1]}', '/properties/x [1]', '/properties/x/items 1', '/$defs/a 1']);
});

test('a reference to nothing is a bug that says its name', () => {
  expect(() => accepts({}, { $ref: '#/$defs/absent' }, 1, { unicodePatterns: true })).toThrow(/#\/\$defs\/absent/);
});
