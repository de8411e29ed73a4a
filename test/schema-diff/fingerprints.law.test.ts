/** A fingerprint stays as long as its change is made, whatever else changes; and is another for another change. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprintOf } from '../../packages/schema-diff/src/fingerprint.ts';
import type { Diff, JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { draws } from '../support/tier.ts';
import { CHANGE_FAMILIES, type ChangeCase, diffOf, readChangeCases } from './change-cases.ts';

const fingerprints = ({ changes }: Diff): string[] =>
  changes.filter(({ direction }) => direction !== 'none').map(({ fingerprint }) => fingerprint);

const CASES = CHANGE_FAMILIES.flatMap(readChangeCases).filter(({ changes }) => changes.length > 0);

const SETS = ['required', 'enum', 'type'];

/** The schema with its keys, and what is a set, in another order. */
function shuffled(value: unknown, random: (below: number) => number, keyword = ''): unknown {
  const mixed = <T>(list: readonly T[]): T[] =>
    list
      .map((item) => [random(1000), item] as const)
      .sort(([a], [b]) => a - b)
      .map(([, item]) => item);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => shuffled(item, random));
    return SETS.includes(keyword) ? mixed(items) : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  if (keyword === 'const') return value;
  const entries = mixed(Object.entries(value as Record<string, unknown>));
  return Object.fromEntries(entries.map(([name, item]): [string, unknown] => [name, shuffled(item, random, name)]));
}

const orders = fc.infiniteStream(fc.nat(999)).map((stream) => () => (stream.next().value as number | undefined) ?? 0);

test('a fingerprint survives another order of keys, of required and of enum', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CASES), orders, (one: ChangeCase, random) => {
      const previous = shuffled(one.previous, random) as JsonSchema;
      const next = shuffled(one.next, random) as JsonSchema;
      expect(fingerprints(diffOf({ ...one, previous, next })).sort()).toEqual(fingerprints(diffOf(one)).sort());
    }),
    { numRuns: draws(60, 300) },
  );
});

/** An edit that has nothing to do with the one of the case, beside it. */
const OTHERS: readonly [JsonSchema, JsonSchema][] = [
  [{ type: 'string' }, { type: 'string', minLength: 7 }],
  [{ enum: ['x'] }, { enum: ['x', 'y'] }],
  [{ type: 'object' }, { type: 'object', required: ['z'] }],
  [{ title: 'Un' }, { title: 'Deux' }],
];

/** References begin at the root, which is no longer there. */
const isWhole = ({ previous, next }: ChangeCase): boolean => !JSON.stringify([previous, next]).includes('"$ref"');

const inside = (schema: JsonSchema, other?: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { here: schema, ...(other !== undefined && { there: other }) },
});

test('a fingerprint survives an edit elsewhere', () => {
  fc.assert(
    fc.property(fc.constantFrom(...CASES.filter(isWhole)), fc.constantFrom(...OTHERS), (one: ChangeCase, [before, after]) => {
      const alone = fingerprints(diffOf({ ...one, previous: inside(one.previous), next: inside(one.next) }));
      const beside = fingerprints(diffOf({ ...one, previous: inside(one.previous, before), next: inside(one.next, after) }));
      expect(beside).toEqual(expect.arrayContaining(alone));
    }),
    { numRuns: draws(60, 300) },
  );
});

describe('a fingerprint', () => {
  const date = (pattern: string) => ({ type: 'string', pattern });
  const withPlaces = (names: readonly string[], pattern: string): JsonSchema => ({
    properties: Object.fromEntries(names.map((name) => [name, { 'x-field': name, $ref: '#/$defs/date' }])),
    $defs: { date: date(pattern) },
  });
  const shared = (names: readonly string[]) =>
    fingerprints(diffOf({ previous: withPlaces(names, '^a'), next: withPlaces(names, '^ab') }));

  test('of a shared definition survives one place more, even before the others', () => {
    expect(shared(['debut', 'fin'])).toHaveLength(1);
    expect(shared(['avant', 'debut', 'fin'])).toEqual(shared(['debut', 'fin']));
  });

  test('of a field survives its move and its new name', () => {
    const field = { 'x-field': 'objet', type: 'string' };
    const changed = { ...field, maxLength: 9 };
    const at = (name: string, schema: JsonSchema): JsonSchema => ({ properties: { [name]: schema } });
    const deep = (schema: JsonSchema): JsonSchema => at('marche', at('objet', schema));
    expect(fingerprints(diffOf({ previous: deep(field), next: deep(changed) }))).toEqual(
      fingerprints(diffOf({ previous: at('sujet', field), next: at('sujet', changed) })),
    );
  });

  test('of a code survives another code of the same list', () => {
    const list = (...codes: string[]): JsonSchema => ({ 'x-codelist': 'ccag', enum: codes });
    const one = fingerprints(diffOf({ previous: list('a', 'b'), next: list('a') }));
    expect(one).toHaveLength(1);
    expect(fingerprints(diffOf({ previous: list('a', 'b', 'c'), next: list('a', 'd') }))).toEqual(expect.arrayContaining(one));
  });

  test('is another for another value, another place, and the way back', () => {
    const minimum = (value: number): JsonSchema => ({ minimum: value });
    const [there, further, back] = [
      diffOf({ previous: minimum(0), next: minimum(1) }),
      diffOf({ previous: minimum(0), next: minimum(2) }),
      diffOf({ previous: minimum(1), next: minimum(0) }),
    ].map(fingerprints);
    const below = fingerprints(diffOf({ previous: { items: minimum(0) }, next: { items: minimum(1) } }));
    expect(new Set([there, further, back, below].flat()).size).toBe(4);
  });

  test('is sixteen hexadecimal digits, the same in every run', () => {
    expect(fingerprintOf('minimum-increased', 'field montant', { before: 0, after: 1 })).toBe('6d2c58b0ccec8901');
    expect(fingerprintOf('minimum-increased', 'field montant', { after: 1, before: 0 })).toBe('6d2c58b0ccec8901');
  });
});
