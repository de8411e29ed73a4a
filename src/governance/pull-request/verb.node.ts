import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { isDeclared } from '../../diff/decision.ts';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { whereOf } from '../problem.ts';
import type { Refusal } from '../gate/refusal.ts';
import { percent, type Score } from '../mutation/score.ts';
import { labelOf } from '../../model/shell.ts';
import { versionFolders } from '../../model/read-version.node.ts';
import { rulesFrom } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { appliesTo } from '../../rules/roster.ts';
import { pullRequestPage, unreadPage } from './page.ts';
import type { MeasuredSnapshot, PullRequest } from './types.ts';
import { readTree } from '../../host/tree.node.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { latestVersion, numberOf } from '../../diff/version-folder.node.ts';
import { commitSide, versionSide } from '../compare/side.node.ts';
import { examplesAt, readExamples } from '../examples/all.node.ts';
import { isExample } from '../examples/check.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { examine } from '../gate/verb.node.ts';
import type { Proof } from '../gate/proof.node.ts';
import { commitOf, forkOf, topOf } from '../../host/git.node.ts';
import { withOutput, writeWhole } from '../../host/output.node.ts';
import { ROOT, under } from '../../host/paths.node.ts';
import { readMeasured } from '../impact/federation/result.node.ts';
import { judgedOtherwise, judging, sampleCounts } from './judged.node.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { canonical } from '../../../packages/base/src/json.ts';
import { readFile } from 'node:fs/promises';
import { exampleCounts, type SourceFile, sourceFiles } from './source-changes.ts';
import { baseOf, changesSince } from '../gate/base.node.ts';
/** `federation`: a file that `decp impact --federation … --format json` wrote. */
export type ReportOptions = { lang: Lang; base: string; federation?: string; output?: string };

/** Writes what `schema/next` of the working tree changes since it left the base, on one Markdown page. Exit 1 where a break is not declared, or nothing can be compared. */
export async function runReport({ lang, base, federation, output: path }: ReportOptions): Promise<ExitCode> {
  if (!existsSync(under('schema', 'next'))) throw new InputError('input.not-a-clone');
  await commitOf(base, ROOT);
  const measured = federation === undefined ? undefined : await readMeasured(federation);
  const inputs = [under('schema'), under('examples'), ...(federation === undefined ? [] : [federation])];
  return withOutput(path, inputs, async (output) => {
    const { page, declared } = await reportPage({ lang, base, ...(measured && { measured }) });
    await writeWhole(output, page);
    return declared ? EXIT.conforming : EXIT.findings;
  });
}

/** Builds the page of a pull request, with the refusals of the gate. */
export async function reportPage({
  lang,
  base,
  measured,
}: Pick<ReportOptions, 'lang' | 'base'> & { measured?: MeasuredSnapshot }): Promise<{
  page: string;
  declared: boolean;
  refusals: readonly Refusal[];
}> {
  const commit = await forkOf(await commitOf(base, ROOT), ROOT);
  const { refusals: found, proof } = await examine({ base }, { whole: true });
  const refusals = found.map((refusal) => ({ where: whereOf(refusal), fr: refusal.fr, en: refusal.en }));
  const it = await pullRequest(base, commit, proof).catch((error: unknown) => {
    // The refusals already report what cannot be read.
    if (error instanceof InputError && refusals.length > 0) return undefined;
    throw error;
  });
  const federation = measured && { federation: measured };
  const page = it ? pullRequestPage({ ...it, refusals, ...federation }, { lang }) : unreadPage({ base, refusals }, { lang });
  return { page, declared: it !== undefined && isDeclared(it.gate.decision), refusals: found };
}

