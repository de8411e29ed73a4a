import type { RecordKind } from '../../../src/model/kinds.ts';
import type { FastPath, Measure, Passing, Suspect } from '../../../src/read/json/record-judge.ts';
import type { Window, Space } from '../../../src/read/json/window.ts';
import type { KnownKinds, Known } from '../../../src/model/record-shapes.ts';
import { DOUBTED, MORE, MOST_ENTRIES, NATIONAL, SLOW, SPACE } from './assembly/constants.ts';
import type { Machine, Span } from './machine.ts';
import type { JudgedRecord } from '../../../src/rules/run.ts';
import type { TakeJudged } from './types.ts';
import { BACKSLASH, OPEN_BRACE, OPEN_BRACKET, QUOTE, textOf } from '../../../src/read/json/bytes.ts';
import { countKeys } from '../../../src/read/json/keys.ts';
import { parseJson } from '../../../src/read/json/parse.ts';
import type { SuspectMember } from '../../../src/read/record.ts';

const NOTHING: Passing = { count: 0, to: 0, next: undefined };

/** The fast path of the JSON reader: the recogniser passes the records that are certainly valid, and reports the others. */
export class RecogniserLane implements FastPath {
  readonly space: Space;
  readonly #machine: Machine;
  readonly #kinds: KnownKinds;
  readonly #take: TakeJudged | undefined;
  readonly #rules: boolean;
  readonly #doubts: Partial<Record<RecordKind, DoubtReader>> = {};
  /** Offset of a record that was found to be for the slow path: it is not tried again. */
  #slow = -1;
  /** Offset of a record that was not taken, where no rules run: what may be wrong in it is to be judged. */
  #suspect = -1;
  #most = MOST_ENTRIES;
  /** Keys that the schema does not have, in the records that the last run passed. */
  #strays = 0;

  /** `take` is given each record that is passed; there must be one where the machine runs rules. */
  constructor(machine: Machine, kinds: KnownKinds, { take, rules }: { take: TakeJudged | undefined; rules: boolean }) {
    this.space = machine.space;
    this.#machine = machine;
    this.#kinds = kinds;
    this.#take = take;
    machine.passAtMost(MOST_ENTRIES);
    this.#rules = rules;
    for (const kind of ['marche', 'contrat-concession'] as const) {
      const known = kinds[kind];
      if (known) this.#doubts[kind] = new DoubtReader(machine, kind, known);
    }
  }

  takes(path: string, kind: RecordKind): boolean {
    return this.#kinds[kind]?.path === path && this.#machine.has(kind);
  }

  /** Records must end before the offset `end`: what goes on there is `more`. */
  pass(kind: RecordKind, index: number, window: Window, end = window.limit): Passing {
    const { offset } = window;
    if (offset === this.#slow) return NOTHING;
    const machine = this.#machine;
    const from = machine.addressOf(window.start);
    const take = offset === this.#suspect ? undefined : this.#take;
    if (!this.#rules) machine.noteRecords(take !== undefined);
    this.#strays = 0;
    const outcome = machine.run(kind, from, machine.addressOf(window.end), machine.addressOf(window.indexOf(end)));
    const { passed } = machine;
    const count = take ? this.#takeAll(kind, index, window, take) : passed;
    if (take) this.#pace(count < passed);
    if (count < passed) this.#refuse(offset + machine.entry(count).from - from);
    else if (outcome === SLOW) this.#slow = offset + machine.start - from;
    if (count < passed) return count > 0 ? { count, to: offset + machine.entry(count - 1).to - from, next: undefined } : NOTHING;
    const to = offset + machine.at - from;
    if (outcome === MORE) return { count, to, next: 'more' };
    const doubt = outcome === DOUBTED ? this.#doubts[kind]?.read(window, this.#strays) : undefined;
    return { count, to, next: doubt && { to: offset + machine.end - from, ...doubt } };
  }

  measure(window: Window, to: number): Measure {
    return this.#machine.measure(this.#machine.addressOf(window.start), this.#machine.addressOf(window.indexOf(to)));
  }

  #refuse(offset: number): void {
    if (this.#rules) this.#slow = offset;
    else this.#suspect = offset;
  }

  /** Records after one that is refused are read again: where many are, few are passed at once. */
  #pace(refused: boolean): void {
    if (!refused && this.#most === MOST_ENTRIES) return;
    this.#most = refused ? 1 : Math.min(2 * this.#most, MOST_ENTRIES);
    this.#machine.passAtMost(this.#most);
  }

  /** How many of the records that were passed are taken, one after the other. */
  #takeAll(kind: RecordKind, index: number, { bytes }: Window, take: TakeJudged): number {
    const machine = this.#machine;
    const { passed, words, log } = machine;
    const record: JudgedRecord = {
      index,
      missed: 0,
      hashes: words,
      at: 0,
      log,
      from: 0,
      to: 0,
      national: NATIONAL,
      strays: NO_NAMES,
    };
    for (let number = 0; number < passed; number++) {
      const entry = machine.entry(number);
      record.index = index + number;
      record.missed = entry.missed;
      record.at = entry.keys;
      record.from = record.to;
      record.to += entry.faults;
      record.strays = NO_NAMES;
      if (entry.strays > 0) {
        const names = this.#doubts[kind]?.straysAmong(bytes, this.#strays, entry.strays);
        if (!names) return number;
        record.strays = names;
        this.#strays += entry.strays;
      }
      if (!take(kind, record)) return number;
    }
    return passed;
  }
}

/** The members by which findings name a record. */
const NAMING: Record<RecordKind, readonly string[]> = {
  marche: ['id', 'acheteur'],
  'contrat-concession': ['id', 'autoriteConcedante'],
};

/** The last character of ASCII that is printed; the first is the space. */
const TILDE = 0x7e;

const NO_NAMES: readonly string[] = [];

/** In place of the rank of a member, for one that the schema does not have. */
const STRAY = -1;

/** Half of the records of a bad file come through here: what does not change from one to the next is found once. */
class DoubtReader {
  readonly #machine: Machine;
  readonly #members: readonly string[];
  readonly #ranks: ReadonlyMap<string, number>;
  /** Ranks of the members that name a record, and of those required, in the order in which they are reported. */
  readonly #naming: readonly number[];
  readonly #required: readonly number[];
  readonly #values = new Values();
  #strayAt = new Map<string, number>();

