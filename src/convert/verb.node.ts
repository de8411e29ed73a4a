import { InputError } from '../finding.ts';
import { isBlank } from '../../packages/base/src/blank.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { type ConvertReport, jsonConvertReport, textConvertReport } from './report.ts';
import { openFile } from '../validate/open-file.node.ts';
import { EXIT, type ExitCode } from '../host/exit.ts';
import {
  EXPORTED_FORMS,
  EXTENSIONS,
  type ExportedForm,
  isOcdsName,
  OCDS_EXTENSION,
  type OutputForm,
  WRITTEN_FORMS,
  type WrittenForm,
} from '../model/forms.ts';
import { type OnRead, openSources, type Source } from '../read/sources.node.ts';
import { wantsColour, openOutput, type Output } from '../host/output.node.ts';
import { keepOldMemorySmall } from '../host/memory.node.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { startProgress } from '../host/progress.node.ts';
import { allRules, loadRules } from '../validate/load-rules.node.ts';
import { describer } from '../validate/describer.node.ts';
import { basename, extname } from 'node:path';
import { PREFIX } from '../ocds/identifiers.ts';
import type { Model } from '../model/types.ts';
import { convertFile } from './convert-file.ts';
import type { Sink, SlowSink, Spool, Texts } from './sink.ts';
import { BY_KIND, inForceOf } from '../model/releases.ts';
import { loadModelOf, versionIndex } from '../validate/registry.node.ts';
import { jsonSink } from './json-sink.ts';
import { xmlSink } from './xml-sink.ts';
import type { Previous } from './previous.ts';
import { openSpool, openTexts, staged } from './spool.node.ts';

type ConvertCall = ConvertOptions & { input: string; output: string };

type ConvertOptions = OcdsOptions & { lang: Lang; schema?: string; to?: OutputForm; lossy?: boolean; format: 'text' | 'json' };

/** The options of an export to OCDS. */
type OcdsOptions = {
  ocidPrefix?: string;
  publishedDate?: string;
  publisher?: string;
  standardOnly?: boolean;
  previous?: string;
  cancelMissing?: boolean;
};

type Target = { file: string; form: OutputForm };

/**
 * `decp convert IN OUT`: converts one file to another form, by the schema of its version. What the form cannot carry is reported as a finding,
 * and nothing is written then unless `lossy`. The file is checked as it passes: the report has the errors of the data too, which block nothing. It goes
 * to standard output, or to standard error where the data go to standard output.
 */
export async function runConvert({ input, output, ...options }: ConvertCall): Promise<ExitCode> {
  const target = { file: output, form: outputFormOf(output, options.to) };
  checkOcds(target.form, options);
  const { previous } = options;
  // Two readers of standard input would each have a part of it.
  if (previous === '-' && input === '-')
    throw new InputError('input.ocds-previous', { file: previous, reason: 'input', id: '', prefix: '' });
  const source = await readable(await onlySource(input));
  return runTransfer(source, { output, lang: options.lang }, (onRead) => convert(source, target, options, onRead));
}

/** The only file that a name of an input stands for. Throws an InputError where there are several, or none. */
export async function onlySource(input: string): Promise<Source> {
  const [source, ...others] = await openSources([input]);
  if (!source || others.length > 0) throw new InputError('input.one-file', { file: input });
  return source;
}

/** Writes a file anew, with its progress: its report goes to standard output, or to standard error where the data go to standard output. */
export async function runTransfer(
  source: Source,
  { output, lang }: { output: string; lang: Lang },
  transfer: (onRead: OnRead) => Promise<Ended>,
): Promise<ExitCode> {
  const progress = startProgress(source, lang);
  try {
    const { summary, failed } = await transfer(progress.onRead);
    progress.stop();
    (output === '-' ? process.stderr : process.stdout).write(summary);
    return failed ? EXIT.findings : EXIT.conforming;
  } finally {
    progress.stop();
  }
}

