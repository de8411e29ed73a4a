import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../../finding.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';
import { isIndex, tokens } from '../../../packages/base/src/pointer.ts';
import { isSourceOfNext, scoreProblems } from '../gate/forgotten.ts';
import { scoreOfNext } from '../mutation/score-of-next.node.ts';
import { fieldOf, scoreTable } from '../mutation/score.ts';
import { wordsOf } from '../mutation/words.ts';
import { whereOf, type Problem } from '../problem.ts';
import { rulesFrom } from '../../model/releases.ts';
import { readSources } from '../build/sources.node.ts';
import { readTree } from '../../host/tree.node.ts';
import { CHECKS, readySteps, runSteps } from '../build/steps.node.ts';
import { everyExample, exampleCheck, exampleSources, type Proposed, readAllExamples, readExamples } from './all.node.ts';
import { EXIT, type ExitCode } from '../../host/exit.ts';
import { proposedNext } from '../gate/proof.node.ts';
import { withOutput, writeWhole } from '../../host/output.node.ts';
import { under } from '../../host/paths.node.ts';
import { parseJson } from '../../read/json/parse.ts';
import { loadVersion, versionIndex } from '../../validate/registry.node.ts';
import { isExample, type ExampleFiles } from './check.ts';
import { type Expected, compare, isForecast, type Found, parseExpected } from './expected.ts';
import { Examples, type Origin } from './origin.ts';
import { suggestCases, type Suggestion, tableText } from './suggest.node.ts';
import { withFindings } from './write-case.ts';
import { EXAMPLES } from '../../messages/compiled/examples.ts';

type CheckExamplesCall = { mutants?: boolean; update?: boolean; write?: boolean; lang: Lang };

/**
 * Checks the examples of every version, and with `mutants` the score of `next`, with the cases that would notice what none notices; `write` adds them to their
 * tables. With `update`, the findings that examples are to announce are shown and written first, as the sources of `next` give them: what was built may be older.
 */
export async function runCheckExamples(call: CheckExamplesCall): Promise<ExitCode> {
  const { mutants = false, update = false, write = false, lang } = call;
  if (!existsSync(under('examples', 'cases'))) throw new InputError('input.not-a-clone');
  const proposed = update ? await proposal(lang) : undefined;
  if (Array.isArray(proposed)) return conclude(proposed, lang);
  if (proposed) await announce(proposed, lang);
  const { examples, problems } = readAllExamples(await exampleSources());
  const read = (version: string): Examples => examples.get(version) ?? new Examples([]);
  for await (const { version, count, problems: found } of everyExample({ proposed, read })) {
    problems.push(...found);
    console.log(`${found.length > 0 ? '✖' : '✔'} ${version.padEnd(6)} ${EXAMPLES[lang].count({ n: count })}`);
  }
  const end = (): ExitCode => {
    if (update && problems.length > 0) console.log(`\n${EXAMPLES[lang]['not-written']()}`);
    return conclude(problems, lang);
  };
  if (!mutants && !write) return end();
  const next = await loadVersion('next');
  const ofNext = read('next');
  const { score } = await scoreOfNext(next.model, ofNext);
  problems.push(...scoreProblems(score, await readTree(under('schema'), isSourceOfNext), next.model.schema, ofNext));
  console.log(`\n${EXAMPLES[lang].score()}\n${scoreTable(score, lang).join('\n')}`);
  const code = end();
  if (score.survivors.length > 0) await suggest(await suggestCases(next, score.survivors, ofNext), { lang, write });
  return code;
}

