import { type Alphabet, at, classAt, classed, endOf } from './alphabet.ts';
import { type Automaton, NONE, trimmed } from './automaton.ts';
import type { Budget } from './unknown.ts';

/** The greatest code point. */
export const TOP = 0x10ffff;

/** The greatest UTF-16 code unit. */
export const TOP_UNIT = 0xffff;

const HIGH = [0xd800, 0xdbff] as const;
const LOW = [0xdc00, 0xdfff] as const;

/** Accepts all well-formed strings: a high surrogate followed by a low one is one code point, never two. */
export const STRINGS: Automaton = {
  alphabet: classed(TOP, [0, HIGH[0], LOW[0], LOW[1] + 1], ['other', 'high', 'low', 'other']),
  next: Int32Array.of(0, 1, 0, 0, 1, NONE),
  accepting: Uint8Array.of(1, 1),
};

/** Converts an automaton over UTF-16 code units to one over code points; a code point above U+FFFF is read as its two units. */
export function overCodePoints(units: Automaton, budget: Budget): Automaton {
  const { size } = units.alphabet;
  const { starts, pairs } = astral(units.alphabet, budget);
  const names = [...units.alphabet.classOf, ...pairs.map(([high, low]) => size + high * size + low)];
  const alphabet = classed(TOP, [...units.alphabet.starts, ...starts], names);
  budget.spend(alphabet.size * units.accepting.length);
  const step = (state: number, c: number): number => (state === NONE ? NONE : at(units.next, state * size + c));
  const steps: ((state: number) => number)[] = [];
  names.forEach((name, segment) => {
    const [high, low] = [Math.floor(name / size) - 1, name % size];
    steps[at(alphabet.classOf, segment)] = high < 0 ? (state) => step(state, name) : (state) => step(step(state, high), low);
  });
  const next = Array.from(units.accepting, (_, state) => steps.map((go) => go(state))).flat();
  return trimmed(alphabet, next, units.accepting, budget);
}

/** The segments of code points above U+FFFF, each with the classes of its surrogates. */
function astral(alphabet: Alphabet, budget: Budget): { starts: number[]; pairs: [number, number][] } {
  const starts: number[] = [];
  const pairs: [number, number][] = [];
  const lows = within(alphabet, LOW);
  for (const high of within(alphabet, HIGH)) {
    // If all low surrogates have the same class, the high surrogates of a segment need not be distinguished.
    const each = lows.length === 1 ? [high.from] : Array.from({ length: high.to - high.from + 1 }, (_, i) => high.from + i);
    budget.spend(each.length * lows.length);
    for (const unit of each) {
      for (const low of lows) {
        starts.push(0x10000 + (unit - HIGH[0]) * 0x400 + (low.from - LOW[0]));
        pairs.push([high.class, low.class]);
      }
    }
  }
  return { starts, pairs };
}

/** The segments of an alphabet between two characters, clipped to them. */
function within(alphabet: Alphabet, [first, last]: readonly [number, number]) {
  const found: { from: number; to: number; class: number }[] = [];
  for (let from: number = first; from <= last; from = (found.at(-1)?.to ?? last) + 1) {
    const segment = alphabet.starts.findLastIndex((start) => start <= from);
    found.push({ from, to: Math.min(last, endOf(alphabet, segment)), class: classAt(alphabet, from) });
  }
  return found;
}
