import { InputError, type Finding, type Lang } from '../finding.ts';
import { describe, findingOfInput, NO_CONTEXT } from '../messages.ts';
import { modelContexts } from '../messages/model-context.ts';
import type { MessageContext } from '../messages/types.ts';
import type { VersionFacts } from '../model/facts.ts';
import { csvReport } from '../report/csv.ts';
import { jsonReport } from '../report/json.ts';
import { ndjsonReport } from '../report/ndjson.ts';
import { textReport, type TextOptions } from '../report/text.ts';
import type { FileSummary, Report } from '../report/types.ts';
import { unreadableSummary } from '../report/unreadable.ts';
import { openFile, type OpenFile } from './check-source.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { openOutput, ReaderGone, type Output, wantsColour } from './output.ts';
import { packageFacts } from './package.ts';
import { startProgress } from './progress.ts';
import { loadVersion, readHistory, versionIndex } from './registry.ts';
import { loadRules, refuseUnknownRules, type RuleChoice } from './rules.ts';
import { openSources, type Source } from './sources.ts';

export type ValidateOptions = {
  lang: Lang;
  schema?: string;
  format: 'text' | 'json' | 'ndjson' | 'csv';
  output?: string;
  maxFindings?: number;
  /** Undefined: no rules. */
  rules?: RuleChoice | undefined;
};

const REPORTS: Record<ValidateOptions['format'], (options: TextOptions) => Report> = {
  text: textReport,
  json: jsonReport,
  ndjson: ndjsonReport,
  csv: csvReport,
};

/** Checks files one after the other and writes the report as they are read. A file that cannot be read does not stop the others. */
export async function runValidate(names: readonly string[], options: ValidateOptions): Promise<ExitCode> {
  if (options.schema !== undefined) await loadVersion(options.schema);
  if (options.rules) await refuseUnknownRules(options.rules);
  const sources = await openSources(names);
  const output = await openOutput(
    options.output,
    sources.map(({ name }) => name),
  );
  const report = REPORTS[options.format](await reportOptions(options));
  const codes: ExitCode[] = [];
  try {
    await output.write(report.start());
    for (const source of sources) codes.push(await checkOne(source, report, output, options));
    await output.write(report.end());
    await output.close();
  } catch (error) {
    // Who reads the report had enough: what was not checked to its end is not called conforming.
    if (error instanceof ReaderGone) return worst([...codes, EXIT.findings]);
    throw error;
  }
  return worst(codes);
}

async function reportOptions({ lang, maxFindings, output, rules }: ValidateOptions): Promise<TextOptions> {
  const colour = wantsColour(output);
  const book = rules && (await loadRules());
  const titles = new Map(book?.rules.map(({ id, title }) => [id, title[lang]]));
  const titleOf = (id: string): string => titles.get(id) ?? id;
  return {
    lang,
    tool: await packageFacts(),
    rulesVersion: book?.version ?? null,
    titleOf,
    colour,
    ...(maxFindings !== undefined && { maxFindings }),
  };
}

/** Standard input has no name: people read words for it, programs the `-` that they gave. */
const shownName = (name: string, { format, lang }: ValidateOptions): string =>
  name === '-' && (format === 'text' || format === 'csv') ? { fr: '(entrée standard)', en: '(standard input)' }[lang] : name;

/** A finding wins over a file that could not be read: what was found is sure. */
function worst(codes: readonly ExitCode[]): ExitCode {
  for (const code of [EXIT.findings, EXIT.unreadable]) if (codes.includes(code)) return code;
  return EXIT.conforming;
}

async function checkOne(source: Source, report: Report, output: Output, options: ValidateOptions): Promise<ExitCode> {
  await output.write(report.file({ file: shownName(source.name, options) }));
  const progress = startProgress(source, options.lang);
  try {
    const file = await openFile(source, { ...options, hashed: options.format !== 'text' }, progress.onRead);
    const summary = await writeFindings(source, file, report, output, options);
    progress.stop();
    await output.write(report.endFile(summary));
    return summary.verdict === 'conforming' ? EXIT.conforming : EXIT.findings;
  } catch (error) {
    progress.stop();
    if (!(error instanceof InputError)) throw error;
    const finding = findingOfInput(error);
    await output.write(report.finding(finding, () => describe(finding, NO_CONTEXT, options.lang)));
    await output.write(report.endFile(unreadableSummary(shownName(source.name, options))));
    return EXIT.unreadable;
  }
}

/** The version in force, unless it is the one applied. */
function otherInForce(versions: readonly VersionFacts[], applied: string): { inForce?: string } {
  const newest = versions.filter(({ status }) => status === 'en vigueur').at(-1)?.version;
  return newest === undefined || newest === applied ? {} : { inForce: newest };
}

async function writeFindings(
  source: Source,
  file: OpenFile,
  report: Report,
  output: Output,
  options: ValidateOptions,
): Promise<FileSummary> {
  const { lang } = options;
  let contexts: ((finding: Finding) => MessageContext) | undefined;
  const { schemaVerdict, rules, ...counted } = await file.check(async (finding) => {
    contexts ??= modelContexts(file.version.model, await readHistory(), lang, options.rules ? (await loadRules()).rules : []);
    const context = contexts(finding);
    const text = report.finding(finding, () => describe(finding, context, lang));
    if (text !== '') await output.write(text);
  });
  const { version } = file.version.model;
  return {
    file: shownName(source.name, options),
    format: file.form,
    version,
    versionChosen: options.schema !== undefined,
    ...otherInForce(await versionIndex(), version),
    versionDetected: file.detection.version,
    versionReason: file.detection.reason,
    sha256: file.sha256(),
    schemaVerdict: schemaVerdict === null ? null : schemaVerdict ? 'valid' : 'invalid',
    verdict: counted.counts.error > 0 ? 'not-conforming' : 'conforming',
    ...counted,
    rules:
      rules && options.rules
        ? { ...rules, families: options.rules.families, without: options.rules.without, date: options.rules.today }
        : null,
  };
}
