/**
 * The three tiers of the tests. `npm test` runs `fast`: neither *.slow.test.ts nor *.night.test.ts, and of laws (*.law.test.ts), which draw random cases,
 * a tenth of the cases. `npm run test:all` runs `all`: also the slow files, and all cases. `npm run test:night` runs `night`: all files, and many more cases.
 */
export type Tier = 'fast' | 'all' | 'night';

export const TIERS: readonly Tier[] = ['fast', 'all', 'night'];

/** The current tier: `TIER` in the environment, or `fast`. */
export const TIER = tierOf(process.env['TIER'] ?? 'fast');

function tierOf(name: string): Tier {
  const tier = TIERS.find((one) => one === name);
  if (tier === undefined) throw new Error(`TIER=${name}: there is no such tier, only ${TIERS.join(', ')}`);
  return tier;
}

/** Whether this is the nightly run, which looks further than the others, and elsewhere each time. */
export const NIGHT = TIER === 'night';

/** The number of this night: what one night does in part, the next nights do in turn. `TONIGHT` in the environment repeats one. */
export const TONIGHT = Number(process.env['TONIGHT'] ?? Math.floor(Date.now() / 86_400_000));

/** The number of cases that a law draws in this tier. */
export const draws = (all: number, night: number): number => ({ fast: Math.ceil(all / 10), all, night })[TIER];

/** Of some things the part that is the turn of this night: so many nights take all of them. */
export const turnOf = <T>(things: readonly T[], nights: number): T[] => things.filter((_, i) => i % nights === TONIGHT % nights);

/** The version in force and the newest one; in the nightly run a third of the others besides. */
export const someOf = (versions: readonly string[]): readonly string[] => {
  const always = ['2.0.3', versions.at(-1)];
  const tonight = NIGHT
    ? turnOf(
        versions.filter((version) => !always.includes(version)),
        3,
      )
    : [];
  return versions.filter((version) => always.includes(version) || tonight.includes(version));
};
