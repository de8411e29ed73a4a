import type { ReleasePlan } from '../../diff/release-plan.ts';
import { InputError } from '../../finding.ts';
import { placeholderRefusals } from '../../governance/organisation.ts';
import { planRelease } from '../../governance/release/plan.ts';
import type { Model } from '../../model/types.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { reportOf } from '../diff.ts';
import { latestVersion } from '../diff/numbers.ts';
import { versionSide } from '../diff/side.ts';
import { readOrganisation } from '../organisation.ts';
import { commitsSince } from './history.ts';
import { releasedSide } from './previous.ts';
import { checkTags } from './tags.ts';

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
