/** What the text measured last holds: line feeds, and UTF-16 units after the last of them, or in all where there is none. */
export let lines: u32 = 0;
export let units: u32 = 0;

/** Sixteen bytes of ones, sixteen of zeros: read at 16 - n, they keep the first n bytes of a vector. */
const KEEP: usize = memory.data<u64>([u64.MAX_VALUE, u64.MAX_VALUE, 0, 0], 16);
/** Blocks whose counts surely fit the bytes of a vector: two a block at most. */
const ROUND: usize = 127 << 4;

/** Measures sound UTF-8 [from, to): every byte of a file passes here. 16 bytes after it can be read. */
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
  lines = count + popcnt(rest);
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
  units = count + sum(i8x16.neg(rest));
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
