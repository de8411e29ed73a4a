// Eight and sixteen bytes of text at a time. Written by hand; the emitted code imports it.
// All of these read whole words: 16 bytes behind a text must be memory, whatever they hold.

/** The eighth bit of each of eight bytes. */
const HIGH: u64 = 0x8080808080808080;

/**
 * Whether each of eight bytes is ASCII and lies between bounds of its own: `low` holds the least of each, `room` how far the
 * greatest of each is from 0x7f. One check stands for sixteen comparisons: a byte above its greatest overflows into its eighth bit
 * when `room` is added, one below its least loses that bit when `low` is taken away; neither touches the byte beside it.
 */
// @ts-ignore: decorator
@inline
export function eachBetween(bytes: u64, low: u64, room: u64): bool {
  return ((bytes | (bytes + room) | ~((bytes | HIGH) - low)) & HIGH) == 0;
}

/** The bit of a byte whose upper half is h: 1 << (h & 7). */
const BITS = i8x16(1, 2, 4, 8, 16, 32, 64, -128, 1, 2, 4, 8, 16, 32, 64, -128);

/**
 * Bytes that are not zero where `bytes` holds a byte of a set of 256 bits: lane l of `ascii` holds those of 0x0l to 0x7l, lane l of
 * `other` those of 0x8l to 0xfl. `swizzle` looks sixteen bytes up at once, and gives zero for an index above 15: so each byte is looked
 * up in both tables, and found in its own alone.
 */
// @ts-ignore: decorator
@inline
function among(bytes: v128, ascii: v128, other: v128): v128 {
  const index = v128.and(bytes, i8x16.splat(<i8>0x8f));
  const columns = v128.or(i8x16.swizzle(ascii, index), i8x16.swizzle(other, v128.xor(index, i8x16.splat(<i8>0x80))));
  return v128.and(columns, i8x16.swizzle(BITS, i8x16.shr_u(bytes, 4)));
}

/** One bit for each of sixteen bytes: whether it is zero. */
// @ts-ignore: decorator
@inline
function zeros(bytes: v128): i32 {
  return i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(0)));
}

/** Where a text first holds a byte outside of a set (as `among` reads it); `to` when it holds none. */
export function skip(at: usize, to: usize, ascii: v128, other: v128): usize {
  for (; at < to; at += 16) {
    const members = among(v128.load(at), ascii, other);
    if (!i8x16.all_true(members)) return min(at + ctz(zeros(members)), to);
  }
  return to;
}

/**
 * As `skip`, but lead bytes of `leads` are passed over too where a byte of `tails` follows: accented letters are frequent, and a set
 * cannot tell "é" from the one letter with the same lead byte at which the walk must look.
 */
export function skipLetters(at: usize, to: usize, ascii: v128, other: v128, leads: v128, tails: v128): usize {
  const none = i8x16.splat(0);
  for (; at < to; at += 16) {
    const bytes = v128.load(at);
    const members = among(bytes, ascii, other);
    if (i8x16.all_true(members)) continue;
    const apart = zeros(among(bytes, none, leads)) | zeros(among(v128.load(at, 1), none, tails));
    const stops = zeros(members) & apart;
    if (stops) return min(at + ctz(stops), to);
  }
  return to;
}
