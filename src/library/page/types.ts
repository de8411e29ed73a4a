/** Types of the check in a browser. Their values can be posted between a page and its worker. */
import type { Finding } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { WantedRules } from '../../model/rules.ts';
import type { Lang } from '../../../packages/base/src/language.ts';
import type { Described } from '../../messages/types.ts';
import type { Detection } from '../../validate/detect.ts';
import type { FileVerdict } from '../../validate/types.ts';
import type { DescribedChange } from '../../fix/types.ts';
import type { Places } from '../../migrate/migrate-file.ts';
import type { TableForm, WrittenForm } from '../../model/forms.ts';
import type { FormName } from '../../read/forms.ts';
import type { Group } from '../../report/summary.ts';
import type { Given } from './unpacked.ts';

/** The options of a check. */
export type Choices = {
  /** The version to apply, whatever the file declares; detected from the file where it is not given. */
  version?: string;
  /**
   * The rules run besides the schema: all by default, none with `false`, or those of some families. `-<id>` leaves a rule out; where only such
   * are given, all families are run.
   */
  rules?: WantedRules;
  /** The reference day of rules that depend on the current date, AAAA-MM-JJ: today by default. */
  date?: string;
  /** The language of the messages; findings have no messages where it is not given. */
  lang?: Lang;
  /** How many findings are wanted; further ones are only counted. */
  maxFindings?: number;
  /** The file is what was typed in a form: messages speak of its fields, not of cells and columns. */
  inForm?: boolean;
  /** Of a conversion: the form to write, and whether it is written although values have no place in it. */
  to?: WrittenForm;
  lossy?: boolean;
  /**
   * Of a migration: the version to reach, such as `2.1.0`; whether the file is written although something is missing or refused; the form of the table of what
   * is missing, none where it is not given; such a table, completed by a person; whether a list of all findings is made.
   */
  toVersion?: string;
  partial?: boolean;
  missing?: TableForm;
  complete?: Blob;
  list?: boolean;
};

/** A finding, with its message where a language was chosen. `in`, of a migration: the file in which its `path` is a pointer. */
export type DescribedFinding = Finding & { words?: Described; in?: 'input' | 'output' | 'completion' } & Places;

/** Bytes of the file read so far, its size where it is known, and findings so far. */
export type Progress = { read: number; size?: number; findings: number };

export type Checked = {
  readable: true;
  form: FormName;
  /** The version applied, and the one detected in the file. */
  version: string;
  detection: Detection;
  verdict: FileVerdict;
  /** Findings counted and not given, beyond `maxFindings`. */
  withheld: number;
  /** Counts by code and field, of all findings: the gravest first, then the most frequent. */
  groups: Group[];
};

/** Nothing of the file could be read, or there is no such version; `finding` says why. Its `in` is `completion` where it is about the completed table of a migration. */
export type Unreadable = { readable: false; finding: DescribedFinding };

export type Outcome = Checked | Unreadable;

/**
 * A file with its certain values corrected, in the form that it came in, and the verdict on it. `left`: values that are certain and could not be
 * written; `before`: the counts of the file given.
 */
export type Corrected = {
  readable: true;
  form: FormName;
  version: string;
  file: Blob;
  changes: DescribedChange[];
  left: DescribedChange[];
  before: FileVerdict['counts'];
  verdict: FileVerdict;
};

/**
 * A file in another form. `file` is undefined where nothing was written, since values have no place in the form; `lost`: how many, and `losses`
 * the first of them in words. `errors`: those of the data, which are to be corrected.
 */
export type Converted = {
  readable: true;
  version: string;
  file: Blob | undefined;
  records: number;
  errors: number;
  lost: number;
  losses: string[];
};

/** A field that so many contracts of a kind lack. `field`: its stable name; `title`: in the language asked for. */
type LackingField = { kind: RecordKind; field: string; title: string; contracts: number };

/**
 * A file brought from the version `from` to the version `to`. `form`: in which it was read; `writtenForm`: the same, or JSON where the page or the
 * version `to` has no other. `file` is undefined where nothing was written, since something is missing or refused and `partial` was not asked for.
 * `recognised`: by what the version of the file was, undefined where it was chosen. `stepsFrom`: the version whose records the first step takes, where nothing tells
 * `from` from it. `starts`: how many records are of each version. `valid`: records that the schema of the version `to` accepts. `missing`: the table to complete,
 * with the fields that contracts lack, undefined where no contract lacks anything or no table was asked for; its `file` is undefined where a workbook
 * would be too large (CSV has no limit).
 */
export type MigratedFile = {
  readable: true;
  form: FormName;
  writtenForm: WrittenForm;
  from: string;
  stepsFrom: string;
  recognised: Detection | undefined;
  to: string;
  file: Blob | undefined;
  records: Record<RecordKind, number>;
  starts: Record<string, number>;
  valid: number;
  counts: FileVerdict['counts'];
  /** Findings, among those counted, that a person must look at before the file is published. */
  toReview: number;
  missing: { file: Blob | undefined; contracts: number; fields: LackingField[] } | undefined;
  /** All findings as CSV, one a row; undefined where no list was asked for. */
  list: Blob | undefined;
  /** Findings counted and not given, beyond `maxFindings`. */
  withheld: number;
  /** Counts by code and field, of all findings, with the first places of each: the gravest first, then the most frequent. */
  groups: Group[];
};

/** What a worker does with a file, and what comes of it. */
export type Jobs = {
  check: Outcome;
  fix: Corrected | Unreadable;
  convert: Converted | Unreadable;
  migrate: MigratedFile | Unreadable;
};

/** Messages from a page to its worker. Each belongs to one job, by its number. */
export type ToWorker =
  | { type: keyof Jobs; id: number; file: Given; assets: string | undefined; choices: Choices }
  /** The page has handled a batch. */
  | { type: 'taken'; id: number }
  | { type: 'abort'; id: number }
  /** Asks whether the worker still handles messages, which it answers at once. */
  | { type: 'ping' };

export type ToPage =
  | { type: 'findings'; id: number; findings: DescribedFinding[] }
  | { type: 'progress'; id: number; progress: Progress }
  | { type: 'done'; id: number; outcome: Jobs[keyof Jobs] }
  /** The check failed through a bug, not by the fault of the file. */
  | { type: 'bug'; id: number; name: string; message: string; stack: string | undefined }
  | { type: 'pong' };

/** One side of the channel between a page and its worker. */
export type Port = {
  postMessage(message: unknown, transfer: never[]): void;
  // Both sides have their own types of events, and a library without those of the browser names neither.
  // oxlint-disable-next-line typescript/no-explicit-any
  addEventListener(type: string, listener: (event: any) => void): void;
};
