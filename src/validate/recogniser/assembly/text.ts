import { BACKSLASH, QUOTE, SPACE } from './bytes';
import { escapeSize } from './escape';
import { isUtf8 } from './utf8';

/** Whether the bytes of the string read last are not yet the text: see `unescape`. */
export let hasEscapes: bool = false;

/**
 * The address after the string at `at`, its quotes included; 0 where not sure: no string, a broken escape, a control character, bytes that
 * are no UTF-8. Sixteen bytes a step: `objet` is long. The bytes after the file hold a control character, so the search needs no bound.
 */
export function text(at: usize): usize {
  if (load<u8>(at) != QUOTE) return 0;
  const from = at + 1;
  let to = from;
  let high: i32 = 0;
  hasEscapes = false;
  while (true) {
    const block = v128.load(to);
    const stops = i8x16.bitmask(
      v128.or(
        v128.or(i8x16.eq(block, i8x16.splat(QUOTE)), i8x16.eq(block, i8x16.splat(BACKSLASH))),
        i8x16.lt_u(block, i8x16.splat(SPACE)),
      ),
    );
    const signs = i8x16.bitmask(block);
    if (stops == 0) {
      high |= signs;
      to += 16;
      continue;
    }
    const count = ctz(stops);
    high |= signs & ((1 << count) - 1);
    to += count;
    if (load<u8>(to) != BACKSLASH) break;
    const size = escapeSize(to);
    if (size == 0) return 0;
    hasEscapes = true;
    to += size;
  }
  if (load<u8>(to) != QUOTE) return 0;
  // Most strings are ASCII, which is UTF-8.
  if (high != 0 && !isUtf8(from, to)) return 0;
  return to + 1;
}

/** The number of characters (code points) of sound UTF-8: of bytes that continue none. */
export function characters(from: usize, to: usize): usize {
  let count: usize = 0;
  for (; from < to; from++) count += usize((load<u8>(from) & 0xc0) != 0x80);
  return count;
}

/** True when two byte ranges hold the same. Eight bytes a step; bytes after the shorter end are readable. */
export function sameBytes(a: usize, aTo: usize, b: usize, bTo: usize): bool {
  if (aTo - a != bTo - b) return false;
  for (; a + 8 <= aTo; a += 8, b += 8) if (load<u64>(a) != load<u64>(b)) return false;
  for (; a < aTo; a++, b++) if (load<u8>(a) != load<u8>(b)) return false;
  return true;
}
