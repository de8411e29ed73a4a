import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, type Finding } from '../../finding.ts';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { checkExamples, type ExampleFiles, isExample, missingExamples } from './check.ts';
import type { Found } from './expected.ts';
import { mutantsOf } from '../mutation/enumerate.ts';
import { schemaMutants, type Score, scoreOf as score } from '../mutation/score.ts';
import { builtSums, proved, recalled, type SumOfBuilt, sumOfValues } from '../proofs.node.ts';
import { type RuleMutant, ruleMutants } from '../mutation/rules/enumerate.ts';
import { type ExampleSet, type Memory, type Trials, unnoticedRules } from '../mutation/rules/judge.ts';
import { rightRules } from '../../rules/check-rule.ts';
import { appliesTo } from '../../rules/roster.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { CompiledRules, RulesModule } from '../../rules/compiled.ts';
import { library } from '../../rules/library.ts';
import { isSameRule, isSameSchema, readExamples as parseExamples } from '../mutation/judge.ts';
import { describe } from '../../messages.ts';
import { modelContexts } from '../../messages/model-context.ts';
import type { Model } from '../../model/types.ts';
import { type Problem, whereOf } from '../problem.ts';
import { checkReleasedExamples } from './published.node.ts';
import { Examples, whereIn } from './origin.ts';
import { SUMS } from '../sums.ts';
import { type ExampleSources, unfold } from './unfold.ts';
import { EXAMPLES } from '../../messages/compiled/examples.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { labelOf } from '../../model/shell.ts';
import { checkEither, isXml } from '../../validate/text.ts';
import type { Version } from '../../validate/types.ts';
import { isFolder, readTree } from '../../host/tree.node.ts';
import { inForceOf, isOwn, type Release, rulesFrom } from '../../model/releases.ts';
import type { RulesToRun } from '../../validate/file-rules.ts';
import type { RuleBook } from '../../validate/rule-book.ts';
import { treeAt } from '../../host/git.node.ts';
import { under } from '../../host/paths.node.ts';
import { moduleOf } from '../../host/in-memory.node.ts';
import { loadVersion, versionIndex } from '../../validate/registry.node.ts';
import { allRules, loadRules, rulesFor } from '../../validate/load-rules.node.ts';

/** The examples of a version, by path as if each were a file of `examples/<version>/`. `sources`: what they are read from, where it was read before. What is wrong with cases is told by `readAllExamples`. */
export const readExamples = async (version: string, sources: ExampleSources | Promise<ExampleSources> = exampleSources()): Promise<Examples> =>
  unfold(await sources, version).examples;

/** What the examples of a clone are read from. */
export async function exampleSources(root: string = under()): Promise<ExampleSources> {
  const read = async (path: string) => [path, await readFile(join(root, 'schema', path), 'utf8')] as const;
  const [files, ...schema] = await Promise.all([filesOfExamples(root), read(META), read(RELEASES)]);
  return exampleSourcesOf(files, new Map(schema));
}

/** All that the examples of all versions are made of. */
export const inputsOf = ({ files, meta, versions, label }: ExampleSources): readonly unknown[] => [
  ...[files, meta, versions.map((version) => [version, label(version)])],
];

const META = 'dialect/cases.schema.json';
const RELEASES = 'releases.json';

/** The texts of `examples/` of a clone that hold examples of versions, by path from there. */
export const filesOfExamples = async (root: string): Promise<Map<string, string>> =>
  isFolder(join(root, 'examples')) ? readTree(join(root, 'examples'), isOfVersions) : new Map();

/** `files`: the texts of `examples/`; `schema`: those of `schema/`, by path from there. */
export function exampleSourcesOf(files: ExampleSources['files'], schema: ReadonlyMap<string, string>): ExampleSources {
  const { releases } = JSON.parse(schema.get(RELEASES) ?? '') as { releases: Release[] };
  return {
    files,
    meta: schema.get(META) ?? '',
    versions: releases.map(({ version }) => version),
    label: (version) => labelOf(releases.find((release) => release.version === version) ?? { version, status: 'brouillon' }),
  };
}

/** The examples of `next` as a commit has them. `prefix`: the path from the top of the repository to the référentiel. */
export async function examplesAt({ commit, prefix, root }: { commit: string; prefix: string; root: string }): Promise<Examples> {
  const tree = await treeAt(commit, `${prefix}examples`, root);
  const files = [...tree].flatMap(([path, bytes]) => (isOfVersions(path) ? [[path, bytes.toString('utf8')] as const] : []));
  return unfold({ ...(await exampleSources()), files: new Map(files) }, 'next').examples;
}

