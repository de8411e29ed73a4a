/** All that the checks of the sources find, as far as it can be known where some of it keeps other checks from looking. */
import type { Reading } from '../build/sources.node.ts';
import { CHECKS, readySteps } from '../build/steps.node.ts';
import { pointerOf } from '../checks/faults.ts';
import { OTHER_LENGTH } from '../checks/said-lengths.ts';
import { type Problem, whereOf } from '../problem.ts';
import { type Refusal, refusalOf } from './refusal.ts';

/** The refusals of the checks of the sources: the same, in the same words, in a build and at the gate. `broken`: a published version was edited. */
export async function foundRefusals(reading: Reading, broken: boolean): Promise<Refusal[]> {
  const { files, failures, sources } = reading;
  const say = (problems: readonly Problem[]): Refusal[] => distinct(problems).map((problem) => refusalOf(problem, files.files));
  // Nothing else can be said of files that cannot be read.
  const unreadable = await problemsOf(['files'], reading);
  if (unreadable.length > 0) return say(unreadable);
  // The shared files must be valid before the files that cite them are checked.
  const shared = await problemsOf(['sources'], reading);
  const dialect = await problemsOf(['dialect'], reading);
  if (shared.length > 0) return say([...shared, ...dialect]);
  const problems = [...dialect];
  const look = async (ids: readonly string[]): Promise<void> => {
    for (const id of ids)
      try {
        problems.push(...(await problemsOf([id], reading)));
      } catch (error) {
        // What is wrong already may be why: the check is made again once that is fixed.
        if (problems.length === 0 && !broken) throw error;
      }
  };
  await look(OF_FILES);
  if (problems.length === 0 && failures.length > 0 && !broken) throw failures[0];
  // A schema that violates the dialect may be unreadable as well; that is reported once.
  if (dialect.length === 0) problems.push(...reading.problems);
  // An expression is only looked at in a file that is what it should be.
  const hasWrongRules = problems.some(({ file }) => /\/rules\//.test(file));
  if (sources) await look(OF_SOURCES.filter((id) => id !== 'expressions' || !hasWrongRules));
  // A limit that was edited in a published version is put back, whatever texts say of it.
  return say(broken ? problems.filter(({ about }) => about?.message !== OTHER_LENGTH) : problems);
}

const idsOf = (kind: 'files' | 'sources'): string[] => CHECKS.flatMap(({ id, of }) => (of === kind ? [id] : []));

const OF_FILES = idsOf('files').filter((id) => !['files', 'sources', 'dialect'].includes(id));
const OF_SOURCES = idsOf('sources');

/** What some of the checks find. */
export async function problemsOf(ids: readonly string[], reading: Reading): Promise<Problem[]> {
  const steps = CHECKS.filter(({ id }) => ids.includes(id));
  const problems: Problem[] = [];
  for (const { run } of readySteps(steps, reading)) problems.push(...(await run()).problems);
  return problems;
}

/** Keeps one problem per place: later checks report more precisely than the meta-schema, which runs first. The same sentence may be said of two lines. */
function distinct(problems: readonly Problem[]): Problem[] {
  const byPlace = new Map<string, Problem>();
  for (const problem of problems) {
    const at = pointerOf(problem);
    byPlace.set(at.startsWith('/') ? `${problem.file} ${at}` : `${whereOf(problem)} ${problem.en}`, problem);
  }
  return [...byPlace.values()];
}
