/** What the engine cannot read or count for certain is never proved: at the edges a wrong « yes » would hide. */
import { describe, expect, test } from 'vitest';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import { Engine } from '../../packages/schema-diff/src/containment/engine.ts';
import { patternTest } from '../../packages/schema-diff/src/patterns.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { readJsonFile } from '../support/engine.ts';

const verdicts = (previous: JsonSchema, next: JsonSchema) => {
  const { backward, forward } = contain(previous, next);
  return [backward.verdict, forward.verdict];
};

/** A constant beyond what the engine follows. */
const nested = (depth: number, leaf: unknown): unknown => (depth === 0 ? leaf : [nested(depth - 1, leaf)]);

describe('two schemas that are not read for the same reason are not the same', () => {
  const branches = Array.from({ length: 12 }, (_, i) => ({
    required: [`p${i}`],
    properties: { [`p${i}`]: true, [`q${i}`]: true },
  }));
  test.each<[string, (type: string) => JsonSchema]>([
    ['a schema that refers to itself', (type) => ({ allOf: [{ $ref: '#' }], type })],
    ['cases without number', (type) => ({ anyOf: branches, type, unevaluatedProperties: false })],
    ['a constant nested too deeply', (type) => ({ const: nested(600, type) })],
    ['a bound beyond all doubles', (type) => ({ type, minLength: Infinity })],
    ['a reference to what is no schema', (type) => ({ $ref: '#/x-parts/a', 'x-parts': { a: { items: [type] } }, type })],
  ])('%s', (_, make) => {
    expect(verdicts(make('string'), make('number'))).not.toContain('yes');
  });
});

test.each<[string, JsonSchema, JsonSchema]>([
  ['numbers beyond all doubles, listed', { enum: [Infinity] }, { enum: [-Infinity] }],
  ['numbers beyond all doubles, within a constant', { const: [Infinity] }, { const: [-Infinity] }],
  ['a length beyond exact integers', { type: 'string', minLength: 2 ** 53 }, false],
  ['the greatest exact length', { type: 'string', minLength: 2 ** 53 - 1 }, false],
  ['a bound beyond all doubles', { maximum: Infinity }, { maximum: 5 }],
])('%s: nothing is claimed that is not proved', (_, previous, next) => {
  expect(contain(previous, next).backward.verdict).not.toBe('yes');
});

test('an answer does not depend on what was asked before', () => {
  const levels = (depth: number): JsonSchema =>
    Array.from({ length: depth }).reduce<JsonSchema>((inner) => ({ type: 'array', items: inner, minItems: 1 }), {
      type: 'string',
    });
  const whole = levels(240);
  const parts = (schema: JsonSchema, depth: number): JsonSchema =>
    depth === 0 ? schema : parts((schema as { items: JsonSchema }).items, depth - 1);
  const engine = new Engine();
  const document = engine.document(whole);
  const inner = { document, schema: parts(document.root, 140) };
  expect(engine.find([{ document, schema: document.root }], [])).toHaveProperty('unknown');
  expect(engine.find([inner], [])).toHaveProperty('found');
});

describe('patterns that keep an engine busy are tested by automaton', () => {
  test.each([
    ['^(a+)+$', 'a'.repeat(60) + 'b', false],
    ['^a*a*a*a*a*a*a*a*b$', 'a'.repeat(400), false],
    ['^(a|a)*$', 'a'.repeat(60), true],
    ['^(a|a)*$', 'a'.repeat(60) + 'b', false],
  ])('%s', (pattern, text, matches) => {
    expect(patternTest(pattern, 'u').test(text)).toBe(matches);
  });

  test('where there is no automaton either, it is said', () => {
    expect(() => patternTest('^(a+)+\\1$', 'u').test('a'.repeat(60))).toThrow('pattern-not-safe');
  });
});

test('a name of Object.prototype is a name like any other', () => {
  expect(contain({ type: 'object' }, { type: 'object', required: ['constructor'] }).backward).toEqual({
    verdict: 'no',
    witness: {},
  });
});

test('schemas whose reading of a small instance grows with each of its levels end within the budget', () => {
  // Drawn at random: three definitions that refer to each other under oneOf, contains and items.
  const [previous, next] = readJsonFile('test/schema-diff/recursive-pair.json') as [JsonSchema, JsonSchema];
  expect(contain(previous, next, { budget: 2_000_000 }).backward.verdict).not.toBe('yes');
});

test('listed objects take steps for all that is in them before any is looked for', () => {
  const listed: JsonSchema = { enum: Array.from({ length: 2_000 }, (_, i) => ({ a: i, b: [i] })) };
  expect(contain(listed, { type: 'string' }, { budget: 100_000 }).backward.verdict).toBe('unknown');
  expect(contain(listed, { type: 'string' }).backward.verdict).toBe('no');
});
