import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Lang } from '../../../packages/base/src/language.ts';
import { Clone } from '../../governance/gate/clone.ts';
import { WALKTHROUGHS } from './guide.ts';
import type { Walkthrough } from './steps.ts';
import { walk } from './walk.ts';

/** What a reader has besides what the gate reads. */
const MORE = ['dist', 'LICENSE', 'README.md', 'README.en.md', 'CHANGELOG.md'];

/** A walkthrough, by its place in the guides, in one of their languages. */
export type Walked = readonly [number: number, lang: Lang];

/**
 * Tests that hold CONTRIBUTING and the guide of changes to what they say of some of their walkthroughs, one after the other in a clone. `answering`: one warm process
 * answers for the commands, at less than half of what it costs to start one for each, as a reader does.
 */
export function describeWalkthroughs(walked: readonly Walked[], { answering }: { answering: boolean }): void {
  const chosen = walked.map(([number, lang]) => {
    const walkthrough = WALKTHROUGHS[lang][number - 1] as Walkthrough;
    return [lang, walkthrough.title, walkthrough] as const;
  });
  describe('a reader who does what a walkthrough says reads what it shows', () => {
    let clone: Clone;
    beforeAll(async () => {
      clone = await Clone.make(MORE);
      clone.git('config', 'user.name', 'Essai');
      clone.git('config', 'user.email', 'essai@exemple.invalid');
      clone.git('init', '-q', '--bare', 'dist/origin.git');
      clone.git('remote', 'add', 'origin', join(clone.folder, 'dist/origin.git'));
    });
    beforeEach(() => {
      clone.restore();
    });
    afterAll(() => clone.close());

    test.each(chosen)('%s: %s', async (_lang, _title, walkthrough) => {
      const steps = await walk(walkthrough, clone, answering ? clone.run.bind(clone) : undefined);
      expect(steps.map(({ done }) => done)).toEqual(steps.map(({ reported }) => reported));
    });
  });
}
