import { decimal, endOfNumber, isExact } from './decimal';
import { END, FALSE, finish, finishNumber, KEY, LIST, NULL, OBJECT, start, tagged, TEXT, TRUE } from './hash';
import { endOfText, hashBytes, hashText } from './hash-text';

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
  v128.store(RESULT, tagged(start(), LIST));
}

/** Adds a text whose bytes [from, to) have no escapes. */
export function addText(from: usize, to: usize): void {
  v128.store(RESULT, hashBytes(tagged(v128.load(RESULT), TEXT), from, to));
}

export function addNumber(number: f64): void {
  v128.store(RESULT, finishNumber(v128.load(RESULT), number));
}

export function addBool(bool: bool): void {
  v128.store(RESULT, finish(tagged(v128.load(RESULT), bool ? TRUE : FALSE)));
}

export function endKey(): void {
  v128.store(RESULT, finish(tagged(v128.load(RESULT), END)));
}

function value(state: v128, depth: i32): v128 {
  const first = load<u8>(at);
  if (first == 0x22) return text(tagged(state, TEXT));
  if (first == 0x7b) return object(tagged(state, OBJECT), depth + 1);
  if (first == 0x5b) return list(tagged(state, LIST), depth + 1);
  if (first == 0x74) return word(state, TRUE, 4);
  if (first == 0x66) return word(state, FALSE, 5);
  if (first == 0x6e) return word(state, NULL, 4);
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
  at = endOfNumber();
  if (!isExact()) failed = true;
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
  return finish(tagged(state, END));
}

/** The sum of its members, which knows no order. */
function object(state: v128, depth: i32): v128 {
  if (depth > MOST_DEPTH) failed = true;
  at++;
  let next = afterBlanks();
  while (next != 0x7d && !failed) {
    const key = hashText(tagged(start(), KEY), at + 1);
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
