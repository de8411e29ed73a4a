import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Minimal } from '../../packages/fast-validate/src/pattern/automaton.ts';
import { PATTERNS_HEADER, PatternPool, compiled, patternSource } from '../../packages/fast-validate/src/pattern/pool.ts';
import { draws, NIGHT } from '../support/tier.ts';
import { assemble, type Recognise, SPANS } from './assemble.ts';
import { coverOf, FEW } from './cover.ts';
import { neighbours, substitutions } from './neighbours.ts';
import { INEXPRESSIBLE, type Known, OTHERS, patternsOfVersions } from './patterns-known.ts';

const RUNS = draws(24, 200);

/** Mutants of one pattern, spread over all of them. */
const MUTANTS = draws(12, Infinity);

const ALL = [...patternsOfVersions(), ...OTHERS];
const MOJIBAKE = ALL.find(({ pattern }) => pattern.includes('â€'))?.pattern ?? '';
const CALENDAR = ALL.find(({ pattern }) => pattern.includes('-02-29')) ?? { pattern: '', unicode: true };
const pool = new PatternPool();
const named = ALL.map((known) => ({ known, ...known, name: pool.name(known.pattern, known.unicode) ?? '' }));
let recogniser: (name: string) => Recognise;

beforeAll(async () => {
  recogniser = await assemble(pool.source());
});

const knownOf = (pattern: string): Known => ALL.find((one) => one.pattern === pattern && one.unicode) as Known;

const engineOf = ({ pattern, unicode }: Known): RegExp => new RegExp(pattern, unicode ? 'u' : '');

function automatonOf({ pattern, unicode }: Known): Minimal {
  const automaton = compiled(pattern, unicode);
  if (!automaton) throw new Error(`${pattern} cannot be expressed`);
  return automaton;
}

/** Texts that match, drawn from the pattern where the generator can read it. */
function examplesOf(known: Known): string[] {
  if (known.examples) return known.examples;
  return fc.sample(fc.stringMatching(engineOf(known)), { numRuns: 40, seed: 1 }).filter((text) => !/\p{Cs}/u.test(text));
}

/** A text on which the function and the engine differ. */
function difference(known: Known, recognise: Recognise): string | undefined {
  const engine = engineOf(known);
  const near = fc.property(neighbours(known.pattern, examplesOf(known)), (text) => recognise(text) === engine.test(text));
  const sure = suresOf(known).find(([text, found]) => recognise(text) !== found);
  return sure?.[0] ?? fc.check(near, { numRuns: RUNS }).counterexample?.[0];
}

type Tried = readonly [text: string, found: boolean];
const sures = new Map<Known, Tried[]>();

/** The texts that are tried each time, with what the engine says of each. */
function suresOf(known: Known): Tried[] {
  const kept = sures.get(known);
  if (kept) return kept;
  const examples = examplesOf(known);
  const engine = engineOf(known);
  const texts = [...examples, ...coverOf(automatonOf(known)), ...substitutions(known.pattern, examples)];
  const tried = texts.map((text): Tried => [text, engine.test(text)]);
  sures.set(known, tried);
  return tried;
}

describe('a compiled pattern accepts what the engine accepts, and refuses what it refuses', () => {
  test.each(named)('$pattern (unicode: $unicode)', ({ known, name }) => {
    expect(examplesOf(known).length).toBeGreaterThan(0);
    expect(difference(known, recogniser(name))).toBeUndefined();
  });
});

test('every day of four centuries, and every day that is none', () => {
  const engine = engineOf(CALENDAR);
  const recognise = recogniser(pool.name(CALENDAR.pattern, CALENDAR.unicode) ?? '');
  const two = (number: number): string => String(number).padStart(2, '0');
  for (let year = 1896; year <= 2304; year++)
    for (let month = 0; month <= 13; month++)
      for (let day = 0; day <= 32; day++) {
        const text = `${year}-${two(month)}-${two(day)}`;
        if (recognise(text) !== engine.test(text)) throw new Error(`differs on ${text}`);
      }
});

test.each(INEXPRESSIBLE)('%s cannot be expressed', (pattern) => {
  expect(new PatternPool().name(pattern, true)).toBeUndefined();
});

test('a pattern that is asked for twice is one function; without unicode it is another', () => {
  const twice = new PatternPool();
  expect(twice.name('^.$', true)).toBe(twice.name('^.$', true));
  expect(twice.name('^.$', false)).not.toBe(twice.name('^.$', true));
});