  constructor(machine: Machine, kind: RecordKind, { members, required }: Known) {
    this.#machine = machine;
    this.#members = members;
    this.#ranks = new Map(members.map((name, rank) => [name, rank]));
    this.#naming = NAMING[kind].flatMap((name) => this.#ranks.get(name) ?? []);
    this.#required = required.map((name) => members.indexOf(name));
  }

  /**
   * The state of the recogniser at the record at which it stopped, with undecided values parsed. Undefined if one is not valid
   * JSON or a key may be duplicate, which the reader then reports.
   */
  read({ bytes }: Window, strayFrom: number): Omit<Suspect, 'to'> | undefined {
    const doubted = this.#doubted(bytes);
    const strays = this.#strays(bytes, strayFrom);
    const value = doubted && this.#names(bytes);
    if (!doubted || !strays || !value) return undefined;
    return { value, suspects: doubted, strays, missing: this.#missing(), indexOf: this.#indexOf };
  }

  /** The index in the window of the value of a member, or of the key of one that the schema does not have. */
  readonly #indexOf = (name: string): number | undefined => {
    const rank = this.#ranks.get(name);
    if (rank === undefined) return this.#strayAt.get(name);
    return this.#machine.hasMember(rank) ? this.#machine.memberFrom(rank) : undefined;
  };

  #doubted(bytes: Uint8Array): SuspectMember[] | undefined {
    const doubted: SuspectMember[] = [];
    for (let word = 0; word < 2; word++)
      for (let bits = this.#machine.doubts(word); bits !== 0; bits &= bits - 1) {
        const member = this.#member(bytes, 32 * word + 31 - Math.clz32(bits & -bits));
        if (!member) return undefined;
        doubted.push(member);
      }
    return doubted;
  }

  /** The members that name the record: they alone are parsed though nothing is wrong with them. */
  #names(bytes: Uint8Array): Record<string, unknown> | undefined {
    const value: Record<string, unknown> = {};
    for (const rank of this.#naming) {
      if (!this.#machine.hasMember(rank)) continue;
      const member = this.#member(bytes, rank);
      if (!member) return undefined;
      value[member.name] = member.value;
    }
    return value;
  }

