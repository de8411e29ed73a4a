import { fromOf, lengthOf } from './places';
import { doubt } from './state';

// The days of `src/rules/functions/days.ts`: texts that begin with AAAA-MM-JJ.

/** Days from the eve of 1 March of the year 0 to 1 January 1970. */
const EPOCH: i32 = 719469;

let year: i32 = 0;
let month: i32 = 0;
let day: i32 = 0;

/** Reads the first ten bytes; false where they are not AAAA-MM-JJ. */
function read(text: usize): bool {
  if (lengthOf(text) < 10) return false;
  const from = fromOf(text);
  // AAAA-MM- as one word: from each byte its hyphen or its zero is taken away, and what is left must be a digit, or nothing.
  const head = load<u64>(from) ^ 0x2d30302d30303030;
  const tail = u64(load<u16>(from, 8)) ^ 0x3030;
  if (((head + 0x7f76767f76767676) | head | (tail + 0x7676) | tail) & 0x8080808080808080) return false;
  year = digit(head, 0) * 1000 + digit(head, 8) * 100 + digit(head, 16) * 10 + digit(head, 24);
  month = digit(head, 40) * 10 + digit(head, 48);
  day = digit(tail, 0) * 10 + digit(tail, 8);
  return true;
}

// @ts-ignore: decorator
@inline
function digit(word: u64, shift: u64): i32 {
  return i32((word >> shift) & 0xff);
}

/** Whether the text is AAAA-MM-JJ, nothing more, and a day of the calendar. */
export function isDay(text: usize): bool {
  return lengthOf(text) == 10 && read(text) && day >= 1 && day <= daysIn();
}

/** Days of the month that was read; 0 where there is no such month. */
function daysIn(): i32 {
  if (month == 2) return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  if (month < 1 || month > 12) return 0;
  // April, June, September, November.
  return (0xa50 >> month) & 1 ? 30 : 31;
}

/** Days since 1970-01-01; a month or a day too many rolls over; 0 for a text that begins with no AAAA-MM-JJ. */
export function jour(text: usize): f64 {
  if (!read(text)) return 0;
  // Years that begin in March have their leap day at the end. Years are counted from -400 on, so that no quotient is negative.
  const months = (year + 400) * 12 + month - 3;
  const y = months / 12;
  const leapDays = y / 4 - y / 100 + y / 400;
  const daysBeforeMonth = (153 * (months - y * 12) + 2) / 5;
  return <f64>(y * 365 + leapDays + daysBeforeMonth + day - EPOCH - FOUR_CENTURIES);
}

const FOUR_CENTURIES: i32 = 146097;

/** Months begun from one day to another; see there for the law. */
export function moisEntre(from: usize, to: usize): f64 {
  if (!read(from)) return 0;
  const fromMonths = year * 12 + month;
  const fromDay = day;
  if (!read(to)) return 0;
  const months = year * 12 + month - fromMonths;
  return <f64>(fromDay >= day ? months : months + 1);
}

// Amounts as `src/rules/functions/numbers.ts` reads them: by the digits that JavaScript would write.

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
