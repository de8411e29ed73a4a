import { at } from '../../../../packages/schema-diff/src/automata.ts';
import type { ByteAutomaton } from './bytes.ts';

/**
 * A least automaton over bytes. `rows[state][class]` is the state after a byte of a class, `classOf[byte]` its class; `dead` accepts
 * nothing any more, `sink` everything; each is -1 where there is none.
 */
export type Minimal = {
  classOf: readonly number[];
  rows: readonly (readonly number[])[];
  accepting: readonly boolean[];
  start: number;
  dead: number;
  sink: number;
};

/** The automaton with the fewest states that answers alike on every word of bytes (Moore: blocks of states are split until none need be). */
export function minimal(automaton: ByteAutomaton): Minimal {
  const { classOf, rows } = byClasses(automaton);
  const reached = reachable(rows);
  let blocks: number[] = rows.map((_, state) => at(automaton.accepting, state));
  for (let count = 0, before = -1; count !== before;) {
    before = count;
    [blocks, count] = split(rows, blocks, reached);
  }
  return merged({ classOf, rows, accepting: automaton.accepting }, blocks, reached);
}

/** Bytes that no state tells apart share a class. */
function byClasses({ next, accepting }: ByteAutomaton): { classOf: number[]; rows: number[][] } {
  const states = [...accepting.keys()];
  const bytes = Array.from({ length: 256 }, (_, byte) => states.map((state) => at(next, state * 256 + byte)).join());
  const names = [...new Set(bytes)];
  const examples = names.map((name) => bytes.indexOf(name));
  return {
    classOf: bytes.map((name) => names.indexOf(name)),
    rows: states.map((state) => examples.map((byte) => at(next, state * 256 + byte))),
  };
}

function reachable(rows: readonly (readonly number[])[]): number[] {
  const reached = new Set([0]);
  for (const state of reached) for (const target of rows[state] ?? []) reached.add(target);
  return [...reached];
}

/** States stay in one block while they stood in one, and each class leads them to one block. */
function split(rows: readonly (readonly number[])[], blocks: readonly number[], states: readonly number[]): [number[], number] {
  const ids = new Map<string, number>();
  const after: number[] = [];
  for (const state of states) {
    const name = `${at(blocks, state)}:${(rows[state] ?? []).map((target) => at(blocks, target)).join()}`;
    const id = ids.get(name) ?? ids.size;
    ids.set(name, id);
    after[state] = id;
  }
  return [after, ids.size];
}

type Whole = { classOf: readonly number[]; rows: readonly (readonly number[])[]; accepting: Uint8Array };

function merged({ classOf, rows, accepting }: Whole, blocks: readonly number[], reached: readonly number[]): Minimal {
  const first = new Map<number, number>();
  for (const state of reached) if (!first.has(at(blocks, state))) first.set(at(blocks, state), state);
  const examples = [...first.keys()].sort((a, b) => a - b).map((block) => first.get(block) ?? 0);
  const fewer = examples.map((state) => (rows[state] ?? []).map((target) => at(blocks, target)));
  const final = examples.map((state) => accepting[state] === 1);
  const lonely = (state: number): boolean => (fewer[state] ?? []).every((target) => target === state);
  return {
    ...fewerClasses(classOf, fewer),
    accepting: final,
    start: at(blocks, 0),
    dead: final.findIndex((yes, state) => !yes && lonely(state)),
    sink: final.findIndex((yes, state) => yes && lonely(state)),
  };
}

/** With fewer states, fewer bytes are told apart. */
function fewerClasses(classOf: readonly number[], rows: readonly (readonly number[])[]): Pick<Minimal, 'classOf' | 'rows'> {
  const columns = classOf.map((c) => rows.map((row) => at(row, c)).join());
  const names = [...new Set(columns)];
  const examples = names.map((name) => at(classOf, columns.indexOf(name)));
  return {
    classOf: columns.map((name) => names.indexOf(name)),
    rows: rows.map((row) => examples.map((c) => at(row, c))),
  };
}
