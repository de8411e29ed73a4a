import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REASONS } from '../../../federation/src/national/difference.ts';
import { nationalJudge } from '../../../federation/src/national/judge.node.ts';
import { draws } from '../../support/tier.ts';
import { comparedOf, worldArbitrary, type SmallWorld } from './world.ts';

const judge = await nationalJudge();

/** Whether two results are published alike, without a look at why. */
function isAlike({ ours, national }: ReturnType<typeof comparedOf>[number]['all'][number]): boolean {
  if (!ours) return !national || national.exclusions.length > 0;
  if (!national || national.record !== ours.record || national.exclusions.length > 0 || ours.united) return false;
  return national.years.every((year) => year === String(ours.year));
}

test('every difference has a reason, what is alike has none, and every contract of both is compared once', () => {
  fc.assert(
    fc.property(worldArbitrary, (world) => {
      for (const { ours, all } of comparedOf(world, judge)) {
        for (const one of all) expect([one, one.reasons.length === 0]).toEqual([one, isAlike(one)]);
        // It says that the database was not consolidated, and here all is.
        for (const { reasons } of all) expect(reasons).not.toContain('not-consolidated');
        expect(all.filter((one) => one.ours).length).toBe(ours ? 1 : 0);
      }
    }),
    { numRuns: draws(1_000, 20_000) },
  );
});

test('random worlds meet every reason but the one that says that nothing was consolidated', () => {
  const worlds: SmallWorld[] = fc.sample(worldArbitrary, { numRuns: 400, seed: 24 });
  const met = new Set(
    worlds.flatMap((world) => comparedOf(world, judge).flatMap(({ all }) => all.flatMap(({ reasons }) => reasons))),
  );
  expect(REASONS.filter((reason) => !met.has(reason))).toEqual(['not-consolidated']);
});
