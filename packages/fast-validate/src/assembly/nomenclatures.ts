import { CPV_BITS, NONE, PLACES_FROM, SPREAD, WORDS_A_PLACE, ZERO } from './constants';
import { fromOf, lengthOf, setLength } from './places';

/** Where JavaScript has put the nomenclatures (`tables.bin`, see `rules/tables.ts`); the offsets of the tables come first. */
let tables: usize = 0;

export function useTables(at: usize): void {
  tables = at;
}

// @ts-ignore: decorator
@inline
function table(number: usize): usize {
  return tables + load<u32>(tables + (number << 2));
}

/** Whether the list with this number has the code: each byte adds to the number of a bit (see `codeTable` in `rules/tables.ts`). */
export function nomenclature(number: usize, code: usize): bool {
  const list = table(number);
  const width = load<u32>(list);
  const from = fromOf(code);
  const length = lengthOf(code);
  if (length > width) return false;
  let bit: u32 = 0;
  let places = list + (PLACES_FROM << 2);
  for (let at: usize = 0; at < width; at++, places += WORDS_A_PLACE << 2) {
    const byte: usize = at < length ? load<u8>(from + at) : 0;
    // Zero stands for the end of a code: a text that holds one, by an escape, is none.
    if (at < length && byte == 0) return false;
    const part = load<u32>(places + (byte << 2));
    if (part == NONE) return false;
    bit += part;
  }
  return ((load<u8>(places + (bit >> 3)) >> (bit & 7)) & 1) != 0;
}

// CPV codes by their root, as `src/rules/functions/cpv.ts` has them.

const HYPHEN: u8 = 0x2d;

export function cpvExiste(code: usize): bool {
  return keyOf(code) != NONE;
}

/** The code with its official key, written to a place of the caller's; empty if the root is not in the list. */
export function cpvCle(code: usize, to: usize): usize {
  const key = keyOf(code);
  if (key == NONE) return setLength(to, 0);
  const at = fromOf(to);
  store<u64>(at, load<u64>(fromOf(code)));
  store<u8>(at, HYPHEN, 8);
  store<u8>(at, ZERO + key, 9);
  return setLength(to, 10);
}

/** The key of a code by its root, whatever key is written. */
function keyOf(code: usize): u32 {
  const from = fromOf(code);
  const length = lengthOf(code);
  if (length != 8 && !(length == 10 && load<u8>(from, 8) == HYPHEN && u32(load<u8>(from, 9)) - ZERO <= 9)) return NONE;
  let root: u32 = 0;
  for (let at = from; at < from + 8; at++) {
    const digit = u32(load<u8>(at)) - ZERO;
    if (digit > 9) return NONE;
    root = root * 10 + digit;
  }
  return find(root);
}

/** A slot holds the root times sixteen, plus the key, plus one; the first free one ends the search. */
function find(root: u32): u32 {
  const slots = table(0);
  let slot = (root * SPREAD) >> (32 - CPV_BITS);
  while (true) {
    const held = load<u32>(slots + (usize(slot) << 2));
    if (held == 0) return NONE;
    if ((held - 1) >> 4 == root) return (held - 1) & 15;
    slot = (slot + 1) & ((1 << CPV_BITS) - 1);
  }
}
