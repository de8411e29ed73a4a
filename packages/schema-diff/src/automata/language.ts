import { accepts, acceptsNothing, type Automaton, both, butNot } from './automaton.ts';
import { type Budget, bounded, STEPS } from './budget.ts';
import type { Unknown } from './unknown.ts';
import { searching } from './determinize.ts';
import { anyWord, type Lengths, shortest } from './lengths.ts';
import { nfaOf } from './nfa.ts';
import { parse } from './parse.ts';
import { spell } from './spell.ts';
import { split } from './split.ts';
import { overCodePoints, STRINGS, TOP, TOP_UNIT } from './units.ts';

/**
 * A set of strings: those that one of the parts accepts. A part is an automaton over code points and, apart from it so that no
 * bound is ever unrolled, the lengths allowed (code points, as JSON Schema counts).
 */
export type StringLanguage = { readonly parts: readonly Part[] };

type Part = { readonly automaton: Automaton; readonly lengths: Lengths };

/** What JSON Schema asks of a string. Every pattern is searched for, anywhere; without `unicode` it is read over UTF-16 units. */
export type StringConstraints = { patterns: readonly string[]; minLength?: number; maxLength?: number; unicode: boolean };

/** Every string. */
export const EVERY_STRING: StringLanguage = { parts: [{ automaton: STRINGS, lengths: { min: 0, max: Infinity } }] };

/**
 * The strings that satisfy all the constraints; Unknown where a pattern is not regular or not read for certain (back-reference,
 * lookaround of more than one character, does not compile), or where the steps do not suffice.
 */
export function languageOf(constraints: StringConstraints, steps: number | Budget = STEPS): StringLanguage | Unknown {
  const { patterns, minLength = 0, maxLength = Infinity, unicode } = constraints;
  const lengths = { min: Math.max(0, minLength), max: maxLength };
  return bounded(steps, (budget) => {
    const automata = patterns.map((pattern) => automatonOf(pattern, unicode, budget));
    const automaton = automata.reduce((all, one) => both(all, one, budget), STRINGS);
    return { parts: [{ automaton, lengths }].filter(possible) };
  });
}

/** The strings in both. */
export function intersect(a: StringLanguage, b: StringLanguage, steps: number | Budget = STEPS): StringLanguage | Unknown {
  return bounded(steps, (budget) => ({
    parts: a.parts.flatMap((p) => b.parts.flatMap((q) => meet(p, q, budget))),
  }));
}

/** The strings in the first that are not in the second. */
export function without(a: StringLanguage, b: StringLanguage, steps: number | Budget = STEPS): StringLanguage | Unknown {
  return bounded(steps, (budget) => ({
    parts: b.parts.reduce<readonly Part[]>((left, q) => left.flatMap((p) => minus(p, q, budget)), a.parts),
  }));
}

/** Whether no string is in the language. */
export function isEmpty({ parts }: StringLanguage, steps: number | Budget = STEPS): boolean | Unknown {
  return bounded(steps, (budget) => !parts.some(({ automaton, lengths }) => anyWord(automaton, lengths, budget)));
}

/** A shortest string of the language, the most readable that is found; null where there is none. */
export function witness({ parts }: StringLanguage, steps: number | Budget = STEPS): string | null | Unknown {
  return bounded(steps, (budget) => {
    const found = parts.flatMap(({ automaton, lengths }) => {
      const word = shortest(automaton, lengths, budget);
      return word ? [{ automaton, ...word }] : [];
    });
    const [best] = found.sort((a, b) => a.length - b.length);
    return best ? spell(best.automaton, best.length, best.layers, budget) : null;
  });
}

/** Whether a string is in the language. */
export function contains({ parts }: StringLanguage, text: string): boolean {
  const word = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  return parts.some(
    ({ automaton, lengths: { min, max } }) => word.length >= min && word.length <= max && accepts(automaton, word),
  );
}

function automatonOf(pattern: string, unicode: boolean, budget: Budget): Automaton {
  const { accept, refuse } = split(pattern, unicode);
  const [first = STRINGS, ...more] = accept.map((one) => searchingFor(one, unicode, budget));
  const accepted = more.reduce((all, one) => both(all, one, budget), first);
  return refuse.reduce((left, one) => butNot(left, searchingFor(one, unicode, budget), budget), accepted);
}

function searchingFor(pattern: string, unicode: boolean, budget: Budget): Automaton {
  const nfa = nfaOf(parse(pattern, unicode), budget);
  return unicode ? searching(nfa, TOP, budget) : overCodePoints(searching(nfa, TOP_UNIT, budget), budget);
}

/** Whether a part may hold a string, as far as is seen at a glance. */
const possible = ({ automaton, lengths }: Part): boolean =>
  lengths.min <= lengths.max && lengths.min < Infinity && !acceptsNothing(automaton);

const overlap = (a: Lengths, b: Lengths): Lengths => ({ min: Math.max(a.min, b.min), max: Math.min(a.max, b.max) });

function meet(p: Part, q: Part, budget: Budget): Part[] {
  const lengths = overlap(p.lengths, q.lengths);
  return lengths.min > lengths.max ? [] : [{ automaton: both(p.automaton, q.automaton, budget), lengths }].filter(possible);
}

/** What is left of a part: the strings of lengths that the other does not allow, and among the rest those that it does not accept. */
function minus(p: Part, q: Part, budget: Budget): Part[] {
  const lengths = overlap(p.lengths, q.lengths);
  if (lengths.min > lengths.max) return [p];
  return [
    { automaton: p.automaton, lengths: { min: p.lengths.min, max: lengths.min - 1 } },
    { automaton: p.automaton, lengths: { min: lengths.max + 1, max: p.lengths.max } },
    { automaton: butNot(p.automaton, q.automaton, budget), lengths },
  ].filter(possible);
}