/** Spreadsheets and the demonstration are not examples of a version. */
const isOfVersions = (path: string): boolean => !/^(?:demo|tables)\//.test(path);

/** The examples of all versions, and what is wrong with tables of cases and with the examples of released versions. */
export function readAllExamples(sources: ExampleSources): { examples: Map<string, Examples>; problems: Problem[] } {
  const problems = new Map<string, Problem>();
  const examples = new Map<string, Examples>();
  for (const version of sources.versions) {
    const unfolded = unfold(sources, version);
    const sums = sources.files.get(`${version}/${SUMS}`);
    const released = sums === undefined || unfolded.problems.length > 0 ? [] : checkReleasedExamples(version, unfolded.examples, sums);
    // A table holds for several versions: what is wrong with it is said once.
    for (const problem of [...unfolded.problems, ...released]) problems.set(`${whereOf(problem)} ${problem.en}`, problem);
    if (unfolded.examples.size > 0) examples.set(version, unfolded.examples);
  }
  return { examples, problems: [...problems.values()] };
}

/** What judges the examples of a version; loaded only where something is to be judged. `isBuilt`: it is that of the build, whose files say all of it. */
export type Judge = { model: Model; label: string; isBuilt?: true; loaded: () => Promise<Version> };

/** A version as it was built. */
export async function builtJudge(name: string): Promise<Judge> {
  const version = await loadVersion(name);
  return { model: version.model, label: version.label, isBuilt: true, loaded: () => Promise.resolve(version) };
}

/** Rules that judge in place of those of the build; compiled from `source` only where something is to be judged. `listsSum`: the sum of the lists that they look in. */
export type JudgingRules = Pick<RuleBook, 'rules'> & { source: string; listsSum: string; compiled: () => Promise<RuleBook> };

/** The proposed `next`, and its rules for each version that they judge, made in memory because `dist/` may be out of date. */
export type Proposed = { next: Judge; bookOf: (version: string) => JudgingRules };

/**
 * Checks the examples of every version, oldest first, and counts them. `proposed`: the `next` and rules to use instead of those
 * of the build. `read`: returns the examples of a version, which were read before.
 */
export async function* everyExample({
  proposed,
  read,
}: {
  proposed?: Proposed | undefined;
  read: (version: string) => ExampleFiles;
}): AsyncGenerator<{ version: string; count: number; problems: Problem[] }> {
  const sumOfBuilt = builtSums();
  for (const { version } of await versionIndex()) {
    const files = read(version);
    const count = [...files.keys()].filter(isExample).length;
    const judge = version === 'next' && proposed ? proposed.next : await builtJudge(version);
    const book = rulesFrom(version) === 'next' ? proposed?.bookOf(version) : undefined;
    yield { version, count, problems: await provedExamples(files, judge, book, sumOfBuilt) };
  }
}

/**
 * As `exampleProblems`, but what was found before is not looked for again. Rules are the same where what they compile to is: a code or a field that none of
 * them reads leaves the verdicts on older versions as they were.
 */
export async function provedExamples(
  files: ExampleFiles,
  judge: Judge,
  book?: JudgingRules,
  sumOfBuilt = builtSums(),
): Promise<Problem[]> {
  const inputs = await whatJudges(files, judge, book, sumOfBuilt, await versionIndex());
  const make = async () => exampleProblems(files, await judge.loaded(), await book?.compiled());
  const { value } = await proved(inputs, make);
  return value.map((problem) => asWritten(problem, files, judge.model.version));
}

/** All that the verdict on the examples of a version depends on, besides the code. `releases`: those that the build knows, of which the one in force forecasts. */
export async function whatJudges(
  files: ExampleFiles,
  { model, label, isBuilt }: Omit<Judge, 'loaded'>,
  book: JudgingRules | undefined,
  sumOfBuilt: SumOfBuilt,
  releases: readonly Release[],
): Promise<readonly unknown[]> {
  // A judge made in memory has nothing of what was built of `next`.
  const isAsked = (name: string): boolean => name !== 'next' || (model.version === name && !book);
  const versions = releases.map(({ version }) => version).filter(isAsked);
  const built = await sumOfBuilt(versions, { rules: !book });
  const rules = book && [book.source, book.rules, book.listsSum];
  const cases = files instanceof Examples ? [...files.origins.keys()] : [];
  const judge = [isBuilt ? model.version : partsOf(model), label, inForceOf(releases)];
  return ['examples', ...judge, files, cases, rules, built, EXAMPLES_DAY];
}

