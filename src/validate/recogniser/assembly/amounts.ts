// Amounts as `src/rules/functions/numbers.ts` reads them: by the digits that JavaScript would write.
import { doubt } from './doubt';
import { fromOf, lengthOf } from './places';

/** Integers below are written by JavaScript with all their digits, and held exactly. */
const EXACT: f64 = 9007199254740992;
/** Below, the product with a hundred loses nothing that matters. */
const CENTS: f64 = 8796093022208;

/** An integer cut to the 53 bits that every language holds. */
export function int(value: f64): f64 {
  return max(min(value, EXACT - 1), 1 - EXACT);
}

/** Truncated toward zero, never -0. */
export function partieEntiere(x: f64): f64 {
  return trunc(x) + 0.0;
}

/** Not sure of numbers whose digits JavaScript rounds. */
function integerPart(x: f64): u64 {
  const size = abs(x);
  if (size < EXACT) return <u64>size;
  doubt();
  return 0;
}

/** The greatest number of times that a same digit other than 0 occurs in the integer part. */
export function chiffreRepete(x: f64): f64 {
  // A byte for each digit: how often it occurs.
  let low: u64 = 0;
  let high: u64 = 0;
  for (let rest = integerPart(x); rest > 0; rest /= 10) {
    const digit = rest % 10;
    if (digit < 8) low += (<u64>1) << (digit << 3);
    else high += (<u64>1) << ((digit - 8) << 3);
  }
  let greatest = max(high & 0xff, high >> 8);
  for (low >>= 8; low > 0; low >>= 8) greatest = max(greatest, low & 0xff);
  return <f64>greatest;
}

/** Whether the integer part begins with these digits. */
export function commencePar(x: f64, digits: usize): bool {
  const value = integerPart(x);
  let size: u64 = 1;
  let count: usize = 1;
  for (; value / size >= 10; count++) size *= 10;
  const from = fromOf(digits);
  const length = lengthOf(digits);
  if (length > count) return false;
  for (let at: usize = 0; at < length; at++, size /= 10) if ((value / size) % 10 != u64(load<u8>(from + at)) - 0x30) return false;
  return true;
}

/** How many digits stand after the decimal point, of amounts of whole cents; not sure of others. */
export function decimales(x: f64): f64 {
  if (floor(x) == x) return 0;
  if (abs(x) < CENTS) {
    if (rounded(x * 10) / 10 == x) return 1;
    if (rounded(x * 100) / 100 == x) return 2;
  }
  doubt();
  return 0;
}

/** To the nearest integer, halves up: Math.round of JavaScript. */
// @ts-ignore: decorator
@inline
function rounded(x: f64): f64 {
  const below = floor(x);
  return x - below >= 0.5 ? below + 1 : below;
}
