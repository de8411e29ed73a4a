import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { isSourceOfNext, scoreProblems } from '../gate/forgotten.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { scoreTable } from '../mutation/score.ts';
import { whereOf, type Problem } from '../problem.ts';
import { rulesFrom } from '../../model/releases.ts';
import { readSources } from '../build/sources.node.ts';
import { readTree } from '../../host/tree.node.ts';
import { CHECKS, readySteps, runSteps } from '../build/steps.node.ts';
import { everyExample, exampleCheck, readExamples } from './all.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { proposedNext, type Proposed } from '../gate/proof.node.ts';
import { withOutput, writeWhole } from '../../host/output.node.ts';
import { under } from '../../host/paths.node.ts';
import { loadVersion, versionIndex } from '../../validate/registry.node.ts';
import { isExample, type ExampleFiles } from "./check.ts";
import { type Expected, compare, FORECAST, type Found, parseExpected } from "./expected.ts";
import { EXAMPLES } from '../../messages/compiled/examples.ts';

type CheckExamplesCall = { mutants?: boolean; update?: boolean; lang: Lang };

/**
 * Checks the examples of every version, and with `mutants` the score of `next`. With `update`, the findings that they are to announce are shown and written
 * first, as the sources of `next` give them: what was built may be older.
 */
export async function runCheckExamples({ mutants = false, update = false, lang }: CheckExamplesCall): Promise<ExitCode> {
  if (!existsSync(under('examples', 'next'))) throw new InputError('input.not-a-clone');
  const problems: Problem[] = [];
  const proposed = update ? await proposal(lang) : undefined;
  if (Array.isArray(proposed)) return conclude(proposed, lang);
  if (proposed) await announce(proposed, lang);
  for await (const { version, count, problems: found } of everyExample({ proposed })) {
    problems.push(...found);
    console.log(`${found.length > 0 ? '✖' : '✔'} ${version.padEnd(6)} ${EXAMPLES[lang].count({ n: count })}`);
  }
  if (mutants) {
    const next = await loadVersion('next');
    const { score } = await scoreOfNext(next.model, await readExamples('next'));
    problems.push(...scoreProblems(score, await readTree(under('schema'), isSourceOfNext), next.model.schema));
    console.log(`\n${EXAMPLES[lang].score()}\n${scoreTable(score, lang).join('\n')}`);
  }
  if (update && problems.length > 0) console.log(`\n${EXAMPLES[lang]['not-written']()}`);
  return conclude(problems, lang);
}

function conclude(problems: readonly Problem[], lang: Lang): ExitCode {
  for (const problem of problems) console.log(`  ✖ ${whereOf(problem)}\n    ${problem[lang]}`);
  return problems.length > 0 ? EXIT.findings : EXIT.conforming;
}

/** Reads the proposed `next`, or returns the problems of its sources: nothing is announced for a format that cannot be read. */
async function proposal(lang: Lang): Promise<Proposed | Problem[]> {
  const reading = await readSources();
  const { problems } = await runSteps(readySteps(CHECKS, reading), lang, () => undefined);
  return reading.sources && problems.length === 0 ? proposedNext(reading.sources) : [...problems];
}

/** Shows, then writes what examples announce: those of `next`, and those of the versions that its rules judge. */
async function announce({ version: next, book }: Proposed, lang: Lang): Promise<void> {
  const files: (Announcement & { folder: string })[] = [];
  for (const { version: name } of (await versionIndex()).filter(({ version }) => rulesFrom(version) === 'next')) {
    const check = await exampleCheck(name === 'next' ? next : await loadVersion(name), book);
    for (const one of announcements(await readExamples(name), check)) files.push({ ...one, folder: `examples/${name}` });
  }
  const say = EXAMPLES[lang];
  console.log(files.length === 0 ? say['nothing-to-announce']() : say['to-announce']({ n: files.length }));
  const line = ({ code, path, property }: Expected) => `${code}${property === undefined ? '' : ` (${property})`}, ${path}`;
  for (const { folder, path, added, removed, text } of files) {
    console.log(`  ${folder}/${path}${text === undefined ? say.removed() : ''}`);
    for (const finding of removed) console.log(`    - ${line(finding)}`);
    for (const finding of added) console.log(`    + ${line(finding)}`);
  }
  for (const { folder, path, text } of files) {
    const file = under(folder, path);
    if (text === undefined) await rm(file);
    else await withOutput(file, [], (output) => writeWhole(output, text));
  }
  console.log(files.length > 0 ? `${say.announced()}\n` : '');
}

/** A `.findings.json` to write, or to remove where `text` is undefined. `path` is from `examples/<version>/`. */
type Announcement = { path: string; added: Expected[]; removed: Expected[]; text: string | undefined };

/** Why one fault gives a second finding, where no note says it yet. */
const NOTE = 'La consolidation nationale écarterait aussi ce contrat.';

/**
 * The announcements that differ from what is found. Of a valid example all findings but errors, which say that the example or the schema is wrong; of an
 * invalid one only the forecast, since its author says what it breaks.
 */
export function announcements(files: ExampleFiles, check: (text: string) => readonly Found[]): Announcement[] {
  const wanted = new Map<string, Announcement>();
  for (const [example, text] of [...files].filter(([path]) => isExample(path))) {
    const path = example.replace(/\.(?:json|xml)$/, '.findings.json');
    const written = files.get(path);
    const expected = written === undefined ? undefined : parseExpected(written);
    const isValid = example.startsWith('valid/');
    // Examples that cannot be read, or have no findings file, are reported by the check of examples.
    if (written === undefined ? !isValid : !expected) continue;
    const found = check(text);
    if (isValid && found.some(({ severity = 'error' }) => severity === 'error')) continue;
    const isOurs = ({ code }: Expected): boolean => isValid || code === FORECAST;
    const { missing, surplus } = compare(expected?.findings ?? [], found);
    const [removed, added] = [missing.filter(isOurs), surplus.filter(isOurs).map(bare)];
    if (removed.length + added.length === 0) continue;
    const kept = (expected?.findings ?? []).filter((finding) => !removed.includes(finding));
    const findings = [...kept, ...added];
    const note = expected?.note ?? (!isValid && findings.length > 1 ? NOTE : undefined);
    wanted.set(path, { path, added, removed, text: textOf(findings, findings.length > 1 || note !== NOTE ? note : undefined) });
  }
  return [...wanted.values()];
}

const bare = ({ code, path, property }: Found): Expected => ({ code, path, ...(property !== undefined && { property }) });

const textOf = (findings: readonly Expected[], note: string | undefined): string | undefined =>
  findings.length === 0 ? undefined : `${JSON.stringify({ findings, ...(note !== undefined && { note }) }, null, 2)}\n`;
