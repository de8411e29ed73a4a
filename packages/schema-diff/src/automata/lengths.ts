import { at } from './alphabet.ts';
import { type Automaton, NONE } from './automaton.ts';
import { type Budget, undecidable } from './unknown.ts';

/** The lengths of words that are allowed, in code points; both ends belong. `max` may be Infinity. */
export type Lengths = { min: number; max: number };

/** Layer k: the states in which some word of exactly k characters ends. */
export type Layers = (length: number) => Int32Array;

/** Bytes of a layer, beside its states. */
const LAYER = 320;

/** The length of the shortest accepted word within the given lengths, and the layers up to it; undefined if there is none. */
export function shortest(
  automaton: Automaton,
  { min, max }: Lengths,
  budget: Budget,
): { length: number; layers: Layers } | undefined {
  const graph = successors(automaton, budget);
  const known: Int32Array[] = [];
  const seen = new Map<string, number>();
  let layer: Int32Array = Int32Array.of(0);
  for (let length = 0; length <= max && layer.length > 0; length++) {
    budget.spend(layer.length + 10);
    budget.keep(LAYER + layer.length * 16);
    const key = layer.join();
    const before = seen.get(key);
    // The layers repeat from here on: a length of a million is looked up, not walked to.
    if (before !== undefined) return repeating(automaton, known, before, { min: Math.max(min, length), max });
    seen.set(key, length);
    known.push(layer);
    if (length >= min && accepted(automaton, layer)) return { length, layers: (index) => known[index] as Int32Array };
    layer = after(layer, graph, budget);
  }
  return undefined;
}

/** Whether some word within the lengths is accepted. Without a greatest length a loop is enough: from every state a word goes on to its end. */
export function anyWord(automaton: Automaton, lengths: Lengths, budget: Budget): boolean {
  if (lengths.max === Infinity && hasLoop(successors(automaton, budget))) return true;
  return shortest(automaton, lengths, budget) !== undefined;
}

function repeating(automaton: Automaton, known: readonly Int32Array[], first: number, { min, max }: Lengths) {
  const period = known.length - first;
  if (!Number.isSafeInteger(min + period)) throw undecidable('too-long', String(min));
  const layers: Layers = (index) => known[index < first ? index : first + ((index - first) % period)] as Int32Array;
  for (let length = min; length <= max && length < min + period; length++) {
    if (accepted(automaton, layers(length))) return { length, layers };
  }
  return undefined;
}

const accepted = ({ accepting }: Automaton, layer: Int32Array): boolean => layer.some((state) => accepting[state] === 1);

function after(layer: Int32Array, graph: readonly (readonly number[])[], budget: Budget): Int32Array {
  const reached = new Set<number>();
  for (const state of layer) {
    const targets = graph[state] ?? [];
    budget.spend(targets.length);
    for (const target of targets) reached.add(target);
  }
  return Int32Array.from(reached).sort();
}

/** The states that follow each state after one character, listed once. */
function successors({ alphabet: { size }, next, accepting }: Automaton, budget: Budget): number[][] {
  budget.spend(next.length);
  budget.keep(accepting.length * 80);
  return Array.from(accepting, (_, state) => {
    const targets = new Set(next.subarray(state * size, (state + 1) * size));
    targets.delete(NONE);
    return [...targets];
  });
}

/** Whether there is a cycle: states without incoming edges are removed until none is left. */
function hasLoop(graph: readonly (readonly number[])[]): boolean {
  const entries = new Int32Array(graph.length);
  for (const target of graph.flat()) entries[target] = at(entries, target) + 1;
  const open: number[] = [];
  entries.forEach((count, state) => count === 0 && open.push(state));
  let taken = 0;
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    taken++;
    for (const target of graph[state] ?? []) {
      entries[target] = at(entries, target) - 1;
      if (entries[target] === 0) open.push(target);
    }
  }
  return taken < graph.length;
}
