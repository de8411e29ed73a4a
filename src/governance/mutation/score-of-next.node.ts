import { labelOf } from '../../model/shell.ts';
import type { Model } from '../../model/types.ts';
import { numberOf } from '../../diff/version-folder.node.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { provedScore, type ScoreOptions } from '../examples/all.node.ts';
import { judging } from '../pull-request/judged.node.ts';
import type { Score } from './score.ts';

/** The mutation score of `next`, as it is proposed or was built. `isKept`: it was known of the same inputs. */
export function scoreOfNext(
  next: Model,
  files: ExampleFiles,
  options?: ScoreOptions,
): Promise<{ score: Score; isKept: boolean }> {
  return provedScore(next, () => judgingNext(next), { ...options, files });
}

/** The judge of a Model of `next`, made in memory: what was built of it may be older. */
async function judgingNext(next: Model) {
  const label = labelOf({ version: 'next', status: 'brouillon', expectedVersion: (await numberOf('next')) ?? '' });
  return (await judging(next, label)).version;
}
