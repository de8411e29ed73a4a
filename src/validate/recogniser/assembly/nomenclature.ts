import { fromOf, lengthOf } from './places';
import { table } from './tables';

const NONE: u32 = 0xffffffff;

/** Whether the list with this number has the code: each byte adds to the number of a bit (see `codeTable` in `rules/tables.ts`). */
export function nomenclature(number: usize, code: usize): bool {
  const list = table(number);
  const width = load<u32>(list);
  const from = fromOf(code);
  const length = lengthOf(code);
  if (length > width) return false;
  let bit: u32 = 0;
  let places = list + 8;
  for (let at: usize = 0; at < width; at++, places += 1024) {
    const byte: usize = at < length ? load<u8>(from + at) : 0;
    // Zero stands for the end of a code: a text that holds one, by an escape, is none.
    if (at < length && byte == 0) return false;
    const part = load<u32>(places + (byte << 2));
    if (part == NONE) return false;
    bit += part;
  }
  return ((load<u8>(places + (bit >> 3)) >> (bit & 7)) & 1) != 0;
}