  #member(bytes: Uint8Array, rank: number): SuspectMember | undefined {
    const from = this.#machine.memberFrom(rank);
    const to = this.#machine.memberTo(rank);
    const known = this.#values.find(bytes, from, to, rank);
    if (known) return known;
    const value = plainText(bytes, from, to) ?? this.#parsed(bytes, from, to);
    if (value === undefined) return undefined;
    return this.#values.add(bytes, from, to, rank, { name: this.#members[rank] as string, value });
  }

  /** Keys that the schema does not have. A known one that is written with escapes is for the slow path, and so is one that comes twice. */
  #strays(bytes: Uint8Array, first: number): readonly string[] | undefined {
    const { strays: count } = this.#machine;
    return count === 0 ? NO_NAMES : this.straysAmong(bytes, first, count);
  }

  /** Those of one record: `count` of the run, from number `first` on. Undefined as in `read`. */
  straysAmong(bytes: Uint8Array, first: number, count: number): readonly string[] | undefined {
    this.#strayAt = new Map();
    for (let number = first; number < first + count; number++) {
      const { key, value } = this.#machine.stray(number);
      const name = this.#values.find(bytes, key.from, value.to, STRAY)?.name ?? this.#stray(bytes, key, value);
      if (name === undefined || this.#ranks.has(name) || this.#strayAt.has(name)) return undefined;
      this.#strayAt.set(name, key.from);
    }
    return [...this.#strayAt.keys()];
  }

  /** The key of a member whose value is sound JSON. */
  #stray(bytes: Uint8Array, key: Span, value: Span): string | undefined {
    const name = this.#parsed(bytes, key.from, key.to);
    if (typeof name !== 'string' || this.#parsed(bytes, value.from, value.to) === undefined) return undefined;
    return this.#values.add(bytes, key.from, value.to, STRAY, { name, value: undefined }).name;
  }

  #missing(): readonly string[] {
    if (!this.#machine.lacksAny) return NO_NAMES;
    const missing: string[] = [];
    for (const rank of this.#required) if (this.#machine.isMissing(rank)) missing.push(this.#members[rank] as string);
    return missing;
  }

  /** The value in `bytes[from..to[`; undefined when it is no JSON, or holds a key twice. */
  #parsed(bytes: Uint8Array, from: number, to: number): unknown {
    const text = textOf(bytes.subarray(from, to));
    if (text === undefined) return undefined;
    try {
      const value = parseJson(text);
      const first = bytes[from];
      const mayRepeat = first === OPEN_BRACE || first === OPEN_BRACKET;
      return mayRepeat && countKeys(value) !== this.#machine.colons(from, to) ? undefined : value;
    } catch {
      return undefined;
    }
  }
}

/** TextDecoder is faster for longer texts. */
const SHORT = 40;

/** The text of a short string of ASCII without escapes, such as most identifiers are; undefined for all others. */
function plainText(bytes: Uint8Array, from: number, to: number): string | undefined {
  if (bytes[from] !== QUOTE || to - from > SHORT) return undefined;
  for (let index = from + 1; index < to - 1; index++) {
    const byte = bytes[index] as number;
    if (byte < SPACE || byte > TILDE || byte === BACKSLASH) return undefined;
  }
  return String.fromCharCode.apply(null, bytes.subarray(from + 1, to - 1) as unknown as number[]);
}

/** Longer values hardly ever come twice. */
const LONGEST = 128;
/** A power of two. */
const SLOTS = 1024;

type Named = Pick<SuspectMember, 'name' | 'value'>;
type Slot = { bytes: Uint8Array; rank: number; member: SuspectMember };

/**
 * Values of members that came before, by their bytes: files repeat their faults, and a value need be parsed and judged but once. It is kept the
 * second time that it comes, in the place of what stood on its slot, so that memory is bounded and values that never come again leave no trace.
 */
class Values {
  readonly #slots: (Slot | undefined)[] = new Array<Slot | undefined>(SLOTS).fill(undefined);
  /** The hash of what came last, by slot. */
  readonly #last = new Int32Array(SLOTS);
  #hash = 0;

  /** The value of the member of that rank in `bytes[from..to[`, if it is one that is kept. */
  find(bytes: Uint8Array, from: number, to: number, rank: number): SuspectMember | undefined {
    if (to - from > LONGEST) return undefined;
    this.#hash = hashOf(bytes, from, to, rank);
    const known = this.#slots[slotOf(this.#hash)];
    return known?.rank === rank && isSame(known.bytes, bytes, from, to) ? known.member : undefined;
  }

  /** Takes note of a value that was not found just before, and gives its member. */
  add(bytes: Uint8Array, from: number, to: number, rank: number, { name, value }: Named): SuspectMember {
    const slot = slotOf(this.#hash);
    const kept = to - from <= LONGEST && this.#last[slot] === this.#hash;
    const member = { name, value, kept };
    if (kept) this.#slots[slot] = { bytes: bytes.slice(from, to), rank, member };
    else if (to - from <= LONGEST) this.#last[slot] = this.#hash;
    return member;
  }
}

const slotOf = (hash: number): number => (hash ^ (hash >>> 16)) & (SLOTS - 1);

/** FNV-1a (Fowler, Noll, Vo). */
function hashOf(bytes: Uint8Array, from: number, to: number, rank: number): number {
  let hash = 0x811c9dc5 ^ rank;
  for (let index = from; index < to; index++) hash = Math.imul(hash ^ (bytes[index] as number), 0x01000193);
  return hash;
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (known.length !== to - from) return false;
  for (let index = 0; index < known.length; index++) if (known[index] !== bytes[from + index]) return false;
  return true;
}
