import { staleProblems } from '../checks/errata.ts';
import { refusalOf, type ChangedFile, type Refusal } from './refusal.ts';
import { exampleRefusals, isSourceOfNext, tablesOf } from './forgotten.ts';
import { type Problem, type SchemaFiles, whereOf } from '../problem.ts';
import { percent, type Score } from '../mutation/score.ts';
import type { Schema, Model, Texts } from '../../model/types.ts';
import { rulesFrom } from '../../model/releases.ts';
import type { DiffReport } from '../../report/diff/types.ts';
import { fragmentOf, REPORT } from '../../../packages/schema-diff/src/report.ts';
import type { Sources } from '../build/sources.node.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { nextSide, versionSide } from '../compare/side.node.ts';
import { checkShownExamples } from '../checks/fields.ts';
import { builtJudge, examplesAt, type JudgingRules, type Proposed, provedExamples } from '../examples/all.node.ts';
import { whereIn } from '../examples/origin.ts';
import { builtSums } from '../proofs.node.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { type ExampleFiles, isExample } from '../examples/check.ts';
import { draftDisagreements } from './agreement.node.ts';
import type { Base } from './base.node.ts';
import { claimsOf, highestClaim } from '../release/claims.ts';
import { claimedLess } from '../release/refusals.ts';
import { claimingCommits, commitsSince, isShallow, isUncommitted } from '../release/history.node.ts';
import { mutantsOf } from '../mutation/enumerate.ts';
import { ruleMutants } from '../mutation/rules/enumerate.ts';
import { rightRules } from '../../rules/check-rule.ts';
import { labelOf } from '../../model/shell.ts';
import { commitModel, latestVersion } from '../../diff/version-folder.node.ts';
import { judging } from '../pull-request/judged.node.ts';
import type { Decision } from '../../diff/decision.ts';
import type { Change } from '../../../packages/schema-diff/src/index.ts';
import type { Place } from '../../model/place.ts';
import type { RulesModule } from '../../rules/compiled.ts';
import { emitModule } from '../../rules/emit/module.ts';
import { moduleOf } from '../../host/in-memory.node.ts';
import { once } from '../../host/once.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';
import { GATE } from '../../messages/compiled/gate.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** The refusals of a proposal, its comparison with the newest release, and the mutation score if it was computed in full. */
export type Proof = { refusals: Refusal[]; number: DiffReport; score?: Score };

/** Runs the examples and the comparison with the newest release on a proposal whose sources are valid. */
export async function prove(sources: Sources, changed: readonly ChangedFile[], base: Base, whole: boolean): Promise<Proof> {
  const { files } = sources;
  const proposed = proposedNext(sources);
  const wrongExamples = [...checkShownExamples(sources), ...(await examplesOf(sources, changed, proposed))];
  const wrong = alike(wrongExamples).map((problem) => refusalOf(problem, files));
  // The mutation score is only meaningful if all examples pass.
  const isRight = !wrong.some(({ kind }) => kind === 'check');
  const touched = changed.some(({ path }) => path.startsWith('examples/')) ? await formerExamples(sources, base) : [];
  const rules = whole || touched.length > 0 || changed.some(judgesAll);
  const score = isRight ? (await scoreOfNext(sources.next, examplesIn(sources, 'next'), { rules })).score : undefined;
  const unnoticed = score
    ? await scoreRefusals(
        score,
        { changed, touched, tables: tablesOf(examplesIn(sources, 'next')) },
        base,
        files,
        sources.next.schema,
      )
    : [];
  const otherwise = isRight && (whole || changed.some(judgesAll)) ? await draftDisagreements(sources, proposed) : [];
  const reported = new Set(wrongExamples.map(({ file }) => file));
  const isReported = ({ subject }: { subject: string }) => reported.has(`schema/next/rules/${subject}.yaml`);
  const latest = await latestVersion();
  const number = await reportOf(await versionSide(latest), await nextSide(sources), { kept: true });
  // Breaks come first: they usually explain why examples fail.
  const refusals = [
    ...numberRefusals(number, latest, files),
    ...(await claimRefusals(number, latest, base)),
    ...wrong,
    ...otherwise.map((problem) => refusalOf(problem, files)),
    ...unnoticed.filter((refusal) => !isReported(refusal)),
  ];
  return { refusals, number, ...(whole && score && { score }) };
}

