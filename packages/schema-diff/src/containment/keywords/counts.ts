import { undecidable } from '../../automata/unknown.ts';

/** A count that a keyword gives, or what holds without it. Throws Undecidable for one that is no exact integer (1e400, 2^53): sums with it would be wrong. */
export function countOf(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw undecidable('not-a-double');
  return value;
}
