/** What `decp release plan` tells. */
import type { ReleasePlan } from '../../../diff/release-plan.ts';
import type { DiffReport } from '../../../report/diff/types.ts';

export type PlanReport = {
  tool: { name: string; version: string };
  plan: ReleasePlan;
  report: Pick<DiffReport, 'diff' | 'decision'>;
};
