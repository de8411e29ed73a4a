import { pointerOf } from '../checks/rule-fault.ts';
import { refusalOf } from './checked.ts';
import type { Refusal } from './refusal.ts';
import type { Problem } from '../problem.ts';
import { checkSteps, type BuildState } from '../build/run.node.ts';
import type { Step } from '../build/steps.ts';

/**
 * What the checks of a build say of the sources, all of it: a proposal is mended at one go. `state` is filled as they run. `broken`: that a
 * published version is edited was found already, so that it may not be readable.
 */
export async function sourceRefusals(state: BuildState, broken: boolean): Promise<Refusal[]> {
  const [read, dialect, models, ...others] = checkSteps(state);
  const problems = await problemsOf([read]);
  const isOurForm = problems.length === 0;
  problems.push(...(await problemsOf([dialect])));
  // A schema that does not keep to the dialect may not be readable either: that is told once.
  const unread = await problemsOf([models]).catch((error: unknown) => {
    if (problems.length === 0 && !broken) throw error;
    return [];
  });
  const isRead = isOurForm && state.models.length === state.versions.length;
  if (problems.length === 0) problems.push(...unread);
  return distinct([...problems, ...(isRead ? await problemsOf(others) : [])]).map((problem) => refusalOf(problem, state.files));
}

async function problemsOf(steps: readonly (Step | undefined)[]): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const step of steps) problems.push(...((await step?.run())?.problems ?? []));
  return problems;
}

/** One problem a place: what is said last of a text says it better than its meta-schema. */
function distinct(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const at = pointerOf(problem);
    byPlace.set(`${problem.file} ${at.startsWith('/') ? at : problem.en}`, problem);
  }
  return [...byPlace.values()];
}
