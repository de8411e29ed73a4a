/** What uses up the steps of a question, or the depth that is followed: it takes seconds to say so. Smaller ones are in the tests of each. */
import { describe, expect, test } from 'vitest';
import { isEmpty, languageOf, type StringLanguage, without } from '../../packages/schema-diff/src/automata/language.ts';
import { isUnknown, type Unknown } from '../../packages/schema-diff/src/automata/unknown.ts';
import { diffSchemas } from '../../packages/schema-diff/src/diff-schemas.ts';
import type { JsonSchema } from '../../packages/schema-diff/src/types.ts';
import { once } from '../../src/host/once.ts';
import { NIGHT } from '../support/tier.ts';
import { diffOf } from './change-cases.ts';

const languageBy = (pattern: string): StringLanguage | Unknown => languageOf({ patterns: [pattern], unicode: true });

describe('what cannot be decided is unknown, with the reason', () => {
  test.each([
    ...(NIGHT ? [['a million states', '^((a{0,100}){0,100}){0,1000}$']] : []),
    ['states that double with each character', '^(a|b)*a(a|b){40}$'],
  ])('%s', (_, pattern) => {
    const answer = languageBy(pattern);
    expect(isUnknown(answer) && answer.unknown.en).toMatch(/steps/);
  });
});

describe('5,000 codes are answered within the budget', () => {
  const codes = Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 100_000).toString(36).padStart(5, '-'));
  const languageOfCodes = (some: readonly string[]) => once(() => languageBy(`^(?:${some.join('|')})$`));
  const [all, fewer] = [languageOfCodes(codes), languageOfCodes(codes.slice(1))];
  test.each([
    ['one code less', all, fewer, false],
    ['one code more', fewer, all, true],
  ])('%s', (_, a, b, contained) => {
    const [from, to] = [a(), b()];
    if (isUnknown(from) || isUnknown(to)) throw new Error('out of steps');
    const rest = without(from, to);
    expect(isUnknown(rest) ? rest : isEmpty(rest)).toBe(contained);
  });
});

const nested = (depth: number, leaf: JsonSchema): JsonSchema =>
  Array.from({ length: depth }).reduce<JsonSchema>((below) => ({ properties: { a: below } }), leaf);

// Where the change is reported hangs on what the engine leaves of its stack; why it is not decided does not: 300 always fit.
test.each([300, 900])('a change is reported as unknown where it is nested deeper (%d) than anything is followed', (depth) => {
  const { changes, relation } = diffSchemas(nested(depth, { minimum: 0 }), nested(depth, { minimum: 1 }));
  const reported = changes.map(({ kind, direction, reason }) => [kind, direction, /profond/.test(reason?.fr ?? '')]);
  expect([relation, [...new Set(reported.map(String))]]).toEqual(['unknown', ['constraint-changed,unknown,true']]);
});

test('the changes of schemas that lead to one another in ways without number have their fingerprints', () => {
  const names = Array.from({ length: 12 }, (_, i) => `d${i}`);
  const $defs = Object.fromEntries(
    names.map((name) => [name, { properties: Object.fromEntries(names.map((other) => [other, { $ref: `#/$defs/${other}` }])) }]),
  );
  const prints = (last: JsonSchema): (string | undefined)[] =>
    diffOf({
      previous: { type: 'object' },
      next: { type: 'object', properties: { d: { $ref: '#/$defs/d0' } }, $defs: { ...$defs, d11: last } },
    }).changes.flatMap(({ direction, fingerprint }) => (direction === 'none' ? [] : [fingerprint]));
  expect(prints({ const: 1 })).not.toEqual(prints({ const: 2 }));
});
