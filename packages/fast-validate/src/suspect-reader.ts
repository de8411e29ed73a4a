import { RECORD_KINDS, type RecordKind } from '../../../src/model/kinds.ts';
import type { Known, KnownKinds } from '../../../src/model/record-shapes.ts';
import { OPEN_BRACE, OPEN_BRACKET, textOf } from '../../../src/read/json/bytes.ts';
import { countKeys } from '../../../src/read/json/keys.ts';
import { parseJson } from '../../../src/read/json/parse.ts';
import type { Suspect } from '../../../src/read/json/record-judge.ts';
import type { Window } from '../../../src/read/json/window.ts';
import type { SuspectMember } from '../../../src/read/record.ts';
import type { Machine, Span } from './machine.ts';
import { KeptValues, plainValue } from './values.ts';

export const NO_NAMES: readonly string[] = [];

/** The members by which findings name a record. */
const NAMING: Record<RecordKind, readonly string[]> = {
  marche: ['id', 'acheteur'],
  'contrat-concession': ['id', 'autoriteConcedante'],
};

type Read = { first: number; to: number; strays: readonly string[] | undefined };

/** In place of the rank of a member, for one that the schema does not have. */
const STRAY = -1;

/**
 * Reads what JavaScript must look at of the record that the recogniser read last. Half of the records of a bad file come through here: what does not
 * change from one to the next is found once.
 */
export class SuspectReader {
  readonly #machine: Machine;
  readonly #members: readonly string[];
  readonly #ranks: ReadonlyMap<string, number>;
  /** Ranks of the members that name a record, and of those required, in the order in which they are reported. */
  readonly #naming: readonly number[];
  readonly #required: readonly number[];
  readonly #values = new KeptValues();
  readonly #strayAt = new Map<string, number>();
  /** The value of the record at hand that was parsed last, and where it begins. */
  #parsedFrom = -1;
  #parsedValue: unknown;

  constructor(machine: Machine, kind: RecordKind, { members, required }: Known) {
    this.#machine = machine;
    this.#members = members;
    this.#ranks = new Map(members.map((name, rank) => [name, rank]));
    this.#naming = NAMING[kind].flatMap((name) => this.#ranks.get(name) ?? []);
    this.#required = required.map((name) => members.indexOf(name));
  }

  /**
   * The state of the recogniser at the record read last, with undecided values parsed; `first` is the number of its first key that the schema does not
   * have, `to` the offset after the record; `strays`: such keys, if they were read just before. Undefined if a value is not valid JSON or a key may be
   * duplicate, which the reader then reports.
   */
  read({ bytes }: Window, { first, to, strays: known = NO_NAMES }: Read): Suspect | undefined {
    this.#parsedFrom = -1;
    const doubted = this.#doubted(bytes);
    const strays = known.length > 0 ? known : this.#strays(bytes, first);
    const value = doubted && this.#names(bytes);
    if (!doubted || !strays || !value) return undefined;
    const machine = this.#machine;
    const [start, end] = [machine.indexOf(machine.start), machine.indexOf(machine.end)];
    return {
      value,
      suspects: doubted,
      strays,
      missing: this.#missing(),
      to,
      judged: undefined,
      indexOf: this.#indexOf,
      valueOf: (name) => {
        const rank = this.#ranks.get(name);
        return rank === undefined || !machine.hasMember(rank) ? undefined : this.#value(bytes, rank);
      },
      whole: () => wholeOf(bytes.subarray(start, end)),
    };
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
      const member = this.#value(bytes, rank);
      if (member === undefined) return undefined;
      value[this.#members[rank] as string] = member;
    }
    return value;
  }

  /** The value of a member, undefined where it is not valid JSON. */
  #value(bytes: Uint8Array, rank: number): unknown {
    return plainValue(bytes, this.#machine.memberFrom(rank), this.#machine.memberTo(rank)) ?? this.#member(bytes, rank)?.value;
  }

  #member(bytes: Uint8Array, rank: number): SuspectMember | undefined {
    const from = this.#machine.memberFrom(rank);
    const to = this.#machine.memberTo(rank);
    const known = this.#values.find(bytes, from, to, rank);
    if (known) return known;
    const value = plainValue(bytes, from, to) ?? this.#parsedMember(bytes, from, to);
    if (value === undefined) return undefined;
    return this.#values.add(bytes, from, to, rank, { name: this.#members[rank] as string, value });
  }

  /** Keys that the schema does not have. A known one that is written with escapes is for the slow path, and so is one that comes twice. */
  #strays(bytes: Uint8Array, first: number): readonly string[] | undefined {
    return this.straysAmong(bytes, first, this.#machine.strays);
  }

  /** Those of one record: `count` of the run, from number `first` on. Undefined as in `read`. */
  straysAmong(bytes: Uint8Array, first: number, count: number): readonly string[] | undefined {
    this.#strayAt.clear();
    if (count === 0) return NO_NAMES;
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

  /** The same, of a member: several rules read the same list of a record. */
  #parsedMember(bytes: Uint8Array, from: number, to: number): unknown {
    if (from !== this.#parsedFrom) {
      this.#parsedValue = this.#parsed(bytes, from, to);
      this.#parsedFrom = from;
    }
    return this.#parsedValue;
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

/** For each kind of record that the recogniser knows. */
export type SuspectReaders = Partial<Record<RecordKind, SuspectReader>>;

export function suspectReaders(machine: Machine, kinds: KnownKinds): SuspectReaders {
  const readers: SuspectReaders = {};
  for (const kind of RECORD_KINDS) {
    const known = kinds[kind];
    if (known) readers[kind] = new SuspectReader(machine, kind, known);
  }
  return readers;
}

/** A record of which all values are known to be sound, and no key to come twice. */
function wholeOf(bytes: Uint8Array): unknown {
  const text = textOf(bytes);
  if (text === undefined) throw new Error('a record that was recognised is no UTF-8: this is a bug');
  return parseJson(text);
}
