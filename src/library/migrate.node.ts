/** Migration for other programs: a record, or a file as its bytes come. */
import type { Finding } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { LANG, oneOf, type Options, refuseArgument, refuseOptions } from '../../packages/base/src/options.ts';
import { severityOf } from '../messages/finding-of.ts';
import type { Code } from '../messages/language.ts';
import { RECORD_KINDS, type RecordKind } from '../model/kinds.ts';
import { judge } from '../migrate/judge.ts';
import type { Chain } from '../migrate/chain.ts';
import { BUILT, loadChain } from '../migrate/load.node.ts';
import type { MigrationFinding as Found } from '../migrate/migrate-file.ts';
import { describeBy, migrateFile, prepareMigration } from '../migrate/run.ts';
import type { Described } from '../messages/types.ts';
import { findingEntry } from '../report/entry.ts';
import type { Sink } from '../convert/sink.ts';
import { describers } from '../validate/describer.node.ts';
import type { LocalFinding } from '../validate/types.ts';
import { openFile } from '../validate/open-file.node.ts';
import { factsOf, loadVersion } from '../validate/registry.node.ts';
import { VERSION, worded } from './checks.ts';
import { CHUNKS, type Chunks, sourceOf } from './chunks.ts';
import { pull } from './pull.ts';

// The published declarations are made from this file, so it may only use types that are public.

export type MigrateOptions = {
  /** Version to reach, such as `2.0.3`, `latest` or `next`. */
  to: string;
  /** Version of the data. Where this is absent, that of a file is detected, and that of a record that another version wrote. */
  from?: string;
  /** Language of the messages: French by default. */
  lang?: Lang;
};

/**
 * A finding with its message. `in`: whether its path is in the data given (`input`) or in the migrated ones (`output`). `field`: the stable name (`x-field`) of the field that it is
 * about, where there is one. `start`: the version of its record, where it is not that of the file. `there`: the place in the migrated data of a value of the data given.
 * `level`: what became of the value, where a step decided it. `exact` and `equivalent`: the same information; `deduced`: it follows by a rule that can be wrong; `lost`: it is
 * no longer in the data; `absent`: the data do not say what the version asks for.
 */
export type MigrationFinding = Finding & {
  message: string;
  in: 'input' | 'output';
  start?: string;
  field?: string;
  there?: string;
  level?: 'exact' | 'equivalent' | 'deduced' | 'lost' | 'absent';
};

/** `record` in the version asked for. It is what its schema accepts where no finding is an error. Nothing is filled in by default. */
export type MigratedRecord = { kind: RecordKind; record: unknown; findings: MigrationFinding[] };

/**
 * `from`: the version of the file, as its check recognises it; `stepsFrom`: the one whose records the first step takes, where nothing tells the version of the file from it;
 * `starts`: how many records are of each version; `valid`: records that the schema of the version `to` accepts.
 */
export type MigrationSummary = {
  from: string;
  stepsFrom: string;
  to: string;
  records: Record<RecordKind, number>;
  starts: Record<string, number>;
  valid: number;
  counts: Record<'error' | 'warning' | 'info', number>;
  /** Findings, among those counted, that a person must look at before the data are published. */
  toReview: number;
  /** Findings that are about no record: a file that is cut, names next to the records. */
  findings: MigrationFinding[];
};

const OPTIONS: Options = { to: VERSION, from: VERSION, lang: LANG };

/**
 * Brings a record from the version `from` to the version `to`: the record in that version and what became of each value that did not simply pass. The record given is left
 * unchanged; paths of findings are JSON Pointers from the record. Throws an InputError for a version that does not exist or where there is no way (2.x to 1.x), a
 * TypeError or a RangeError for a wrong kind or option.
 */
