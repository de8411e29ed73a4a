/** The package as other programs import it: a version of the standard, and the check of a record or of a file. */
import { LIBRARY } from '../messages/compiled/library.ts';
import { REPORT } from '../messages/compiled/report.ts';
import type { WantedRules } from '../model/rules.ts';
import type { Model } from '../model/types.ts';
import { refuseArgument, oneOf, LANG, type Options, refuseOptions } from '../../packages/base/src/options.ts';
import { chosenRules, DAY, RULES, VERSION, worded } from './checks.ts';
import { loadVersion, versionIndex } from '../validate/registry.node.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { RecordKind } from '../model/kinds.ts';
import { readChunks } from '../read/json/read-json.ts';
import type { ReadEvent } from '../read/record.ts';
import { checkFile } from '../validate/file.ts';
import type { Finding, Severity } from '../finding.ts';
import { openFile } from '../validate/open-file.node.ts';
import { findingEntry } from '../report/entry.ts';
import { loadRules, refuseUnknown, rulesFor, type RuleChoice } from '../validate/load-rules.node.ts';
import { describer } from '../validate/describer.node.ts';
import type { ChangeEntry } from '../fix/types.ts';
import type { RulesToRun } from '../validate/file-rules.ts';
import { inForceOf } from '../model/releases.ts';
import { CHUNK, CHUNKS, sourceOf } from './chunks.ts';
import { pull } from './pull.ts';
import type { RecordCounts, RulesVerdict } from '../validate/types.ts';
import { type ReadVerdict, verdictOf } from '../validate/verdict.ts';

// The published declarations are made from this file, so it may only use types that are public.

export type ValidateOptions = {
  /** Version of the standard to apply, such as `2.0.3`, `latest` for the newest published here, or `next` for the one to come. */
  version?: string;
  /** Language of the messages: French by default. */
  lang?: Lang;
  /**
   * The rules run besides the schema: all by default, none with `false`, or those of some families. `-<id>` leaves a rule out; where only such
   * are given, all families are run.
   */
  rules?: WantedRules;
  /** The reference day of rules that depend on the current date, AAAA-MM-JJ: today by default. */
  date?: string;
};

/** A finding with its message, one or two sentences in the language asked for. */
export type WordedFinding = Finding & { message: string };

/** A finding about one record: `path` is a JSON Pointer from the record. */
export type RecordFinding = Omit<WordedFinding, 'record' | 'position'>;

/** The result of the check of a whole file. */
export type Summary = {
  /** The version applied; the version detected in the file, and the reason. */
  version: string;
  versionDetected: string;
  versionReason: string;
  /** `not-conforming` when a finding is an error, else `to-review` when one is to be looked at before publishing, else `conforming`. */
  verdict: ReadVerdict;
  /** The verdict of the schema alone on the whole file; null when it is not JSON. */
  schemaVerdict: 'valid' | 'invalid' | null;
  records: RecordCounts;
  counts: Record<Severity, number>;
  /** Findings, among those counted, that a person must look at before the file is published. */
  toReview: number;
  /** Null where no rules were run. */
  rules: RulesVerdict | null;
};

export {
  migrateRecord,
  migrateStream,
  type MigratedRecord,
  type MigrateOptions,
  type MigrationFinding,
  type MigrationSummary,
} from './migrate.node.ts';
export { InputError, type Position, type RecordRef, type Severity } from '../finding.ts';
export type { ChangeEntry } from '../fix/types.ts';
export type { RecordKind } from '../model/kinds.ts';
export type { Lang } from '../../packages/base/src/language.ts';
export type { Code, Field, Model, Schema, Texts } from '../model/types.ts';
export type { Family, Rule, RuleFamily, WantedRules } from '../model/rules.ts';
export type { WordedFinding as Finding };

/**
 * A version of the standard as data: its schema (with codes and texts), fields, codelists and rules. `version` is a number such as
 * `2.0.3`, or `next`. The object is shared between calls: do not change it. Throws an InputError for a version that does not exist.
 */
