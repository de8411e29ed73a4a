import { InputError, type Finding, type Severity } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { type ConvertReport, jsonConvertReport, textConvertReport } from './report.ts';
import { openFile, type OpenFile } from '../validate/open-file.node.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import { EXTENSIONS, WRITTEN_FORMS, type WrittenForm } from '../model/forms.ts';
import { type OnRead, openSources, type Source } from '../read/sources.node.ts';
import { ReaderGone, wantsColour, openOutput, type Output } from '../host/output.node.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { startProgress } from '../host/progress.node.ts';
import { readHistory } from '../validate/registry.node.ts';
import { extname } from 'node:path';
import { findingOf, findingOfInput } from '../messages/finding-of.ts';
import type { Model } from '../model/types.ts';
import { kindOf, type EndEvent, type LayoutEvent, type ReadEvent, type RecordEvent, recordRef } from '../read/record.ts';
import { lostAround } from '../write/around.ts';
import type { Sink } from './sink.node.ts';
import { describe } from '../messages.ts';
import { modelContexts } from '../messages/model-context.ts';
import type { History } from '../model/history.ts';
import type { Lost } from '../write/lost.ts';
import { BY_KIND } from '../model/releases.ts';
import { gathered } from './gathered.node.ts';
import { jsonSink } from './json-sink.node.ts';
import { xmlSink } from './xml-sink.node.ts';
import { openSpool, staged, type Spool } from './spool.node.ts';

type ConvertCall = ConvertOptions & { input: string; output: string };

type ConvertOptions = { lang: Lang; schema?: string; to?: WrittenForm; lossy?: boolean; format: 'text' | 'json' };

type Target = { file: string; form: WrittenForm };

/**
 * `decp convert IN OUT`: converts one file to another form, by the schema of its version. What the form cannot carry is reported as a finding,
 * and nothing is written then unless `lossy`. The report goes to standard output, or to standard error where the data go to standard output.
 */
export async function runConvert({ input, output, ...options }: ConvertCall): Promise<ExitCode> {
  const target = { file: output, form: targetOf(output, options.to) };
  const [source, ...others] = await openSources([input]);
  if (!source || others.length > 0) throw new InputError('input.one-file', { file: input });
  const progress = startProgress(source, options.lang);
  try {
    const { summary, failed } = await convert(source, target, options, progress.onRead);
    progress.stop();
    (output === '-' ? process.stderr : process.stdout).write(summary);
    return failed ? EXIT.findings : EXIT.conforming;
  } catch (error) {
    // The reader of standard output closed it before the end, so that the conversion is incomplete.
    if (error instanceof ReaderGone) return EXIT.findings;
    throw error;
  } finally {
    progress.stop();
  }
}

type Ended = { summary: string; failed: boolean };

async function convert(source: Source, target: Target, options: ConvertOptions, onRead: OnRead): Promise<Ended> {
  const file = await openFile(source, { schema: options.schema, hashed: false }, onRead);
  const model = await file.model();
  const report = reportOf(options);
  const reported = new Reported(report, options.lang, model, await readHistory());
  const sink = await openSink(target.form, target.file, source.name, model);
  try {
    const records = await transferRecords(file, sink, reported, target.form);
    const hasRecords = records.marche + records['contrat-concession'] > 0;
    const written = reported.counts.error === 0 || (options.lossy === true && hasRecords);
    await (written ? sink.keep() : sink.discard());
    const summary = report.end({
      input: { file: source.name, format: file.form },
      output: { file: target.file, format: target.form },
      version: model.version,
      records,
      counts: reported.counts,
      written,
    });
    return { summary, failed: reported.counts.error > 0 };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

const reportOf = ({ format, lang }: ConvertOptions): ConvertReport =>
  format === 'json' ? jsonConvertReport(packageFacts()) : textConvertReport(lang, wantsColour());

/** The form to write: the one asked for, else the one of the extension of the output. Throws an InputError where there is neither. */
function targetOf(output: string, asked: WrittenForm | undefined): WrittenForm {
  if (asked !== undefined) return asked;
  const extension = extname(output).toLowerCase();
  const form = output.endsWith('/') ? 'package' : WRITTEN_FORMS.find((known) => EXTENSIONS[known] === extension);
  if (form === undefined) throw new InputError('input.unknown-form', { file: output, known: Object.values(EXTENSIONS) });
  return form;
}

type RecordCount = { marche: number; 'contrat-concession': number };

/** Writes the records of a file to a sink and reports what is lost. Returns the number of records. */
async function transferRecords(file: OpenFile, sink: Sink, reported: Reported, form: WrittenForm): Promise<RecordCount> {
  const transfer = new Transfer(await file.model(), sink, reported, form);
  const failure = await file.read((event) => transfer.take(event));
  if (failure) reported.finding(findingOfInput(failure));
  return transfer.records;
}

class Transfer {
  readonly records: RecordCount = { marche: 0, 'contrat-concession': 0 };
  readonly #model: Model;
  readonly #sink: Sink;
  readonly #reported: Reported;
  readonly #form: WrittenForm;
  #opened = false;

  constructor(model: Model, sink: Sink, reported: Reported, form: WrittenForm) {
    this.#model = model;
    this.#sink = sink;
    this.#reported = reported;
    this.#form = form;
  }

  async take(event: ReadEvent): Promise<void> {
    if (event.type === 'layout') await this.#layout(event);
    else if (event.type === 'finding') this.#reported.finding(event.finding);
    else if (event.type === 'record') await this.#record(event);
    else if (event.type === 'end') await this.#end(event);
  }

  /** Reports a flat list where this version has its records by kind, or the reverse: records would get other pointers. */
  async #layout({ layout, path, position, version }: LayoutEvent): Promise<void> {
    const flat = this.#model.lists.some((list) => list.path === '/marches');
    if ((layout === 'flat' || layout === 'by-kind') && (layout === 'flat') !== flat)
      this.#reported.finding(findingOf('structure.list-of-another-version', path, {}, { position }));
    await this.#open(version);
  }

  async #open(version: unknown): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    await this.#sink.open(typeof version === 'string' ? version : undefined);
  }

  async #record(event: RecordEvent): Promise<void> {
    const { list, value, index } = event;
    const kind = list ?? kindOf(value);
    this.records[kind] += 1;
    for (const lost of await this.#sink.record({ kind, value, index })) this.#reported.lost(lost, event);
  }

  async #end({ skeleton, parsed, locate }: EndEvent): Promise<void> {
    await this.#open(undefined);
    await this.#sink.close(skeleton);
    // What surrounds the records is known only where the file was read to its end.
    const lost = parsed ? lostAround(skeleton, this.#form, this.#model) : [];
    for (const one of lost) this.#reported.lost(one, { locate: (pointer) => locate(pointer, 'key') });
  }
}