export async function migrateRecord(
  kind: RecordKind,
  value: unknown,
  options: MigrateOptions & { from: string },
): Promise<MigratedRecord> {
  refuseOptions('migrateRecord', options, OPTIONS);
  const { from, to, lang = 'fr' } = options;
  refuseArgument('migrateRecord', 'kind', kind, oneOf(RECORD_KINDS), lang);
  for (const [name, version] of Object.entries({ from, to })) refuseArgument('migrateRecord', name, version, VERSION, lang);
  try {
    const chain = await loadChain(from, to);
    const [{ validators }, words] = await Promise.all([loadVersion(chain.to.version), wordsOf(chain, lang)]);
    const { record, told } = chain.migrate(kind, value);
    const judged = judge(chain, { kind, record, told }, validators[kind]);
    type Local = LocalFinding & Pick<Found, 'field' | 'there' | 'level'>;
    const said =
      (about: Found['about']) =>
      ({ code, severity = severityOf(code as Code), path, params, ...places }: Local): MigrationFinding =>
        words({ finding: { code, severity, path, params }, about, ...places });
    return { kind, record, findings: [...told.map(said('input')), ...judged.map(said('output'))] };
  } catch (error) {
    throw worded(error, lang);
  }
}

/**
 * Yields the records of a file in its order, each in the version `to` with its findings, as the bytes come, and returns a summary. No record is kept: memory does not grow with
 * the file. The generator throws an InputError where nothing can be read or there is no way to the version; the call itself throws a TypeError or a
 * RangeError for wrong chunks or a wrong option.
 */
export function migrateStream(chunks: Chunks, options: MigrateOptions): AsyncGenerator<MigratedRecord, MigrationSummary, void> {
  refuseOptions('migrateStream', options, OPTIONS);
  const { lang = 'fr' } = options;
  refuseArgument('migrateStream', 'chunks', chunks, CHUNKS, lang);
  refuseArgument('migrateStream', 'to', options.to, VERSION, lang);
  return recordsOf(chunks, options, lang);
}

async function* recordsOf(
  chunks: Chunks,
  options: MigrateOptions,
  lang: Lang,
): AsyncGenerator<MigratedRecord, MigrationSummary, void> {
  try {
    const to = (await factsOf(options.to)).version;
    const file = await openFile(
      sourceOf('migrateStream', chunks, lang),
      { schema: options.from, hashed: false },
      () => undefined,
    );
    const prepared = await prepareMigration(BUILT, file, { from: options.from, to });
    const { starts } = prepared;
    const describe = describeBy(starts, await describers(lang));
    return yield* pull<MigratedRecord, MigrationSummary>(async (give) => {
      let findings: MigrationFinding[] = [];
      let last: { kind: RecordKind; record: unknown } | undefined;
      const take = (found: Found): void => void findings.push(publicFinding(found, describe(found)));
      // Findings of a record come before its turn to be written.
      const sink: Sink = {
        open: () => undefined,
        record: ({ kind, value }) => {
          last = { kind, record: value };
          return [];
        },
        flush: () => {
          if (!last) return undefined;
          const migrated = { ...last, findings };
          [last, findings] = [undefined, []];
          return give(migrated);
        },
        close: () => Promise.resolve(),
        keep: () => Promise.resolve(),
        discard: () => Promise.resolve(),
      };
      const migrated = await migrateFile(file, { ...prepared, sink }, take);
      return { from: starts.version, stepsFrom: starts.chain.from.version, to, ...migrated, findings };
    });
  } catch (error) {
    throw worded(error, lang);
  }
}

/** Adds messages to the findings of a migration. */
async function wordsOf({ from, to }: Chain, lang: Lang): Promise<(found: Found) => MigrationFinding> {
  const describe = await describers(lang);
  const [ofInput, ofOutput] = [describe(from), describe(to)];
  return (found) => publicFinding(found, (found.about === 'input' ? ofInput : ofOutput)(found.finding));
}

const publicFinding = ({ finding, about, ...places }: Found, described: Described): MigrationFinding => ({
  ...findingEntry(finding, described),
  ...places,
  in: about === 'input' ? 'input' : 'output',
});
