/**
 * Digits of amounts, to find invented ones (999999, 123456789, 0.01). The digits are those of the shortest decimal text that represents
 * the number (ECMAScript, Number::toString), without exponent and sign.
 */

/** The digits before the decimal point: `0` for 0.5; empty if the number is infinite or NaN. */
function integerDigits(x: number): string {
  if (!Number.isFinite(x)) return '';
  const [mantissa = '', exponent] = String(Math.trunc(Math.abs(x))).split('e+');
  return exponent === undefined ? mantissa : mantissa.replace('.', '').padEnd(Number(exponent) + 1, '0');
}

/** The integer part: truncated toward zero, never -0. */
export const partieEntiere = (x: number): number => Math.trunc(x) + 0;

/** How often the most frequent digit other than 0 occurs in the integer part: 3 for 17717.77; 0 if there is none. */
export function chiffreRepete(x: number): number {
  const counts = new Array<number>(10).fill(0);
  let greatest = 0;
  for (const char of integerDigits(x)) {
    const count = (counts[Number(char)] ?? 0) + 1;
    counts[Number(char)] = count;
    if (char !== '0' && count > greatest) greatest = count;
  }
  return greatest;
}

/** Whether the integer part begins with these digits; false if the number is infinite or NaN. */
export const commencePar = (x: number, digits: string): boolean => Number.isFinite(x) && integerDigits(x).startsWith(digits);

const CENTS = [
  [1, 10],
  [2, 100],
] as const;

/** The number of digits after the decimal point: 2 for 12.34, 7 for 1e-7, 0 for an integer or an infinite number. */
export function decimales(x: number): number {
  if (!Number.isFinite(x) || Number.isInteger(x)) return 0;
  // A fast path for nearly all amounts, with one or two decimals. Below 2^43 the rounding of the product does not change the result.
  if (Math.abs(x) < 2 ** 43) for (const [places, scale] of CENTS) if (Math.round(x * scale) / scale === x) return places;
  const [mantissa = '', exponent = '0'] = String(x).split('e-');
  const [, fraction = ''] = mantissa.split('.');
  return fraction.length + Number(exponent);
}