/** Counts the findings of a conversion and passes them to the report with their messages. */
class Reported {
  readonly counts: Record<Severity, number> = { error: 0, warning: 0, info: 0 };
  readonly #report: ConvertReport;
  readonly #lang: Lang;
  readonly #contextOf: ReturnType<typeof modelContexts>;

  constructor(report: ConvertReport, lang: Lang, model: Model, history: History) {
    this.#report = report;
    this.#lang = lang;
    this.#contextOf = modelContexts(model, history, lang, []);
  }

  finding(finding: Finding): void {
    this.counts[finding.severity]++;
    this.#report.finding(finding, () => describe(finding, this.#contextOf(finding), this.#lang));
  }

  /** Reports a loss as a finding, on a record or, without one, on what surrounds the records. */
  lost(
    { code, path, params, severity = 'error' }: Lost,
    { locate, ...event }: Pick<RecordEvent, 'locate'> & Partial<RecordEvent>,
  ): void {
    const { path: base = '', list = null, index, value } = event;
    const position = locate(path);
    const record = index === undefined ? undefined : recordRef(list, index, value);
    this.finding({
      code,
      severity,
      path: base + path,
      params,
      ...(record && { record }),
      ...(position && { position }),
    });
  }
}

/** Where a sink writes: `open` opens the output at `path`, `spool` keeps parts of it on disk until their turn. */
type Place = { path: string; open: () => Promise<Output>; spool: () => Spool };

/** The sink of each form. Those rarely used are imported on demand. */
const SINKS: Record<WrittenForm, (model: Model, place: Place) => Promise<Sink>> = {
  json: async (model, { open, spool }) => jsonSink(model, await open(), spool()),
  xml: async (model, { open, spool }) => xmlSink(model, await open(), spool()),
  csv: async (model, { open }) => (await import('./sheet-sink.node.ts')).sheetSink('csv', model, await open()),
  xlsx: async (model, { open }) => (await import('./sheet-sink.node.ts')).sheetSink('xlsx', model, await open()),
  ods: async (model, { open }) => (await import('./sheet-sink.node.ts')).sheetSink('ods', model, await open()),
  package: async (model, { path, open }) => {
    const { packageSink } = await import('./package-sink.node.ts');
    return packageSink(model, isFolder(path) ? { folder: path } : { archive: await open() });
  },
};

/**
 * Opens the output of a conversion, which appears under its name only when it is complete. Throws an InputError where the version cannot be
 * written in this form, or the output cannot be opened.
 */
function openSink(form: WrittenForm, path: string, input: string, model: Model): Promise<Sink> {
  if (form !== 'json' && isFlat(model))
    throw new InputError('input.form-of-version', { version: model.version, form, since: BY_KIND });
  const inputs = input === '-' ? [] : [input];
  return SINKS[form](model, {
    path,
    open: async () => (path === '-' ? staged(await openOutput(undefined, inputs)) : gathered(await openOutput(path, inputs))),
    spool: () => openSpool(path === '-' ? undefined : path),
  });
}

/** Whether a package is written as a folder: unless it goes to standard output or its name ends with `.zip`. */
const isFolder = (path: string): boolean => path !== '-' && !/\.zip$/i.test(path);

const isFlat = (model: Model): boolean => model.lists.some(({ path }) => path === '/marches');
