/** Two judges held together on one file. */
import { difference } from './compare.ts';
import type { Judge, Judged } from './judge.ts';

/** What a judge says of a file, or that it broke. */
export function outcomeOf(judge: Judge, bytes: Uint8Array, cuts?: readonly number[]): Judged | { bug: string } {
  try {
    return judge(bytes, cuts);
  } catch (error) {
    return { bug: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

/** How the fast judge differs from what the slow one said; undefined where it does not. A judge that breaks always differs. */
export function disagreement(expected: Judged | { bug: string }, found: Judged | { bug: string }): string | undefined {
  if ('bug' in expected) return `the slow path broke: ${expected.bug}`;
  if ('bug' in found) return `the fast path broke: ${found.bug}`;
  return difference(expected, found);
}
