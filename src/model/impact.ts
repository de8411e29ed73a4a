/** What `decp impact` counts on real files, and what a version stores of it (`impact.json`). Counts and places only, no value of a record. */
import type { RecordKind } from './kinds.ts';
import type { Severity } from '../finding.ts';
import type { RuleFamily } from './rules.ts';

// `decp impact --from A --to B` counts the records whose verdict differs between two versions.

/**
 * Records, or whole files, by their verdict under the two versions, by the schema and by the rules that bear on it. `newlyRefused`:
 * accepted by the first, refused by the second; `newlyAccepted`: the reverse. `judged` is the total.
 */
export type VerdictCounts = {
  judged: number;
  acceptedByBoth: number;
  refusedByBoth: number;
  newlyRefused: number;
  newlyAccepted: number;
};

/** Which of the two versions have the structure that the root of a file has (a flat list, or lists by kind). */
export type Shape = 'both' | 'from' | 'to' | 'neither';

/** The verdict on a whole file; null where it is not JSON, or a record could not be judged. */
type FileVerdicts = { from: boolean | null; to: boolean | null };

/**
 * `parsed`: the file could be read to its end; `outside`: records in a structure of neither version, which are not counted; `kinds`: `records`, those of each kind apart.
 */
export type VerdictFile = {
  name: string;
  sha256: string | null;
  parsed: boolean;
  shape: Shape;
  outside: number;
  verdict: FileVerdicts;
  records: VerdictCounts;
  kinds: Record<RecordKind, VerdictCounts>;
};

/** A change of the standard that a cause comes from. */
type NamedChange = { fingerprint: string; kind: string };

/** An occurrence of a cause: base name of the file, JSON Pointer in it, line and column of the value. */
export type CausePlace = { file: string; pointer: string; line?: number; column?: number };

/** One reason why verdicts differ: a finding of severity error that only one of the two versions gives, by code and by field. */
export type Cause = {
  /** `new`: only the second version gives the finding; `gone`: only the first. */
  effect: 'new' | 'gone';
  code: string;
  /** Null for a finding above the records. */
  kind: RecordKind | null;
  /** The deepest field that one of the versions knows; '' for the record itself. */
  path: string;
  /** Its x-field and its codelist. */
  field?: string;
  codelist?: string;
  /** The code, where the list of one version has it and that of the other has not. */
  value?: unknown;
  files: number;
  /** 0 for a finding above the records. */
  records: number;
  /** Records whose verdict changes by this cause, and those of them without any other cause. */
  changing: number;
  alone: number;
  /** `changing` divided by all records. */
  share: number;
  places: CausePlace[];
  changes: NamedChange[];
};

/** `wholeFiles`: files on which both versions have a verdict. */
export type VerdictTotals = { records: VerdictCounts; wholeFiles: VerdictCounts; causes: Cause[] };

/** `rules`: ids of the rules that bear on the verdict, in each version; `measured`: day of the count. */
export type VerdictChanges = {
  tool: { name: string; version: string };
  from: string;
  to: string;
  rules: { from: string[]; to: string[] };
  measured: string;
  /** Where the records are those of a snapshot of the federation: each file is then a source. */
  federation?: FederationSample;
  files: VerdictFile[];
} & VerdictTotals;

/**
 * The contracts of a snapshot that were judged: `sampled` of `contracts`, without those of 1.x (`old`), which have another form. `recipe`: how they were chosen
 * (`federation/sample.yaml`).
 */
type FederationSample = {
  snapshot: string;
  contracts: number;
  old: number;
  sampled: number;
  recipe: { size: number; least: number; seed: string };
};

/** An occurrence of a finding: base name of the file, JSON Pointer in it. */
type ImpactPlace = { file: string; pointer: string };

/** `records`: records with a finding; `places`: the first occurrences. */
export type Hits = { records: number; findings: number; places: ImpactPlace[] };

/**
 * One rule. `records`: those of its kinds, in files of the versions that it applies to; `evaluated`: those of them whose fields allow to run
 * it; `hit`: those with a finding; `share`: `hit` divided by `records`.
 */
export type RuleImpact = {
  id: string;
  severity: Severity;
  family: RuleFamily;
  records: number;
  evaluated: number;
  hit: number;
  share: number;
  findings: number;
  places: ImpactPlace[];
};

/**
 * One field at one path of one kind of record. `objects`: those that may hold it (records, or items of a list): it is `absent` from them,
 * `empty` (null, blank text, list or object without content) or `filled`. `wrong`: those with a finding of the schema on it or under it;
 * `share`: `filled` divided by `objects`.
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

/** A code at one field: the deepest one that the version knows, '' for the record itself. `kind` is null above the records. */
export type CodeAtField = { kind: RecordKind | null; path: string; records: number; findings: number };

/** One code that is not a rule. `share`: records with this finding divided by all records. */
export type CodeImpact = Hits & { code: string; severity: Severity; share: number; fields: CodeAtField[] };

export type ImpactRecords = Record<RecordKind, number> & { valid: number; invalid: number; conforming: number };

export type ImpactCounts = { records: ImpactRecords; rules: RuleImpact[]; fields: FieldImpact[]; findings: CodeImpact[] };

/** A file that was counted: base name, sum of the bytes on disk, version applied, number of records. */
export type ImpactFile = { name: string; sha256: string | null; version: string; records: number };

/** The whole report. `schema`: the version asked for, null where that of each file was detected; `date`: reference day of the rules; `measured`: day of the count. */
export type Impact = {
  tool: { name: string; version: string };
  rulesVersion: string;
  schema: string | null;
  date: string;
  measured: string;
  files: ImpactFile[];
} & ImpactCounts;
