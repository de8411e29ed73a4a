/** The three tiers of the tests. `npm test` sets `fast`, `npm run test:all` sets `all`, `npm run test:full` sets `full` (vitest.config.ts). */
export type Tier = 'fast' | 'all' | 'full';

const TIERS: readonly Tier[] = ['fast', 'all', 'full'];

/** The tier that runs: `TIER` in the environment, else `fast`. */
export const TIER = tierOf(process.env['TIER'] ?? 'fast');

function tierOf(name: string): Tier {
  const tier = TIERS.find((one) => one === name);
  if (tier === undefined) throw new Error(`TIER=${name}: there is no such tier, only ${TIERS.join(', ')}`);
  return tier;
}

/** Whether this is the nightly run, which is exhaustive where a pull request runs a sample. */
export const FULL = TIER === 'full';

/** How many cases a law draws: a tenth of `all` in `npm test`, `all` in `npm run test:all`, `full` at night. */
export const draws = (all: number, full: number): number => ({ fast: Math.ceil(all / 10), all, full })[TIER];

/** The version that is applied nationwide and the next one; all of these in the night's run. */
export const someOf = (versions: readonly string[]): readonly string[] => (FULL ? versions : ['2.0.3', 'next']);
