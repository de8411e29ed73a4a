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
 * `decp convert IN OUT`: converts one file to another form, by the schema of its version. What the form cannot carry is a finding, and then nothing is written
 * unless `lossy`. The account goes to standard output, or to standard error where that is where the data go.
 */
export async function runConvert({ input, output, ...options }: ConvertCall): Promise<ExitCode> {
  const target = { file: output, form: targetOf(output, options.to) };
  const [source, ...others] = await openSources([input]);
  if (!source || others.length > 0) throw new InputError('input.one-file', { file: input });
  const progress = startProgress(source, options.lang);
  try {
    const { account, failed } = await convert(source, target, options, progress.onRead);
    progress.stop();
    (output === '-' ? process.stderr : process.stdout).write(account);
    return failed ? EXIT.findings : EXIT.conforming;
  } catch (error) {
    // Who reads the data had enough: not all of them were taken.
    if (error instanceof ReaderGone) return EXIT.findings;
    throw error;
  } finally {
    progress.stop();
  }
}

type Ended = { account: string; failed: boolean };

async function convert(source: Source, target: Target, options: ConvertOptions, onRead: OnRead): Promise<Ended> {
  const file = await openFile(source, { schema: options.schema, hashed: false }, onRead);
  const model = await file.model();
  const report = reportOf(options);
  const reported = new Reported(report, options.lang, model, await readHistory());
  const sink = await openSink(target.form, target.file, source.name, model);
  try {
    const records = await pass(file, sink, reported, target.form);
    const some = records.marche + records['contrat-concession'] > 0;
    const written = reported.counts.error === 0 || (options.lossy === true && some);
    await (written ? sink.keep() : sink.discard());
    const account = report.end({
      input: { file: source.name, format: file.form },
      output: { file: target.file, format: target.form },
      version: model.version,
      records,
      counts: reported.counts,
      written,
    });
    return { account, failed: reported.counts.error > 0 };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

const reportOf = ({ format, lang }: ConvertOptions): ConvertReport =>
  format === 'json' ? jsonConvertReport(packageFacts()) : textConvertReport(lang, wantsColour());

/** The form to write: the one asked for, else the one that the name of the output says. Throws an InputError where neither says it. */
function targetOf(output: string, asked: WrittenForm | undefined): WrittenForm {
  if (asked !== undefined) return asked;
  const extension = extname(output).toLowerCase();
  const form = output.endsWith('/') ? 'package' : WRITTEN_FORMS.find((known) => EXTENSIONS[known] === extension);
  if (form === undefined) throw new InputError('input.unknown-form', { file: output, known: Object.values(EXTENSIONS) });
  return form;
}

type Passed = { marche: number; 'contrat-concession': number };

/** Leads the records of a file into a sink and tells what does not pass. Answers how many records there were. */
async function pass(file: OpenFile, sink: Sink, reported: Reported, form: WrittenForm): Promise<Passed> {
  const passage = new Passage(await file.model(), sink, reported, form);
  const failure = await file.read((event) => passage.take(event));
  if (failure) reported.finding(findingOfInput(failure));
  return passage.records;
}

class Passage {
  readonly records: Passed = { marche: 0, 'contrat-concession': 0 };
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

  /** A flat list where this version keeps records by kind, or the reverse: the records would change their places. */
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
    // Of a file that could not be read to its end nothing more is known.
    const lost = parsed ? lostAround(skeleton, this.#form, this.#model) : [];
    for (const one of lost) this.#reported.lost(one, { locate: (pointer) => locate(pointer, 'key') });
  }
}

/** Findings of a conversion, with their messages, counted. */
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

  /** What is lost of a record, or around the records where there is none. */
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

/** Where a sink writes: a path, its output, opened when it is asked for, and what waits beside it on disk. */
type Place = { path: string; open: () => Promise<Output>; spool: () => Spool };

/** How each form is written. Those that few calls need are loaded when they are asked for. */
const SINKS: Record<WrittenForm, (model: Model, place: Place) => Promise<Sink>> = {
  json: async (model, { open, spool }) => jsonSink(model, await open(), spool()),
  xml: async (model, { open, spool }) => xmlSink(model, await open(), spool()),
  csv: async (model, { open }) => (await import('./sheet-sink.node.ts')).sheetSink('csv', model, await open()),
  xlsx: async (model, { open }) => (await import('./sheet-sink.node.ts')).sheetSink('xlsx', model, await open()),
  package: async (model, { path, open }) => {
    const { packageSink } = await import('./package-sink.node.ts');
    return packageSink(model, isFolder(path) ? { folder: path } : { archive: await open() });
  },
};

/**
 * Opens the output of a conversion, written beside its place and moved there in the end. Throws an InputError where the version has not
 * the form, or the output cannot be written.
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

/** A package goes into an archive where its name says so, else into a folder. */
const isFolder = (path: string): boolean => path !== '-' && !/\.zip$/i.test(path);

const isFlat = (model: Model): boolean => model.lists.some(({ path }) => path === '/marches');
