import { NEWEST } from './engine.ts';
import { NIGHT } from './tier.ts';
import { isExample } from '../../src/governance/examples/check.ts';

/** Whether a path is an example in JSON; some have a counterpart in another form. */
export const isJsonExample = (path: string): boolean => isExample(path) && path.endsWith('.json');

/**
 * Without most examples of the newest release, which are those of the draft over again: one in eight stays, all of them in the night. For what costs
 * much for each example.
 */
export const withoutTwins = (paths: readonly string[]): string[] => {
  let twins = 0;
  return paths.filter((path) => NIGHT || !path.includes(`examples/${NEWEST}/`) || twins++ % 8 === 0);
};
