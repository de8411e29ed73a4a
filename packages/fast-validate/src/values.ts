/** Values of a record, read from their bytes. */
import { fnv1aOfBytes } from '../../base/src/fnv.ts';
import { BACKSLASH, CLOSE_BRACE, DOT, OPEN_BRACE, QUOTE, SPACE } from '../../../src/read/json/bytes.ts';
import { ZERO } from './assembly/constants.ts';
import type { SuspectMember } from '../../../src/read/record.ts';

/** TextDecoder is faster for longer texts. */
const SHORT = 40;

/** The last character of ASCII that is printed; the first is the space. */
const TILDE = 0x7e;

/**
 * The value in `bytes[from..to[`, if it is plain, such as most are: a short text of ASCII without escapes, a number that is exact, or `{"id":"…"}` with
 * such a text. Undefined for all others.
 */
export function plainValue(bytes: Uint8Array, from: number, to: number): unknown {
  const first = bytes[from];
  if (first === QUOTE) return plainText(bytes, from, to);
  return first === OPEN_BRACE ? plainObject(bytes, from, to) : plainNumber(bytes, from, to);
}

function plainText(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (bytes[from] !== QUOTE || to - from > SHORT) return undefined;
  const units = CHARACTERS[to - from - 2];
  if (!units) return undefined;
  for (let index = 0; index < units.length; index++) {
    const byte = bytes[from + 1 + index] as number;
    if (byte < SPACE || byte > TILDE || byte === BACKSLASH || byte === QUOTE) return undefined;
    units[index] = byte;
  }
  return bytes[to - 1] === QUOTE ? String.fromCharCode.apply(null, units) : undefined;
}

/** Where the characters of a text are put together, by their number: arrays of numbers are what makes it fast. */
const CHARACTERS = Array.from({ length: SHORT - 1 }, (_, length) => new Array<number>(length).fill(0));

/** How an object with one member `id` begins, without white space. */
const ID = new TextEncoder().encode('{"id":');

function plainObject(bytes: Uint8Array, from: number, to: number): { id: string } | undefined {
  for (let index = 1; index < ID.length; index++) if (bytes[from + index] !== ID[index]) return undefined;
  if (bytes[to - 1] !== CLOSE_BRACE) return undefined;
  const id = plainText(bytes, from + ID.length, to - 1);
  return id === undefined ? undefined : { id };
}

/** Digits with which a number and its power of ten are exact doubles, so that their quotient is rounded once, as JSON.parse does. */
const MOST_DIGITS = 15;

/** Without sign and exponent. */
function plainNumber(bytes: Uint8Array, from: number, to: number): number | undefined {
  const size = to - from;
  if (size === 0 || size > MOST_DIGITS || (size > 1 && bytes[from] === ZERO && bytes[from + 1] !== DOT)) return undefined;
  let digits = 0;
  let scale = 0;
  for (let index = from; index < to; index++) {
    const digit = (bytes[index] as number) - ZERO;
    if (digit >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      scale *= 10;
    } else if (bytes[index] === DOT && scale === 0 && index > from && index < to - 1) scale = 1;
    else return undefined;
  }
  return scale === 0 ? digits : digits / scale;
}

/** Longer values hardly ever come twice. */
const LONGEST = 128;
/** A power of two. */
const SLOTS = 1024;

type Named = Pick<SuspectMember, 'name' | 'value'>;
type Slot = { bytes: Uint8Array; rank: number; member: SuspectMember };

/**
 * Values of members that came before, by their bytes: files repeat their faults, and a value need be parsed and judged but once. It is kept the
 * second time that it comes, in the place of what stood on its slot, so that memory is bounded and values that never come again leave no trace.
 */
export class KeptValues {
  readonly #slots: (Slot | undefined)[] = new Array<Slot | undefined>(SLOTS).fill(undefined);
  /** The hash of what came last, by slot. */
  readonly #last = new Int32Array(SLOTS);
  #hash = 0;

  /** The value of the member of that rank in `bytes[from..to[`, if it is one that is kept. */
  find(bytes: Uint8Array, from: number, to: number, rank: number): SuspectMember | undefined {
    if (to - from > LONGEST) return undefined;
    this.#hash = fnv1aOfBytes(bytes, from, to, rank);
    const known = this.#slots[slotOf(this.#hash)];
    return known?.rank === rank && isSame(known.bytes, bytes, from, to) ? known.member : undefined;
  }

  /** Takes note of a value that was not found just before, and gives its member. */
  add(bytes: Uint8Array, from: number, to: number, rank: number, { name, value }: Named): SuspectMember {
    const slot = slotOf(this.#hash);
    const kept = to - from <= LONGEST && this.#last[slot] === this.#hash;
    const member = { name, value, kept };
    if (kept) this.#slots[slot] = { bytes: bytes.slice(from, to), rank, member };
    else if (to - from <= LONGEST) this.#last[slot] = this.#hash;
    return member;
  }
}

const slotOf = (hash: number): number => (hash ^ (hash >>> 16)) & (SLOTS - 1);

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let index = 0; index < known.length; index++) if (known[index] !== bytes[from + index]) return false;
  return true;
}
