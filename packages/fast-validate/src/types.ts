/** The input of the fast path. Its result is `FastPath` of the JSON reader (`src/read/json/record-judge.ts`). */
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { KnownKinds } from '../../../src/model/record-shapes.ts';
import type { JudgedRecord, RecordRules } from '../../../src/rules/run.ts';

/** Takes note of a record that was judged. False where the slow path must read it all the same: then nothing of it may have been noted. */
export type TakeJudged = (kind: RecordKind, record: JudgedRecord) => boolean;

/**
 * What the fast path needs to know of the judge of records: the selected rules and the reference day. Without them no record is
 * left to the recogniser.
 */
export type Judge = Partial<Pick<RecordRules, 'keys' | 'roster' | 'switches' | 'today'>>;

/** The random words of the fingerprints of this run, four 32-bit integers a name (see `src/validate/hash.ts`). */
export type FingerprintWords = Readonly<
  Record<
    | ('as-is' | 'by-20' | 'by-24' | 'by-17' | 'stir' | 'mix' | 'length' | 'start')
    | ('key' | 'text' | 'number' | 'list' | 'end' | 'object' | 'true' | 'false' | 'null'),
    ArrayLike<number>
  >
>;

/** The rules to run over every record: `tables` is `rules/tables.bin`; `harvests`: the schema of the national consolidation is asked too. */
export type RulesOfRun = { judge: Judge; tables: Uint8Array; harvests: boolean; words: FingerprintWords };

/** A compiled recogniser (`versions/<version>/recogniser.wasm`), the records that it knows, and the rules to run, if any. */
export type FastPathSetup = {
  module: WebAssembly.Module;
  kinds: KnownKinds;
  rules: RulesOfRun | undefined;
  /** Undefined where no rules run and every finding is to be made. */
  take: TakeJudged | undefined;
};