/** A file of OCDS, which its name says, is read as one; other forms are recognised by their bytes. */
async function readable(source: Source): Promise<Source> {
  if (!isOcdsName(source.name)) return source;
  const [{ openOcds }, { loadMapping }] = await Promise.all([import('../ocds/open-ocds.ts'), import('../ocds/mapping.node.ts')]);
  const usual = await loadModelOf(inForceOf(await versionIndex()));
  const form = { name: 'json', whole: false, open: openOcds(await loadMapping(), usual) } as const;
  return { ...source, form: () => Promise.resolve(form) };
}

type Ended = { summary: string; failed: boolean };

/** Checks the file while it is transferred, in one pass: errors of the data do not keep them from being written, losses do. */
async function convert(source: Source, target: Target, options: ConvertOptions, onRead: OnRead): Promise<Ended> {
  const { schema, lang } = options;
  const file = await openFile(source, { schema, rules: allRules(), hashed: false }, onRead);
  const model = await file.model();
  const report = reportOf(options);
  const describe = await describer(model, (await loadRules(file.version)).rules, lang);
  const sink = await openSink(target, source.name, model, options);
  try {
    const { lossy } = options;
    const conversion = await convertFile(
      file,
      { model, sink, form: isExported(target.form) ? 'ocds' : target.form, describe, lossy },
      (finding, words) => report.finding(finding, words),
    );
    const summary = report.end({
      input: { file: source.name, format: file.form },
      output: { file: target.file, format: target.form },
      version: model.version,
      ...conversion,
      ...(schema !== undefined && { schema }),
    });
    return { summary, failed: conversion.counts.error > 0 };
  } catch (error) {
    await sink.discard();
    throw error;
  }
}

const reportOf = ({ format, lang }: ConvertOptions): ConvertReport =>
  format === 'json' ? jsonConvertReport(packageFacts()) : textConvertReport(lang, wantsColour());

/** The form to write: the one asked for, else the one of the extension of the output. Throws an InputError where there is neither. */
function outputFormOf(output: string, asked: OutputForm | undefined): OutputForm {
  if (asked !== undefined) return isExported(asked) ? asked : targetOf(output, asked);
  return output.toLowerCase().endsWith(OCDS_EXTENSION) ? 'ocds' : targetOf(output, undefined);
}

/**
 * The form of an output that is DECP: the one asked for, else the one of its extension. Throws an InputError where there is neither, or where the output
 * has a name that is read as OCDS. `use`: the command, as only a conversion has an option for the form.
 */
export function targetOf(output: string, asked: WrittenForm | undefined, use: 'convert' | 'migrate' = 'convert'): WrittenForm {
  if (isOcdsName(output)) throw new InputError('input.ocds-name', { file: output });
  if (asked !== undefined) return asked;
  const extension = extname(output).toLowerCase();
  const form = output.endsWith('/') ? 'package' : WRITTEN_FORMS.find((known) => EXTENSIONS[known] === extension);
  if (form === undefined) throw new InputError('input.unknown-form', { file: output, known: Object.values(EXTENSIONS), use });
  return form;
}

const isExported = (form: OutputForm): form is ExportedForm => (EXPORTED_FORMS as readonly string[]).includes(form);

/** Refuses an export to OCDS without a prefix, or with an empty name of its publisher, and the options of one in another conversion. Throws an InputError. */
function checkOcds(form: OutputForm, options: OcdsOptions): void {
  const { ocidPrefix, publishedDate, publisher, standardOnly, previous, cancelMissing } = options;
  if (isExported(form)) {
    if (ocidPrefix === undefined || !PREFIX.test(ocidPrefix))
      throw new InputError('input.ocid-prefix', { given: ocidPrefix !== undefined, prefix: ocidPrefix ?? '' });
    if (publisher !== undefined && isBlank(publisher)) throw new InputError('input.ocds-publisher');
    if (cancelMissing === true && previous === undefined) throw new InputError('input.ocds-nothing-to-cancel');
    return;
  }
  const given = {
    '--ocid-prefix': ocidPrefix,
    '--published-date': publishedDate,
    '--publisher': publisher,
    '--standard-only': standardOnly,
    '--previous': previous,
    '--cancel-missing': cancelMissing,
  };
  for (const [option, value] of Object.entries(given))
    if (value !== undefined) throw new InputError('input.ocds-option', { option, form });
}

