import { undecidable } from '../automata/unknown.ts';

/** An exact fraction; `down` is positive and both have no common divisor. */
export type Fraction = { up: bigint; down: bigint };

/** The fraction that a number is written as in JSON: 0.1 is one tenth. Throws Undecidable for one beyond all doubles (1e400). */
export function fractionOf(number: number): Fraction {
  if (!Number.isFinite(number)) throw undecidable('not-a-double');
  const [digits = '0', exponent = '0'] = number.toString().split('e');
  const [whole = '0', decimals = ''] = digits.split('.');
  const power = Number(exponent) - decimals.length;
  const all = BigInt(whole + decimals);
  return power >= 0 ? fraction(all * 10n ** BigInt(power), 1n) : fraction(all, 10n ** BigInt(-power));
}

/** The fraction in its lowest terms. */
export function fraction(up: bigint, down: bigint): Fraction {
  const divisor = gcd(up < 0n ? -up : up, down) * (down < 0n ? -1n : 1n);
  return divisor === 0n ? { up: 0n, down: 1n } : { up: up / divisor, down: down / divisor };
}

const gcd = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
};

export const divide = (a: Fraction, b: Fraction): Fraction => fraction(a.up * b.down, a.down * b.up);
export const times = (a: Fraction, whole: bigint): Fraction => fraction(a.up * whole, a.down);

/** The smallest number that is a multiple of both (both are positive). */
export const commonMultiple = (a: Fraction, b: Fraction): Fraction => {
  const [x, y] = [a.up * b.down, b.up * a.down];
  return fraction((x / gcd(x, y)) * y, a.down * b.down);
};

/** Negative, zero or positive. */
export const compare = (a: Fraction, b: Fraction): number => {
  const difference = a.up * b.down - b.up * a.down;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

export const isWhole = ({ down }: Fraction): boolean => down === 1n;

/** The greatest whole number that is not greater. */
export const floor = ({ up, down }: Fraction): bigint => (up >= 0n || up % down === 0n ? up / down : up / down - 1n);

/** The number that is exactly this fraction when written in JSON, or undefined where a double has none. */
export function numberOf(value: Fraction): number | undefined {
  const near = value.down === 1n ? Number(value.up) : nearest(value);
  return Number.isFinite(near) && compare(fractionOf(near), value) === 0 ? near : undefined;
}

function nearest({ up, down }: Fraction): number {
  const direct = Number(up) / Number(down);
  if (Number.isFinite(direct)) return direct;
  return Number(up / down);
}
