/** Brings a file from a page to another version, while it is read. */
import { type Finding, InputError } from '../../finding.ts';
import { rememberingDescriber } from '../../messages/describer.ts';
import { loadLanguage } from '../../messages/language.ts';
import { modelContexts } from '../../messages/model-context.ts';
import type { Described } from '../../messages/types.ts';
import type { Chain } from '../../migrate/chain.ts';
import { memorySpool } from '../../convert/in-memory.ts';
import type { Output } from '../../host/output.ts';
import { Needs } from '../../migrate/completion/needs.ts';
import { readCompletion } from '../../migrate/completion/read.ts';
import type { MigrationFinding } from '../../migrate/migrate-file.ts';
import { Supply } from '../../migrate/completion/supply.ts';
import { describeBy, migrateFile, prepareMigration } from '../../migrate/run.ts';
import { BY_KIND, factsIn, isBefore } from '../../model/releases.ts';
import type { Model } from '../../model/types.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import { createTally } from '../../report/summary.ts';
import { openCheck } from '../../validate/open-check.ts';
import { Batches, bytesOf, type CheckOptions, nameOf, orUnreadable, pacing } from './check-file.ts';
import { assetsAt, PageRegistry } from './registry.ts';
import { blobOutput, isWritable, sinkOf } from './sinks.ts';
import type { DescribedFinding, Jobs, MigratedFile, Progress } from './types.ts';
import { type Given, openChunks } from './unpacked.ts';

/** A file that cannot be read is an outcome too, not an error. @throws the reason of `signal` when it aborts; anything else is a bug */
export const migrateGiven = (given: Given, options: CheckOptions): Promise<Jobs['migrate']> =>
  orUnreadable(options.lang, () => migrated(given, options));

async function migrated(
  given: Given,
  { signal, lang = 'fr', version: from, ...options }: CheckOptions,
): Promise<Jobs['migrate']> {
  signal?.throwIfAborted();
  const { toVersion = 'latest', partial = false, missing, complete, onFindings, onProgress } = options;
  const name = nameOf(given);
  const registry = new PageRegistry(typeof options.assets === 'string' ? assetsAt(options.assets, lang) : options.assets);
  const to = factsIn(await registry.index(), toVersion).version;
  const progress: Progress = { read: 0, ...(given instanceof Blob && { size: given.size }), findings: 0 };
  const chunks = await openChunks(given, (bytes) => (progress.read += bytes));
  const file = await openCheck(bytesOf(chunks, name), { name, schema: from }, registry);
  const prepared = await prepareMigration(registry, file, { from, to });
  const { chain } = prepared.starts;
  const describe = describeBy(prepared.starts, await describersOf(registry, lang));
  const batches = new Batches(onFindings, options.maxFindings);
  const tally = createTally({ places: PLACES });
  const listed = blobOutput();
  const files = { input: name, output: '', completion: complete ? nameOf(complete) : '' };
  const list = options.list === true ? await listInto(listed, { lang, files }) : undefined;
  const take = (found: MigrationFinding): void => {
    tally.add(found.finding, () => describe(found));
    list?.add(found, describe(found));
    // Those that are withheld are not described.
    if (batches.isOpen) batches.keep(describedBy(describe, found));
    else batches.withheld++;
  };
  const flush = () => list?.flushIfEnough();
  const supply = complete && (await orUnreadable(lang, () => supplyOf(complete, chain, registry, { take, flush })));
  if (supply && 'readable' in supply) return { ...supply, finding: { ...supply.finding, in: 'completion' } };
  const writtenForm = isWritable(file.form, chain.to) ? file.form : 'json';
  const output = blobOutput();
  const sink = sinkOf(writtenForm, chain.to, output);
  // Tables are made from the version with a list of each kind on.
  const needs = missing === undefined || isBefore(to, BY_KIND) ? undefined : new Needs(chain.to, missing, memorySpool);
  const beforeBytes = pacing(batches, progress, { onProgress, signal });
  const migrated = await migrateFile(file, { ...prepared, form: writtenForm, sink, supply, needs, flush }, take, beforeBytes);
  await batches.flush();
  await list?.end();
  const isWritten = migrated.counts.error === 0 || partial;
  await (isWritten ? sink.keep() : sink.discard());
  return {
    readable: true,
    ...{ form: file.form, writtenForm, from: prepared.starts.version, stepsFrom: chain.from.version, to },
    recognised: from === undefined ? file.detection : undefined,
    ...{ file: isWritten ? output.file() : undefined, ...migrated },
    missing: needs && needs.count > 0 ? await missingIn(needs, chain.to, lang) : undefined,
    list: list && listed.file(),
    ...{ withheld: batches.withheld, groups: tally.groups() },
  };
}

/** A list of all findings, for spreadsheets; loaded where one is asked for. */
async function listInto(output: Output, listing: { lang: Lang; files: Record<MigrationFinding['about'], string> }) {
  const { FindingList } = await import('../../migrate/finding-list.ts');
  return new FindingList('csv', (text) => output.write(text), listing);
}

async function missingIn(needs: Needs, { fields }: Model, lang: Lang): Promise<MigratedFile['missing']> {
  return {
    file: await tableOf(needs, lang),
    contracts: needs.count,
    fields: needs.lacking().map((one) => ({ ...one, title: fields[one.field]?.title[lang] ?? one.field })),
  };
}

/** The table to complete; undefined where a workbook would be too large, which the file that was migrated does not depend on. */
async function tableOf(needs: Needs, lang: Lang): Promise<Blob | undefined> {
  const table = blobOutput();
  try {
    await needs.pour(table, lang);
    return table.file();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return undefined;
  }
}

/** What a person gave in a completed table. @throws InputError where it cannot be read */
async function supplyOf(
  table: Blob,
  chain: Chain,
  registry: PageRegistry,
  { take, flush }: { take: (found: MigrationFinding) => void; flush: () => Promise<void> | undefined },
): Promise<Supply> {
  const supply = new Supply();
  const name = nameOf(table);
  const bytes = bytesOf(await openChunks(table, () => undefined), name);
  await readCompletion(await openCheck(bytes, { name, schema: chain.to.version }, registry), supply, take, flush);
  return supply;
}

type Describe = (found: MigrationFinding) => Described;

function describedBy(describe: Describe, found: MigrationFinding): DescribedFinding {
  const { finding, about, ...places } = found;
  const { parts: _, shared: __, ...words } = describe(found);
  return { ...finding, in: about, ...places, words };
}

async function describersOf(registry: PageRegistry, lang: Lang): Promise<(model: Model) => (finding: Finding) => Described> {
  const [language, history] = await Promise.all([loadLanguage(lang), registry.history()]);
  return (model) => rememberingDescriber(modelContexts(model, history, lang), language);
}

/** Places that are kept of each group of findings. */
const PLACES = 2;
