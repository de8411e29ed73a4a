import { readFile } from 'node:fs/promises';
import { staleProblems } from '../../governance/checks/errata.ts';
import { breakRefusals } from '../../governance/gate/breaks.ts';
import { refusalOf } from '../../governance/gate/checked.ts';
import { exampleRefusals } from '../../governance/gate/forgotten.ts';
import type { ChangedFile, Refusal } from '../../governance/gate/refusal.ts';
import { percent } from '../../governance/mutants.ts';
import { DIFF_WORDS } from '../../report/diff/languages.ts';
import { fragmentOf } from '../../report/diff/fragment.ts';
import type { BuildState } from '../build/run.ts';
import { reportOf } from '../diff.ts';
import { latestVersion } from '../diff/numbers.ts';
import { versionSide } from '../diff/side.ts';
import { exampleProblems, readExamples, scoreOf } from '../examples.ts';
import { under } from '../paths.ts';
import { loadVersion } from '../registry.ts';
import type { Base } from './base.ts';
import { mutantsAt } from './mutants.ts';
import { proposedNext, type Proposed } from './proposed.ts';

/** What the examples and the comparison with the newest release say of a proposal whose sources are right. */
export async function proofRefusals(state: BuildState, changed: readonly ChangedFile[], base: Base): Promise<Refusal[]> {
  const proposed = await proposedNext(state);
  const wrong = await examplesOf(state.versions, changed, proposed);
  // A score counts what right examples notice.
  const score = wrong.some(({ kind }) => kind === 'check') ? [] : await scoreRefusals(proposed, changed, base);
  const told = new Set(wrong.map(({ file }) => file));
  const isTold = ({ subject }: { subject: string }) => told.has(`schema/next/rules/${subject}.yaml`);
  return [...wrong, ...score.filter((refusal) => !isTold(refusal)), ...(await numberRefusals())];
}

/** Those of `next`, and those of the versions whose examples, or whose rules, change. */
async function examplesOf(
  versions: readonly string[],
  changed: readonly ChangedFile[],
  { version, book }: Proposed,
): Promise<Refusal[]> {
  const all = changed.some(({ path }) => /^(schema\/next\/rules|src)\//.test(path));
  const refusals: Refusal[] = [];
  for (const name of versions) {
    if (!all && name !== 'next' && !changed.some(({ path }) => path.startsWith(`examples/${name}/`))) continue;
    const judge = name === 'next' ? version : await loadVersion(name);
    refusals.push(...(await exampleProblems(await readExamples(name), judge, book)).map(refusalOf));
  }
  return refusals;
}

async function scoreRefusals({ version }: Proposed, changed: readonly ChangedFile[], base: Base) {
  const score = await scoreOf(version, await readExamples('next'));
  if (score.survivors.length === 0) return [];
  const before = await mutantsAt(base, new Set(score.survivors.map(({ id }) => id)));
  const touched = changed.filter(({ path, how }) => path.startsWith('examples/next/') && how !== 'added').map(({ path }) => path);
  return exampleRefusals({ ...score, ...before, touched, score: { before: before.percent, after: percent(score) } });
}

/** The number that is announced must promise what changes since the newest release. */
async function numberRefusals(): Promise<Refusal[]> {
  const latest = await latestVersion();
  const report = await reportOf(await versionSide(latest), await versionSide('next'));
  const errata = await readFile(under('schema', 'next', 'errata.yaml'), 'utf8');
  const breaks = breakRefusals(report.decision, latest, (change) => {
    const { file = 'schema/next', line, column } = report.places.get(change.fingerprint) ?? {};
    const witness = change.witnesses.find(({ accepted }) => accepted === 'previous');
    return {
      file,
      place: line === undefined ? undefined : { line, column: column ?? 1 },
      witness: witness && {
        fr: fragmentOf(witness, change, DIFF_WORDS.fr.without),
        en: fragmentOf(witness, change, DIFF_WORDS.en.without),
      },
    };
  });
  return [...breaks, ...staleProblems(report.decision.stale, errata).map(refusalOf)];
}
