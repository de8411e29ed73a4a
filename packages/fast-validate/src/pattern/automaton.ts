import { at, endOf, type Automaton, NONE, TOP } from '../../../../packages/schema-diff/src/automata.ts';

/**
 * A total automaton over bytes that starts in state 0: `next[state * 256 + byte]` is the state after a byte. Its answer counts for
 * well-formed UTF-8 alone, so it is free elsewhere, and uses that freedom to have few states: see `charRow`.
 */
export type ByteAutomaton = { next: Int32Array; accepting: Uint8Array };

/** States before merging beyond which a pattern is not compiled. */
const MANY = 6000;

/** By length in bytes: the lead bytes, the first code point of the first lead byte, and the least that this length may spell. */
const LEADS = [
  { first: 0xc0, last: 0xdf, bits: 6, least: 0x80 },
  { first: 0xe0, last: 0xef, bits: 12, least: 0x800 },
  { first: 0xf0, last: 0xff, bits: 18, least: 0x10000 },
] as const;

const SURROGATES = { first: 0xd800, last: 0xdfff } as const;

/** The automaton over the UTF-8 bytes of one over code points; undefined where it has too many states. */
export function overBytes(automaton: Automaton): ByteAutomaton | undefined {
  const builder = new Builder(automaton);
  for (let state = 0; state < automaton.accepting.length; state++) {
    if (builder.rows.length > MANY) return undefined;
    builder.charRow(state);
  }
  builder.settle();
  const next = new Int32Array(builder.rows.length * 256);
  builder.rows.forEach((row, state) => next.set(row, state * 256));
  const accepting = new Uint8Array(builder.rows.length);
  accepting.set(automaton.accepting);
  return { next, accepting };
}

/** Rows 0 to n - 1 are the states between characters, row n is where nothing is accepted any more, further ones are within a character. */
class Builder {
  readonly rows: number[][];
  readonly #automaton: Automaton;
  readonly #dead: number;
  readonly #within = new Map<string, number>();
  readonly #settled = new Set<number>();

  constructor(automaton: Automaton) {
    this.#automaton = automaton;
    this.#dead = automaton.accepting.length;
    this.rows = Array.from(automaton.accepting, () => []);
    this.rows.push(Array<number>(256).fill(this.#dead));
  }

  /** Fills the row of a state between characters. */
  charRow(state: number): void {
    const row: (number | undefined)[] = Array.from({ length: 0x80 }, (_, byte) => this.#target(state, byte, byte, 0));
    row.push(...Array<undefined>(0x40).fill(undefined));
    for (const { first, last, bits, least } of LEADS) {
      const block = 1 << bits;
      for (let byte = first; byte <= last; byte++) row.push(this.#fold(state, (byte - first) * block, bits, least));
    }
    this.rows[state] = filled(row, this.#dead);
  }

  /**
   * Between characters no continuation byte can come, so it may leave a state alone. Then a lead byte that settles the next state goes
   * there at once, and the rest of its character changes nothing: most texts never leave one state.
   */
  settle(): void {
    for (const state of this.#settled) this.rows[state]?.fill(state, 0x80, 0xc0);
  }

  /** The state after a part of a character that leaves `bits` of its code point open; undefined where no character begins so. */
  #fold(state: number, first: number, bits: number, least: number): number | undefined {
    const target = this.#target(state, first, first + (1 << bits) - 1, least);
    if (target !== MIXED) {
      if (target !== undefined && bits > 0) this.#settled.add(target);
      return target;
    }
    const size = bits - 6;
    const children = Array.from({ length: 64 }, (_, i) => this.#fold(state, first + (i << size), size, least));
    return this.#inside(filled(children, this.#dead));
  }

  /** The one state after all characters of a range, MIXED, or undefined where it has no character that UTF-8 may spell so. */
  #target(state: number, from: number, to: number, least: number): number | undefined {
    const { alphabet, next } = this.#automaton;
    let found: number | undefined;
    let first = Math.max(from, least);
    const last = Math.min(to, TOP);
    for (let segment = alphabet.starts.findLastIndex((start) => start <= first); first <= last; segment++) {
      const end = endOf(alphabet, segment);
      if (first < SURROGATES.first || end > SURROGATES.last) {
        const after = at(next, state * alphabet.size + at(alphabet.classOf, segment));
        const target = after === NONE ? this.#dead : after;
        if (found !== undefined && found !== target) return MIXED;
        found = target;
      }
      first = end + 1;
    }
    return found;
  }

  /** The state within a character from which each continuation byte leads to its child. */
  #inside(children: readonly number[]): number {
    const key = children.join();
    const known = this.#within.get(key);
    if (known !== undefined) return known;
    const row = Array<number>(256).fill(this.#dead);
    children.forEach((child, i) => (row[0x80 + i] = child));
    const state = this.rows.push(row) - 1;
    this.#within.set(key, state);
    return state;
  }
}

const MIXED = -2;

/**
 * A byte without transition may use that of a neighbour (the previous one, else the next one), which leaves fewer byte classes.
 */
function filled(row: readonly (number | undefined)[], otherwise: number): number[] {
  let last = row.find((target) => target !== undefined) ?? otherwise;
  return row.map((target) => (last = target ?? last));
}

/**
 * A minimal automaton over bytes. `rows[state][class]`: the next state; `classOf[byte]`: the class of a byte; `dead`: the state
 * that accepts nothing any more, `sink`: the state that accepts everything; each is -1 if there is none.
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

/** Bytes that no state distinguishes share a class. */
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

/** With fewer states, fewer bytes are distinguished. */
function fewerClasses(classOf: readonly number[], rows: readonly (readonly number[])[]): Pick<Minimal, 'classOf' | 'rows'> {
  const columns = classOf.map((c) => rows.map((row) => at(row, c)).join());
  const names = [...new Set(columns)];
  const examples = names.map((name) => at(classOf, columns.indexOf(name)));
  return {
    classOf: columns.map((name) => names.indexOf(name)),
    rows: rows.map((row) => examples.map((c) => at(row, c))),
  };
}
