/** What a pass has done, put together from the ends of its jobs, whatever processes did them. */
import type { Consolidated } from '../consolidate/consolidate.node.ts';
import type { HarvestResult } from '../harvest/harvest.node.ts';
import type { Judged } from '../judge/judged.ts';
import type { MadeSnapshot } from '../snapshot/snapshot.node.ts';
import type { JobEnd } from './jobs.node.ts';

export type Tally = {
  harvest?: HarvestResult;
  judge?: Judged;
  consolidate?: Consolidated;
  /** The last one that was made; where none was, the last one that was found to be as before. */
  snapshot?: MadeSnapshot;
};

/** `ends`: in their order. */
export function tallyOf(ends: readonly JobEnd[]): Tally {
  const tally: Tally = {};
  for (const { work, result } of ends) {
    if (result === null) continue;
    // Each queue has results of its own.
    if (work.queue === 'harvest') tally.harvest = sumOf(tally.harvest, result as HarvestResult);
    else if (work.queue === 'judge') tally.judge = sumOf(tally.judge, result as Judged);
    else if (work.queue === 'consolidate') tally.consolidate = sumOf(tally.consolidate, result as Consolidated);
    else if (work.queue === 'snapshot') tally.snapshot = lastOf(tally.snapshot, result as MadeSnapshot);
  }
  return tally;
}

const lastOf = (before: MadeSnapshot | undefined, after: MadeSnapshot): MadeSnapshot =>
  before?.isNew === true && !after.isNew && before.hash === after.hash ? before : after;

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