/** Where a sink writes: `open` opens the output at `path`, `spool` and `texts` keep parts of it on disk until their turn. */
type Place = { path: string; open: () => Promise<Output>; spool: () => Spool; texts: () => Texts };

/** The sink of each form. Those rarely used are imported on demand. */
const SINKS: Record<WrittenForm, (model: Model, place: Place) => Promise<Sink>> = {
  json: async (model, { open, spool }) => jsonSink(model, await open(), spool()),
  xml: async (model, { open, spool }) => xmlSink(model, await open(), spool()),
  csv: async (model, { open, spool }) => (await import('./sheet-sink.ts')).csvSink(model, await open(), spool()),
  xlsx: async (model, { open }) => (await import('./sheet-sink.ts')).workbookSink('xlsx', model, await open()),
  ods: async (model, { open }) => (await import('./sheet-sink.ts')).workbookSink('ods', model, await open()),
  package: async (model, { path, open }) => {
    const { packageSink } = await import('./package-sink.node.ts');
    return packageSink(model, isFolder(path) ? { folder: path } : { archive: await open() });
  },
};

/**
 * Opens the output of a conversion, which appears under its name only when it is complete. Throws an InputError where the version cannot be
 * written in this form, or the output cannot be opened.
 */
export async function openSink(target: Target & { form: WrittenForm }, input: string, model: Model): Promise<Sink>;
export async function openSink(target: Target, input: string, model: Model, options: OcdsOptions): Promise<SlowSink>;
export async function openSink(
  { form, file: path }: Target,
  input: string,
  model: Model,
  options: OcdsOptions = {},
): Promise<SlowSink> {
  if (form !== 'json' && isFlat(model))
    throw isExported(form)
      ? new InputError('input.ocds-version', { version: model.version, since: BY_KIND })
      : new InputError('input.form-of-version', { version: model.version, form, since: BY_KIND });
  const inputs = input === '-' ? [] : [input];
  const beside = path === '-' ? undefined : path;
  const place: Place = {
    path,
    open: async () => (path === '-' ? staged(await openOutput(undefined, inputs)) : openOutput(path, inputs)),
    spool: () => openSpool(beside),
    texts: () => openTexts(beside),
  };
  return isExported(form) ? openExport(form, model, place, options) : SINKS[form](model, place);
}

/** The sink of an export to OCDS, dated now unless the call gives a day. */
async function openExport(
  form: ExportedForm,
  model: Model,
  { path, open, texts }: Place,
  options: OcdsOptions,
): Promise<SlowSink> {
  const [{ ocdsSink }, { loadMapping }] = await Promise.all([import('./ocds-sink.ts'), import('../ocds/mapping.node.ts')]);
  await keepOldMemorySmall();
  const { ocidPrefix: prefix = '', publishedDate: day, publisher, standardOnly, previous: name, cancelMissing } = options;
  const previous = name === undefined ? undefined : await previousIn(name, prefix, texts());
  return ocdsSink(form, model, await loadMapping(), {
    output: await open(),
    texts,
    prefix,
    extension: standardOnly !== true,
    publishedDate: day === undefined ? new Date().toISOString().replace(/\.\d+/, '') : `${day}T00:00:00Z`,
    publisher,
    seed: basename(path),
    previous,
    ...(cancelMissing !== undefined && { cancelMissing }),
  });
}

/** Read to its end before anything is written: the output may take its place. */
async function previousIn(name: string, prefix: string, texts: Texts): Promise<Previous> {
  const source = await onlySource(name);
  const { readPrevious } = await import('./previous.ts');
  return readPrevious({ name, chunks: source.chunks(() => {}), prefix }, texts);
}

/** Whether a package is written as a folder: unless it goes to standard output or its name ends with `.zip`. */
const isFolder = (path: string): boolean => path !== '-' && !/\.zip$/i.test(path);

const isFlat = (model: Model): boolean => model.lists.some(({ path }) => path === '/marches');
