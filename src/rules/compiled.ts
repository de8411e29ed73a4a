/** What a compiled module of rules gives (`emit/module.ts` writes it). Plain functions: nothing is compiled at run time. */
import type { RecordScope } from '../model/rules.ts';
import type { LibraryFunctions } from './library.ts';

/** Reported of each point, a JSON Pointer from the record, where entry number `place` does not hold; `item` is that of `each`. */
type Out = (place: number, pointer: string, item: unknown) => void;

/** Reported of each entry by which the national consolidation, which checks something else than the rule, finds a fault. */
type National = (place: number) => void;

export type CompiledEntry = {
  /** Id of the rule, and place in its `on`. */
  id: string;
  index: number;
  /** Its number in `judge`. */
  place: number;
  /** Whether the national consolidation checks something else. */
  deviates: boolean;
  /** Indexes in `fields` of those that must be well typed. */
  fields: number[];
  /** Of those whose reserves (see `gate`) matter to it: it counts the day of a date, or goes through a list for each item of a list. */
  strict: number[];
};

export type CompiledKey = {
  id: string;
  index: number;
  fields: number[];
  strict: number[];
  /** The values that make the key of a record; the whole record where undefined. */
  key: ((view: object) => (string | number | boolean)[]) | undefined;
};

export type CompiledKind = {
  /** Paths of all the fields that some rule reads. */
  fields: string[];
  /** Indexes of those that are lists whose items some rule reads. */
  lists: number[];
  /** The top-level fields that rules read, and the days of its dates: what `gate`, `judges` and keys take. */
  view: (record: object) => object;
  /**
   * Sets `bad[i]` for each field that cannot be read (2), or can with a reserve (1): a date that is no day of the calendar, a list that is
   * too long for some rules. Gives the greatest.
   */
  gate: (view: object, bad: Uint8Array) => number;
  /** Together, they run the entries for which `on[place]` is 1, and 2 where the consolidation is asked too; `view` is one that the gate has let through. */
  judges: ((view: object, on: Uint8Array, out: Out, national: National) => void)[];
  entries: CompiledEntry[];
  keys: CompiledKey[];
};

export type CompiledRules = Record<RecordScope, CompiledKind>;

export type RulesModule = { compile: (functions: LibraryFunctions) => CompiledRules };
