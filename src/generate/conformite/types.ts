/** The types of the conformance kit. */
import type { RecordKind } from '../../model/kinds.ts';
import type { Severity } from '../../finding.ts';
import type { Model } from '../../model/types.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { CompiledRules } from '../../rules/compiled.ts';
import type { RuleFunctions } from '../../rules/functions.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';

/** Returns JSON Pointers, from the record, of the places that the schema refuses. For a missing property: where it should be. */
export type FaultsOf = (kind: RecordKind, record: unknown) => string[];

export type ConformiteInput = {
  /** Version of the rules and of their nomenclatures, as in `rules/rules.json`. */
  version: string;
  /** The version of the format whose data the rules judge. */
  schemaVersion: string;
  /** The rules, checked against the types of `own`, which may be those of another version (see `VersionRules`). */
  rules: readonly CheckedRule[];
  own: Model;
  /** The entries of the rules, each as a separate rule (`loneRules`), compiled with `functions`. */
  compiled: CompiledRules;
  functions: RuleFunctions;
  nomenclatures: Nomenclatures;
  /** The reference day of all cases (AAAA-MM-JJ), which `functions` use as well. */
  day: string;
  /** Example files by path (`valid/<name>.json`). */
  examples: ReadonlyMap<string, string>;
  faultsOf: FaultsOf;
  /** The documentation for vendors, in Markdown. The table of functions replaces `<!-- fonctions -->`. */
  readme: { fr: string; en: string };
};

/**
 * A record of an example. `value`: the parsed record; `text`: the record as written, which keeps the form of numbers (12.0, 1e2);
 * `marked`: the parsed record with each number as a marked text.
 */
export type ExampleRecord = {
  name: string;
  kind: RecordKind;
  marked: unknown;
  text: string;
  value: unknown;
  faults: readonly string[];
};

/**
 * A place where a rule does not hold. In a case with several records, `record` is the index of the record and `first` that of the
 * earlier duplicate.
 */
export type Expected = { entry: number; record?: number; path: string; severity: Severity; first?: number };

/** An entry of the rule that could not be evaluated on a record of the case. */
type NotEvaluated = { entry: number; record?: number };

export type Outcome = { expected: Expected[]; notEvaluated: NotEvaluated[] };

/** One case: input records and expected findings. Cases of rules on the file have several records. */
export type Case = Outcome & { name: string; kind: RecordKind; records: readonly ExampleRecord[] };
