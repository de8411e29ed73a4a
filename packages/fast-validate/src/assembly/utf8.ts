import { LINES, UNITS } from './constants';
import { STATE } from './state';

/**
 * Sound UTF-8 (RFC 3629), by the method of Keiser and Lemire, "Validating UTF-8 In Less Than One Instruction Per Byte": what two bytes in a
 * row may not be is looked up by three of their halves, and an error is what all three name.
 */
const TOO_SHORT: u8 = 1; // a lead byte, and none that continues
const TOO_LONG: u8 = 2; // ASCII, and one that continues
const OVERLONG_3: u8 = 4; // E0 80 to E0 9F
const TOO_LARGE: u8 = 8; // F4 90 and more
const SURROGATE: u8 = 16; // ED A0 to ED BF
const OVERLONG_2: u8 = 32; // C0, C1
const OVERLONG_4: u8 = 64; // F0 80 to F0 8F
const TOO_LARGE_1000: u8 = 64; // F5 and more, before 80 to 8F
const TWO_CONTINUE: u8 = 128; // no error where a lead byte of three or four is before
const ANY: u8 = TOO_SHORT | TOO_LONG | TWO_CONTINUE;

/** Sixteen bytes of ones, sixteen of zeros: read at 16 - n, they keep the first n bytes of a vector. */
const KEEP: usize = memory.data<u64>([u64.MAX_VALUE, u64.MAX_VALUE, 0, 0], 16);

const FIRST_HIGH: usize = memory.data<u8>([
  TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
  TWO_CONTINUE, TWO_CONTINUE, TWO_CONTINUE, TWO_CONTINUE,
  TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE, TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4,
], 16);
const FIRST_LOW: usize = memory.data<u8>([
  ANY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, ANY | OVERLONG_2, ANY, ANY, ANY | TOO_LARGE,
  ANY | TOO_LARGE | TOO_LARGE_1000, ANY | TOO_LARGE | TOO_LARGE_1000, ANY | TOO_LARGE | TOO_LARGE_1000, ANY | TOO_LARGE | TOO_LARGE_1000,
  ANY | TOO_LARGE | TOO_LARGE_1000, ANY | TOO_LARGE | TOO_LARGE_1000, ANY | TOO_LARGE | TOO_LARGE_1000, ANY | TOO_LARGE | TOO_LARGE_1000,
  ANY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE, ANY | TOO_LARGE | TOO_LARGE_1000, ANY | TOO_LARGE | TOO_LARGE_1000,
], 16);
const SECOND_HIGH: usize = memory.data<u8>([
  TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
  TOO_LONG | OVERLONG_2 | TWO_CONTINUE | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4,
  TOO_LONG | OVERLONG_2 | TWO_CONTINUE | OVERLONG_3 | TOO_LARGE,
  TOO_LONG | OVERLONG_2 | TWO_CONTINUE | SURROGATE | TOO_LARGE,
  TOO_LONG | OVERLONG_2 | TWO_CONTINUE | SURROGATE | TOO_LARGE,
  TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
], 16);

/** True for sound UTF-8 in [from, to). 16 bytes after it can be read. */
export function isUtf8(from: usize, to: usize): bool {
  let at = from;
  let before = i8x16.splat(0);
  let errors = i8x16.splat(0);
  while (at + 16 <= to) {
    const block = v128.load(at);
    if (isAscii(v128.or(block, before))) {
      at = afterAscii(at + 16, to);
      before = i8x16.splat(0);
    } else {
      errors = v128.or(errors, errorsOf(block, before));
      before = block;
      at += 16;
    }
  }
  // The zeros after the end are an error where more bytes should come.
  const rest = v128.and(v128.load(at), v128.load(KEEP + 16 - (to - at)));
  return !v128.any_true(v128.or(errors, errorsOf(rest, before)));
}

// @ts-ignore: decorator
@inline
function isAscii(block: v128): bool {
  return i8x16.bitmask(block) == 0;
}

