import { readFile } from 'node:fs/promises';
import { staleProblems } from '../checks/errata.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { latestVersion } from '../../diff/numbers.node.ts';
import { versionSide } from '../compare/side.node.ts';
import { under } from '../../host/paths.node.ts';
import type { StepResult } from './steps.ts';

/** The number that `next` needs after the newest release, and its errata that excuse nothing. That a break is not declared does not stop a build. */
export async function numberStep(): Promise<StepResult> {
  const { decision } = await reportOf(await versionSide(await latestVersion()), await versionSide('next'));
  const text = await readFile(under('schema', 'next', 'errata.yaml'), 'utf8');
  return { problems: staleProblems(decision.stale, text), note: `${decision.version ?? ''} (${decision.errata.length} errata)` };
}
