/** What `decp impact --from A --to B` counts: the records of real files whose verdict is not the same under two versions. Counts and places only, nothing of a record. */
import type { RecordKind } from './kinds.ts';

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
export type FileVerdicts = { from: boolean | null; to: boolean | null };

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