/** A fault in what is emitted of a pattern. */
const EMITTED: readonly (readonly [name: string, pattern: string, right: string | RegExp, wrong: string])[] = [
  ['a bound of a word', '^[0-9]{14}$', '0x4646464646464646', '0x4645464646464646'],
  ['a length', '^[0-9]{8}(-[0-9])?$', 'length == 10', 'length == 9'],
  ['a byte of a literal', '^Marché$', '0x00a9c36863726', '0x00a9c36863727'],
  ['a mask of a word', '^[0-9]{14}$', '0x0000ffffffffffff', '0x000000ffffffffff'],
  ['a hole of a set', '[^ \\t\\r\\n]', '!= 0x0d', '!= 0x0c'],
  ['a shortcut that looks behind the text', '\\d{4}-\\d{2}-\\d{2}', 'to - at >= 10', 'to - at >= 9'],
  ['the end of a walk', '^([0-9]{3}[A-Z]{0,2}){1,6}$', /return state >= (\d+)/, 'return state >= 2'],
  ['the set that is passed over', '^[^<>]*$', '-9, -1, -9, -1)', '-9, -1, -1, -1)'],
  ['a tail that is not like the others', MOJIBAKE, /(skipLetters\(.*), i8x16\([^)]*\)\)/, '$1, i8x16.splat(-1))'],
  ['the set of other characters', '<[a-z]|Ã©', /(skipLetters\(at, to, i8x16\([^)]*\)), i8x16\([^)]*\)/, '$1, i8x16.splat(-1)'],
];

describe('a fault in the emitted code is caught', () => {
  let faulty: typeof recogniser;
  beforeAll(async () => {
    const sources = EMITTED.map(([, pattern, right, wrong], i) => {
      const source = patternSource(`p${i}`, pattern, automatonOf(knownOf(pattern))) ?? '';
      const changed = source.replace(right, wrong);
      expect(changed).not.toBe(source);
      return changed;
    });
    faulty = await assemble([PATTERNS_HEADER, ...sources].join('\n'));
  });

  test.each(EMITTED.map(([name, pattern], number) => ({ name, pattern, number })))('$name', ({ pattern, number }) => {
    expect(difference(knownOf(pattern), faulty(`p${number}`))).toBeDefined();
  });

  test.each(
    // A module is assembled for each.
    (
      [
        ['bytes beyond ASCII pass', '^[!-5]{9}$', '(bytes | (bytes + room)', '((bytes + room)'],
        ['the least byte is not looked at', '^[0-9]{14}$', ' | ~((bytes | HIGH) - low)', ''],
        ['the last stranger stops, not the first', MOJIBAKE, 'at + ctz(stops)', 'at + 31 - clz(stops)'],
        ['a tail is looked for one byte late', MOJIBAKE, 'v128.load(at, 1)', 'v128.load(at, 2)'],
        ['other characters are looked up as ASCII', '<[a-z]|Ã©', '<i8>0x8f', '<i8>0x0f'],
      ] as const
    ).filter((_, i) => NIGHT || i % 3 === 0),
  )('in a primitive: %s', async (_, pattern, right, wrong) => {
    const planted = new PatternPool();
    const name = planted.name(pattern, true) ?? '';
    expect(SPANS).toContain(right);
    const recognise = (await assemble(planted.source(), SPANS.replace(right, wrong)))(name);
    expect(difference(knownOf(pattern), recognise)).toBeDefined();
  });

  const STEPPED = [CALENDAR.pattern, '^(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)$', '\\d{4}-\\d{2}-\\d{2}', '<[a-z]|Ã©'];

  test('each pattern of which steps are changed is there', () => {
    expect(ALL.map(({ pattern }) => pattern)).toEqual(expect.arrayContaining(STEPPED));
  });

  /** Each with one step of its automaton that leads to the next state instead of the right one. */
  test.each(ALL.filter(({ pattern }) => STEPPED.includes(pattern)))('any one step of $pattern', async (known) => {
    const all = mutantsOf(automatonOf(known));
    const mutants = all.filter((_, i) => i % Math.max(1, Math.ceil(all.length / MUTANTS)) === 0);
    const sources = mutants.map(({ mutant }, i) => patternSource(`p${i}`, known.pattern, mutant) ?? '');
    const recognise = await assemble([PATTERNS_HEADER, ...sources].join('\n'));
    const engine = engineOf(known);
    const texts = coverOf(automatonOf(known), FEW).map((text) => [text, engine.test(text)] as const);
    const missed = mutants.filter((_, i) => texts.every(([text, found]) => recognise(`p${i}`)(text) === found));
    expect(mutants.length).toBeGreaterThan(3);
    expect(missed.map(({ step }) => step)).toEqual([]);
  });
});

/** Steps over ASCII alone, from states between characters: others are free where no character is. */
function mutantsOf(automaton: Minimal): { step: string; mutant: Minimal }[] {
  const ascii = [...new Set(automaton.classOf.slice(0, 0x80))];
  const { rows, dead, sink, start } = automaton;
  const reached = new Set([start]);
  for (const state of reached) for (const c of ascii) reached.add(rows[state]?.[c] ?? 0);
  const changed = (from: number, by: number): Minimal['rows'] =>
    rows.map((row, state) => row.map((to, c) => (state === from && c === by ? (to + 1) % rows.length : to)));
  return [...reached]
    .filter((state) => state !== dead && state !== sink)
    .flatMap((state) => ascii.map((c) => ({ step: `${state} by ${c}`, mutant: { ...automaton, rows: changed(state, c) } })));
}
