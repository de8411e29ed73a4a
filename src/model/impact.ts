/** What `decp impact` counts, and what a version keeps of it beside its schema (`impact.json`). Counts and places only, nothing of a record. */
import type { RecordKind } from './kinds.ts';
import type { Severity } from '../finding.ts';
import type { Family } from './rules.ts';

// What `decp impact --from A --to B` counts: the records of real files whose verdict is not the same under two versions. Counts and places only, nothing of a record.

/**
 * Records, or whole files, by their verdict under the two versions: that of the schema and of the version-bearing rules. `newlyRefused`:
 * accepted by the first, refused by the second; `newlyAccepted`: the reverse. `judged` is the sum of all.
 */
export type VerdictCounts = {
  judged: number;
  acceptedByBoth: number;
  refusedByBoth: number;
  newlyRefused: number;
  newlyAccepted: number;
};

/** Whether the form of the root of a file (a flat list, or lists by kind) is that of a version. */
export type Shape = 'both' | 'from' | 'to' | 'neither';

/** The verdict on a whole file; null where it is not JSON, or a record could not be judged. */
type FileVerdicts = { from: boolean | null; to: boolean | null };

/** `parsed`: the file could be read to its end; `outside`: records that stand in a form that neither version knows, and are not counted. */
export type VerdictFile = {
  name: string;
  sha256: string | null;
  parsed: boolean;
  shape: Shape;
  outside: number;
  verdict: FileVerdicts;
  records: VerdictCounts;
};

/** A change of the standard that a cause comes from. */
type NamedChange = { fingerprint: string; kind: string };

/** Where a cause was met: base name of the file, JSON Pointer in it, place of the value. */
export type CausePlace = { file: string; pointer: string; line?: number; column?: number };

/**
 * One reason why records are judged otherwise: a finding of error that only one of the two versions has, by code and by field. `new`: the
 * second version has it; `gone`: the first had it. `kind` is null for what is above records; `path`: deepest field that one of the versions
 * knows, '' for the record itself; `field`, `codelist`: its x-field and list; `value`: the code, where one version has it in its list and the other has not. `files`, `records`: those that it
 * hits (no record where it is above them); `changing`: those, among them, whose verdict changes for it; `alone`: those, among these, that have no other reason; `share`:
 * `changing` of all records.
 */
export type Cause = {
  effect: 'new' | 'gone';
  code: string;
  kind: RecordKind | null;
  path: string;
  field?: string;
  codelist?: string;
  value?: unknown;
  files: number;
  records: number;
  changing: number;
  alone: number;
  share: number;
  places: CausePlace[];
  changes: NamedChange[];
};

/** `wholeFiles`: files on which both versions have a verdict. */
export type VerdictTotals = { records: VerdictCounts; wholeFiles: VerdictCounts; causes: Cause[] };

/** `rules`: ids of the rules that bear on the verdict, those of each version. */
export type VerdictChanges = {
  tool: { name: string; version: string };
  from: string;
  to: string;
  rules: { from: string[]; to: string[] };
  measured: string;
  files: VerdictFile[];
} & VerdictTotals;

/** Where a finding stands: base name of the file, JSON Pointer in it. */
type ImpactPlace = { file: string; pointer: string };

/** `records`: hit; `places`: the first ones. */
export type Hits = { records: number; findings: number; places: ImpactPlace[] };

/**
 * One rule. `records`: those of its kinds, in the files of the versions that it speaks of; `evaluated`: those of them where all that
 * it reads could be read; `hit`: those that it has a finding on; `share`: `hit` of `records`.
 */
export type RuleImpact = {
  id: string;
  severity: Severity;
  family: Family;
  records: number;
  evaluated: number;
  hit: number;
  share: number;
  findings: number;
  places: ImpactPlace[];
};

/**
 * One field at one path of one kind of record. `objects`: those that may hold it (records, or items of a list that are there), each of
 * which either leaves it out (`absent`), gives nothing in it (`empty`: null, blank text, list or object without content), or fills it;
 * `wrong`: those where the schema has a finding on it or under it; `share`: `filled` of `objects`.
 */
export type FieldImpact = {
  field: string;
  kind: RecordKind;
  path: string;
  objects: number;
  filled: number;
  absent: number;
  empty: number;
  wrong: number;
  share: number;
};

/** A code by field: the deepest field that the version knows at the place; '' for the record itself, `kind` null for what is above records. */
export type CodeAtField = { kind: RecordKind | null; path: string; records: number; findings: number };

/** One code that is no rule. `share`: records hit, of all records. */
export type CodeImpact = Hits & { code: string; severity: Severity; share: number; fields: CodeAtField[] };

export type ImpactRecords = Record<RecordKind, number> & { valid: number; invalid: number; conforming: number };

export type ImpactCounts = { records: ImpactRecords; rules: RuleImpact[]; fields: FieldImpact[]; findings: CodeImpact[] };

/** A file that was counted: base name, sum of the bytes on disk, version applied, number of records. */
export type ImpactFile = { name: string; sha256: string | null; version: string; records: number };

/** The whole answer. `schema`: the version that was asked for, null where that of each file was detected; `date`: reference day of the rules; `measured`: day of the count. */
export type Impact = {
  tool: { name: string; version: string };
  rulesVersion: string;
  schema: string | null;
  date: string;
  measured: string;
  files: ImpactFile[];
} & ImpactCounts;
