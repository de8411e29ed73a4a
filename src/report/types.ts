/** What every report is reported, and what it answers: strings to write, in order. */
import type { Finding, Severity } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import type { Described } from '../messages.ts';
import type { VersionReason } from '../validate/detect.ts';
import type { CountFindings, RulesVerdict } from '../validate/types.ts';

export type FileInfo = {
  file: string;
  /** Format of the file read: `json`. */
  format: string;
  /** Version that the file is checked against; null when it could not be read. */
  version: string | null;
  /** The version in force, where `version` is another one. */
  inForce?: string;
  /**
   * A version published here, not in force, of which the file could as well be: it says no version, and that in force was applied. `command`
   * counts what the proposal would refuse besides.
   */
  proposal?: { version: string; command?: string };
  /** True when the user chose `version`. */
  versionChosen?: boolean;
  /** Version that its content says, which differs from `version` when the user chose one; null when nothing could be reported. */
  versionDetected: string | null;
  versionReason: VersionReason | null;
};

/** `unreadable`: nothing could be read, the finding of the file says why. */
export type Verdict = 'conforming' | 'not-conforming' | 'unreadable';

/** `valid` and `invalid` are the schema's verdict alone; `conforming` are the records without any finding of severity error. */
export type RecordCounts = { marche: number; 'contrat-concession': number; valid: number; invalid: number; conforming: number };

export type FileSummary = FileInfo & {
  sha256: string | null;
  /** False when the file as a whole is not JSON, though records could be read. */
  parsed?: boolean;
  /** What the published schema says of the whole file; null when it is not JSON. */
  schemaVerdict: 'valid' | 'invalid' | null;
  verdict: Verdict;
  records: RecordCounts;
  counts: Record<Severity, number>;
  /** What the rules say of the whole file; null where none were run. */
  rules?: RulesSummary | null;
};

/**
 * `version`: tells the content of the rules that judged this file; `without`: ids of rules that were left out; `date`: the reference day
 * (AAAA-MM-JJ).
 */
export type RulesSummary = RulesVerdict & {
  version: string;
  families: readonly string[];
  without: readonly string[];
  date: string;
};

/**
 * A writer of one format. Each call answers the text to write now, so that nothing but counts stays in memory:
 * start, then for each file (file, finding…, endFile), then end. `describe` is only called for findings that are shown.
 */
export type Report = {
  start(): string;
  file(info: Pick<FileInfo, 'file'>): string;
  finding(finding: Finding, describe: () => Described): string;
  /** Counts findings that it would not show, in place of `finding`. */
  count?: CountFindings;
  endFile(summary: FileSummary): string;
  end(): string;
};

export type ReportOptions = {
  lang: Lang;
  tool: { name: string; version: string };
  /** Tells the content of the rules that were asked for; each file says which judged it. */
  rulesVersion: string | null;
  /** Findings listed for each file at most; counts stay complete. All of them when absent. */
  maxFindings?: number;
};

/** The summary of a file that could not be read at all. Its one finding is `findingOfInput(error)`. */
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
});