export async function loadModel(version: string): Promise<Model> {
  refuseArgument('loadModel', 'version', version, VERSION);
  try {
    return (await loadVersion(version)).model;
  } catch (error) {
    throw worded(error, 'fr');
  }
}

/** The pointer that the record would have in a file: messages find names of fields by it. */
const PLACE: Record<RecordKind, string> = { marche: '/marches/marche/0', 'contrat-concession': '/marches/contrat-concession/0' };

/**
 * The findings on one record, taken as JSON would write it (a value of `undefined` is absent); empty when it is conforming. Without
 * `version`, the one in force applies. Rules that compare the records of a file do not apply. Throws an InputError for a version that does
 * not exist, a TypeError for a value that JSON cannot hold, a TypeError or a RangeError for a wrong kind or option.
 */
export async function validateRecord(kind: RecordKind, value: unknown, options: ValidateOptions = {}): Promise<RecordFinding[]> {
  refuseWrong('validateRecord', options);
  const { lang = 'fr' } = options;
  refuseArgument('validateRecord', 'kind', kind, KINDS, lang);
  const text = jsonOf(value, lang);
  const choice = chosenRules(options);
  try {
    const version = await loadVersion(options.version ?? (await inForce()));
    const [rules, words] = await Promise.all([rulesToRun(version.model.version, choice), wordsOf(version.model, lang)]);
    const findings: RecordFinding[] = [];
    for (const finding of checkFile<never>(eventsOf(kind, text), version, rules))
      findings.push(fromRecord(words(finding), PLACE[kind]));
    return findings;
  } catch (error) {
    throw worded(error, lang);
  }
}

const KINDS = oneOf(Object.keys(PLACE));

function jsonOf(value: unknown, lang: Lang): string {
  try {
    const text = JSON.stringify(value) as string | undefined;
    if (text !== undefined) return text;
  } catch (cause) {
    // A cycle, a BigInt, or nesting too deep to be written.
    throw new TypeError(LIBRARY[lang]['no-json']({ why: String(cause).split('\n')[0] ?? '' }), { cause });
  }
  throw new TypeError(LIBRARY[lang]['no-json']({ why: typeof value }));
}

/** The record read as in a file, within the same limits, without the events about the file around it. */
function* eventsOf(kind: RecordKind, text: string): Generator<ReadEvent> {
  const file = new TextEncoder().encode(`{"marches":{${JSON.stringify(kind)}:[${text}]}}`);
  for (const event of readChunks([file])) if (event.type !== 'layout' && event.type !== 'end') yield event;
}

function fromRecord({ record: _, position: __, path, ...finding }: WordedFinding, place: string): RecordFinding {
  return { ...finding, path: path.slice(place.length) };
}

/**
 * Yields the findings of a JSON file in its order, as its bytes come (a Node.js stream, `ReadableStream`, any iterable of bytes), and returns
 * its summary. No record is kept: memory does not grow with the file. Without `version`, the one that the file declares applies, or the one
 * detected from its structure. The generator throws an InputError where nothing can be read (empty, UTF-16, not JSON at all); the call
 * itself throws a TypeError or a RangeError for wrong chunks or a wrong option.
 */
export function validateStream(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  options: ValidateOptions = {},
): AsyncGenerator<WordedFinding, Summary, void> {
  refuseWrong('validateStream', options);
  const { lang = 'fr' } = options;
  refuseArgument('validateStream', 'chunks', chunks, CHUNKS, lang);
  return findingsOf(chunks, options.version, chosenRules(options), lang);
}

/** A corrected file, in the form and encoding that it came in. */
export type FixResult = {
  bytes: Uint8Array;
  format: string;
  version: string;
  /** In the order of the file. */
  changes: ChangeEntry[];
  /** Values that are certain and could not be written: correct them by hand. */
  left: ChangeEntry[];
  /** The verdict on the corrected file, its findings by severity, and how many of them are to be reviewed. */
  verdict: Summary['verdict'];
  counts: Summary['counts'];
  toReview: number;
};

