/** The interface of reports: their input, and the text chunks that they return. */
import type { Finding, Severity } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { TextParts } from '../../packages/base/src/text-parts.ts';
import type { Described } from '../messages.ts';
import type { Skipped } from '../read/source.ts';
import type { VersionReason } from '../validate/detect.ts';
import type { CountFindings, RulesVerdict } from '../validate/types.ts';
import type { ReadVerdict } from '../validate/verdict.ts';

export type FileInfo = {
  file: string;
  /** Format of the file, for example `json`. */
  format: string;
  /** The version against which the file is checked; null if it could not be read. */
  version: string | null;
  /** The version in force, if `version` is another one. */
  inForce?: string;
  /**
   * A version published here, not yet in force, to which the file may conform as well. Set if the file names no version, so that
   * the one in force was applied. `command` counts what the proposal would additionally refuse.
   */
  proposal?: { version: string; command?: string };
  /** Whether the user chose `version`. */
  versionChosen?: boolean;
  /** The version detected from the content, which may differ from a `version` chosen by the user; null if none was detected. */
  versionDetected: string | null;
  versionReason: VersionReason | null;
};

/** `unreadable`: nothing could be read, and the finding of the file gives the reason. */
export type Verdict = ReadVerdict | 'unreadable';

/** `valid` and `invalid`: verdicts of the schema only; `conforming`: records without a finding of severity error. */
export type RecordCounts = { marche: number; 'contrat-concession': number; valid: number; invalid: number; conforming: number };

export type FileSummary = FileInfo & {
  sha256: string | null;
  /** False if the file as a whole is not valid JSON, although records could be read. */
  parsed?: boolean;
  /** The verdict of the published schema on the whole file; null if it is not valid JSON. */
  schemaVerdict: 'valid' | 'invalid' | null;
  verdict: Verdict;
  records: RecordCounts;
  counts: Record<Severity, number>;
  /** Findings, among those counted, that a person must look at before the file is published. */
  toReview: number;
  /** The results of the rules on the whole file; null if none were run. */
  rules?: RulesSummary | null;
  /** The command to run once what is to do is done, or that does it. Undefined if nothing is to do, or no command could be run. */
  next?: string;
};

/**
 * What is left to do with a file that is accepted. `dropped`: contracts that the national consolidation would leave out; `inForce`: the version in force, empty where the file
 * was judged by it.
 */
export type NextStep = { then: 'convert' | 'forecast' | 'version' | 'publish'; inForce: string; dropped: number };

/** `version`: version of the rules that were applied; `without`: ids of rules left out; `date`: reference day (AAAA-MM-JJ). */
type RulesSummary = RulesVerdict & {
  version: string;
  families: readonly string[];
  without: readonly string[];
  date: string;
};

/**
 * A writer of one format. Each call returns the text to write now, so that only counts stay in memory: start, then for each file
 * (file, finding…, endFile), then end. `describe` is called only for findings that are shown.
 */
export type Report = {
  /** `files`: names of the files that will follow. */
  start(files?: readonly string[]): string;
  file(info: Pick<FileInfo, 'file'>): string;
  /** Loads what findings need and a file without any does not: awaited before the first one. */
  prepare?(): Promise<void>;
  finding(finding: Finding, describe: () => Described): string;
  /** The same in parts, which are written faster where there are many. */
  parts?(finding: Finding, describe: () => Described): TextParts | string;
  /** Counts findings that it would not show, in place of `finding`. */
  count?: CountFindings;
  endFile(summary: FileSummary): string;
  /** `skipped`: the files of folders that were not checked. The text report leaves them to its caller. */
  end(skipped?: readonly Skipped[]): string;
};

export type ReportOptions = {
  lang: Lang;
  tool: { name: string; version: string };
  /** Version of the requested rules; each file reports the one that was applied. */
  rulesVersion: string | null;
  /** Maximum number of findings listed per file; counts remain complete. Unlimited if absent. */
  maxFindings?: number;
};

/** The summary of a file that could not be read at all. Its only finding is `findingOfInput(error)`. */
export const unreadableSummary = (file: string, format = 'json', sha256: string | null = null): FileSummary => ({
  file,
  format,
  version: null,
  versionDetected: null,
  versionReason: null,
  sha256,
  schemaVerdict: null,
  verdict: 'unreadable',
  records: { marche: 0, 'contrat-concession': 0, valid: 0, invalid: 0, conforming: 0 },
  counts: { error: 1, warning: 0, info: 0 },
  toReview: 0,
});
