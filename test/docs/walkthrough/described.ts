import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NIGHT } from '../../support/tier.ts';
import { makeClone, removeClone, type Clone } from './clone.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { WALKTHROUGHS } from './guide.ts';
import { walk } from './walk.ts';

/** Minutes, where a machine does much besides: each proposal is built, compared and reported as its author would. */
const LONGEST = 600_000;

/**
 * Tests that hold CONTRIBUTING and the guide of changes to what they say of some of their walkthroughs, one after the other in a clone of their own.
 * Each takes up to two minutes: the one of `always` is walked each time, all of them in the night (`npm run test:full`).
 */
export function describeWalkthroughs(lang: Lang, first: number, last: number, always?: number): void {
  describe(`a reader who does what the walkthroughs say reads what they show (${lang})`, () => {
    let clone: Clone;
    beforeAll(() => {
      clone = makeClone();
    }, LONGEST);
    afterAll(() => {
      removeClone(clone);
    });

    const all = WALKTHROUGHS[lang].slice(first - 1, last);
    const left = NIGHT ? [] : all.filter((_, i) => first + i !== always);
    test.skip.each(left.map(({ title }) => title))('%s (skipped: the night walks it)', () => undefined);
    test.each(
      all.filter((walkthrough) => !left.includes(walkthrough)).map((walkthrough) => [walkthrough.title, walkthrough] as const),
    )(
      '%s',
      async (_, walkthrough) => {
        const steps = await walk(walkthrough, clone);
        expect(steps.map(({ done }) => done)).toEqual(steps.map(({ reported }) => reported));
      },
      LONGEST,
    );
  });
}
