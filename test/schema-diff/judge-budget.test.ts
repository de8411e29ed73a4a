/** Ajv, which confirms each witness, has a budget like the engine: what it would go through in ways without number is said to be undecided. */
import { describe, expect, test } from 'vitest';
import { Budget, STEPS, Undecidable } from '../../packages/schema-diff/src/automata/unknown.ts';
import { contain } from '../../packages/schema-diff/src/containment/contain.ts';
import { diffSchemas } from '../../packages/schema-diff/src/diff-schemas.ts';
import { judgesOf } from '../../packages/schema-diff/src/judge.ts';
import { patternTest } from '../../packages/schema-diff/src/patterns.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { doubling } from './pathological.ts';

/** A validator goes 2^16 ways through it, which takes it no time worth speaking of: it has the time, but not the steps. */
const LONG = doubling(16, '#/$defs/');
const FEW = 100_000;

describe('an instance that Ajv takes too many steps for is no witness', () => {
  test.each<[string, JsonSchema]>([
    ['by definitions', LONG],
    ['by schemas under a keyword that is none', doubling(16, '#/components/')],
  ])('%s', (_, previous) => {
    const next: JsonSchema = { type: 'string' };
    expect(contain(previous, next, { budget: FEW }).backward).toMatchObject({
      verdict: 'unknown',
      reason: { en: expect.stringMatching(/^Ajv does not check .* 100000 steps/) as string },
    });
    expect(contain(previous, next).backward.verdict).toBe('no');
  });

  test('and the changes say so, where a proof that needs no witness is given all the same', () => {
    const { relation, forward, changes } = diffSchemas(LONG, { ...(LONG as object), type: 'string' }, { budget: FEW });
    expect([relation, forward.verdict]).toEqual(['unknown', 'yes']);
    expect(changes.map(({ kind, direction, witnesses }) => [kind, direction, witnesses])).toEqual([
      ['type-changed', 'unknown', []],
    ]);
    expect(changes[0]?.reason?.en).toMatch(/^Ajv does not check/);
  });
});

/** Whether Ajv ends within so many steps. */
function ends(schema: JsonSchema, instance: unknown, steps: number): boolean {
  try {
    judgesOf(schema, true).previous(instance, new Budget(steps));
    return true;
  } catch (error) {
    if (error instanceof Undecidable) return false;
    throw error;
  }
}

const many = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

describe('a step is what it costs, also within one keyword', () => {
  const keys = Object.fromEntries(many(500, (i) => [`k${String(i)}`, i]));
  test.each<[string, JsonSchema, unknown]>([
    ['the values of a list', { enum: many(32_000, (i) => i) }, -1],
    ['the parts of a constant', { const: many(32_000, (i) => i) }, []],
    ['the items of an instance', { items: true }, many(2000, (i) => i)],
    ['items that must differ', { uniqueItems: true }, many(2000, (i) => [i])],
    [
      'patterns of names, each held against each',
      { patternProperties: Object.fromEntries(many(10, (i) => [`^${i}`, true])) },
      keys,
    ],
    ['the characters of a text', { pattern: '^a*$' }, 'a'.repeat(30_000)],
    ['the automaton of a pattern', { pattern: '^(a|b)*a(a|b){8}$' }, 'ab'.repeat(20)],
  ])('%s', (_, schema, instance) => {
    expect([ends(schema, instance, 1000), ends(schema, instance, STEPS)]).toEqual([false, true]);
  });
});

describe('a text is tested by automaton where the engine of regular expressions could go back too often', () => {
  test.each([
    ['choices in a repeat', '^(a|a|a|a|a|a|a|a)*b$', 16],
    ['repeats in repeats', '^(((((a*)*)*)*)*)*b$', 16],
    ['what may be left out, repeated', '^(a?){40}a{40}b$', 40],
    ['what may be left out, in a row', `^${'a?'.repeat(40)}${'a'.repeat(40)}b$`, 40],
    ['choices in a row', `^${'(a|a)'.repeat(40)}b$`, 40],
    ['repeats in a row', `^${'a*'.repeat(20)}b$`, 30],
    ['a repeat that starts at each character', 'a*b', 5000],
  ])('%s', (_, pattern, length) => {
    const text = 'a'.repeat(length);
    expect(patternTest(pattern, 'u').test(text)).toBe(false);
    expect(patternTest(pattern, 'u').test(`${text}b`)).toBe(true);
    expect(() => patternTest(pattern, 'u', () => new Budget(1)).test(text)).toThrow('out-of-steps');
  });

  test('and by the engine where it cannot, which takes no steps worth speaking of', () => {
    for (const [pattern, text] of [
      ['^[0-9]{8}(-[0-9])?$', '45233140-2'],
      ['^[a-z]+(-[a-z]+)*$', 'acheteur'],
      ['\\S', 'x'.repeat(900)],
      ['^[^;]*$', 'x'.repeat(60)],
      ['^(?:[0-9]{1,3}\\.){3}[0-9]{1,3}$', '192.168.100.200'],
    ] as const)
      expect(patternTest(pattern, 'u', () => new Budget(STEPS / 1000)).test(text)).toBe(true);
  });

  test('also within what the schema says of an instance, where the pattern has no automaton', () => {
    const refers = (text: string): JsonSchema => ({ pattern: `^(b?)(a|a|a|a|a|a|a|a)*\\1c$`, const: text });
    expect(contain(refers('a'.repeat(16)), false).backward.verdict).not.toBe('no');
    expect(contain(refers('ac'), false).backward.verdict).toBe('no');
  });
});
