/** The factor of a word in the hash of a text. Any odd number will do: equal hashes are never taken for equal items. */
const FACTOR: u64 = 0xff51afd7ed558ccd;

/** A hash of the bytes of a text. */
export function hashText(from: usize, to: usize): u64 {
  let hash: u64 = to - from;
  for (; from + 8 <= to; from += 8) hash = mix(hash ^ load<u64>(from));
  let rest: u64 = 0;
  for (; from < to; from++) rest = (rest << 8) | load<u8>(from);
  return mix(hash ^ rest);
}

/** A hash of a number; 0 and -0 are equal. */
export function hashNumber(value: f64): u64 {
  return mix(reinterpret<u64>(value + 0.0));
}

// @ts-ignore: decorator
@inline
function mix(word: u64): u64 {
  word *= FACTOR;
  return word ^ (word >> 32);
}

/** Adds to the witness of an item. */
// @ts-ignore: decorator
@inline
export function addWitness(pointer: usize, hash: u64, factor: u64): void {
  store<u64>(pointer, load<u64>(pointer) + hash * factor);
}

/** True when the witness at `last` stands at one of the places from `first` on too. */
export function isBefore(first: usize, last: usize): bool {
  const witness = load<u64>(last);
  for (; first < last; first += 8) if (load<u64>(first) == witness) return true;
  return false;
}
