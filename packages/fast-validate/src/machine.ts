import { RECORD_KINDS, type RecordKind } from '../../../src/model/kinds.ts';
import type { RecordScope } from '../../../src/model/rules.ts';
import type { Space } from '../../../src/read/json/window.ts';
import {
  AS_IS,
  AT,
  BY_17,
  BY_20,
  BY_24,
  DOUBTS,
  END,
  ENTRY_HEAD,
  FIRST,
  KEY_BYTES,
  LENGTH,
  LINES,
  MEMBER_BYTES,
  MISSING,
  MIX,
  MOST_LOGGED,
  OF_END,
  OF_FALSE,
  OF_KEY,
  OF_LIST,
  OF_NULL,
  OF_NUMBER,
  OF_OBJECT,
  OF_TEXT,
  OF_TRUE,
  PASSED,
  SEAL,
  SEEN,
  START,
  STIR,
  STRAY_BYTES,
  STRAYS,
  UNITS,
} from './assembly/constants.ts';
import type { ChosenRules, FingerprintWords, RulesOfRun } from './types.ts';

type Run = (at: number, limit: number) => number;
type Exports = RuleExports & {
  constants(): number;
  noteRecords(on: boolean): void;
  useRules(bytes: number, harvests: boolean): boolean;
  passAtMost(count: number): void;
  entries(): number;
  log(): number;
  state(): number;
  members(): number;
  strays(): number;
  space(): number;
  measure(at: number, to: number): void;
  colons(from: number, to: number): number;
} & Record<`run_${string}`, Run | undefined> &
  Record<`rules_${string}`, (() => number) | undefined>;

/** The unit in which WebAssembly counts memory, in bytes. */
const PAGE = 1 << 16;
/** Bytes of a word. */
const WORD = 4;

/** The address of the random words for fingerprints, by name. */
const VECTORS: Readonly<Record<keyof FingerprintWords, number>> = {
  'as-is': AS_IS,
  'by-20': BY_20,
  'by-24': BY_24,
  'by-17': BY_17,
  stir: STIR,
  mix: MIX,
  length: LENGTH,
  start: FIRST,
  key: OF_KEY,
  text: OF_TEXT,
  number: OF_NUMBER,
  list: OF_LIST,
  end: OF_END,
  object: OF_OBJECT,
  true: OF_TRUE,
  false: OF_FALSE,
  null: OF_NULL,
};

/** Writes the random words of a run to where a module has them: the address of its `constants()`. */
export function writeWords(memory: Uint32Array, constants: number, words: FingerprintWords): void {
  for (const name of Object.keys(VECTORS) as (keyof FingerprintWords)[])
    memory.set(words[name], (constants + VECTORS[name]) / WORD);
}

/** A kind of record in names of the emitted code. */
export const wordOf = (kind: RecordKind): string => kind.replace(/\W/g, '_');

/**
 * What is known of a record that was passed: its addresses, how many rules were not evaluated, how many faults of it are in the log and keys of it
 * among the strays, where the fingerprints of its keys are in `words`.
 */
export type Entry = { from: number; to: number; missed: number; faults: number; strays: number; keys: number };

/** Indexes in the window: of the first byte, and after the last. */
export type Span = { from: number; to: number };

/** One instance of a recogniser with its memory. The bytes of the file are in that memory, so that none is copied. */
export class Machine {
  readonly #exports: Exports;
  readonly #runs: Partial<Record<RecordKind, Run>> = {};
  #space: number;
  readonly #state: number;
  readonly #members: number;
  readonly #strays: number;
  readonly #entries: number;
  readonly #logAt: number;
  #words: Uint32Array;
  #bytes: Uint8Array;
  #log: Uint16Array;
  #entryBytes = 0;

