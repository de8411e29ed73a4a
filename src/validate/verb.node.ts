import { InputError, type Finding } from '../finding.ts';
import type { Lang, Texts } from '../../packages/base/src/language.ts';
import type { TextParts } from '../../packages/base/src/text-parts.ts';
import { VALIDATE } from '../messages/compiled/validate.ts';
import { findingOfInput } from '../messages/finding-of.ts';
import { inForceOf, proposedOf, standingOf } from '../model/releases.ts';
import { inWordsOf } from '../model/rules.ts';
import { isToConvert } from '../report/outcome.ts';
import { isAccepted, verdictOf } from './verdict.ts';
import { textReport, type TextOptions } from '../report/text.ts';
import type { CsvDialect, CsvOptions } from '../report/csv.ts';
import { type FileSummary, type Report, unreadableSummary, type Verdict } from '../report/types.ts';
import { openFile, type OpenFile } from './open-file.node.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { Gathered } from '../host/gathered.node.ts';
import { type Output, wantsColour, withOutput } from '../host/output.node.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { shellWord } from '../host/shell-word.ts';
import { startProgress } from '../host/progress.node.ts';
import { factsOfAny, versionIndex } from './registry.node.ts';
import { allRules, loadRules, refuseUnknown, ruleIndex, type RuleChoice } from './load-rules.node.ts';
import { openSources, type Skipped, type Source } from '../read/sources.node.ts';
import type { Describer } from './describer.node.ts';
import { growYoungMemory, keepYoungMemorySmall, workSparingly } from '../host/memory.node.ts';
import type { Forecast } from './forecast.ts';
import type { RulesVerdict } from './types.ts';
import { onceEach } from '../host/once.ts';

export type ValidateCall = Omit<ValidateOptions, 'rules' | 'areCopies'> & {
  files: readonly string[];
  /** No families: no rules. */
  rules: Pick<RuleChoice, 'families' | 'without'>;
  /** Reference day of the rules; today where it is not given. */
  date?: string;
};

type ValidateOptions = Copies & {
  lang: Lang;
  schema?: string;
  format: 'text' | 'html' | 'json' | 'ndjson' | 'csv' | 'github' | 'markdown';
  dialect?: CsvDialect;
  output?: string;
  maxFindings?: number;
  /** What is to be reviewed counts as an error in the exit code. */
  strict?: true;
  /** Undefined: no rules. */
  rules?: RuleChoice | undefined;
  /** At the most; as many as are worth it when undefined. */
  threads?: number;
};

/** `areCopies`: the files are copies that whoever reads the report does not have, so that no command is given for them. */
type Copies = { areCopies?: boolean };

/** A report is loaded when it is asked for; words for people, which nearly every call asks for, are at hand. */
const REPORTS: Record<ValidateOptions['format'], () => Promise<(options: TextOptions & CsvOptions) => Report>> = {
  text: () => Promise.resolve(textReport),
  json: async () => (await import('../report/json.ts')).jsonReport,
  ndjson: async () => (await import('../report/ndjson.ts')).ndjsonReport,
  csv: async () => (await import('../report/csv.ts')).csvReport,
  html: async () => (await import('../report/html.ts')).htmlReport,
  github: async () => (await import('../report/forge.ts')).githubReport,
  markdown: async () => (await import('../report/forge.ts')).markdownReport,
};

/** `decp validate FILE…`: checks files one after the other and writes the report as they are read. A file that cannot be read does not stop the others. */
export async function runValidate({ files, rules, date, ...call }: ValidateCall, { areCopies }: Copies = {}): Promise<ExitCode> {
  const given: ValidateOptions = {
    ...call,
    ...(areCopies && { areCopies }),
    rules: rules.families.length === 0 ? undefined : { ...allRules(date), ...rules },
  };
  const options = given.schema === undefined ? given : { ...given, schema: (await factsOfAny(given.schema)).version };
  await refuseUnknown(options.rules);
  const skipped: Skipped[] = [];
  const sources = await openSources(files, undefined, (one) => skipped.push(one));
  const bytes = sources.reduce((sum, { size = Infinity }) => sum + size, 0);
  const isMuchMade = bytes >= HUGE && call.format !== 'text' && call.format !== 'html' && call.maxFindings === undefined;
  if (bytes >= LARGE) await Promise.all([isMuchMade ? growYoungMemory() : keepYoungMemorySmall(), workSparingly()]);
  const names = sources.map(({ name }) => name);
  return withOutput(options.output, names, (output) => checkAll({ sources, skipped }, output, options));
}

