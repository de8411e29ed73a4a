/**
 * The three tiers of the tests. `npm test` runs `fast`, `npm run test:all` runs `all`, `npm run test:full` runs `full`
 * (vitest.config.ts).
 */
export type Tier = 'fast' | 'all' | 'full';

const TIERS: readonly Tier[] = ['fast', 'all', 'full'];

/** The current tier: `TIER` in the environment, or `fast`. */
export const TIER = tierOf(process.env['TIER'] ?? 'fast');

function tierOf(name: string): Tier {
  const tier = TIERS.find((one) => one === name);
  if (tier === undefined) throw new Error(`TIER=${name}: there is no such tier, only ${TIERS.join(', ')}`);
  return tier;
}

/** Whether this is the nightly run, which is exhaustive where others run a sample. */
export const FULL = TIER === 'full';

/**
 * The number of cases that a law draws: a tenth of `all` in `npm test`, `all` in `npm run test:all`, `full` in the nightly run.
 */
export const draws = (all: number, full: number): number => ({ fast: Math.ceil(all / 10), all, full })[TIER];

/** The version in force and the next one; all versions in the nightly run. */
export const someOf = (versions: readonly string[]): readonly string[] => (FULL ? versions : ['2.0.3', 'next']);
