/** Numbers that a double does not keep as they are written. */

const NUMBER = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;

/** Digits that every double keeps. */
export const SURE_DIGITS = 15;

/** Digits that say which double a number is. */
const ALL_DIGITS = 17;

/**
 * Whether a number is as a decimal text gives it: 1.50 and 1e3 are kept, 0.1234567890123456789 is not. Some programs, Excel among them, write all digits of a double: 1.1000000000000001 is 1.1, and kept.
 */
export function isKept(text: string, value: number): boolean {
  const given = parts(text);
  const { length } = given.digits;
  const isSame = (written: string): boolean => {
    const kept = parts(written);
    return given.digits === kept.digits && given.exponent === kept.exponent && given.sign === kept.sign;
  };
  return isSame(String(value)) || (length > 0 && length <= ALL_DIGITS && isSame(value.toPrecision(length)));
}

/** The digits of a number without the zeros around them, and the power of ten of the last of them. */
function parts(text: string): { sign: string; digits: string; exponent: number } {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = NUMBER.exec(text) ?? [];
  const all = whole + fraction;
  let [from, to] = [0, all.length];
  while (from < to && all[from] === '0') from++;
  while (to > from && all[to - 1] === '0') to--;
  if (from === to) return { sign: '', digits: '', exponent: 0 };
  const last = Number(exponent) - fraction.length + (all.length - to);
  return { sign: sign === '-' ? '-' : '', digits: all.slice(from, to), exponent: last };
}
