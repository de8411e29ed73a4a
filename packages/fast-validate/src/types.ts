/** The input of the fast path. Its result is `FastPath` of the JSON reader (`src/read/json/record-judge.ts`). */
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { KnownKinds } from '../../../src/model/record-shapes.ts';
import type { JudgedRecord } from '../../../src/read/record.ts';
import type { RecordScope } from '../../../src/model/rules.ts';

/** Takes note of a record that was judged. False where it must be given to the check as suspect: then nothing of it may have been noted. */
export type TakeJudged = (kind: RecordKind, record: JudgedRecord) => boolean;

/**
 * The rules that were chosen, as `RecordRules` tells them (`src/rules/run.ts`): `switches` of the entries and keys of each kind of record, the
 * reference day, and `roster`, which identifies their order.
 */
export type ChosenRules = { switches: Record<RecordScope, Uint8Array>; today: string; roster: number };

/** The random words of the fingerprints of this run, four 32-bit integers a name (see `src/validate/hash.ts`). */
export type FingerprintWords = Readonly<
  Record<
    | ('as-is' | 'by-20' | 'by-24' | 'by-17' | 'stir' | 'mix' | 'length' | 'start')
    | ('key' | 'text' | 'number' | 'list' | 'end' | 'object' | 'true' | 'false' | 'null'),
    ArrayLike<number>
  >
>;

/**
 * The rules to run over every record, as plain data that can be passed to another thread. `keys`: how many unique keys a record has at the most;
 * `tables` is `rules/tables.bin`; `harvests`: the schema of the national consolidation is asked too.
 */
export type RulesOfRun = ChosenRules & { keys: number; tables: Uint8Array; harvests: boolean; words: FingerprintWords };

/** A compiled recogniser (`versions/<version>/recogniser.wasm`), the records that it knows, and the rules to run, if any. */
export type FastPathSetup = {
  module: WebAssembly.Module;
  kinds: KnownKinds;
  rules: RulesOfRun | undefined;
  /** Undefined where no rules run and every finding is to be made. */
  take: TakeJudged | undefined;
};
