import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClone, removeClone, type Clone } from './clone.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { WALKTHROUGHS } from './guide.ts';
import type { Walkthrough } from './steps.ts';
import { TONIGHT } from '../../support/tier.ts';
import { walk } from './walk.ts';

/** Minutes, where a machine does much besides: each proposal is built, compared and reported as its author would. */
const LONGEST = 600_000;

/**
 * Tests that hold CONTRIBUTING and the guide of changes to what they say of some of their walkthroughs, one after the other in a clone of their own.
 * They are for the night, since each builds the whole for a minute: what a step calls has tests of its own, what it is answered is compared in
 * `contributing.slow.test.ts`, and `gate.slow.test.ts` judges such proposals. A night takes half of them, each in one language: in four nights each is walked in both
 * (walkthroughs.test.ts holds that the steps are the same).
 */
export function describeWalkthroughs(first: number, last: number): void {
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  const turn = Math.floor(TONIGHT / 2);
  const chosen = numbers
    .filter((number) => (turn + number) % 2 === 0)
    .map((number) => {
      const lang: Lang = (TONIGHT + number) % 2 === 0 ? 'fr' : 'en';
      const walkthrough = WALKTHROUGHS[lang][number - 1] as Walkthrough;
      return [lang, walkthrough.title, walkthrough] as const;
    });
  describe(`a reader who does what a walkthrough says reads what it shows (TONIGHT=${String(TONIGHT)})`, () => {
    let clone: Clone;
    beforeAll(() => {
      clone = makeClone();
    }, LONGEST);
    afterAll(() => {
      removeClone(clone);
    });

    test.each(chosen)(
      '%s: %s',
      async (_lang, _title, walkthrough) => {
        const steps = await walk(walkthrough, clone);
        expect(steps.map(({ done }) => done)).toEqual(steps.map(({ reported }) => reported));
      },
      LONGEST,
    );
  });
}
