import { DOT, MINUS, ZERO } from './bytes';

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
