/** What `decp impact` counts, and what a version keeps of it beside its schema (`impact.json`). Counts and places only, nothing of a record. */
import type { RecordKind } from './kinds.ts';
import type { Severity } from '../finding.ts';
import type { Family } from './rules.ts';

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
