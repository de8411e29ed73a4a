import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { isDeclared } from '../../diff/decision.ts';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { whereOf } from '../problem.ts';
import type { Refusal } from '../gate/refusal.ts';
import { percent } from '../mutation/score.ts';
import { labelOf } from '../../model/shell.ts';
import { versionFolders } from '../../model/read-version.node.ts';
import { rulesFrom } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import { canonical } from '../../../packages/base/src/json.ts';
import { appliesTo } from '../../rules/roster.ts';
import { pullRequestPage, unreadPage } from './page.ts';
import type { MeasuredSnapshot, PullRequest } from './types.ts';
import { readTree } from '../../host/tree.node.ts';
import { reportOf } from '../compare/report-of.node.ts';
import { latestVersion, numberOf } from '../../diff/version-folder.node.ts';
import { commitSide, versionSide } from '../compare/side.node.ts';
import { readExamples } from '../examples/all.node.ts';
import { isExample } from '../examples/check.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { examine } from '../gate/verb.node.ts';
import type { Proof } from '../gate/proof.node.ts';
import { commitOf, forkOf, topOf } from '../../host/git.node.ts';
import { withOutput, writeWhole } from '../../host/output.node.ts';
import { ROOT, under } from '../../host/paths.node.ts';
import { readMeasured } from '../impact/federation/result.node.ts';
import { judgedOtherwise, judgingOnCall, sampleCounts } from './judged.node.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { readFile } from 'node:fs/promises';
import { NUMBER, propositionsOf } from './approval.ts';
import { isSource, sourceFiles } from './source-changes.ts';
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
  const [old, now] = [judgingOnCall(from, label), judgingOnCall(to, label)];
  return {
    base,
    change: await reportOf(before, after, { kept: true }),
    gate: proof?.number ?? (await reportOf(await versionSide(latest), after, { kept: true })),
    sides: { before: from, after: to },
    ...(await edited(base)),
    examples: await judgedOtherwise(old, now, examples),
    sample: await sampleCounts(old, now, await sampleFiles(latest)),
    judging: rulesJudging(
      from,
      to,
      (await versionFolders(under('schema'))).filter((name) => name !== 'next' && rulesFrom(name) === 'next'),
    ),
    score: { percent: percent(proof?.score ?? (await scoreOfNext(to, examples)).score) },
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

/** `published`: the versions that were published without rules, which those of the draft judge. */
function rulesJudging({ rules: before }: Model, { rules }: Model, published: readonly string[]): PullRequest['judging'] {
  const known = new Set(before.map(canonical));
  return rules
    .filter((rule) => !known.has(canonical(rule)))
    .map((rule) => ({ id: rule.id, versions: published.filter((version) => appliesTo(rule, version)) }))
    .filter(({ versions }) => versions.length > 0);
}

/** What the working tree changes since it left `base`: the sources, place by place, and the written propositions that go with it. */
async function edited(base: string): Promise<Pick<PullRequest, 'sources' | 'propositions'>> {
  const left = await baseOf(base);
  const changed = await changesSince(left.commit);
  const texts = await Promise.all(
    changed
      .filter(({ path }) => isSource(path))
      .map(async ({ path, how }) => ({
        path,
        before: how === 'added' ? undefined : await left.text(path),
        after: how === 'removed' ? undefined : await readFile(under(path), 'utf8'),
      })),
  );
  const written = await readTree(under('propositions'), (path) => NUMBER.test(`propositions/${path}`));
  const all = new Map([...written].map(([path, text]) => [`propositions/${path}`, text]));
  const paths = changed.map(({ path }) => path);
  return {
    sources: sourceFiles(texts),
    propositions: propositionsOf(
      all,
      paths,
      texts.flatMap(({ after }) => after ?? []),
    ),
  };
}
