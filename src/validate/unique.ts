import { canonical } from '../model/canonical.ts';
import { equal } from './keywords/equal.ts';

/** Lists up to this length, nearly all of them, are compared pair by pair: cheaper than a canonical form of each item. */
const SHORT = 8;

function anyTwins(list: readonly unknown[]): boolean {
  for (let i = 1; i < list.length; i++) for (let j = 0; j < i; j++) if (equal(list[i], list[j])) return true;
  return false;
}

/**
 * The last item of a list that repeats an earlier one: its place and that of its nearest twin, or undefined. In linear time, where Ajv's own
 * `uniqueItems` compares each item of a list of objects with each other: a hostile list would keep it busy for minutes.
 */
export function twins(list: readonly unknown[]): { i: number; j: number } | undefined {
  if (list.length <= SHORT && !anyTwins(list)) return undefined;
  const seen = new Map<string, number>();
  let last: { i: number; j: number } | undefined;
  for (const [i, item] of list.entries()) {
    const form = canonical(item);
    const j = seen.get(form);
    if (j !== undefined) last = { i, j };
    seen.set(form, i);
  }
  return last;
}