/** Checks the examples of `next`, and those of each version whose examples or rules changed. */
async function examplesOf(sources: Sources, changed: readonly ChangedFile[], { next, bookOf }: Proposed): Promise<Problem[]> {
  const all = changed.some(judgesAll);
  const problems: Problem[] = [];
  const sumOfBuilt = builtSums();
  for (const name of sources.versions) {
    if (
      !all &&
      name !== 'next' &&
      !changed.some(({ path }) => path.startsWith('examples/cases/') || path.startsWith(`examples/${name}/`))
    )
      continue;
    const judge = name === 'next' ? next : await builtJudge(name);
    const rules = rulesFrom(name) === 'next' ? bookOf(name) : undefined;
    problems.push(...(await provedExamples(examplesIn(sources, name), judge, rules, sumOfBuilt)));
  }
  return problems;
}

const examplesIn = ({ examples }: Sources, version: string): ExampleFiles => examples.get(version) ?? new Map();

/** Whether a file affects the validation of every version: the rules, the nomenclatures that they use, or the code. */
export const judgesAll = ({ path }: Pick<ChangedFile, 'path'>): boolean =>
  /^(schema\/(next\/rules|nomenclatures)|packages|src)\//.test(path);

async function scoreRefusals(
  score: Score,
  { changed, touched, tables }: { changed: readonly ChangedFile[]; touched: readonly string[]; tables: ReadonlySet<string> },
  base: Base,
  files: SchemaFiles,
  schema: Schema,
) {
  if (score.survivors.length === 0) return [];
  const before = await mutantsAt(base, new Set(score.survivors.map(({ id }) => id)));
  const paths = changed.map(({ path }) => path.replace(/^schema\//, ''));
  const sources = new Map([...files].filter(([path]) => isSourceOfNext(path) && paths.includes(path)));
  return exampleRefusals({
    ...score,
    ...before,
    touched,
    sources,
    schema,
    tables,
    score: { before: before.percent, after: percent(score) },
  });
}

/** The files of the examples of `next` that the base has and a proposal removes or changes: one of them may have noticed mutants. */
async function formerExamples(sources: Sources, base: Base): Promise<string[]> {
  const [before, now] = [await examplesAt(base), examplesIn(sources, 'next')];
  const gone = [...before.keys()].filter((path) => isExample(path) && before.get(path) !== now.get(path));
  return [...new Set(gone.map((path) => whereIn(before, 'next', path).file))];
}

/** The announced version number must cover the changes since the newest release. */
function numberRefusals(report: DiffReport, latest: string, files: SchemaFiles): Refusal[] {
  const breaks = breakRefusals(report.decision, latest, (change) => {
    const { file = 'schema/next', line, column } = report.places.get(change.fingerprint) ?? {};
    const witness = change.witnesses.find(({ accepted }) => accepted === 'previous');
    return {
      file,
      place: line === undefined ? undefined : { line, column: column ?? 1 },
      witness: witness && textsOf(REPORT, (say) => fragmentOf(witness, change, say.without)),
    };
  });
  return [
    ...breaks,
    ...staleProblems(report.decision.stale, files.get('next/errata.yaml') ?? '').map((problem) => refusalOf(problem)),
  ];
}

/**
 * Refuses a proposal whose commits claim a smaller bump than its changes require, because its release would be refused later,
 * when the author is gone. Skipped while changes of the format are uncommitted, and for proposals that do not touch the format.
 */
async function claimRefusals({ diff, decision }: DiffReport, latest: string, base: Base): Promise<Refusal[]> {
  // An undeclared break has its own refusal, and how it is fixed decides what the commits must claim.
  if (decision.undeclared.length > 0 || decision.unexplained || (await isShallow())) return [];
  if ((await isUncommitted()) || (await claimingCommits(base.commit)).length === 0) return [];
  const claims = claimsOf(await commitsSince(latest));
  const reported = claimedLess({ claims, claimed: highestClaim(claims), required: decision.required }, diff, decision);
  return reported.map(({ texts }): Refusal => ({ kind: 'commit', file: 'schema/next', ...texts }));
}

/** Merges what is wrong with several examples for the same cause: a stricter field fails in every example that has it. */
function alike(problems: readonly Problem[]): Problem[] {
  const byCause = groupBy(problems, ({ about, en }) => (about?.said ?? en).replaceAll(/\/\d+(?=\/|\b)/g, '/'));
  return [...byCause.values()].map(([first, ...others]) => together(first, others));
}

function together(first: Problem, others: readonly Problem[]): Problem {
  const places = new Set(others.map(whereOf));
  places.delete(whereOf(first));
  if (places.size === 0) return first;
  return { ...first, ...textsOf(GATE, (say) => say.likewise({ said: first, count: places.size })) };
}

/**
 * Sorts the wanted mutants that `next` of the base already had: `before`, those that its examples noticed, and `known`, those
 * that they did not. `percent`: its mutation score if `before` is not empty (otherwise 100).
 */
async function mutantsAt(
  base: Base,
  wanted: ReadonlySet<string>,
): Promise<{ before: Set<string>; known: Set<string>; percent: number }> {
  const path = `${base.prefix}schema/next`;
  const model = await commitModel(base.commit, path, base.root, base.name);
  const shared = new Set(idsOf(model).filter((id) => wanted.has(id)));
  if (shared.size === 0) return { before: new Set(), known: new Set(), percent: 100 };
  const { score } = await scoreOfNext(model, await examplesAt(base));
  const survivors = new Set(score.survivors.map(({ id }) => id));
  const known = new Set([...shared].filter((id) => survivors.has(id)));
  const before = new Set([...shared].filter((id) => !survivors.has(id)));
  return { before, known, percent: before.size === 0 ? 100 : percent(score) };
}

const idsOf = (model: Model): string[] => [...mutantsOf(model.schema), ...ruleMutants(rightRules(model))].map(({ id }) => id);

/** Where a change was written, and a witness of it on one line. */
type Shown = { file: string; place?: Place | undefined; witness: Texts | undefined };

/** One refusal per change that requires more than the declared version number. `previous`: the newest release. */
function breakRefusals(decision: Decision, previous: string, show: (change: Change) => Shown): Refusal[] {
  const { undeclared, unexplained, version = '', numbers } = decision;
  const reported = undeclared.map((change): Refusal => {
    const { file, place, witness } = show(change);
    return { kind: 'break', file, place, ...sentence(change, { witness, previous, version, declared: numbers.next ?? '' }) };
  });
  return unexplained ? [...reported, { kind: 'break', file: 'schema/next', ...UNEXPLAINED(previous, version) }] : reported;
}

type Numbers = { witness: Texts | undefined; previous: string; version: string; declared: string };

const sentence = ({ path, fingerprint, sentence, bump }: Change, { witness, ...numbers }: Numbers): Texts =>
  textsOf(GATE, (say, lang) =>
    say.break({
      path,
      change: bare(sentence[lang]),
      witness,
      ...numbers,
      fingerprint: bump === 'major' ? fingerprint : undefined,
    }),
  );

/** Removes the full stop of a sentence that will be continued. */
const bare = (text: string): string => text.replace(/\.$/, '');

const UNEXPLAINED = (previous: string, version: string): Texts => textsOf(GATE, (say) => say.unexplained({ previous, version }));

export function proposedNext(sources: Sources): Proposed {
  const { next, models, books, listsSum, releases } = sources;
  // The number of the sources, which a proposal may change before it is written.
  const label = labelOf({
    status: 'brouillon',
    expectedVersion: '',
    ...releases.find(({ version }) => version === 'next'),
    version: 'next',
  });
  const bookOf = (name: string): JudgingRules => {
    const { own, rules } = books.get(models.find(({ version }) => version === name) ?? next) ?? { own: next, rules: [] };
    const source = emitModule(rules, own);
    const data = rules.map(({ rule }) => rule);
    const compiled = once(async () => ({
      ...{ version: 'next', rules: data, nomenclatures: sources.nomenclatures },
      module: await moduleOf<RulesModule>(source),
    }));
    return { rules: data, source, listsSum, compiled };
  };
  return { next: { model: next, label, loaded: once(async () => (await judging(next, label)).version) }, bookOf };
}
