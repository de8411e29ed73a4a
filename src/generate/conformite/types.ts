/** What the kit for vendors is made of. */
import type { RecordKind } from '../../model/kinds.ts';
import type { Severity } from '../../finding.ts';
import type { Model } from '../../model/types.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { CompiledRules } from '../../rules/compiled.ts';
import type { RuleFunctions } from '../../rules/functions.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';

/** JSON Pointers, from the record, of what the schema refuses; the place where it should be for what is absent. */
export type FaultsOf = (kind: RecordKind, record: unknown) => string[];

export type ConformiteInput = {
  /** Tells the content of the rules and of their lists, as in `rules/rules.json`. */
  version: string;
  /** The rules as checked against the schema of `model`. */
  rules: readonly CheckedRule[];
  model: Model;
  /** Their entries, each as a rule of its own (`loneRules`), compiled with `functions`. */
  compiled: CompiledRules;
  functions: RuleFunctions;
  nomenclatures: Nomenclatures;
  /** The reference day of all cases (AAAA-MM-JJ), on which `functions` stand too. */
  day: string;
  /** Example files by path (`valid/<name>.json`). */
  examples: ReadonlyMap<string, string>;
  faultsOf: FaultsOf;
  /** The explanations for vendors, in Markdown; `<!-- fonctions -->` stands for the table of functions. */
  readme: { fr: string; en: string };
};

/**
 * A record of an example. `text` keeps its numbers as they are written (12.0, 1e2), `value` is what it stands for, `marked` is the same
 * with a text for each number.
 */
export type ExampleRecord = {
  name: string;
  kind: RecordKind;
  marked: unknown;
  text: string;
  value: unknown;
  faults: readonly string[];
};

/** A place where a rule does not hold. In cases of several records, `record` is the place in their list, `first` that of the twin before it. */
export type Expected = { entry: number; record?: number; path: string; severity: Severity; first?: number };

/** What is not judged: an entry of the rule, on a record of the case. */
type NotEvaluated = { entry: number; record?: number };

export type Outcome = { expected: Expected[]; notEvaluated: NotEvaluated[] };

/** One case: records that go in, findings that come out. A case of a rule on the file has several records. */
export type Case = Outcome & { name: string; kind: RecordKind; records: readonly ExampleRecord[] };
