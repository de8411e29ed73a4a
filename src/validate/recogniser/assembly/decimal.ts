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
