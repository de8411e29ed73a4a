import type { Frames, Slot } from '../frames.ts';
import type { PatternPool } from '../pattern/pool.ts';
import type { Shape } from '../../../../src/model/record-shapes.ts';
import type { Target } from './witness.ts';

/** Lines of AssemblyScript. */
export type Lines = string[];

/** A block: its head, and its body in braces. */
export const block = (head: string, body: Lines, tail = '}'): Lines => [`${head} {`, ...indented(body), tail];

export const indented = (lines: Lines): Lines => lines.map((line) => (line === '' ? '' : `  ${line}`));

/** One bit of a 64-bit mask, as a literal. */
export const bit = (n: number): string => `0x${(1n << BigInt(n)).toString(16)}`;

export const mask = (bits: readonly number[]): string => `0x${bits.reduce((sum, n) => sum | (1n << BigInt(n)), 0n).toString(16)}`;

/** A `case` for a byte, with the character as a comment. */
export const byteCase = (byte: number, body: Lines): Lines => {
  const [head = '', ...rest] = block(`case ${hex(byte)}:`, body);
  return [byte > 0x20 && byte < 0x7f && byte !== 0x5c ? `${head} // ${String.fromCharCode(byte)}` : head, ...rest];
};

export const hex = (number: number | bigint): string => `0x${number.toString(16)}`;

/** Where a value is stored, and how it is processed. `frame`: the variable with the address to which the slot is relative. */
export type Place = { name: string; slot: Slot | undefined; frame: string; witness: Target | undefined };

/**
 * How a value is read. `call`: an expression that gives the address after the value at `at`, or 0 if undecided; `kept`:
 * statements that store the value. If they need its `range`, it is from `from` to `at`.
 */
export type Reading = { call: string; kept: Lines; range: boolean };

type Read = (shape: Shape, place: Place, to: Emission) => Reading;

/** The state that the emitters of one module share: the functions emitted so far, and where values are stored. */
export class Emission {
  readonly patterns: PatternPool;
  readonly frames: Frames;
  readonly unicode: boolean;
  readonly #functions: string[] = [];
  readonly #names = new Map<string, number>();
  readonly #leaves = new Map<string, string>();
  /** Number of lists whose items are compared by a witness (see `witness.ts`). */
  witnesses = 0;

  readonly #read: Read;

  /** `read`: emits the reading of any value; objects and lists call it for their content. */
  constructor(patterns: PatternPool, frames: Frames, unicode: boolean, read: Read) {
    this.patterns = patterns;
    this.frames = frames;
    this.unicode = unicode;
    this.#read = read;
  }

  read(shape: Shape, place: Place): Reading {
    return this.#read(shape, place, this);
  }

  /** Emits a function named after the place that it reads. */
  add(place: string, emit: (name: string) => Lines): string {
    const name = this.#name(place);
    const at = this.#functions.push('') - 1;
    this.#functions[at] = emit(name).join('\n');
    return name;
  }

  /** Emits a function once for all values of the same form. */
  leaf(form: unknown, place: string, emit: (name: string) => Lines): string {
    const key = JSON.stringify(form, (_, value: unknown) => (value === Infinity ? 'inf' : value === -Infinity ? '-inf' : value));
    let name = this.#leaves.get(key);
    if (name === undefined) this.#leaves.set(key, (name = this.add(place, emit)));
    return name;
  }

  source(): string {
    return this.#functions.join('\n\n');
  }

  #name(place: string): string {
    const word = place.replace(/\W+/g, '_');
    const count = this.#names.get(word) ?? 0;
    this.#names.set(word, count + 1);
    return count === 0 ? word : `${word}_${count}`;
  }
}
