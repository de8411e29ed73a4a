/** The arguments of `npm test` and of its two other tiers. */
import { parseArgs } from 'node:util';
import { type Tier, TIERS } from './tier.ts';

export const USAGE = `npm test [-- options]            the checks and the fast tests
npm run test:all [-- options]    all tests: fast, slow, and laws with all their cases
npm run test:night [-- options]  all tests, those for the night alone, and many more cases of laws

  --changed [REF]   only what can break by your changes since REF (main if none is given), committed or not
  --shard I/N       one part of N, of about the same cost; the first with the checks
  --costs           only holds what the last run of all tests cost (.cache/tests) against test/budget.json
  --rest            what npm test leaves out of test:all; without the checks

To run some files: npx vitest run test/…, with -u to rewrite their golden files, with --mode all or --mode night for the cases of that tier.`;

/** `isFirst`: all of the tier, or its first shard, which runs the checks. */
export type Call = {
  tier: Tier;
  ref: string | undefined;
  shard: string | undefined;
  isFirst: boolean;
  isRest: boolean;
  isCosts: boolean;
};

/** What a call asks for; a sentence where its arguments are wrong. */
export function callOf(name: string, args: readonly string[]): Call | string {
  const tier = TIERS.find((one) => one === name);
  // Node has no option whose value may be left out.
  const given = args.map((arg, i) => (arg === '--changed' && (args[i + 1] ?? '--').startsWith('--') ? '--changed=main' : arg));
  try {
    const { values } = parseArgs({
      args: given,
      options: { changed: { type: 'string' }, shard: { type: 'string' }, rest: { type: 'boolean' }, costs: { type: 'boolean' } },
    });
    const { changed: ref, shard, rest: isRest = false, costs: isCosts = false } = values;
    if (tier === undefined) return `There is no tier “${name}”, only ${TIERS.join(', ')}.`;
    if (ref?.startsWith('-') === true) return `${ref} is no commit.`;
    if (shard !== undefined && !isShard(shard)) return `--shard ${shard}: give a part and the number of parts, such as 1/3.`;
    if ((isRest || isCosts) && tier !== 'all') return '--rest and --costs are for npm run test:all.';
    if ([ref !== undefined || shard !== undefined, isRest, isCosts].filter(Boolean).length > 1)
      return '--rest, --costs, and --changed or --shard each say what is run: give one of them.';
    return { tier, ref, shard, isFirst: shard === undefined || shard.startsWith('1/'), isRest, isCosts };
  } catch (error) {
    return (error as Error).message;
  }
}

function isShard(text: string): boolean {
  const [, part = 0, count = 0] = (/^(\d+)\/(\d+)$/.exec(text) ?? []).map(Number);
  return part >= 1 && part <= count;
}