/** A problem of an example is one of the file where it is written; of a case it has the place there, and the name in the sentence. */
function asWritten(problem: Problem, files: ExampleFiles, version: string): Problem {
  const folder = `examples/${version}/`;
  const path = problem.file.startsWith(folder) ? problem.file.slice(folder.length) : '';
  if (path === '') return problem;
  const where = whereIn(files, version, path);
  const origin = files instanceof Examples ? files.origins.get(path) : undefined;
  if (!origin) return { ...problem, ...where };
  return {
    ...problem,
    ...where,
    about: { ...problem.about, said: problem.en },
    ...textsOf(EXAMPLES, (say) => say['case.said']({ name: origin.name, version, said: { fr: problem.fr, en: problem.en }, before: version === 'next' ? origin.before : undefined })),
  };
}

/** All that a Model says, also of one whose parts are read at their first use. */
export const partsOf = ({ version, lists, unicodePatterns, schema, fields, codelists, rules }: Model): readonly unknown[] => [
  ...[version, lists, unicodePatterns, schema, fields, codelists, rules],
];

/** A Model without what is said of its fields and codes: what is found of it holds whatever is said of them. */
export const untold = ({ version, lists, unicodePatterns, schema, rules }: Model): Model => ({
  ...{ version, lists, unicodePatterns, schema, rules },
  fields: {},
  codelists: {},
});

/** Checks the examples of a version with its validators and rules; without a rule book, those of the build. */
export async function exampleProblems(files: ExampleFiles, version: Version, book?: RuleBook): Promise<Problem[]> {
  const { version: name, rules } = version.model;
  const own = rules.filter((rule) => appliesTo(rule, name));
  return [
    ...checkExamples(files, name, await exampleCheck(version, book)),
    ...missingExamples(
      own.map(({ id }) => id),
      files,
    ),
  ];
}

/** Validates an example with the validators and rules of a version; without a rule book, those of the build. */
export async function exampleCheck(version: Version, book?: RuleBook): Promise<(text: string) => Found[]> {
  const rules = await rulesFor(version.model.version, allRules(EXAMPLES_DAY), book);
  return (text) => findingsOf(text, version, rules);
}

/** The reference day of the examples: a verdict on them must not change with time. */
export const EXAMPLES_DAY = '2026-12-31';

function findingsOf(text: string, version: Version, rules: RulesToRun | undefined): Found[] {
  try {
    return checkEither(text, version, rules).findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      path: finding.path,
      ...(finding.code === 'schema.required' && { property: String(finding.params['property']) }),
      ...(finding.code === 'schema.enum' && { said: sayingOf(finding, version) }),
    }));
  } catch (error) {
    if (error instanceof InputError) return [{ code: error.code, path: '' }];
    throw error;
  }
}

/** The message of a finding with its remedy, because the place of a mistyped code does not show which code was meant. */
function sayingOf(finding: Finding, { model }: Version): Texts {
  const saying = (lang: Lang): string => {
    const { found, remedy } = describe(finding, modelContexts(model, {}, lang, model.rules)(finding), lang);
    return `${found}. ${remedy}`;
  };
  return { fr: saying('fr'), en: saying('en') };
}

/** `rules`: false leaves the mutants of rules out. `only`: the ids of the mutants that are tried, which makes the score theirs. */
export type ScoreOptions = { rules?: boolean; only?: ReadonlySet<string> };

/** The ids of the mutants that no example notices, and of those of them that are proved to change nothing. */
type Unnoticed = { unnoticed: string[]; same: string[] };

/** Answers a question about mutants, or gives the answer that is known. */
type Ask = (part: 'schema' | 'rules', make: () => Unnoticed | Promise<Unnoticed>) => Promise<Unnoticed>;

/** The mutation score of a version by its JSON examples, and of its rules by those of all versions. */
export const scoreOf = (version: Version, files: ExampleFiles, options: ScoreOptions = {}): Promise<Score> =>
  askedScore(version.model, () => Promise.resolve(version), { ...options, files, ask: async (_, make) => make() });

/**
 * As `scoreOf`, for a version of which only the Model is there: what was found before of the same Model and the same examples is not
 * looked for again. `judging` makes the version where something is to be looked for. `isKept`: nothing was.
 */
