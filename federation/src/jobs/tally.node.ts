/** What a process has done so far at its jobs, for its summary. */
import type { Consolidated } from '../consolidate/consolidate.node.ts';
import type { HarvestResult } from '../harvest/harvest.node.ts';
import type { Judged } from '../judge/judged.ts';
import type { MadeSnapshot } from '../snapshot/snapshot.node.ts';

export type Tally = {
  harvest?: HarvestResult;
  judge?: Judged;
  consolidate?: Consolidated;
  snapshot?: MadeSnapshot;
};

/** Sums what two works have done, number by number and list after list. */
export function sumOf<T extends Record<string, number | unknown[]>>(before: T | undefined, more: T): T {
  if (before === undefined) return more;
  return Object.fromEntries(
    Object.entries(more).map(([name, value]) => {
      const old = before[name];
      return [name, Array.isArray(value) ? [...(old as unknown[]), ...value] : (old as number) + value];
    }),
  ) as T;
}
