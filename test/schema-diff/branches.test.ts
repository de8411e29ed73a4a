import { describe, expect, test } from 'vitest';
import { Budget, Undecidable, STEPS } from '../../packages/schema-diff/src/automata/unknown.ts';
import { solveType } from '../../packages/schema-diff/src/containment/branches.ts';
import { holding } from '../../packages/schema-diff/src/containment/holds.ts';
import { isSolved, type Result, type Solver } from '../../packages/schema-diff/src/containment/solver.ts';
import { type Literal, not, type Term, Terms, TRUE, type Type, TYPES } from '../../packages/schema-diff/src/containment/terms.ts';
import { Words } from '../../packages/schema-diff/src/containment/words.ts';

const REASON = { fr: 'on ne sait pas', en: 'not known' };

/** A bench without schemas: literals are made of `terms`, and `solve` asks for an instance of one type. */
function bench(steps = STEPS) {
  const budget = new Budget(steps);
  const spend = (count: number): void => budget.spend(count);
  const terms = new Terms();
  const at = (literal: Literal) => terms.at(literal) as Exclude<Term, { kind: 'schema' }>;
  const words = new Words(() => budget);
  const solver: Solver = {
    terms,
    words,
    holds: holding(at, words, spend),
    spend,
    solve: (literals) => TYPES.map((type) => solveType(type, literals, at, solver)).find(isSolved) ?? null,
    several: () => ({ values: [], rest: null }),
    wordsIn: () => new Set(),
  };
  return { terms, solve: (type: Type, ...literals: Literal[]): Result => solveType(type, literals, at, solver) };
}

const atLeast = (terms: Terms, at: number): Literal =>
  terms.atom({ kind: 'bound', type: 'number', at, end: 'min', exclusive: false });
const atMost = (terms: Terms, at: number): Literal =>
  terms.atom({ kind: 'bound', type: 'number', at, end: 'max', exclusive: false });
const long = (terms: Terms, min: number, max = Infinity): Literal => terms.atom({ kind: 'length', type: 'string', min, max });

describe('an instance of one type that satisfies all literals', () => {
  test.each<[title: string, type: Type, literals: (terms: Terms) => Literal[], value: unknown]>([
    ['is bound by no keyword of another type', 'null', (t) => [atLeast(t, 3), not(t.among('string', ['a']))], null],
    [
      'takes the way of a choice that others leave open',
      'number',
      (t) => [t.any([t.type('string'), atLeast(t, 10)]), t.any([atMost(t, 3), t.among('number', [12])])],
      12,
    ],
    [
      'takes the second way where the first leads nowhere',
      'number',
      (t) => [
        t.any([t.all([atMost(t, 1), atLeast(t, 0)]), t.all([atMost(t, 7), atLeast(t, 7)])]),
        not(atMost(t, 3)),
        t.any([atLeast(t, 5), atMost(t, -5)]),
      ],
      7,
    ],
    [
      'has another length where one is refused',
      'string',
      (t) => [not(long(t, 0, 2)), long(t, 0, 3), t.atom({ kind: 'pattern', type: 'string', pattern: '^é*$', unicode: true })],
      'ééé',
    ],
    [
      'has another number of items where one is refused',
      'array',
      (t) => [not(t.atom({ kind: 'items', type: 'array', from: 0, to: Infinity, of: TRUE, min: 1, max: Infinity }))],
      [],
    ],
  ])('%s', (_, type, literals, value) => {
    const { terms, solve } = bench();
    expect(solve(type, ...literals(terms))).toEqual({ value });
  });
});

describe('there is surely none', () => {
  test.each<[title: string, type: Type, literals: (terms: Terms) => Literal[]]>([
    ['where four characters are refused and four to nine asked for', 'string', (t) => [not(long(t, 4)), long(t, 4, 9)]],
    ['where the instance is to be of another type', 'string', (t) => [t.type('number')]],
    ['where a value of another type is asked for', 'number', (t) => [t.among('string', ['1'])]],
    [
      'where each way of a choice is closed by another literal',
      'number',
      (t) => [t.any([t.type('string'), atMost(t, 1)]), not(atMost(t, 1))],
    ],
    [
      'where what is not read is closed by a literal that is',
      'boolean',
      (t) => [t.opaque(REASON), t.among('boolean', [true]), not(t.among('boolean', [true]))],
    ],
  ])('%s', (_, type, literals) => {
    const { terms, solve } = bench();
    expect(solve(type, ...literals(terms))).toBeNull();
  });
});

test('an instance that depends on what is not read is not reported, unless another way leads to one', () => {
  const { terms, solve } = bench();
  const opaque = terms.opaque(REASON);
  expect(solve('boolean', opaque)).toEqual({ unknown: REASON });
  expect(solve('boolean', terms.any([opaque, terms.opaque(REASON)]))).toEqual({ unknown: REASON });
  expect(solve('boolean', terms.any([opaque, terms.among('boolean', [true])]))).toEqual({ value: true });
  expect(solve('number', terms.any([opaque, terms.among('number', [])]), atLeast(terms, 1))).toEqual({ unknown: REASON });
});

test('a great many choices take no more steps than there are', () => {
  const { terms, solve } = bench(5000);
  const opaque = (): Literal => terms.opaque(REASON);
  const choices = Array.from({ length: 20 }, () => terms.any([opaque(), opaque()]));
  expect(() => solve('boolean', ...choices)).toThrow(Undecidable);
});