async function pullRequest(base: string, commit: string, proof: Proof | undefined): Promise<Omit<PullRequest, 'refusals'>> {
  const latest = await latestVersion();
  const [before, after] = [await commitSide(commit, await nextPath(), ROOT, base), await versionSide('next')];
  const [from, to] = [modelOf(before), modelOf(after)];
  const examples = await readExamples('next');
  const label = labelOf({ version: 'next', status: 'brouillon', expectedVersion: (await numberOf('next')) ?? '' });
  const [old, now] = [await judging(from, label), await judging(to, label)];
  return {
    base,
    change: await reportOf(before, after),
    gate: proof?.number ?? (await reportOf(await versionSide(latest), after)),
    sources: await editedSources(base),
    examples: judgedOtherwise(old, now, examples),
    sample: sampleCounts(old, now, await sampleFiles(latest)),
    score: scoreEntry(proof?.score ?? (await scoreOfNext(to, examples)).score),
    rules: ruleChanges(from, to, (await versionFolders(under('schema'))).filter((name) => name !== 'next' && rulesFrom(name) === 'next')), // oxfmt-ignore
  };
}

/** `schema/next` from the top of the repository, of which the référentiel may be a folder. */
const nextPath = async (): Promise<string> => relative(await topOf(ROOT), under('schema', 'next'));

function modelOf({ model }: { model?: Model }): Model {
  if (!model) throw new Error('a version folder has a Model');
  return model;
}

/** The invented files of the repository that look like what people publish: the demonstration, and valid examples of the newest release and of `next`. */
async function sampleFiles(latest: string): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  for (const [path, text] of await readTree(under('examples', 'demo'), (one) => one.endsWith('.json')))
    files.set(`demo/${path}`, text);
  for (const version of [latest, 'next'])
    for (const [path, text] of await readExamples(version))
      if (isExample(path) && /^valid\/.*\.json$/.test(path)) files.set(`${version}/${path}`, text);
  return files;
}

function scoreEntry(score: Score): PullRequest['score'] {
  const { noticed, total, survivors, byOperator } = score;
  return {
    percent: percent(score),
    noticed,
    total,
    equivalent: byOperator.reduce((sum, row) => sum + row.equivalent, 0),
    survivors: survivors.map(({ id }) => id),
  };
}

/** The rules that only one of two versions has, and those that read otherwise. `published`: the versions that the rules of the draft judge too. */
function ruleChanges({ rules: before }: Model, { rules }: Model, published: readonly string[]): PullRequest['rules'] {
  const after = rules.map((rule) => ({ ...rule, judges: published.filter((version) => appliesTo(rule, version)) }));
  const known = new Map(before.map((rule) => [rule.id, canonical(rule)]));
  const kept = new Set(after.map(({ id }) => id));
  return {
    added: after.filter(({ id }) => !known.has(id)),
    removed: before.filter(({ id }) => !kept.has(id)),
    changed: after.filter(({ judges: _, ...rule }) => known.has(rule.id) && known.get(rule.id) !== canonical(rule)),
  };
}

/** Files that people edit: neither published versions nor generated files. */
const EDITED =
  /^schema\/(?:fields\/.*\.yaml|legal-texts\.yaml|releases\.json|next\/(?!impact).*\.(?:json|yaml|csv)|nomenclatures\/.*\.(?:json|yaml|csv))$/;

/**
 * The changes of the working tree to the sources since it left `base`. For renamed properties: also the number of examples of
 * `next` concerned.
 */
async function editedSources(base: string): Promise<SourceFile[]> {
  const left = await baseOf(base);
  const changed = (await changesSince(left.commit)).filter(({ path }) => EDITED.test(path));
  const texts = await Promise.all(
    changed.map(async ({ path, how }) => ({
      path,
      before: how === 'added' ? undefined : await left.text(path),
      after: how === 'removed' ? undefined : await readFile(under(path), 'utf8'),
    })),
  );
  const files = sourceFiles(texts);
  if (!files.some(({ changes }) => changes.some(({ kind }) => kind === 'renamed'))) return files;
  const examples = {
    before: await examplesAt(left),
    after: await readExamples('next'),
  };
  return files.map((file) => ({
    ...file,
    changes: file.changes.map((change) =>
      change.kind === 'renamed' ? { ...change, examples: exampleCounts(change, examples) } : change,
    ),
  }));
}
