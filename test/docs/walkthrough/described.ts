import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClone, removeClone, type Clone } from './clone.ts';
import { WALKTHROUGHS } from './guide.ts';
import { walk } from './walk.ts';

/** Minutes, where a machine does much besides: each proposal is built, compared and reported as its author would. */
const LONGEST = 600_000;

/** Tests that hold the guide to what it says of some of its walkthroughs, one after the other in a clone of their own. */
export function describeWalkthroughs(first: number, last: number): void {
  describe('a reader who does what CONTRIBUTING.md says reads what it shows', () => {
    let clone: Clone;
    beforeAll(() => {
      clone = makeClone();
    }, LONGEST);
    afterAll(() => {
      removeClone(clone);
    });

    test.each(WALKTHROUGHS.slice(first - 1, last).map((walkthrough) => [walkthrough.title, walkthrough] as const))(
      '%s',
      async (_, walkthrough) => {
        const steps = await walk(walkthrough, clone);
        expect(steps.map(({ done }) => done)).toEqual(steps.map(({ told }) => told));
      },
      LONGEST,
    );
  });
}
