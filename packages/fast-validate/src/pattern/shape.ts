import { at } from '../../../../packages/schema-diff/src/automata.ts';
import type { Minimal } from './automaton.ts';

/** Some of the 256 bytes, rising. */
export type ByteSet = readonly number[];

/** One set of bytes a rank; a text of one of the lengths is accepted when each byte is in the set of its rank. */
export type Chain = { sets: readonly ByteSet[]; lengths: readonly number[] };

/** Bytes that a chain may have. */
const LONG = 256;

/** The bytes that lead from one state to another. */
export const bytesTo = ({ classOf, rows }: Minimal, from: number, to: number): ByteSet =>
  [...classOf.keys()].filter((byte) => rows[from]?.[at(classOf, byte)] === to);

/** The states, in order of their number, that follow a state and from which some text is accepted. */
const after = ({ rows, dead }: Minimal, state: number): number[] =>
  [...new Set(rows[state])].filter((target) => target !== dead).sort((a, b) => a - b);

/** The chain that an automaton is, when each state goes on to one other at most; undefined for any other. */
export function chainOf(automaton: Minimal): Chain | undefined {
  const sets: ByteSet[] = [];
  const lengths: number[] = [];
  for (let state = automaton.start; sets.length <= LONG;) {
    if (automaton.accepting[state]) lengths.push(sets.length);
    const [next, ...more] = after(automaton, state);
    if (more.length > 0) return undefined;
    if (next === undefined) return { sets, lengths };
    sets.push(bytesTo(automaton, state, next));
    state = next;
  }
  return undefined;
}

/**
 * The states at each rank of an automaton whose texts all have one length in bytes; undefined for any other, and where a rank has more
 * than `most` states. The last rank is the accepting state.
 */
export function ranksOf(automaton: Minimal, most: number): number[][] | undefined {
  const ranks: number[][] = [];
  for (let rank = [automaton.start]; rank.length > 0 && ranks.length <= LONG;) {
    ranks.push(rank);
    if (rank.some((state) => automaton.accepting[state])) {
      const ends = rank.every((state) => automaton.accepting[state] && after(automaton, state).length === 0);
      return ends ? ranks : undefined;
    }
    rank = [...new Set(rank.flatMap((state) => after(automaton, state)))];
    if (rank.length > most) return undefined;
  }
  return undefined;
}

/**
 * The sets of bytes that lead straight from the start to where every text is accepted, when at each step one state alone is a step
 * nearer. Most texts that match an unanchored pattern match it so.
 */
export function shortcutOf(automaton: Minimal): ByteSet[] | undefined {
  const distance = distances(automaton);
  const sets: ByteSet[] = [];
  for (let state = automaton.start; state !== automaton.sink;) {
    const left = distance[state];
    const nearer = after(automaton, state).filter((next) => distance[next] === (left ?? 0) - 1);
    const [next, ...more] = nearer;
    if (next === undefined || more.length > 0 || sets.length > LONG) return undefined;
    sets.push(bytesTo(automaton, state, next));
    state = next;
  }
  return sets;
}

/** The fewest bytes from each state to the sink. */
function distances(automaton: Minimal): number[] {
  const distance: number[] = [];
  if (automaton.sink >= 0) distance[automaton.sink] = 0;
  for (let changed = true; changed;) {
    changed = false;
    for (const state of automaton.rows.keys()) {
      const next = Math.min(...after(automaton, state).map((target) => distance[target] ?? Infinity)) + 1;
      if (next < (distance[state] ?? Infinity)) {
        distance[state] = next;
        changed = true;
      }
    }
  }
  return distance;
}

/** Printable ASCII characters that a state must stay at to be worth a loop of its own. */
const MOST = 48;

/** The states that plain text leaves where they are. */
export function roaming(automaton: Minimal): number[] {
  return [...automaton.rows.keys()].filter((state) => {
    if (state === automaton.dead || state === automaton.sink) return false;
    return bytesTo(automaton, state, state).filter((byte) => byte >= 0x20 && byte < 0x7f).length >= MOST;
  });
}

/** Continuation bytes that must lead back for a lead byte to be worth passing over. */
const FREQUENT = 48;

/**
 * Lead bytes that leave a state, and the continuation bytes that lead straight back to it: such characters have no effect.
 * Undefined if there are none.
 */
export function lettersOf({ classOf, rows, dead }: Minimal, state: number): { leads: ByteSet; tails: ByteSet } | undefined {
  const step = (from: number, byte: number): number => at(rows[from] ?? [], at(classOf, byte));
  const continuations = Array.from({ length: 0x40 }, (_, i) => 0x80 + i).filter((byte) => step(state, byte) === state);
  const back = (lead: number): ByteSet => continuations.filter((byte) => step(step(state, lead), byte) === state);
  const leads = Array.from({ length: 0x40 }, (_, i) => 0xc0 + i).filter((lead) => {
    const next = step(state, lead);
    return next !== state && next !== dead && back(lead).length >= FREQUENT;
  });
  if (leads.length === 0) return undefined;
  return {
    leads,
    tails: leads.reduce<ByteSet>((tails, lead) => tails.filter((byte) => back(lead).includes(byte)), continuations),
  };
}