type Inputs = { sources: readonly Source[]; skipped: readonly Skipped[] };

async function checkAll({ sources, skipped }: Inputs, output: Output, options: ValidateOptions): Promise<ExitCode> {
  const report = (await REPORTS[options.format]())(await reportOptions(options));
  const codes: ExitCode[] = [];
  await output.write(report.start(sources.map(({ name }) => shownName(name, options))));
  for (const source of sources) codes.push(await checkOne(source, report, output, options));
  await output.write(report.end(skipped));
  if (skipped.length > 0 && options.format === 'text')
    await output.write((await import('../report/skipped.ts')).skippedText(skipped, options.lang));
  await output.close();
  return worst(codes);
}

/** In bytes: smaller files do not fill the memory. */
const LARGE = 1 << 20;
/** In bytes: for smaller files a larger memory is not worth its making. */
const HUGE = 1 << 25;

async function reportOptions({ lang, maxFindings, output, rules, schema, dialect }: ValidateOptions) {
  return {
    lang,
    tool: packageFacts(),
    rulesVersion: rules ? (await ruleIndex(schema)).version : null,
    titleOf: titleIn(lang),
    colour: wantsColour(output),
    ...(dialect && { dialect }),
    ...(maxFindings !== undefined && { maxFindings }),
  };
}

/** Standard input has no name: reports for people have words for it, those for programs `-`. */
const shownName = (name: string, { format, lang }: ValidateOptions): string =>
  name === '-' && !format.endsWith('json') ? VALIDATE[lang]['standard-input']() : name;

/** The exit code of several files: findings take precedence over unreadable files. */
function worst(codes: readonly ExitCode[]): ExitCode {
  for (const code of [EXIT.findings, EXIT.unreadable]) if (codes.includes(code)) return code;
  return EXIT.conforming;
}

async function checkOne(source: Source, report: Report, output: Output, options: ValidateOptions): Promise<ExitCode> {
  const name = shownName(source.name, options);
  await output.write(report.file({ file: name }));
  const progress = startProgress({ size: source.size, name }, options.lang);
  try {
    const file = await openFile(
      source,
      { ...options, hashed: options.format.endsWith('json'), count: report.count },
      progress.onRead,
    );
    const summary = await writeFindings(source, file, report, output, options);
    progress.stop();
    await readTitlesFor(summary.rules?.forecast, file.version);
    await output.write(report.endFile(await withNext(summary, source, options)));
    return exitOf(summary.verdict, options);
  } catch (error) {
    progress.stop();
    if (!(error instanceof InputError)) throw error;
    const finding = findingOfInput(error);
    const { describeInput } = await import('./describer.node.ts');
    const described = await describeInput(finding, options.lang);
    await report.prepare?.();
    await output.write(report.finding(finding, () => described));
    const summary = unreadableSummary(name);
    await output.write(report.endFile(await withNext(summary, source, options)));
    return EXIT.unreadable;
  }
}

const exitOf = (verdict: Verdict, { strict }: Pick<ValidateOptions, 'strict'>): ExitCode =>
  verdict === 'conforming' || (verdict === 'to-review' && !strict) ? EXIT.conforming : EXIT.findings;

/** With the command for what is to do, if something is. */
async function withNext(summary: FileSummary, { name }: Source, options: ValidateOptions): Promise<FileSummary> {
  if (name === '-' || options.areCopies || (isAccepted(summary.verdict) && !isToConvert(summary))) return summary;
  return { ...summary, next: (await import('../report/next-command.ts')).nextCommand(summary, name, options) };
}