export async function provedScore(
  model: Model,
  judging: () => Promise<Version>,
  { files, ...options }: ScoreOptions & { files: ExampleFiles },
): Promise<{ score: Score; isKept: boolean }> {
  const others = (await versionIndex()).map(({ version }) => version).filter((version) => !isOwn(version));
  const sumOfBuilt = builtSums();
  const inputs = [partsOf(untold(model)), files, options.only ?? 'all', await sumOfBuilt(others), EXAMPLES_DAY];
  const memory: Memory = {
    // The lists that rules look in are among what was built of rules.
    of: async (seen) => recalled<Trials>(['trials', ...seen, EXAMPLES_DAY, await sumOfBuilt([])]),
    sumOf: sumOfValues,
  };
  let isKept = true;
  const ask: Ask = async (part, make) => {
    const proof = await proved([part, inputs, part === 'rules' && inputsOf(await exampleSources())], make);
    isKept &&= proof.isKept;
    return proof.value;
  };
  return { score: await askedScore(model, judging, { ...options, files, ask, memory }), isKept };
}

async function askedScore(
  told: Model,
  judging: () => Promise<Version>,
  { files, ask, memory, rules = true, only }: ScoreOptions & { files: ExampleFiles; ask: Ask; memory?: Memory },
): Promise<Score> {
  const model = untold(told);
  const isWanted = ({ id }: { id: string }): boolean => only === undefined || only.has(id);
  const checked = rules ? rightRules(model) : [];
  const ofRules = ruleMutants(checked).filter(isWanted);
  const mutants = [...mutantsOf(model.schema).filter(isWanted), ...ofRules];
  const asked = [await ask('schema', () => schemaUnnoticed(model, files, isWanted))];
  if (ofRules.length > 0) asked.push(await ask('rules', async () => ruleUnnoticed({ ...(await judging()), model }, files, checked, ofRules, memory)));
  const named = (ids: readonly string[]) => {
    const known = new Set(ids);
    return new Set(mutants.filter(({ id }) => known.has(id)));
  };
  return score(mutants, named(asked.flatMap(({ unnoticed }) => unnoticed)), named(asked.flatMap(({ same }) => same)));
}

const idsOf = (mutants: Iterable<{ id: string }>): string[] => Array.from(mutants, ({ id }) => id);

function schemaUnnoticed(model: Model, files: ExampleFiles, isWanted: (mutant: { id: string }) => boolean): Unnoticed {
  const { unnoticed } = schemaMutants(model, parseExamples(files), isWanted);
  return { unnoticed: idsOf(unnoticed), same: idsOf([...unnoticed].filter((mutant) => isSameSchema(model.schema, mutant))) };
}

async function ruleUnnoticed(
  version: Version,
  files: ExampleFiles,
  checked: readonly CheckedRule[],
  mutants: readonly RuleMutant[],
  memory: Memory | undefined,
): Promise<Unnoticed> {
  const functions = library((await loadRules()).nomenclatures, EXAMPLES_DAY);
  const isSame = (mutant: RuleMutant): boolean => {
    const original = checked.find(({ rule }) => rule.id === mutant.rule);
    return original !== undefined && isSameRule(original, mutant.changed, functions);
  };
  const sets = exampleSets(version, files);
  const how = { load: compileSource, isSame, ...(memory && { memory }) };
  const { unnoticed, same } = await unnoticedRules(mutants, checked, version.model, sets, how);
  return { unnoticed: idsOf(unnoticed), same: idsOf(same) };
}

/**
 * The examples of `version` first: they notice most; then those of the versions that were published without rules, newest first. Our own releases have
 * those that `next` had: what is taken away there would be noticed by its copy.
 */
async function* exampleSets(version: Version, files: ExampleFiles): AsyncGenerator<ExampleSet> {
  yield { version, texts: exampleTexts(files) };
  const sources = await exampleSources();
  for (const { version: other } of (await versionIndex()).filter((facts) => !isOwn(facts.version)).reverse())
    yield { version: await loadVersion(other), texts: exampleTexts(await readExamples(other, sources)) };
}

const exampleTexts = (files: ExampleFiles): string[] =>
  [...files].flatMap(([path, text]) => (isExample(path) && !isXml(text) ? [text] : []));

async function compileSource(source: string): Promise<CompiledRules> {
  const module = await moduleOf<RulesModule>(source);
  return module.compile(library((await loadRules()).nomenclatures, EXAMPLES_DAY));
}