/** Where the next 16 bytes are that are not all ASCII, or too few are left. */
// @ts-ignore: decorator
@inline
function afterAscii(at: usize, to: usize): usize {
  for (; at + 64 <= to; at += 64) {
    const half = v128.or(v128.load(at), v128.load(at, 16));
    if (!isAscii(v128.or(half, v128.or(v128.load(at, 32), v128.load(at, 48))))) break;
  }
  return at;
}

/** What is wrong in a block, after the block before it. */
// @ts-ignore: decorator
@inline
function errorsOf(block: v128, before: v128): v128 {
  const one = v128.shuffle<u8>(before, block, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  const two = v128.shuffle<u8>(before, block, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  const three = v128.shuffle<u8>(before, block, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28);
  const high = i8x16.swizzle(v128.load(FIRST_HIGH), i8x16.shr_u(one, 4));
  const low = i8x16.swizzle(v128.load(FIRST_LOW), v128.and(one, i8x16.splat(15)));
  const next = i8x16.swizzle(v128.load(SECOND_HIGH), i8x16.shr_u(block, 4));
  // The third and fourth byte of a character continue, after one that does; two that continue are there for nothing else.
  const third = i8x16.sub_sat_u(two, i8x16.splat(<i8>(0xe0 - 0x80)));
  const fourth = i8x16.sub_sat_u(three, i8x16.splat(<i8>(0xf0 - 0x80)));
  const wanted = v128.and(v128.or(third, fourth), i8x16.splat(<i8>0x80));
  return v128.xor(wanted, v128.and(high, v128.and(low, next)));
}

/** Blocks whose counts surely fit the bytes of a vector: two a block at most. */
const ROUND: usize = 127 << 4;

/** Measures sound UTF-8 [from, to), see `LINES`: every byte of a file passes here. 16 bytes after it can be read. */
export function measure(from: usize, to: usize): void {
  const last = countLines(from, to);
  countUnits(last, to);
}

/** Counts line feeds; gives where the last line begins. */
function countLines(from: usize, to: usize): usize {
  let count: u32 = 0;
  let last: usize = 0;
  let at = from;
  while (at + 16 <= to) {
    const stop = min(to - 15, at + ROUND);
    let counts = i8x16.splat(0);
    for (; at < stop; at += 16) {
      const feeds = i8x16.eq(v128.load(at), i8x16.splat(0x0a));
      counts = i8x16.sub(counts, feeds);
      last = v128.any_true(feeds) ? at : last;
    }
    count += sum(counts);
  }
  const rest = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(0x0a))) & ((1 << <i32>(to - at)) - 1);
  store<u32>(STATE, count + popcnt(rest), LINES);
  if (rest != 0) return at + 32 - clz(rest);
  return last == 0 ? from : last + 32 - clz(i8x16.bitmask(i8x16.eq(v128.load(last), i8x16.splat(0x0a))));
}

/** Counts UTF-16 units: one a character, two where it has four bytes. */
function countUnits(from: usize, to: usize): void {
  let count: u32 = 0;
  let at = from;
  while (at + 16 <= to) {
    const stop = min(to - 15, at + ROUND);
    let counts = i8x16.splat(0);
    for (; at < stop; at += 16) counts = i8x16.sub(counts, unitsOf(v128.load(at)));
    count += sum(counts);
  }
  const rest = v128.and(unitsOf(v128.load(at)), v128.load(KEEP + 16 - (to - at)));
  store<u32>(STATE, count + sum(i8x16.neg(rest)), UNITS);
}

/** Minus one for each byte that begins a character, and minus one again for one that begins four bytes. */
// @ts-ignore: decorator
@inline
function unitsOf(block: v128): v128 {
  // 10xxxxxx continues a character: below -64 when signed. 1111xxxx begins one of four bytes.
  return i8x16.add(i8x16.ge_s(block, i8x16.splat(-64)), i8x16.ge_u(block, i8x16.splat(<i8>0xf0)));
}

/** The sum of sixteen counts of 0 to 255. */
// @ts-ignore: decorator
@inline
function sum(counts: v128): u32 {
  const words = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(counts));
  return (
    i32x4.extract_lane(words, 0) + i32x4.extract_lane(words, 1) + i32x4.extract_lane(words, 2) + i32x4.extract_lane(words, 3)
  );
}
