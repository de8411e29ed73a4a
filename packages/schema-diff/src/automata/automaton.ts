import { type Alphabet, at, classAt, common } from './alphabet.ts';
import type { Budget } from './unknown.ts';

/**
 * A deterministic automaton that starts in state 0. `next[state * alphabet.size + class]` is the state after a character, or NONE
 * where no word goes on. From every state some word is accepted, but for state 0 of the empty language.
 */
export type Automaton = { alphabet: Alphabet; next: Int32Array; accepting: Uint8Array };

/** No state: no continuation is accepted. */
export const NONE = -1;

/** Whether an automaton accepts a word, given as the characters of its alphabet. */
export function accepts({ alphabet, next, accepting }: Automaton, word: Iterable<number>): boolean {
  let state = 0;
  for (const character of word) {
    state = at(next, state * alphabet.size + classAt(alphabet, character));
    if (state === NONE) return false;
  }
  return accepting[state] === 1;
}

/** Whether an automaton accepts no word at all. */
export const acceptsNothing = ({ accepting, next }: Automaton): boolean =>
  accepting[0] === 0 && next.every((target) => target === NONE);

/** The intersection of two languages. */
export const both = (a: Automaton, b: Automaton, budget: Budget): Automaton =>
  product(
    a,
    b,
    (q) => q !== NONE,
    (q) => b.accepting[q] === 1,
    budget,
  );

/** The difference of two languages. */
export const butNot = (a: Automaton, b: Automaton, budget: Budget): Automaton =>
  product(
    a,
    b,
    () => true,
    (q) => q === NONE || b.accepting[q] === 0,
    budget,
  );

/** Bytes of a pair of states, beside its row of the table. */
const PAIR = 100;

/** Both read in step. A pair of states lives while the second is wanted; it accepts where the first does and the second is right. */
function product(
  a: Automaton,
  b: Automaton,
  wanted: (q: number) => boolean,
  right: (q: number) => boolean,
  budget: Budget,
): Automaton {
  const { alphabet, left, right: toRight } = common(a.alphabet, b.alphabet);
  budget.spend(alphabet.starts.length);
  const ids = new Map<number, number>();
  const firsts: number[] = [];
  const seconds: number[] = [];
  const idOf = (p: number, q: number): number => {
    if (p === NONE || !wanted(q)) return NONE;
    const key = p * (b.accepting.length + 1) + q + 1;
    const known = ids.get(key);
    if (known !== undefined) return known;
    budget.keep(PAIR + alphabet.size * 16);
    ids.set(key, firsts.length);
    seconds.push(q);
    return firsts.push(p) - 1;
  };
  idOf(0, 0);
  const next: number[] = [];
  const accepting: number[] = [];
  for (let id = 0; id < firsts.length; id++) {
    const [p, q] = [at(firsts, id), at(seconds, id)];
    accepting.push(a.accepting[p] === 1 && right(q) ? 1 : 0);
    for (let c = 0; c < alphabet.size; c++) {
      const after = q === NONE ? NONE : at(b.next, q * b.alphabet.size + at(toRight, c));
      next.push(idOf(at(a.next, p * a.alphabet.size + at(left, c)), after));
    }
  }
  return trimmed(alphabet, next, accepting, budget);
}

/** The automaton of a table, without the states from which no word is accepted. Its states are all reached from state 0. */
export function trimmed(alphabet: Alphabet, next: ArrayLike<number>, accepting: ArrayLike<number>, budget: Budget): Automaton {
  const useful = leadingTo(alphabet.size, next, accepting, budget);
  const renumbered = new Int32Array(accepting.length).fill(NONE);
  const kept: number[] = [];
  for (let state = 0; state < accepting.length; state++)
    if (state === 0 || useful[state]) renumbered[state] = kept.push(state) - 1;
  const target = (state: number): number => (state !== NONE && useful[state] ? at(renumbered, state) : NONE);
  const table = new Int32Array(kept.length * alphabet.size);
  kept.forEach((state, id) => {
    for (let c = 0; c < alphabet.size; c++) table[id * alphabet.size + c] = target(at(next, state * alphabet.size + c));
  });
  return { alphabet, next: table, accepting: Uint8Array.from(kept, (state) => at(accepting, state)) };
}

/** For each state 1 where some word is accepted from it. */
function leadingTo(size: number, next: ArrayLike<number>, accepting: ArrayLike<number>, budget: Budget): Uint8Array {
  budget.spend(next.length);
  budget.keep((next.length + accepting.length) * 8);
  // The states before each state, one list after the other; `ends` holds where each list ends.
  const ends = new Int32Array(accepting.length + 1);
  for (let i = 0; i < next.length; i++) if (at(next, i) !== NONE) ends[at(next, i) + 1] = at(ends, at(next, i) + 1) + 1;
  for (let state = 0; state < accepting.length; state++) ends[state + 1] = at(ends, state + 1) + at(ends, state);
  const before = new Int32Array(at(ends, accepting.length));
  for (let i = 0; i < next.length; i++) {
    const target = at(next, i);
    if (target === NONE) continue;
    before[at(ends, target)] = Math.floor(i / size);
    ends[target] = at(ends, target) + 1;
  }
  const useful = Uint8Array.from(accepting);
  const open: number[] = [];
  useful.forEach((yes, state) => yes && open.push(state));
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    for (let i = state === 0 ? 0 : at(ends, state - 1); i < at(ends, state); i++) {
      const previous = at(before, i);
      if (!useful[previous]) open.push(previous);
      useful[previous] = 1;
    }
  }
  return useful;
}
