import { measure, type Command, type Usage } from './measure.ts';

/** Two programs measured in turn on the same bytes: the middle of what each used, and of their ratios pair by pair. */
export type Comparison = { ours: Middle; theirs: Middle; cpu: Ratio; wall: Ratio; pairs: number; others: number };
export type Middle = { cpu: number; wall: number; peak: number };
export type Ratio = { median: number; min: number; max: number };

/**
 * Runs A B A B…: what slows the machine down for a while slows both sides of a pair, and leaves their ratio alone.
 * The first run of each is not counted.
 */
export async function comparePairs(ours: Command, theirs: Command, pairs: number): Promise<Comparison> {
  await measure(ours);
  await measure(theirs);
  const runs: Record<'ours' | 'theirs', Usage>[] = [];
  for (let pair = 0; pair < pairs; pair++) runs.push({ ours: await measure(ours), theirs: await measure(theirs) });
  const ratio = (unit: 'cpu' | 'wall') => spread(runs.map((run) => run.ours[unit] / run.theirs[unit]));
  return {
    ours: middle(runs.map((run) => run.ours)),
    theirs: middle(runs.map((run) => run.theirs)),
    cpu: ratio('cpu'),
    wall: ratio('wall'),
    pairs,
    others: median(runs.flatMap((run) => [run.ours.others, run.theirs.others])),
  };
}

export const middle = (usages: readonly Usage[]): Middle => ({
  cpu: median(usages.map(({ cpu }) => cpu)),
  wall: median(usages.map(({ wall }) => wall)),
  peak: Math.max(...usages.map(({ peak }) => peak)),
});

/** The middle of some values, the least and the greatest. */
export const spread = (values: readonly number[]): Ratio => ({
  median: median(values),
  min: Math.min(...values),
  max: Math.max(...values),
});

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