/** Shows the cases that would notice what no example notices, each with the words of it, and writes them where that is asked for. */
async function suggest(suggestions: readonly Suggestion[], { lang, write }: { lang: Lang; write: boolean }): Promise<void> {
  const say = EXAMPLES[lang];
  for (const { file, table, mutants } of suggestions) {
    const words = mutants.map((mutant) => wordsOf(mutant)[lang]);
    if (!table) {
      console.log(`\n${say['suggest.none']({ words: `${fieldOf(mutants[0]?.pointer ?? '')}, ${words.join(', ')}` })}`);
      continue;
    }
    const path = under(file);
    const before = existsSync(path) ? await readFile(path, 'utf8') : '';
    const text = tableText(table, before === '');
    console.log(`\n${say['suggest.paste']({ file })}\n${words.map((word) => `# ${word}`).join('\n')}\n${text.trim()}`);
    if (write) await withOutput(path, [], (output) => writeWhole(output, before + text));
  }
  if (write && suggestions.some(({ table }) => table)) console.log(`\n${say['suggest.written']()}`);
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
async function announce({ next, bookOf }: Proposed, lang: Lang): Promise<void> {
  const wanted: Wanted[] = [];
  const versions = (await versionIndex()).map(({ version }) => version);
  for (const name of versions.filter((version) => rulesFrom(version) === 'next')) {
    const version = name === 'next' ? await next.loaded() : await loadVersion(name);
    const check = await exampleCheck(version, await bookOf(name).compiled());
    const examples = await readExamples(name);
    wanted.push(...wantedOf(name, examples, check));
  }
  const say = EXAMPLES[lang];
  console.log(wanted.length === 0 ? say['nothing-to-announce']() : say['to-announce']({ n: wanted.length }));
  const line = ({ code, path, property }: Expected) => `${code}${property === undefined ? '' : ` (${property})`}, ${path}`;
  for (const { version, path, origin, added, removed, text } of wanted) {
    const where = origin ? say['case.in']({ file: origin.file, name: origin.name, version }) : `examples/${version}/${path}`;
    console.log(`  ${where}${text === undefined && !origin ? say.removed() : ''}`);
    for (const finding of removed) console.log(`    - ${line(finding)}`);
    for (const finding of added) console.log(`    + ${line(finding)}`);
  }
  for (const [path, text] of announcedFiles(wanted, versions, (path) => readFileSync(under(path), 'utf8'))) {
    const file = under(path);
    if (text === undefined && existsSync(file)) await rm(file);
    else {
      await mkdir(dirname(file), { recursive: true });
      // A file of a version before it announces findings that are found no more: this one announces none.
      await withOutput(file, [], (output) => writeWhole(output, text ?? NONE));
    }
  }
  console.log(wanted.length > 0 ? `${say.announced()}\n` : '');
}

/** An announcement, and for a case where it is written and the parsed example that it makes. */
type Wanted = Announcement & { version: string; origin?: Origin; file?: unknown };

/** The order of cases in a file, from their pointers (`/1/cases/3`). */
const rankOf = (at: string): number => tokens(at).reduce((rank, token) => (isIndex(token) ? rank * 10_000 + Number(token) : rank), 0);

/** A `.findings.json` that announces nothing. */
export const NONE = '{ "findings": [] }\n';

/** What the examples of a version are to announce. */
export const wantedOf = (version: string, examples: Examples, check: (text: string) => readonly Found[]): Wanted[] =>
  announcements(examples, check).map((one) => {
    const example = one.path.replace(/\.findings\.json$/, '.json');
    const [origin, text] = [examples.origins.get(example), examples.get(example)];
    return { ...one, version, ...(origin && text !== undefined && { origin, file: parseJson(text) }) };
  });

/** The files in which examples announce what is wanted, by path from the top; undefined for one to remove. `textOf`: what one holds. */
export function announcedFiles(
  wanted: readonly Wanted[],
  versions: readonly string[],
  textOf: (path: string) => string,
): Map<string, string | undefined> {
  const files = new Map<string, string | undefined>();
  for (const { version, path, origin, text } of wanted) if (!origin) files.set(`examples/${version}/${path}`, text);
  const byFile = groupBy(
    wanted.filter(({ origin }) => origin !== undefined),
    ({ origin }) => origin?.file ?? '',
  );
  for (const [file, all] of byFile) {
    let text = textOf(file);
    // From the end: what is put in does not move what comes before it.
    const cases = [...groupBy(all, ({ origin }) => origin?.at ?? '')].sort(([a], [b]) => rankOf(b) - rankOf(a));
    for (const [at, ofCase] of cases) {
      const found = new Map(ofCase.map(({ version, findings, note, file: made }) => [version, { findings, note, made }]));
      text = withFindings(text, at, found, versions);
    }
    files.set(file, text);
  }
  return files;
}

/** A `.findings.json` to write, or to remove where `text` is undefined. `path` is from `examples/<version>/`. */
type Announcement = {
  path: string;
  added: Expected[];
  removed: Expected[];
  findings: Expected[];
  note: string | undefined;
  text: string | undefined;
};

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
    const isOurs = ({ code }: Expected): boolean => isValid || isForecast(code);
    const { missing, surplus } = compare(expected?.findings ?? [], found);
    const [removed, added] = [missing.filter(isOurs), surplus.filter(isOurs).map(bare)];
    if (removed.length + added.length === 0) continue;
    const kept = (expected?.findings ?? []).filter((finding) => !removed.includes(finding));
    const findings = [...kept, ...added];
    const note = expected?.note ?? (!isValid && findings.length > 1 ? NOTE : undefined);
    const said = findings.length > 1 || note !== NOTE ? note : undefined;
    wanted.set(path, { path, added, removed, findings, note: said, text: textOf(findings, said) });
  }
  return [...wanted.values()];
}

const bare = ({ code, path, property }: Found): Expected => ({ code, path, ...(property !== undefined && { property }) });

const textOf = (findings: readonly Expected[], note: string | undefined): string | undefined =>
  findings.length === 0 ? undefined : `${JSON.stringify({ findings, ...(note !== undefined && { note }) }, null, 2)}\n`;
