import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { together } from '../convert/gathered.ts';
import { openSpool } from '../convert/spool.node.ts';
import { onlySource, openSink, runTransfer, targetOf } from '../convert/verb.node.ts';
import type { ExitCode } from '../host/exit.ts';
import { growYoungMemory } from '../host/memory.node.ts';
import { openOutput, type Output, wantsColour } from '../host/output.node.ts';
import { packageFacts } from '../host/package-facts.node.ts';
import { outputBeside } from '../host/standard-streams.node.ts';
import type { Described } from '../messages.ts';
import { BY_KIND, isBefore } from '../model/releases.ts';
import { EXTENSIONS, TABLE_FORMS, type TableForm, type WrittenForm } from '../model/forms.ts';
import type { Model } from '../model/types.ts';
import type { OnRead, Source } from '../read/sources.node.ts';
import { describers } from '../validate/describer.node.ts';
import { openFile } from '../validate/open-file.node.ts';
import { factsOf } from '../validate/registry.node.ts';
import { Needs } from './completion/needs.ts';
import { readCompletion } from './completion/read.ts';
import { type Assumption, Supply } from './completion/supply.ts';
import { BUILT } from './load.node.ts';
import { FindingList, LIST_FORMS, type ListForm } from './finding-list.ts';
import type { MigrationFinding } from './migrate-file.ts';
import { describeBy, migrateFile, prepareMigration } from './run.ts';
import { jsonMigrationReport, type MigrationReport, type MigrationSummary, textMigrationReport } from './report.ts';
import type { Starts } from './start.ts';

type MigrateCall = MigrateOptions & { input: string; output: string };

type MigrateOptions = {
  lang: Lang;
  to: string;
  from?: string;
  partial?: boolean;
  missing?: string;
  complete?: string;
  assume?: Assumption[];
  format: 'text' | 'json' | ListForm;
  report?: string;
};

type Target = { file: string; form: WrittenForm };

/**
 * `decp migrate IN OUT --to V`: brings a file from its version to another one, step by step, and reports every value that is moved, deduced, left out or
 * missing. Nothing is written where something is missing or refused by the target version, unless `partial` and there are contracts. The report goes to standard output, or to standard error
 * where the data go to standard output; `report` is a file that gets all findings besides.
 */
export async function runMigrate({ input, output, ...options }: MigrateCall): Promise<ExitCode> {
  const target = { file: output, form: targetOf(output, output === '-' ? 'json' : undefined, 'migrate') };
  await refuseSame([input, output, options.missing, options.complete, options.report]);
  const source = await onlySource(input);
  return runTransfer(source, { output, lang: options.lang }, (onRead) => migrate(source, target, options, onRead));
}

/** Refuses a file that is given twice, also under another name: one would be written over the other. Files that there are not yet are compared by their folders. */
async function refuseSame(files: readonly (string | undefined)[]): Promise<void> {
  const known = new Set<string>();
  for (const file of files) {
    if (file === undefined || file === '-') continue;
    const place = await placeOf(file);
    if (known.has(place)) throw new InputError('output.same-file', { file });
    known.add(place);
  }
}

async function placeOf(file: string): Promise<string> {
  const there = await stat(file, { bigint: true }).catch(() => undefined);
  if (there) return `${there.dev}:${there.ino}`;
  return join(await realpath(dirname(file)).catch(() => resolve(dirname(file))), basename(file));
}

/** Bytes of a file from which on there is much to be made. */
const LARGE = 16 << 20;

