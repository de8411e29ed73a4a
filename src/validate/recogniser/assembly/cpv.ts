// CPV codes by their root, as `src/rules/functions/cpv.ts` has them.
import { fromOf, lengthOf, setLength } from './places';
import { table } from './tables';

const SLOTS: u32 = 1 << 14;
const ZERO: u32 = 0x30;
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

const NONE: u32 = 0xffffffff;

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
  let slot = (root * 0x9e3779b1) >> 18;
  while (true) {
    const held = load<u32>(slots + (usize(slot) << 2));
    if (held == 0) return NONE;
    if ((held - 1) >> 4 == root) return (held - 1) & 15;
    slot = (slot + 1) & (SLOTS - 1);
  }
}
