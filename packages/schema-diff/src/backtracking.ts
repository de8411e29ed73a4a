/** How long the engine of regular expressions may take, which tries one way after the other and goes back. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';
import type { Budget } from './automata/unknown.ts';

/** Steps of an engine up to which a text is given to it: a few milliseconds. */
const MOST = 1_000_000;

/** Steps of an engine, which looks at a character in each, and characters of a pattern that are weighed, for as much as one of a budget costs. */
const IN_ONE = 64;
const WEIGHED = 16;

/**
 * Tests texts against a pattern as the engine of JavaScript does; undefined for a text for which it might take too many steps. Throws a
 * SyntaxError for what is no pattern.
 */
export function engineTest(pattern: string, flags: string): (text: string, budget: Budget) => boolean | undefined {
  const engine = new RegExp(pattern, flags);
  const stepsFor = stepsToSearch(pattern, flags);
  return (text, budget) => {
    budget.spend(pattern.length / WEIGHED);
    const steps = stepsFor(text.length);
    if (!(steps <= MOST)) return undefined;
    budget.spend(steps / IN_ONE);
    return engine.test(text);
  };
}

/**
 * The steps that the engine takes at most, about, to search a text of a length for a pattern: each way in which the pattern may read some of
 * the text, as if every character were what it wants, times the length. Infinity or NaN where they are without number.
 */
function stepsToSearch(pattern: string, flags: string): (length: number) => number {
  const { alternatives } = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: flags.includes('u') });
  const isAnchored = alternatives.every(({ elements: [first] }) => first?.type === 'Assertion' && first.kind === 'start');
  const known = new Map<number, number>();
  return (length) => {
    const before = known.get(length);
    if (before !== undefined) return before;
    const steps = inAllOf(choice(alternatives, length), length) * (length + 1) * (isAnchored ? 1 : length + 1);
    known.set(length, steps);
    return steps;
  };
}

/** What is known of a part of a pattern: in how many ways it may read the same characters, and how many it reads. */
type Reading = { ways: number; min: number; max: number };

const NOTHING: Reading = { ways: 1, min: 0, max: 0 };
const CHARACTER: Reading = { ways: 1, min: 1, max: 1 };

/** The lengths that a part may read of a text of a length. */
const span = ({ min, max }: Reading, length: number): number => Math.max(1, Math.min(max, length) - min + 1);

/** The ways of a part to read some characters, however many. */
const inAllOf = (reading: Reading, length: number): number => reading.ways * span(reading, length);

function choice(alternatives: readonly AST.Alternative[], length: number): Reading {
  const all = { ways: 0, min: Infinity, max: 0 };
  for (const { elements } of alternatives) {
    const { ways, min, max } = sequence(elements, length);
    all.ways += ways;
    all.min = Math.min(all.min, min);
    all.max = Math.max(all.max, max);
  }
  return all;
}

/** The lengths of the parts may vary, save that of one, which reads what the others leave. */
function sequence(elements: readonly AST.Element[], length: number): Reading {
  const all = { ...NOTHING };
  let widest = 1;
  for (const element of elements) {
    const one = readingOf(element, length);
    widest = Math.max(widest, span(one, length));
    all.ways *= inAllOf(one, length);
    all.min += one.min;
    all.max += one.max;
  }
  return { ...all, ways: all.ways / widest };
}

function readingOf(element: AST.Element, length: number): Reading {
  switch (element.type) {
    case 'Group':
    case 'CapturingGroup':
      return choice(element.alternatives, length);
    case 'Quantifier':
      return repeated(readingOf(element.element, length), element, length);
    case 'Assertion':
      return 'alternatives' in element ? { ...NOTHING, ways: inAllOf(choice(element.alternatives, length), length) } : NOTHING;
    case 'Backreference':
      return { ...NOTHING, max: Infinity };
    default:
      return CHARACTER;
  }
}

/** A repeat reads nothing only as often as it must. */
function repeated(one: Reading, { min, max }: AST.Quantifier, length: number): Reading {
  const times = Math.min(max, one.min === 0 ? min + length : Math.floor(length / one.min) + 1);
  const lengths = { min: min * one.min, max: one.max === 0 ? 0 : max * one.max };
  const each = span(one, length);
  // What always reads as many characters: how often follows from how many there are.
  if (each === 1) return { ...lengths, ways: one.ways ** times };
  const oneAfterAnother = Math.max(1, times - min + 1) * one.ways ** times * each ** Math.max(0, times - 1);
  const cutAnywhere = (1 + one.ways) ** length * (one.min === 0 ? (2 * one.ways) ** min : 1);
  return { ...lengths, ways: Math.min(oneAfterAnother, cutAnywhere) };
}
