/** What the validate room takes and gives. */
import type { Finding, RecordKind, Severity } from '../finding.ts';
import type { Model } from '../model/types.ts';
import type { Forecast } from './forecast.ts';

/** One error of a schema, in the form that Ajv gives it; paths are JSON Pointers from the checked value. */
export type SchemaError = { keyword: string; instancePath: string; schemaPath: string; params: Record<string, unknown> };

/** A precompiled check; after `false`, `errors` holds every error found. */
export type Check = ((value: unknown) => boolean) & { errors?: SchemaError[] | null };

/** The checks of one version: one a kind of record, and one for the file without its records (the shell). */
export type Validators = Record<RecordKind, Check> & { shell: Check };

/** `label` is what a file of this version says at its root: `X.Y`. */
export type Version = { model: Model; validators: Validators; label: string };

/** `valid`/`invalid`: the verdict of the schema alone; `conforming`: records without any finding of severity error. */
export type RecordCounts = Record<RecordKind, number> & { valid: number; invalid: number; conforming: number };

/**
 * What the rules say of a whole file. `notEvaluated` counts the rules that could not run, record by record, since a field that
 * they read is refused by the schema, lacks, or is not what `next` expects of it; `forecast` is null where it cannot be told (the version is not harvested, or `agregateur` is not run).
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
