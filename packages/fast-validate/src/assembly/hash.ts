import { AS_IS, BY_17, BY_20, BY_24, FIRST, LENGTH, MIX, OF_NUMBER, STIR, VECTORS_BYTES } from './constants';

/*
 * The steps of the fingerprint of src/validate/hash-value.ts: four words of 32 bits are one vector here. What JavaScript draws at random it
 * writes to `constants()`.
 */
const CONSTANTS: usize = memory.data(VECTORS_BYTES, 16);

/** Sixteen bytes of ones, sixteen of zeros: read at 16 - n, they keep the first n bytes of a vector. */
const KEEP: usize = memory.data<u64>([u64.MAX_VALUE, u64.MAX_VALUE, 0, 0], 16);

/** Where JavaScript writes the constants of this run. */
export function constants(): usize {
  return CONSTANTS;
}

/** The state of a whole value. */
// @ts-ignore: decorator
@inline
export function start(): v128 {
  return v128.load(CONSTANTS + FIRST);
}

/** Departs from a state, by what stands there. */
// @ts-ignore: decorator
@inline
export function tagged(state: v128, tag: usize): v128 {
  return v128.xor(state, v128.load(CONSTANTS + tag));
}

/** Adds a block: the rotations bring each word of it into all four of the state. */
// @ts-ignore: decorator
@inline
export function add(state: v128, block: v128): v128 {
  const by20 = i32x4.mul(v128.xor(block, i32x4.shr_u(block, 20)), v128.load(CONSTANTS + BY_20));
  const by24 = i32x4.mul(v128.xor(block, i32x4.shr_u(block, 24)), v128.load(CONSTANTS + BY_24));
  const by17 = i32x4.mul(v128.xor(block, i32x4.shr_u(block, 17)), v128.load(CONSTANTS + BY_17));
  const near = i32x4.add(i32x4.mul(block, v128.load(CONSTANTS + AS_IS)), v128.shuffle<i32>(by20, by20, 1, 2, 3, 0));
  const far = i32x4.add(v128.shuffle<i32>(by24, by24, 2, 3, 0, 1), v128.shuffle<i32>(by17, by17, 3, 0, 1, 2));
  return i32x4.add(state, i32x4.add(near, far));
}

/** Between two blocks. */
// @ts-ignore: decorator
@inline
export function stir(state: v128): v128 {
  const k = i32x4.mul(state, v128.load(CONSTANTS + STIR));
  return v128.xor(k, i32x4.shr_u(k, 15));
}

/** The last block, of which `size` bytes count (0 to 15), of a text of `length` bytes. */
// @ts-ignore: decorator
@inline
export function addLast(state: v128, block: v128, size: usize, length: usize): v128 {
  const kept = v128.and(block, v128.load(KEEP + 16 - size));
  return add(i32x4.add(state, i32x4.mul(i32x4.splat(<i32>length), v128.load(CONSTANTS + LENGTH))), kept);
}

/** The mix of a state, each bit of which depends on all of the state. */
// @ts-ignore: decorator
@inline
export function finish(state: v128): v128 {
  let k = i32x4.mul(v128.xor(state, i32x4.shr_u(state, 16)), v128.load(CONSTANTS + MIX));
  k = v128.xor(k, i32x4.shr_u(k, 15));
  const half = i32x4.add(k, v128.shuffle<i32>(k, k, 2, 3, 0, 1));
  const all = i32x4.add(half, v128.shuffle<i32>(half, half, 1, 0, 3, 2));
  k = i32x4.mul(i32x4.add(k, all), i32x4(0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f, 0x165667b1));
  return v128.xor(k, i32x4.shr_u(k, 16));
}

/** The mix of a state and of a double. */
// @ts-ignore: decorator
@inline
export function finishNumber(state: v128, value: f64): v128 {
  return finish(add(tagged(state, OF_NUMBER), f64x2(value + 0, 0)));
}

/** Bytes without escapes that were decoded: up to a block less one, then a block that is read whole, and as much that it may overlap. */
const DECODED: usize = memory.data(64, 16);

let end: usize = 0;

/** Where the text that was hashed last ends: after its quotation mark. */
// @ts-ignore: decorator
@inline
export function endOfText(): usize {
  return end;
}

/** Marks the quotation marks and backslashes among 16 bytes. */
// @ts-ignore: decorator
@inline
function marks(block: v128): i32 {
  return i8x16.bitmask(v128.or(i8x16.eq(block, i8x16.splat(0x22)), i8x16.eq(block, i8x16.splat(0x5c))));
}

