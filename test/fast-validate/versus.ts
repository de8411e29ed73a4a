/** Two judges held together on one file. */
import { difference } from './compare.ts';

/** Judges a file fed in pieces: a `Judge`, or several of them at once. */
export type Judging<T> = (bytes: Uint8Array, cuts?: readonly number[]) => T;

/** What a judge says of a file, or that it broke. */
export function outcomeOf<T>(judge: Judging<T>, bytes: Uint8Array, cuts?: readonly number[]): T | { bug: string } {
  try {
    return judge(bytes, cuts);
  } catch (error) {
    return { bug: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** How the fast judge differs from what the slow one said; undefined where it does not. A judge that breaks always differs. */
export function disagreement<T extends object>(expected: T | { bug: string }, found: T | { bug: string }): string | undefined {
  if ('bug' in expected) return `the slow path broke: ${expected.bug}`;
  if ('bug' in found) return `the fast path broke: ${found.bug}`;
  return difference(expected, found);
}
