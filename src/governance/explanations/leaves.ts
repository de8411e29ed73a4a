/** How far two JSON values are from each other. */
import { child } from '../../../packages/base/src/pointer.ts';

/** The leaves of a value: what stands at each pointer, as JSON. An empty list or object is a leaf. */
export type Leaves = ReadonlyMap<string, string>;

export function leavesOf(value: unknown, pointer = '', leaves = new Map<string, string>()): Leaves {
  const inside = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (inside.length === 0) leaves.set(pointer, JSON.stringify(value));
  for (const [key, item] of inside) leavesOf(item, child(pointer, key), leaves);
  return leaves;
}

/** How many leaves one of the two lacks, or has otherwise. */
export function differences(a: Leaves, b: Leaves): number {
  let shared = 0;
  let same = 0;
  for (const [pointer, json] of a) {
    const other = b.get(pointer);
    if (other !== undefined) shared++;
    if (other === json) same++;
  }
  return a.size + b.size - shared - same;
}
