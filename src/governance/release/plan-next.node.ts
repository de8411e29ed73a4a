import type { ReleasePlan } from '../../diff/release-plan.ts';
import { InputError } from '../../finding.ts';
import { placeholderRefusals } from '../organisation/names.ts';
import { planRelease } from './plan.ts';
import type { Model } from '../../model/types.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { latestVersion } from '../../diff/numbers.node.ts';
import { versionSide } from '../compare/side.node.ts';
import { readOrganisation } from '../organisation/read.node.ts';
import { commitsSince } from './history.node.ts';
import { releasedSide } from './previous.node.ts';
import { checkTags } from './check-tags.node.ts';

export type Planned = { plan: ReleasePlan; report: DiffReport; models: { previous: Model; next: Model } };

/** What the next release would be, from `schema/next` of the working tree and the history of the repository. */
export async function planNext(): Promise<Planned> {
  const previous = await latestVersion();
  const [released, next] = [await releasedSide(previous), await versionSide('next')];
  if (!next.model) throw new InputError('input.not-a-clone');
  const report = await reportOf(released, next);
  const plan = planRelease({
    previous,
    ...(next.number !== undefined && { expected: next.number }),
    diff: report.diff,
    decision: report.decision,
    commits: await commitsSince(previous),
  });
  const moved = await checkTags();
  const placeholders = plan.bump === 'none' ? [] : placeholderRefusals(await readOrganisation());
  return {
    plan: { ...plan, refusals: [...moved, ...placeholders, ...plan.refusals] },
    report,
    models: { previous: released.model, next: next.model },
  };
}