/** Hashes a text onto a state: `at` is after its first quotation mark. */
// @ts-ignore: decorator
@inline
export function hashText(state: v128, from: usize): v128 {
  let at = from;
  let block = v128.load(at);
  let marked = marks(block);
  while (marked == 0) {
    state = stir(add(state, block));
    at += 16;
    block = v128.load(at);
    marked = marks(block);
  }
  const size = <usize>ctz(marked);
  if (load<u8>(at + size) != 0x22) return hashEscaped(state, at, at - from);
  end = at + size + 1;
  return finish(addLast(state, block, size, at + size - from));
}

/** Hashes bytes that are a text as they are. */
// @ts-ignore: decorator
@inline
export function hashBytes(state: v128, from: usize, to: usize): v128 {
  let at = from;
  for (; at + 16 <= to; at += 16) state = stir(add(state, v128.load(at)));
  return finish(addLast(state, v128.load(at), to - at, to - from));
}

/** Goes on with a text that has an escape in the block at `at`, after `length` bytes: what is decoded is gathered until it makes a block. */
function hashEscaped(state: v128, at: usize, length: usize): v128 {
  let size: usize = 0;
  while (true) {
    const block = v128.load(at);
    const marked = marks(block);
    v128.store(DECODED + size, block);
    const clean: usize = marked == 0 ? 16 : <usize>ctz(marked);
    size += clean;
    at += clean;
    if (size < 16 && marked != 0) {
      if (load<u8>(at) == 0x22) break;
      at = decode(at, DECODED + size);
      size += decodedSize;
    }
    if (size >= 16) {
      state = stir(add(state, v128.load(DECODED)));
      v128.store(DECODED, v128.load(DECODED, 16));
      size -= 16;
      length += 16;
    }
  }
  end = at + 1;
  return finish(addLast(state, v128.load(DECODED), size, length + size));
}

let decodedSize: usize = 0;

/** Decodes the escape at `at` to `to`, as `decodedSize` bytes; gives where it ends. */
function decode(at: usize, to: usize): usize {
  const letter = load<u8>(at, 1);
  if (letter == 0x75) return decodeUnit(at, to);
  store<u8>(to, plain(letter));
  decodedSize = 1;
  return at + 2;
}

/** What stands for the byte after a backslash: b, f, n, r and t name control characters, the others themselves. */
function plain(letter: u8): u8 {
  if (letter == 0x62) return 8;
  if (letter == 0x66) return 12;
  if (letter == 0x6e) return 10;
  if (letter == 0x72) return 13;
  return letter == 0x74 ? 9 : letter;
}

/** Decodes one UTF-16 unit, or two that are a pair; one without its other half as src/validate/hash-value.ts does. */
function decodeUnit(at: usize, to: usize): usize {
  let code = hex4(at + 2);
  at += 6;
  if ((code & 0xfc00) == 0xd800 && load<u16>(at) == 0x755c) {
    const low = hex4(at + 2);
    if ((low & 0xfc00) == 0xdc00) {
      code = 0x10000 + ((code & 0x3ff) << 10) + (low & 0x3ff);
      at += 6;
    }
  }
  encode(code, to);
  return at;
}

function hex4(at: usize): u32 {
  return (hex(load<u8>(at)) << 12) | (hex(load<u8>(at, 1)) << 8) | (hex(load<u8>(at, 2)) << 4) | hex(load<u8>(at, 3));
}

// @ts-ignore: decorator
@inline
function hex(digit: u8): u32 {
  return (digit & 15) + (digit > 0x39 ? 9 : 0);
}

function encode(code: u32, to: usize): void {
  if (code < 0x80) {
    store<u8>(to, code);
    decodedSize = 1;
  } else if (code < 0x800) {
    store<u8>(to, 0xc0 | (code >> 6));
    store<u8>(to, 0x80 | (code & 63), 1);
    decodedSize = 2;
  } else if (code < 0x10000) {
    store<u8>(to, 0xe0 | (code >> 12));
    store<u8>(to, 0x80 | ((code >> 6) & 63), 1);
    store<u8>(to, 0x80 | (code & 63), 2);
    decodedSize = 3;
  } else {
    store<u8>(to, 0xf0 | (code >> 18));
    store<u8>(to, 0x80 | ((code >> 12) & 63), 1);
    store<u8>(to, 0x80 | ((code >> 6) & 63), 2);
    store<u8>(to, 0x80 | (code & 63), 3);
    decodedSize = 4;
  }
}