/**
 * Replaces the values that findings name and that are certain (blanks in the SIRET of a buyer, codes spelled otherwise, decimal comma, dates, yes and no) in
 * a file in JSON, XML, CSV, XLSX or ODS. Nothing is guessed, and nothing else changes. A second call changes nothing more. Throws an
 * InputError where the file cannot be read or corrected, a TypeError or a RangeError for a wrong argument.
 */
export async function fix(bytes: Uint8Array, options: ValidateOptions = {}): Promise<FixResult> {
  refuseWrong('fix', options);
  const { version: schema, lang = 'fr' } = options;
  refuseArgument('fix', 'bytes', bytes, CHUNK, lang);
  const [{ fixBytes }, { changeEntry }, { concat }] = await Promise.all([
    import('../fix/fix-file.node.ts'),
    import('../fix/report.ts'),
    import('../read/concat.ts'),
  ]);
  try {
    const { pieces, form, version, changes, left, verdict } = await fixBytes(bytes, '', { schema, rules: chosenRules(options) });
    return {
      ...{ bytes: concat(pieces), format: form, version },
      ...{ changes: changes.map(changeEntry), left: left.map(changeEntry) },
      ...{ verdict: verdictOf(verdict), counts: verdict.counts, toReview: verdict.toReview },
    };
  } catch (error) {
    throw worded(error, lang);
  }
}

/** Findings buffered until they are asked for. */
const MOST_WAITING = 256;

async function* findingsOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  schema: string | undefined,
  rules: RuleChoice | undefined,
  lang: Lang,
): AsyncGenerator<WordedFinding, Summary, void> {
  try {
    await refuseUnknown(rules);
    const file = await openFile(sourceOf('validateStream', chunks, lang), { schema, rules, hashed: false }, () => undefined);
    const words = await wordsOf(await file.model(), lang);
    const {
      parsed: _,
      schemaVerdict,
      ...counted
    } = yield* pull<WordedFinding, Awaited<ReturnType<typeof file.check>>>(async (give) => {
      // Suspending for each finding would cost more than the check: those of one chunk are given together.
      const waiting: WordedFinding[] = [];
      const giveAll = async (): Promise<void> => {
        for (const finding of waiting.splice(0)) await give(finding);
      };
      const take = (finding: Finding): Promise<void> | undefined =>
        waiting.push(words(finding)) < MOST_WAITING ? undefined : giveAll();
      const verdict = await file.check(take, { beforeBytes: giveAll });
      await giveAll();
      return verdict;
    });
    return {
      version: file.version,
      versionDetected: file.detection.version,
      versionReason: REPORT[lang]['version-reason'](file.detection.reason),
      verdict: verdictOf(counted),
      schemaVerdict: schemaVerdict === null ? null : schemaVerdict ? 'valid' : 'invalid',
      ...counted,
    };
  } catch (error) {
    throw worded(error, lang);
  }
}

/** Adds messages to findings about data of a version. */
async function wordsOf(model: Model, lang: Lang): Promise<(finding: Finding) => WordedFinding> {
  const describe = await describer(model, (await loadRules(model.version)).rules, lang);
  return (finding) => findingEntry(finding, describe(finding));
}

const OPTIONS: Options = { version: VERSION, lang: LANG, rules: RULES, date: DAY };

/** Throws a TypeError or a RangeError for wrong options. */
const refuseWrong = (call: string, options: unknown): void => refuseOptions(call, options, OPTIONS);

/** The rules of the last call, since programs check record after record with the same options. They hold nothing of a record. */
let last: { asked: string; rules: Promise<RulesToRun | undefined> } | undefined;

/** The rules asked for, ready to run on a version. */
function rulesToRun(version: string, choice: RuleChoice | undefined): Promise<RulesToRun | undefined> {
  if (!choice) return Promise.resolve(undefined);
  const asked = JSON.stringify([version, choice]);
  if (last?.asked !== asked) last = { asked, rules: knownRules(version, choice) };
  return last.rules;
}

async function knownRules(version: string, choice: RuleChoice): Promise<RulesToRun | undefined> {
  await refuseUnknown(choice);
  return rulesFor(version, choice);
}

const inForce = async (): Promise<string> => inForceOf(await versionIndex());
