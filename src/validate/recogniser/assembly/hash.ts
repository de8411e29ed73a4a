/**
 * The steps of the fingerprint of src/validate/hash-text.ts: four words of 32 bits are one vector here. What JavaScript draws at random it
 * writes to `constants()`, in the order of src/validate/hash-constants.ts.
 */
const VECTORS: i32 = 17;
const CONSTANTS: usize = memory.data(VECTORS << 4, 16);

const AS_IS: usize = 0;
const BY_20: usize = 1 << 4;
const BY_24: usize = 2 << 4;
const BY_17: usize = 3 << 4;
const STIR: usize = 4 << 4;
const MIX: usize = 5 << 4;
const LENGTH: usize = 6 << 4;
const START: usize = 7 << 4;
export const KEY: usize = 8 << 4;
export const TEXT: usize = 9 << 4;
export const NUMBER: usize = 10 << 4;
export const LIST: usize = 11 << 4;
export const END: usize = 12 << 4;
export const OBJECT: usize = 13 << 4;
export const TRUE: usize = 14 << 4;
export const FALSE: usize = 15 << 4;
export const NULL: usize = 16 << 4;

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
  return v128.load(CONSTANTS + START);
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
  return finish(add(tagged(state, NUMBER), f64x2(value + 0, 0)));
}
