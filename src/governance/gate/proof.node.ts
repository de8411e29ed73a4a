import { readFile } from 'node:fs/promises';
import { staleProblems } from '../checks/errata.ts';
import { alike } from './alike.ts';
import { breakRefusals } from './breaks.ts';
import { refusalOf } from './checked.ts';
import { exampleRefusals, isSourceOfNext } from './forgotten.ts';
import type { ChangedFile, Refusal } from './refusal.ts';
import type { SchemaFiles } from '../problem.ts';
import { percent, type Score } from '../mutation/score.ts';
import type { Schema } from '../../model/types.ts';
import { rulesFrom } from '../../model/versions.ts';
import { DIFF_WORDS } from '../../report/diff/languages.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { fragmentOf } from '../../../packages/schema-diff/src/report.ts';
import type { BuildState } from '../build/run.node.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { latestVersion } from '../../diff/numbers.node.ts';
import { versionSide } from '../compare/side.node.ts';
import { checkFieldExamples } from '../checks/field-examples.ts';
import { exampleProblems, readExamples, scoreOf } from '../examples/all.node.ts';
import { under } from '../../host/paths.node.ts';
import { loadVersion } from '../../validate/registry.node.ts';
import type { Base } from './base.node.ts';
import { claimRefusals } from './claims.node.ts';
import { mutantsAt } from './mutants.node.ts';
import { proposedNext, type Proposed } from './proposed.node.ts';

/** What refuses a proposal, the comparison with the newest release, and the score where it was computed of all. */
export type Proof = { refusals: Refusal[]; number: DiffReport; score?: Score };

/** What the examples and the comparison with the newest release say of a proposal whose sources are right. */
export async function prove(state: BuildState, changed: readonly ChangedFile[], base: Base, whole: boolean): Promise<Proof> {
  const proposed = await proposedNext(state);
  const shown = checkFieldExamples(state.files, state.models).map((problem) => refusalOf(problem, state.files));
  const wrong = [...shown, ...(await examplesOf(state.versions, changed, proposed))];
  // A score counts what right examples notice.
  const isRight = !wrong.some(({ kind }) => kind === 'check');
  const rules = whole || changed.some(mayHideRules);
  const score = isRight ? await scoreOf(proposed.version, await readExamples('next'), { rules }) : undefined;
  const unnoticed = score ? await scoreRefusals(score, changed, base, state.files, proposed.version.model.schema) : [];
  const told = new Set(wrong.map(({ file }) => file));
  const isTold = ({ subject }: { subject: string }) => told.has(`schema/next/rules/${subject}.yaml`);
  const latest = await latestVersion();
  const number = await reportOf(await versionSide(latest), await versionSide('next'));
  // A break is the cause of what the examples say of it.
  const refusals = [
    ...(await numberRefusals(number, latest)),
    ...(await claimRefusals(number, latest, base)),
    ...alike(wrong),
    ...unnoticed.filter((refusal) => !isTold(refusal)),
  ];
  return { refusals, number, ...(whole && score && { score }) };
}

/** Those of `next`, and those of the versions whose examples, or whose rules, change. */
async function examplesOf(
  versions: readonly string[],
  changed: readonly ChangedFile[],
  { version, book }: Proposed,
): Promise<Refusal[]> {
  const all = changed.some(judgesAll);
  const refusals: Refusal[] = [];
  for (const name of versions) {
    if (!all && name !== 'next' && !changed.some(({ path }) => path.startsWith(`examples/${name}/`))) continue;
    const judge = name === 'next' ? version : await loadVersion(name);
    const rules = rulesFrom(name) === 'next' ? book : undefined;
    refusals.push(...(await exampleProblems(await readExamples(name), judge, rules)).map((problem) => refusalOf(problem)));
  }
  return refusals;
}

/** What every version is judged with: the rules, the nomenclatures that they look into, the program. */
export const judgesAll = ({ path }: Pick<ChangedFile, 'path'>): boolean =>
  /^(schema\/(next\/rules|nomenclatures)|src)\//.test(path);

async function scoreRefusals(score: Score, changed: readonly ChangedFile[], base: Base, files: SchemaFiles, schema: Schema) {
  if (score.survivors.length === 0) return [];
  const before = await mutantsAt(base, new Set(score.survivors.map(({ id }) => id)));
  const touched = changed.filter(isFormerExample).map(({ path }) => path);
  const paths = changed.map(({ path }) => path.replace(/^schema\//, ''));
  const sources = new Map([...files].filter(([path]) => isSourceOfNext(path) && paths.includes(path)));
  return exampleRefusals({
    ...score,
    ...before,
    touched,
    sources,
    schema,
    score: { before: before.percent, after: percent(score) },
  });
}

const isFormerExample = ({ path, how }: ChangedFile): boolean =>
  how !== 'added' && path.startsWith('examples/next/') && !path.endsWith('.findings.json');

/** The examples that notice a broken rule go on doing so, as long as neither the rules nor the examples that were there change. */
const mayHideRules = ({ path, how }: ChangedFile): boolean =>
  /^(schema\/(next\/rules|nomenclatures)|src)\//.test(path) || (path.startsWith('examples/') && how !== 'added');

/** The number that is announced must promise what changes since the newest release. */
async function numberRefusals(report: DiffReport, latest: string): Promise<Refusal[]> {
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
  return [...breaks, ...staleProblems(report.decision.stale, errata).map((problem) => refusalOf(problem))];
}