/** The version in force, or the proposal that the file may also follow, with the command that checks it against the proposal. */
async function standing(
  { name }: Source,
  file: OpenFile,
  { schema, areCopies }: Pick<ValidateOptions, 'schema' | 'areCopies'>,
): Promise<Standing> {
  const { form, version, detection } = file;
  const versions = await versionIndex();
  const inForce = inForceOf(versions);
  const found = standingOf(
    { version, chosen: schema !== undefined, candidates: detection.candidates },
    inForce,
    proposedOf(versions),
  );
  if (!found.proposal) return found;
  if (areCopies) return {};
  const { version: proposed } = found.proposal;
  // Only JSON is judged by two versions at once; any other form is judged again.
  const ask = form === 'json' ? `impact --from ${inForce} --to ${proposed}` : `validate --schema ${proposed}`;
  return { proposal: { version: proposed, command: `decp ${ask} ${shellWord(name)}` } };
}

type Standing = Pick<FileSummary, 'inForce' | 'proposal'>;

/** What the rules gave, and which were run, in the words of the version. */
async function applied(given: RulesVerdict, { families, without, today }: RuleChoice, judged: string) {
  const { version, rules } = await ruleIndex(judged);
  return { version, ...given, families: inWordsOf(families, rules), without, date: today };
}

type Text = string | TextParts;

/** Loaded at the first finding: a conforming file needs no messages. */
async function describerOf(file: OpenFile, { lang, rules }: ValidateOptions): Promise<Describer> {
  const { describer } = await import('./describer.node.ts');
  return describer(await file.model(), rules ? (await loadRules(file.version)).rules : [], lang);
}

/** Returns a function that gives the text of a finding in the report; a promise only until the messages are loaded. */
function reporter(file: OpenFile, report: Report, options: ValidateOptions): (finding: Finding) => Text | Promise<Text> {
  let describes: Describer | undefined;
  const reported = (finding: Finding, say: Describer): Text =>
    report.parts?.(finding, () => say(finding)) ?? report.finding(finding, () => say(finding));
  return (finding) => {
    if (describes) return reported(finding, describes);
    return Promise.all([describerOf(file, options), report.prepare?.()]).then(([loaded]) =>
      reported(finding, (describes = loaded)),
    );
  };
}

async function writeFindings(
  source: Source,
  file: OpenFile,
  report: Report,
  output: Output,
  options: ValidateOptions,
): Promise<FileSummary> {
  const gathered = new Gathered(output);
  const reported = reporter(file, report, options);
  const { schemaVerdict, rules, ...counted } = await file
    .check((finding) => {
      const text = reported(finding);
      return text instanceof Promise ? text.then((late) => gathered.add(late)) : gathered.add(text);
    })
    // oxlint-disable-next-line typescript/no-misused-promises -- `finally` waits for the promise that it is given
    .finally(() => gathered.flush());
  const { version } = file;
  return {
    file: shownName(source.name, options),
    format: file.form,
    version,
    versionChosen: options.schema !== undefined,
    ...(await standing(source, file, options)),
    versionDetected: file.detection.version,
    versionReason: file.detection.reason,
    sha256: file.sha256(),
    schemaVerdict: schemaVerdict === null ? null : schemaVerdict ? 'valid' : 'invalid',
    verdict: verdictOf(counted),
    ...counted,
    rules: rules && options.rules ? await applied(rules, options.rules, version) : null,
  };
}

const titles = new Map<string, Texts>();

const readTitles = onceEach(async (version: string) => {
  for (const { id, title } of (await loadRules(version)).rules) titles.set(id, title);
});

/** Reads the titles of the rules of a version where its forecast names some; most forecasts name none. */
async function readTitlesFor(forecast: Forecast | null | undefined, version: string): Promise<void> {
  if (forecast && Object.values(forecast.reasons).some((counted) => Object.keys(counted).length > 0)) await readTitles(version);
}

/** The title of a rule, after `readTitlesFor`; its id where it has none. */
const titleIn =
  (lang: Lang) =>
  (id: string): string =>
    titles.get(id)?.[lang] ?? id;
