import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, type Finding } from '../../finding.ts';
import type { Lang, Texts } from '../../../packages/base/src/language.ts';
import { checkExamples, type ExampleFiles, isExample, missingExamples } from './check.ts';
import type { Found } from './expected.ts';
import { type Mutated, schemaMutants, type Score, scoreOf as score } from '../mutation/score.ts';
import { type RuleMutant, ruleMutants } from '../mutation/rules/enumerate.ts';
import { type ExampleSet, unnoticedRules } from '../mutation/rules/judge.ts';
import { rightRules } from '../../rules/check-rule.ts';
import type { CompiledRules, RulesModule } from '../../rules/compiled.ts';
import { library } from '../../rules/library.ts';
import { isSameRule, isSameSchema, readExamples as parseExamples } from '../mutation/judge.ts';
import { describe } from '../../messages.ts';
import { modelContexts } from '../../messages/model-context.ts';
import type { Problem } from '../problem.ts';
import { checkEither, isXml } from '../../validate/text.ts';
import type { Version } from '../../validate/types.ts';
import { readTree } from '../../host/tree.node.ts';
import { isOwn, rulesFrom } from '../../model/releases.ts';
import type { RulesToRun } from '../../validate/file-rules.ts';
import type { RuleBook } from '../../validate/rule-book.ts';
import { under } from '../../host/paths.node.ts';
import { moduleOf } from '../../host/in-memory.node.ts';
import { loadVersion, versionIndex } from '../../validate/registry.node.ts';
import { allRules, loadRules, rulesFor } from '../../validate/load-rules.node.ts';

/** The example files of a version, by path in `examples/<version>/`. */
export const readExamples = (version: string): Promise<Map<string, string>> => readTree(under('examples', version));

/** The example files of each version that has some in a folder like `examples/`. */
export async function readAllExamples(versions: readonly string[], root: string): Promise<Map<string, ExampleFiles>> {
  const folders = versions.map((version) => [version, join(root, version)] as const);
  const read = folders
    .filter(([, folder]) => existsSync(folder))
    .map(async ([version, folder]) => [version, await readTree(folder)] as const);
  return new Map(await Promise.all(read));
}

/**
 * Checks the examples of every version, oldest first, and counts them. `proposed`: the `next` and rules to use instead of those
 * of the build. `read`: returns the examples of a version.
 */
export async function* everyExample({
  proposed,
  read = readExamples,
}: {
  proposed?: { version: Version; book: RuleBook } | undefined;
  read?: (version: string) => ExampleFiles | Promise<ExampleFiles>;
} = {}): AsyncGenerator<{ version: string; count: number; problems: Problem[] }> {
  for (const { version } of await versionIndex()) {
    const files = await read(version);
    const count = [...files.keys()].filter(isExample).length;
    const judge = version === 'next' && proposed ? proposed.version : await loadVersion(version);
    const book = rulesFrom(version) === 'next' ? proposed?.book : undefined;
    yield { version, count, problems: await exampleProblems(files, judge, book) };
  }
}

/** Checks the examples of a version with its validators and rules; without a rule book, those of the build. */
export async function exampleProblems(files: ExampleFiles, version: Version, book?: RuleBook): Promise<Problem[]> {
  const { version: name, rules: own } = version.model;
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

type ScoreOptions = { rules?: boolean; isWanted?: (mutant: Mutated) => boolean };

/**
 * The mutation score of a version by its JSON examples, and of its rules by those of all versions; `rules`: false leaves these out. `isWanted`: only these
 * mutants are tried, which makes the score theirs.
 */
export async function scoreOf(
  version: Version,
  files: ExampleFiles,
  { rules = true, isWanted = () => true }: ScoreOptions = {},
): Promise<Score> {
  const schema = schemaMutants(version.model, parseExamples(files), isWanted);
  const same = [...schema.unnoticed].filter((mutant) => isSameSchema(version.model.schema, mutant));
  const of = rules ? await ruleScore(version, files, isWanted) : { mutants: [], unnoticed: [], same: [] };
  return score(
    [...schema.mutants, ...of.mutants],
    new Set([...schema.unnoticed, ...of.unnoticed]),
    new Set([...same, ...of.same]),
  );
}

async function ruleScore(version: Version, files: ExampleFiles, isWanted: (mutant: Mutated) => boolean) {
  const checked = rightRules(version.model);
  const mutants = ruleMutants(checked).filter(isWanted);
  if (mutants.length === 0) return { mutants, unnoticed: [], same: [] };
  const functions = library((await loadRules()).nomenclatures, EXAMPLES_DAY);
  const isSame = (mutant: RuleMutant): boolean => {
    const original = checked.find(({ rule }) => rule.id === mutant.rule);
    return original !== undefined && isSameRule(original, mutant.changed, functions);
  };
  const judged = await unnoticedRules(mutants, checked, version.model, exampleSets(version, files), { load: compileSource, isSame });
  return { mutants, ...judged };
}

/**
 * The examples of `version` first: they notice most; then those of the versions that were published without rules, newest first. Our own releases have
 * those that `next` had: what is taken away there would be noticed by its copy.
 */
async function* exampleSets(version: Version, files: ExampleFiles): AsyncGenerator<ExampleSet> {
  yield { version, texts: exampleTexts(files) };
  for (const { version: other } of (await versionIndex()).filter((facts) => !isOwn(facts.version)).reverse())
    yield { version: await loadVersion(other), texts: exampleTexts(await readExamples(other)) };
}

const exampleTexts = (files: ExampleFiles): string[] =>
  [...files].flatMap(([path, text]) => (isExample(path) && !isXml(text) ? [text] : []));

async function compileSource(source: string): Promise<CompiledRules> {
  const module = await moduleOf<RulesModule>(source);
  return module.compile(library((await loadRules()).nomenclatures, EXAMPLES_DAY));
}
