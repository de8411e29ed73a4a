import type { VerdictCounts } from '../../../model/verdict-changes.ts';

export const noVerdicts = (): VerdictCounts => ({
  judged: 0,
  acceptedByBoth: 0,
  refusedByBoth: 0,
  newlyRefused: 0,
  newlyAccepted: 0,
});

/** Counts one record, or one file, by what the two versions say of it. */
export function countVerdicts(counts: VerdictCounts, from: boolean, to: boolean): void {
  counts.judged++;
  if (from) counts[to ? 'acceptedByBoth' : 'newlyRefused']++;
  else counts[to ? 'newlyAccepted' : 'refusedByBoth']++;
}

export function addVerdicts(counts: VerdictCounts, more: VerdictCounts): void {
  for (const key of Object.keys(counts) as (keyof VerdictCounts)[]) counts[key] += more[key];
}
