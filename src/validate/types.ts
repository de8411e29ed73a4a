/** What the check takes and gives. */
import type { Finding, Severity } from '../finding.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { KnownKinds } from '../model/record-shapes.ts';
import type { Model, RecordList, Schema } from '../model/types.ts';
import type { Forecast } from './forecast.ts';

/**
 * Counts findings of a record that the report does not show: the record has the number `index` in its list, and a finding like each of these. False,
 * and then nothing was counted, where one of them is to be shown.
 */
export type CountFindings = (index: number, findings: readonly Finding[]) => boolean;

/** Of records that were passed: those that the schema refuses, those with an error, their findings. */
export type PassedCounts = { invalid: number; wrong: number; findings: Record<Severity, number> };

/** One error of a schema, in the form that Ajv gives it; paths are JSON Pointers from the checked value. */
export type SchemaError = { keyword: string; instancePath: string; schemaPath: string; params: Record<string, unknown> };

/** A precompiled check; after `false`, `errors` holds every error found. */
export type Validator = ((value: unknown) => boolean) & { errors?: SchemaError[] | null };

/** The checks of one version: one a kind of record, and one for the file without its records (the shell). */
export type Validators = Record<RecordKind, Validator> & { shell: Validator };

/** For each kind of record the checks of its members, by name: what is left to do where only some members are suspect. */
export type MemberChecks = Record<RecordKind, Record<string, Validator>>;

/** `label` is what a file of this version says at its root: `X.Y`. */
export type Version = { model: Model; validators: Validators; label: string; members?: MemberChecks };

/** What a check needs of a version as long as nothing seems wrong. `shell` is the schema of a file without its records. */
export type VersionSummary = {
  version: string;
  label: string;
  lists: RecordList[];
  unicodePatterns: boolean;
  shell: Schema;
};

/** The same with the records that a fast path knows (`versions/<version>/face.json`). */
export type FastSummary = VersionSummary & { kinds: KnownKinds };

/**
 * A version whose Model and checks are loaded when they are first needed: who is asked for them (`NEED_CHECKS`, `NEED_MEMBERS`) puts them in
 * `loaded` and `members`.
 */
export type VersionOnCall = { versionSummary: VersionSummary; loaded: Version | undefined; members: MemberChecks | undefined };

/** `valid`/`invalid`: the verdict of the schema alone; `conforming`: records without any finding of severity error. */
export type RecordCounts = Record<RecordKind, number> & { valid: number; invalid: number; conforming: number };

/**
 * What the rules say of a whole file. `notEvaluated` counts the rules that could not run, record by record, since a field that
 * they read is refused by the schema, lacks, or is not what `next` expects of it; `forecast` is null where it cannot be decided (the version is not harvested, or `agregateur` is not run).
 */
export type RulesVerdict = { notEvaluated: number; forecast: Forecast | null };

export type FileVerdict = {
  /** False when the file is not JSON. */
  parsed: boolean;
  /** What the published schema says of the whole parsed file; null when it does not parse or a record could not be judged. */
  schemaVerdict: boolean | null;
  records: RecordCounts;
  counts: Record<Severity, number>;
  /** Null where no rules were run. */
  rules: RulesVerdict | null;
};

/** A finding before it has its place in the file: `path` is relative to the checked value. */
export type LocalFinding = Pick<Finding, 'code' | 'path' | 'params'> & { severity?: Severity };
