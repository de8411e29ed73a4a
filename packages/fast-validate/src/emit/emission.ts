import type { Frames, Slot } from '../frames.ts';
import type { PatternPool } from '../pattern/pool.ts';
import type { Shape } from '../../../../src/model/record-shapes.ts';
import type { Target } from './witness.ts';

/** Lines of AssemblyScript. */
export type Lines = string[];

/** A head with its body in braces. */
export const block = (head: string, body: Lines, tail = '}'): Lines => [`${head} {`, ...indented(body), tail];

export const indented = (lines: Lines): Lines => lines.map((line) => (line === '' ? '' : `  ${line}`));

/** A bit of a mask of 64, as a literal. */
export const bit = (n: number): string => `0x${(1n << BigInt(n)).toString(16)}`;

export const mask = (bits: readonly number[]): string => `0x${bits.reduce((sum, n) => sum | (1n << BigInt(n)), 0n).toString(16)}`;

/** The case of a byte, with the character that it stands for, for who reads the emitted code. */
export const byteCase = (byte: number, body: Lines): Lines => {
  const [head = '', ...rest] = block(`case ${hex(byte)}:`, body);
  return [byte > 0x20 && byte < 0x7f && byte !== 0x5c ? `${head} // ${String.fromCharCode(byte)}` : head, ...rest];
};

export const hex = (number: number | bigint): string => `0x${number.toString(16)}`;

/** Where a value stands, and what is to be done with it besides recognising it. `frame` names the address that its slot counts from. */
export type Place = { name: string; slot: Slot | undefined; frame: string; witness: Target | undefined };

/**
 * How a value is read: `call` is an expression for the address after the value at `at`, 0 where not sure; `kept` are statements for
 * afterwards. Where they ask for the `range` of the value, it stands from `from` to `at`.
 */
export type Reading = { call: string; kept: Lines; range: boolean };

type Read = (shape: Shape, place: Place, to: Emission) => Reading;

/** What all emitters of one module share: the functions made so far, and where values are left. */
export class Emission {
  readonly patterns: PatternPool;
  readonly frames: Frames;
  readonly unicode: boolean;
  readonly #functions: string[] = [];
  readonly #names = new Map<string, number>();
  readonly #leaves = new Map<string, string>();
  /** Lists whose items are compared by a witness; see `witness.ts`. */
  witnesses = 0;

  readonly #read: Read;

  /** `read` tells how any value is read: objects and lists, which it makes, ask it for what is in them. */
  constructor(patterns: PatternPool, frames: Frames, unicode: boolean, read: Read) {
    this.patterns = patterns;
    this.frames = frames;
    this.unicode = unicode;
    this.#read = read;
  }

  read(shape: Shape, place: Place): Reading {
    return this.#read(shape, place, this);
  }

  /** A function of its own, with a name after the place that it reads. */
  add(place: string, emit: (name: string) => Lines): string {
    const name = this.#name(place);
    const at = this.#functions.push('') - 1;
    this.#functions[at] = emit(name).join('\n');
    return name;
  }

  /** A function shared by all values of the same form. */
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
