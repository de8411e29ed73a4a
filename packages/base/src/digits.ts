/** Numbers that a double does not keep as they are written. */

const NUMBER = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]+))?$/;

/** A text of fewer characters has no more digits than every double keeps: 15. Exponents aside. */
export const SURE_LENGTH = 15;

/** Whether the number that a decimal text gives is written again with the same digits: 1.50 and 1e3 are kept, 0.1234567890123456789 is not. */
export const isKept = (text: string, value: number): boolean => {
  const [given, kept] = [parts(text), parts(String(value))];
  return given.digits === kept.digits && given.exponent === kept.exponent && given.sign === kept.sign;
};

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