async function migrate(
  source: Source,
  target: Target,
  options: MigrateOptions,
  onRead: OnRead,
): Promise<{ summary: string; failed: boolean }> {
  const { lang, partial = false } = options;
  const to = (await factsOf(options.to)).version;
  if (source.size === undefined || source.size >= LARGE) await growYoungMemory();
  const file = await openFile(source, { schema: options.from, hashed: false }, onRead);
  const prepared = await prepareMigration(BUILT, file, { from: options.from, to });
  const { chain } = prepared.starts;
  const { to: model, from } = chain;
  const describe = describeBy(prepared.starts, await describers(lang));
  // What is removed where the migration ends with an error.
  const outputs: Discarded[] = [];
  const opened = <D extends Discarded>(output: D): D => {
    outputs.push(output);
    return output;
  };
  let needs: Needs | undefined;
  try {
    const lists = await listsOf(options, { input: source.name, output: target.file }, opened);
    const report = reportOf(options);
    const take = (found: MigrationFinding): void => {
      let words: Described | undefined;
      report.finding(found, () => (words ??= describe(found)));
      for (const { list } of lists) list.add(found, (words ??= describe(found)));
    };
    const flush = (): Promise<void> | undefined => together(...lists.map(({ list }) => list.flushIfEnough()));
    const supply = await supplyOf(options, prepared.starts, take, flush);
    needs = options.missing === undefined ? undefined : neededIn(options.missing, model);
    const table = options.missing === undefined ? undefined : opened(await openBeside(options.missing, source.name));
    const sink = opened(await openSink(target, source.name, model));
    const migrated = await migrateFile(file, { ...prepared, form: target.form, sink, supply, needs, flush }, take);
    const contracts = migrated.records.marche + migrated.records['contrat-concession'];
    // Where errors kept all contracts from being read, there is nothing to write in part.
    const written = migrated.counts.error === 0 || (partial && contracts > 0);
    const summary: MigrationSummary = {
      input: { file: source.name, format: file.form },
      output: { file: target.file, format: target.form },
      ...{ from: prepared.starts.version, stepsFrom: from.version, to, written },
      ...migrated,
      ...(needs && options.missing !== undefined && { missing: { file: options.missing, contracts: needs.count } }),
    };
    // All of the table and of the lists is on the disk before anything is moved into its place.
    if (needs && table && needs.count > 0) await needs.pour(table, lang);
    for (const { list } of lists) await list.end({ tool: packageFacts(), ...summary });
    await (written ? sink.keep() : sink.discard());
    await (needs && needs.count > 0 ? table?.close() : table?.discard());
    for (const { output } of lists) await output.close();
    return { summary: report.end(summary), failed: migrated.counts.error > 0 };
  } catch (error) {
    await Promise.all(outputs.map((output) => output.discard()));
    throw error;
  } finally {
    await needs?.remove();
  }
}

type Discarded = { discard(): Promise<void> };

/** What a person gave: a completed table, values assumed. Undefined where nothing was. */
async function supplyOf(
  { complete, assume = [] }: MigrateOptions,
  starts: Starts,
  take: (found: MigrationFinding) => void,
  flush: () => Promise<void> | undefined,
): Promise<Supply | undefined> {
  if (complete === undefined && assume.length === 0) return undefined;
  const supply = new Supply(assume, assume.length > 0 ? await starts.chains() : []);
  if (complete === undefined) return supply;
  const file = await openFile(await onlySource(complete), { schema: starts.chain.to.version, hashed: false }, () => undefined);
  await readCompletion(file, supply, take, flush);
  return supply;
}

/** Gathers what is missing, on the disk of the table. */
const neededIn = (file: string, model: Model): Needs => new Needs(model, tableOf(file, model), () => openSpool(file));

/** The form of the table to complete, by the extension of its name. Tables are made from the version with a list of each kind on. */
function tableOf(file: string, model: Model): TableForm {
  const form = formOf(file, TABLE_FORMS, (known) => EXTENSIONS[known], 'missing');
  if (isBefore(model.version, BY_KIND))
    throw new InputError('input.form-of-version', { version: model.version, form, since: BY_KIND });
  return form;
}

/** The form of a file, by the extension of its name. Throws an InputError where that is none of these forms. `use`: what the file is for. */
function formOf<Form>(
  file: string,
  forms: readonly Form[],
  extensionOf: (form: Form) => string,
  use: 'missing' | 'report',
): Form {
  const extension = extname(file).toLowerCase();
  const form = forms.find((known) => extensionOf(known) === extension);
  if (form === undefined) throw new InputError('input.unknown-form', { file, known: forms.map(extensionOf), use });
  return form;
}

/** Opens a file beside the data, so that one that cannot be written is refused before the pass. */
async function openBeside(path: string, input: string): Promise<Output> {
  const output = await openOutput(path, input === '-' ? [] : [input]);
  try {
    await output.write('');
    return output;
  } catch (error) {
    await output.discard();
    throw error;
  }
}

/** The report of the call; none where all findings are listed in its place. */
function reportOf({ format, lang, complete, report }: MigrateOptions): MigrationReport {
  if (format === 'json') return jsonMigrationReport(packageFacts());
  if (format === 'text') return textMigrationReport(lang, wantsColour(), { completed: complete, listed: report });
  return { finding: () => undefined, end: () => '' };
}

/** The lists of all findings that the call asks for: in a file, and in place of the report. */
async function listsOf(
  { format, lang, complete = '', report }: MigrateOptions,
  files: { input: string; output: string },
  opened: <O extends Output>(output: O) => O,
): Promise<{ list: FindingList; output: Output }[]> {
  const listing = { lang, files: { ...files, completion: complete } };
  const listIn = (form: ListForm, output: Output) => ({
    list: new FindingList(form, (text) => output.write(text), listing),
    output,
  });
  const lists = report === undefined ? [] : [listIn(listFormOf(report), opened(await openBeside(report, files.input)))];
  if (format === 'text' || format === 'json') return lists;
  return [...lists, listIn(format, outputBeside(files.output === '-' ? process.stderr : process.stdout))];
}

const listFormOf = (file: string): ListForm => formOf(file, LIST_FORMS, (known) => `.${known}`, 'report');
