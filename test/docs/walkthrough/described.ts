import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClone, removeClone, type Clone } from './clone.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { WALKTHROUGHS } from './guide.ts';
import { walk } from './walk.ts';

/** Minutes, where a machine does much besides: each proposal is built, compared and reported as its author would. */
const LONGEST = 600_000;

/**
 * Tests that hold CONTRIBUTING and the guide of changes to what they say of some of their walkthroughs, one after the other in a clone of their own.
 * They are for the night, since each builds the whole for a minute: what a step calls has tests of its own, what it is answered is compared in
 * `contributing.slow.test.ts`, and `gate.slow.test.ts` judges such proposals.
 */
export function describeWalkthroughs(lang: Lang, first: number, last: number): void {
  describe(`a reader who does what the walkthroughs say reads what they show (${lang})`, () => {
    let clone: Clone;
    beforeAll(() => {
      clone = makeClone();
    }, LONGEST);
    afterAll(() => {
      removeClone(clone);
    });

    test.each(WALKTHROUGHS[lang].slice(first - 1, last).map((walkthrough) => [walkthrough.title, walkthrough] as const))(
      '%s',
      async (_, walkthrough) => {
        const steps = await walk(walkthrough, clone);
        expect(steps.map(({ done }) => done)).toEqual(steps.map(({ reported }) => reported));
      },
      LONGEST,
    );
  });
}
