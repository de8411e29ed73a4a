import {
  BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, DOT, MINUS, OPEN_BRACE, OPEN_BRACKET, QUOTE, SPACE, ZERO,
} from './constants';

/**
 * The first byte at or after `at` that is no blank. Most calls end on the first comparison: compact files have no blanks. What follows
 * the bytes of the file is never blank, so the search needs no bound.
 */
// @ts-ignore: decorator
@inline
export function blanks(at: usize): usize {
  return load<u8>(at) > SPACE ? at : pastBlanks(at);
}

/** Pretty files have one space after a colon, else a line feed and an indentation: sixteen bytes a step. */
function pastBlanks(at: usize): usize {
  if (load<u8>(at) == SPACE && load<u8>(at + 1) > SPACE) return at + 1;
  while (true) {
    const block = v128.load(at);
    const blank = v128.or(
      v128.or(i8x16.eq(block, i8x16.splat(0x20)), i8x16.eq(block, i8x16.splat(0x0a))),
      v128.or(i8x16.eq(block, i8x16.splat(0x0d)), i8x16.eq(block, i8x16.splat(0x09))),
    );
    const other = ~i8x16.bitmask(blank) & 0xffff;
    if (other != 0) return at + ctz(other);
    at += 16;
  }
}

/** The value after the colon that is due at `at`; 0 where there is none. Address 0 begins no value: what reads it is not sure. */
// @ts-ignore: decorator
@inline
export function colon(at: usize): usize {
  if (load<u8>(at) != COLON) {
    at = blanks(at);
    if (load<u8>(at) != COLON) return 0;
  }
  return blanks(at + 1);
}

/** The boolean read last. */
export let booleanValue: u32 = 0;

/** The address after `true` or `false`; 0 where there is neither. */
export function boolean(at: usize): usize {
  // "true", and "fals" with its "e", as little-endian words.
  const word = load<u32>(at);
  booleanValue = u32(word == 0x65757274);
  if (booleanValue) return at + 4;
  return word == 0x736c6166 && load<u8>(at + 4) == 0x65 ? at + 5 : 0;
}

/** The number read last, as JSON.parse gives it. */
export let numberValue: f64 = 0;

/** Digits with which a number and its power of ten are exact doubles, so that their quotient is rounded once, as JSON.parse does. */
const MOST_DIGITS: usize = 15;

// @ts-ignore: decorator
@lazy const POWERS = memory.data<f64>([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]);

/**
 * The address after the number at `at`; 0 where not sure: no number, an exponent, more digits than are exact. What follows is judged by
 * the caller, who waits for a comma or a bracket.
 */
export function number(at: usize): usize {
  const negative = load<u8>(at) == MINUS;
  const from = at + usize(negative);
  let to = from;
  let mantissa: u64 = 0;
  let digit: u32;
  while ((digit = u32(load<u8>(to)) - ZERO) < 10) {
    mantissa = mantissa * 10 + digit;
    to++;
  }
  // RFC 8259 §6: no number begins without a digit, or with a zero before another digit.
  if (to == from || (to - from > 1 && load<u8>(from) == ZERO)) return 0;
  let digits = to - from;
  let decimals: usize = 0;
  if (load<u8>(to) == DOT) {
    const first = ++to;
    while ((digit = u32(load<u8>(to)) - ZERO) < 10) {
      mantissa = mantissa * 10 + digit;
      to++;
    }
    decimals = to - first;
    if (decimals == 0) return 0;
    digits += decimals;
  }
  if (digits > MOST_DIGITS || (load<u8>(to) | 0x20) == 0x65) return 0;
  const size = f64(mantissa) / load<f64>(POWERS + (decimals << 3));
  numberValue = negative ? -size : size;
  return to;
}

/** Nesting below which a value is passed over; a deeper one is left to the reader, which has a limit of its own. */
const MOST_NESTED: i32 = 20;

/**
 * The address after the value at `at`, reported by its brackets and quotes alone; 0 where the bytes end before it does, or it is too deep.
 * JavaScript parses what is passed over: whether it is JSON is reported there.
 */
export function skip(at: usize): usize {
  const first = load<u8>(at);
  if (first == QUOTE) return skipString(at);
  if (first != OPEN_BRACE && first != OPEN_BRACKET) return skipWord(at);
  let depth = 0;
  while (true) {
    const byte = load<u8>(at);
    if (byte == QUOTE) {
      at = skipString(at);
      if (at == 0) return 0;
      continue;
    }
    // The bytes after the file are NUL; within it NUL is no JSON.
    if (byte == 0) return 0;
    if (byte == OPEN_BRACE || byte == OPEN_BRACKET) {
      if (++depth > MOST_NESTED) return 0;
    } else if (byte == CLOSE_BRACE || byte == CLOSE_BRACKET) {
      if (--depth == 0) return at + 1;
    }
    at++;
  }
}

/** The number of colons outside of strings, in a value that was passed over. */
export function colons(at: usize, to: usize): u32 {
  let count: u32 = 0;
  while (at < to) {
    const byte = load<u8>(at);
    if (byte == QUOTE) at = skipString(at);
    else {
      count += u32(byte == COLON);
      at++;
    }
  }
  return count;
}

function skipString(at: usize): usize {
  while (true) {
    at++;
    const byte = load<u8>(at);
    if (byte == QUOTE) return at + 1;
    if (byte < SPACE) return 0;
    if (byte == BACKSLASH && load<u8>(++at) < SPACE) return 0;
  }
}

/** A number or a literal ends before what cannot belong to it; 0 where it has no byte. */
function skipWord(at: usize): usize {
  const from = at;
  while (true) {
    const byte = load<u8>(at);
    if (byte <= SPACE || byte == COMMA || byte == COLON || byte == QUOTE) break;
    if (byte == OPEN_BRACE || byte == OPEN_BRACKET || byte == CLOSE_BRACE || byte == CLOSE_BRACKET) break;
    at++;
  }
  return at == from ? 0 : at;
}
