import { OF_END, OF_FALSE, OF_KEY, OF_LIST, OF_NULL, OF_OBJECT, OF_TEXT, OF_TRUE } from './constants';
import { endOfText, finish, finishNumber, hashBytes, hashText, start, tagged } from './hash';

/** The fingerprint that was made last. */
const RESULT: usize = memory.data(16, 16);
/** Values that stand in one another: deeper ones are left to JavaScript. */
const MOST_DEPTH: i32 = 256;

let at: usize = 0;
let failed: bool = false;

/** Where the 128 bits of a fingerprint are. */
export function fingerprintAt(): usize {
  return RESULT;
}

/**
 * Makes the fingerprint of src/validate/hash-value.ts out of the bytes [from, to) of a value, which is JSON and has no key twice; 16 bytes
 * after it can be read. False where it cannot: a number that is not read exactly here, or very deep values.
 */
export function fingerprint(from: usize, to: usize): bool {
  at = from;
  failed = false;
  v128.store(RESULT, value(start(), 0));
  return !failed && at == to;
}

/** Begins the fingerprint of a list of values, which is at the same place until `endKey`. */
export function startKey(): void {
  v128.store(RESULT, tagged(start(), OF_LIST));
}

/** Adds a text whose bytes [from, to) have no escapes. */
export function addText(from: usize, to: usize): void {
  v128.store(RESULT, hashBytes(tagged(v128.load(RESULT), OF_TEXT), from, to));
}

export function addNumber(number: f64): void {
  v128.store(RESULT, finishNumber(v128.load(RESULT), number));
}

export function addBool(bool: bool): void {
  v128.store(RESULT, finish(tagged(v128.load(RESULT), bool ? OF_TRUE : OF_FALSE)));
}

export function endKey(): void {
  v128.store(RESULT, finish(tagged(v128.load(RESULT), OF_END)));
}

function value(state: v128, depth: i32): v128 {
  const first = load<u8>(at);
  if (first == 0x22) return text(tagged(state, OF_TEXT));
  if (first == 0x7b) return object(tagged(state, OF_OBJECT), depth + 1);
  if (first == 0x5b) return list(tagged(state, OF_LIST), depth + 1);
  if (first == 0x74) return word(state, OF_TRUE, 4);
  if (first == 0x66) return word(state, OF_FALSE, 5);
  if (first == 0x6e) return word(state, OF_NULL, 4);
  return number(state);
}

function text(state: v128): v128 {
  const hashed = hashText(state, at + 1);
  at = endOfText();
  return hashed;
}

function word(state: v128, tag: usize, size: usize): v128 {
  at += size;
  return finish(tagged(state, tag));
}

function number(state: v128): v128 {
  const double = decimal(at);
  if (!isExact() || endOfNumber() == at) failed = true;
  at = endOfNumber();
  return finishNumber(state, double);
}

/** Each item on the state that the items before it left. */
function list(state: v128, depth: i32): v128 {
  if (depth > MOST_DEPTH) failed = true;
  at++;
  let next = afterBlanks();
  while (next != 0x5d && !failed) {
    state = value(state, depth);
    next = afterItem();
  }
  at++;
  return finish(tagged(state, OF_END));
}

/** The sum of its members, which knows no order. */
function object(state: v128, depth: i32): v128 {
  if (depth > MOST_DEPTH) failed = true;
  at++;
  let next = afterBlanks();
  while (next != 0x7d && !failed) {
    const key = hashText(tagged(start(), OF_KEY), at + 1);
    at = endOfText();
    afterBlanks();
    at++;
    afterBlanks();
    state = i32x4.add(state, value(key, depth));
    next = afterItem();
  }
  at++;
  return finish(state);
}

/** Goes to what follows an item or a member: the next one, past the comma, or the bracket, which it gives. */
// @ts-ignore: decorator
@inline
function afterItem(): u8 {
  const next = afterBlanks();
  if (next != 0x2c) return next;
  at++;
  return afterBlanks();
}

/** Goes to the next byte that is no white space, and gives it. */
// @ts-ignore: decorator
@inline
function afterBlanks(): u8 {
  const next = load<u8>(at);
  return next > 0x20 ? next : skipBlanks();
}

function skipBlanks(): u8 {
  let others = 0;
  for (at++; ; at += 16) {
    others = i8x16.bitmask(i8x16.gt_u(v128.load(at), i8x16.splat(0x20)));
    if (others != 0) break;
  }
  at += <usize>ctz(others);
  return load<u8>(at);
}

/** Powers of ten that are doubles without rounding: 10^0 to 10^22. */
const POWERS: usize = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);
const MOST_POWER: i32 = 22;
/** Digits that a u64 surely holds. */
const MOST_DIGITS: usize = 19;
/** Digits of an exponent that an i32 surely holds. */
const MOST_EXPONENT: usize = 9;
const EXACT: u64 = 1 << 53;

let end: usize = 0;
let exact: bool = true;

/** Where the number that was read last ends. */
// @ts-ignore: decorator
@inline
export function endOfNumber(): usize {
  return end;
}

/** Whether the number that was read last could be read. */
// @ts-ignore: decorator
@inline
export function isExact(): bool {
  return exact;
}

// @ts-ignore: decorator
@inline
function digit(at: usize): u32 {
  return <u32>load<u8>(at) - 0x30;
}

/**
 * The double that JSON.parse makes of a number. Digits below 2^53 and a power of ten up to 10^22 are both doubles, and their product or
 * quotient is rounded once, as it should be: the others take a search through many digits and are not read (`isExact`).
 */
export function decimal(from: usize): f64 {
  const negative = load<u8>(from) == 0x2d;
  let at = from + <usize>negative;
  const first = at;
  let digits: u64 = 0;
  for (; digit(at) < 10; at++) digits = digits * 10 + digit(at);
  let count = at - first;
  let power: i32 = 0;
  if (load<u8>(at) == 0x2e) {
    const point = ++at;
    for (; digit(at) < 10; at++) digits = digits * 10 + digit(at);
    count += at - point;
    power = <i32>(point - at);
  }
  if ((load<u8>(at) | 0x20) == 0x65) power += exponent(at + 1);
  else {
    end = at;
    exact = true;
  }
  const size = power < 0 ? -power : power;
  exact = exact && count <= MOST_DIGITS && (digits == 0 || (digits <= EXACT && size <= MOST_POWER));
  if (!exact || digits == 0) return 0;
  const scale = load<f64>(POWERS + (<usize>size << 3));
  const value = power < 0 ? <f64>digits / scale : <f64>digits * scale;
  return negative ? -value : value;
}

function exponent(from: usize): i32 {
  const negative = load<u8>(from) == 0x2d;
  let at = from + <usize>(negative || load<u8>(from) == 0x2b);
  const first = at;
  let power: i32 = 0;
  for (; digit(at) < 10; at++) power = power * 10 + digit(at);
  end = at;
  exact = at - first <= MOST_EXPONENT;
  return negative ? -power : power;
}