  constructor(module: WebAssembly.Module) {
    this.#exports = new WebAssembly.Instance(module, { env: { abort } }).exports as Exports;
    for (const kind of RECORD_KINDS) {
      const run = this.#exports[`run_${wordOf(kind)}`];
      if (run) this.#runs[kind] = run;
    }
    this.#space = Math.ceil(this.#exports.space() / PAGE) * PAGE;
    this.#state = this.#exports.state() / 4;
    this.#members = this.#exports.members() / 4;
    this.#strays = this.#exports.strays() / 4;
    this.#entries = this.#exports.entries() / 4;
    this.#logAt = this.#exports.log();
    const { buffer } = this.#exports.memory;
    this.#words = new Uint32Array(buffer);
    this.#bytes = new Uint8Array(buffer);
    this.#log = new Uint16Array(buffer, this.#logAt, MOST_LOGGED);
  }

  /** The window of the file is the last thing in memory, and may grow. */
  readonly space: Space = {
    enlarge: (_, capacity) => {
      const { memory } = this.#exports;
      const missing = this.#space + capacity + SEAL - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      this.#words = new Uint32Array(memory.buffer);
      this.#bytes = new Uint8Array(memory.buffer);
      this.#log = new Uint16Array(memory.buffer, this.#logAt, MOST_LOGGED);
      return new Uint8Array(memory.buffer, this.#space, capacity);
    },
  };

  /**
   * Has rules run over every record, from before the first byte on. False where it cannot: then all records that rules are asked of are for
   * JavaScript.
   */
  useRules({ keys, tables, harvests, words, ...rules }: RulesOfRun): boolean {
    this.#entryBytes = ENTRY_HEAD + KEY_BYTES * keys;
    const at = this.#space;
    this.#space += Math.ceil(tables.length / PAGE) * PAGE;
    this.space.enlarge(this.#bytes, 0);
    this.#bytes.set(tables, at);
    writeWords(this.#words, this.#exports.constants(), words);
    return this.#exports.useRules(this.#entryBytes, harvests) && equip(this.#exports, rules, at);
  }

  /** Whether the records that are passed are noted, where no rules run: then they may have keys that the schema does not have. */
  noteRecords(on: boolean): void {
    this.#entryBytes = ENTRY_HEAD;
    this.#exports.noteRecords(on);
  }

  /** Has a run pass so many records at the most; only where records are noted. */
  passAtMost(count: number): void {
    this.#exports.passAtMost(count);
  }

  /** The entry of a record among those that the last run passed, or of the one after them (`runRules`); only where records are noted. */
  entry(number: number): Entry {
    const at = this.#entries + (number * this.#entryBytes) / 4;
    const words = this.#words;
    const counts = words[at + 3] ?? 0;
    return {
      from: words[at] ?? 0,
      to: words[at + 1] ?? 0,
      missed: words[at + 2] ?? 0,
      faults: counts & 0xffff,
      strays: counts >>> 16,
      keys: at + ENTRY_HEAD / WORD,
    };
  }

  /** How many words of fingerprints an entry has. */
  get keyWords(): number {
    return (this.#entryBytes - ENTRY_HEAD) / WORD;
  }

  /** The faults that rules found in the records that the last run passed: see `MOST_LOGGED`. Until the memory grows. */
  get log(): Uint16Array {
    return this.#log;
  }

  /** The memory of the machine, until it grows. */
  get words(): Uint32Array {
    return this.#words;
  }

  /** Whether records of a kind can be recognised. */
  has(kind: RecordKind): boolean {
    return this.#runs[kind] !== undefined;
  }

  /** The address of a byte of the window. */
  addressOf(index: number): number {
    return this.#space + index;
  }

  /** The index in the window of an address. */
  indexOf(address: number): number {
    return address - this.#space;
  }

  /**
   * Runs over the records from the address `at` on, which must end before `limit`; `end`: the address after the last byte.
   * Returns MORE, DOUBTED, SLOW or another state.
   */
  run(kind: RecordKind, at: number, end: number, limit = end): number {
    // The window keeps a quote at its end; what was left after it by a chunk before must not be taken for more of the file.
    this.#bytes.fill(0, end + 1, end + SEAL);
    return this.#runs[kind]?.(at, limit) ?? -1;
  }

  /**
   * Runs the rules over the record that the last run has left in doubt (`DOUBTED`), but for those that read members in doubt. It must be sound JSON and have
   * no key twice. Returns whether they could be run; its entry is then the one after those of the records that were passed.
   */
  runRules(kind: RecordKind): boolean {
    return this.#exports[`rules_${wordOf(kind)}`]?.() === 1;
  }

  /** How many records the last run passed. */
  get passed(): number {
    return this.#word(PASSED);
  }

  /** The address after the last record that was passed. */
  get at(): number {
    return this.#word(AT);
  }

  /** The address after the record at which the run stopped. */
  get end(): number {
    return this.#word(END);
  }

  /** The address of that record. */
  get start(): number {
    return this.#word(START);
  }

  /** The mask of the ranks from `32 * word` on whose values are in doubt. */
  doubts(word: number): number {
    return this.#word(DOUBTS + word * WORD);
  }

  /** Whether that record lacks any member that is required. */
  get lacksAny(): boolean {
    return (this.#word(MISSING) | this.#word(MISSING + WORD)) !== 0;
  }

  /** The state of the member of this rank in this record: present, or missing although required. */
  hasMember(rank: number): boolean {
    return this.#bit(SEEN, rank);
  }

  isMissing(rank: number): boolean {
    return this.#bit(MISSING, rank);
  }

  /** The indexes in the window of the value of that member and after it. */
  memberFrom(rank: number): number {
    return (this.#words[this.#members + (MEMBER_BYTES / WORD) * rank] ?? 0) - this.#space;
  }

  memberTo(rank: number): number {
    return (this.#words[this.#members + (MEMBER_BYTES / WORD) * rank + 1] ?? 0) - this.#space;
  }

  /** How many members that record has whose keys are none of its schema. `stray` counts from the first record that the run passed. */
  get strays(): number {
    return this.#word(STRAYS);
  }

  stray(number: number): { key: Span; value: Span } {
    const at = this.#strays + (STRAY_BYTES / WORD) * number;
    return { key: this.#span(at), value: this.#span(at + 2) };
  }

  #span(at: number): Span {
    return { from: (this.#words[at] ?? 0) - this.#space, to: (this.#words[at + 1] ?? 0) - this.#space };
  }

  /** The number of colons outside of strings between two indexes of the window: of keys, if it is JSON. */
  colons(from: number, to: number): number {
    return this.#exports.colons(this.#space + from, this.#space + to);
  }

  measure(at: number, to: number): { lines: number; units: number } {
    this.#exports.measure(at, to);
    return { lines: this.#word(LINES), units: this.#word(UNITS) };
  }

  /** The word at an offset of the state, in bytes. */
  #word(offset: number): number {
    return this.#words[this.#state + offset / WORD] ?? 0;
  }

  #bit(first: number, rank: number): boolean {
    return ((this.#word(first + (rank >>> 5) * WORD) >>> (rank & 31)) & 1) === 1;
  }
}

function abort(): never {
  throw new Error('the recogniser stopped: this is a bug');
}

/** The exports of a module with rules, besides the functions that it calls itself. */
export type RuleExports = {
  memory: WebAssembly.Memory;
  roster(): number;
  todayAt(): number;
  useTables(at: number): void;
  prepareRules(): void;
} & Record<`switchesAt_${RecordScope}`, () => number>;

/**
 * Makes a module ready to run the rules that were chosen; `tables` is the address of the nomenclatures (`tables.bin`) in its memory. False
 * where these are others than those that the module was made of: then records are for JavaScript.
 */
export function equip(exports: RuleExports, { switches, today, roster }: ChosenRules, tables: number): boolean {
  if (roster !== exports.roster() >>> 0) return false;
  const bytes = new Uint8Array(exports.memory.buffer);
  bytes.set(switches.marche, exports.switchesAt_marche());
  bytes.set(switches.concession, exports.switchesAt_concession());
  bytes.set(new TextEncoder().encode(today), exports.todayAt());
  exports.useTables(tables);
  exports.prepareRules();
  return true;
}
