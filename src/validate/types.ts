/** The types of the check: validators, versions, verdicts. */
import type { Finding, Severity } from '../finding.ts';
import type { RecordKind } from '../model/kinds.ts';
import type { KnownKinds } from '../model/record-shapes.ts';
import type { Model, RecordList, Schema } from '../model/types.ts';
import type { Forecast } from './forecast.ts';

/**
 * Counts findings of a record that the report does not show: the record has the number `index` in its list, and a finding like each of these. False, and then nothing was counted, where one of them is to be shown.
 */
export type CountFindings = (index: number, findings: readonly Finding[]) => boolean;

/** Of records that were passed: those that the schema refuses, those with an error, their findings, and how many of these are to be reviewed. */
export type PassedCounts = { invalid: number; wrong: number; findings: Record<Severity, number>; toReview: number };

/** One error of a schema, as Ajv reports it; paths are JSON Pointers from the checked value. */
export type SchemaError = { keyword: string; instancePath: string; schemaPath: string; params: Record<string, unknown> };

/** A precompiled check; after `false`, `errors` holds every error found. */
export type Validator = ((value: unknown) => boolean) & { errors?: SchemaError[] | null };

/** The validators of one version: one for each kind of record, and one for the file without its records (the shell). */
export type Validators = Record<RecordKind, Validator> & { shell: Validator };

/** For each kind of record the validators of its members, by name. They suffice where the fast path finds only some members suspect. */
export type MemberChecks = Record<RecordKind, Record<string, Validator>>;

/** `label` is the value of `version` at the root of a file of this version: `X.Y`. */
export type Version = { model: Model; validators: Validators; label: string; members?: MemberChecks };

/** What a check needs of a version until something may be wrong. `shell` is the schema of a file without its records. */
export type VersionSummary = {
  version: string;
  label: string;
  lists: RecordList[];
  unicodePatterns: boolean;
  shell: Schema;
};

/** The summary with the shapes of records that the fast path can judge (`versions/<version>/face.json`). */
export type FastSummary = VersionSummary & { kinds: KnownKinds };

/**
 * A version whose Model and validators are loaded when first needed. The check yields `NEED_CHECKS` or `NEED_MEMBERS`, and the driver sets
 * `loaded` or `members`.
 */
export type VersionOnCall = { versionSummary: VersionSummary; loaded: Version | undefined; members: MemberChecks | undefined };

/** `valid`/`invalid`: the verdict of the schema alone; `conforming`: records without any finding of severity error. */
export type RecordCounts = Record<RecordKind, number> & { valid: number; invalid: number; conforming: number };

/**
 * The result of the rules on a whole file. `notEvaluated` counts, over all records, the rules that could not run, since a field that they read
 * is refused by the schema, absent, or not of the type that `next` gives it. `forecast` is null where there is none (the version is not
 * harvested, or `agregateur` is not run).
 */
export type RulesVerdict = { notEvaluated: number; forecast: Forecast | null };

export type FileVerdict = {
  /** False when the file is not JSON. */
  parsed: boolean;
  /** The verdict of the published schema on the whole file; null when it does not parse or a record could not be judged. */
  schemaVerdict: boolean | null;
  records: RecordCounts;
  counts: Record<Severity, number>;
  /** Findings, among those counted, that a person must look at before the file is published. */
  toReview: number;
  /** Null where no rules were run. */
  rules: RulesVerdict | null;
};

/** A finding without position: `path` is relative to the checked value. */
export type LocalFinding = Pick<Finding, 'code' | 'path' | 'params' | 'review'> & { severity?: Severity };
