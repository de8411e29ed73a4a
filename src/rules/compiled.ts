/** The types of a compiled module of rules, which `emit/module.ts` writes. Nothing is compiled at run time. */
import type { RecordScope } from '../model/rules.ts';
import type { LibraryFunctions } from './library.ts';

/** Called for each value that breaks entry number `place`; `pointer` is a JSON Pointer from the record, `item` that of `each`. */
type Out = (place: number, pointer: string, item: unknown) => void;

/** Called for each entry whose check by the national consolidation, where it differs from the rule, fails. */
type National = (place: number) => void;

export type CompiledEntry = {
  /** Id of the rule, and index in its `on`. */
  id: string;
  index: number;
  /** Its number among the entries, and that of the function in `CompiledKind.judges` that runs it. */
  place: number;
  judge: number;
  /** Whether the check of the national consolidation differs from the rule. */
  deviates: boolean;
  /** Indexes in `CompiledKind.fields` of the fields that must be of their type. */
  fields: number[];
  /** Those of them for which level 1 of `gate` is not enough: dates whose day is counted, lists iterated for each item of a list. */
  strict: number[];
};

export type CompiledKey = {
  id: string;
  index: number;
  fields: number[];
  strict: number[];
  /** Returns the values of the key of a record; undefined where the whole record is the key. */
  key: ((view: object) => (string | number | boolean)[]) | undefined;
};

export type CompiledKind = {
  /** Paths of all fields that rules read. */
  fields: string[];
  /** Indexes of those that are lists whose items rules read. */
  lists: number[];
  /** The top-level fields that rules read, and the day numbers of dates: the argument of `gate`, `judges` and keys. */
  view: (record: object) => object;
  /**
   * Sets `bad[i]` to 2 for each field that is not of its type or absent though required, and to 1 for a date that does not exist or a list
   * that is too long for some rules. Returns the highest level.
   */
  gate: (view: object, bad: Uint8Array) => number;
  /** Together, they run the entries whose `on[place]` is 1, or 2 to run the check of the consolidation too. Entries that read fields refused by `gate` must be off. */
  judges: ((view: object, on: Uint8Array, out: Out, national: National) => void)[];
  entries: CompiledEntry[];
  keys: CompiledKey[];
};

export type CompiledRules = Record<RecordScope, CompiledKind>;

export type RulesModule = { compile: (functions: LibraryFunctions) => CompiledRules };
