import type { RecordKind } from '../../model/kinds.ts';
import { BACKSLASH, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../read/json/bytes.ts';
import { countKeys } from '../../read/json/keys.ts';
import type { Doubt } from '../../read/json/lane.ts';
import { parseJson } from '../../read/json/parse.ts';
import { textOf } from '../../read/json/text.ts';
import type { Window } from '../../read/json/window.ts';
import type { DoubtedMember } from '../../read/record.ts';
import type { Known } from '../types.ts';
import type { Machine, Span } from './machine.ts';
import { Values } from './values.ts';

/** The members by which findings name a record. */
const NAMING: Record<RecordKind, readonly string[]> = {
  marche: ['id', 'acheteur'],
  'contrat-concession': ['id', 'autoriteConcedante'],
};

/** The first and the last character of ASCII that is printed. */
const SPACE = 0x20;
const TILDE = 0x7e;

const NONE: readonly string[] = [];

/** Half of the records of a bad file come through here: what does not change from one to the next is found once. */
export class DoubtReader {
  readonly #machine: Machine;
  readonly #members: readonly string[];
  readonly #ranks: ReadonlyMap<string, number>;
  /** Ranks of the members that name a record, and of those required, in the order in which they are told. */
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
   * What the machine says of the record at which it stopped, its doubted values parsed. Undefined where one is no sound JSON, or a key may
   * come twice: then the reader is to say so.
   */
  read({ bytes }: Window): Omit<Doubt, 'to'> | undefined {
    const doubted = this.#doubted(bytes);
    const strays = this.#strays(bytes);
    const value = doubted && this.#names(bytes);
    if (!doubted || !strays || !value) return undefined;
    return { value, doubted, strays, missing: this.#missing(), indexOf: this.#indexOf };
  }

  /** The index in the window of the value of a member, or of the key of one that the schema does not have. */
  readonly #indexOf = (name: string): number | undefined => {
    const rank = this.#ranks.get(name);
    if (rank === undefined) return this.#strayAt.get(name);
    return this.#machine.hasMember(rank) ? this.#machine.memberFrom(rank) : undefined;
  };

  #doubted(bytes: Uint8Array): DoubtedMember[] | undefined {
    const doubted: DoubtedMember[] = [];
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

  #member(bytes: Uint8Array, rank: number): DoubtedMember | undefined {
    const from = this.#machine.memberFrom(rank);
    const to = this.#machine.memberTo(rank);
    const known = this.#values.find(bytes, from, to, rank);
    if (known) return known;
    const value = plainText(bytes, from, to) ?? this.#parsed(bytes, from, to);
    if (value === undefined) return undefined;
    return this.#values.add(bytes, from, to, rank, { name: this.#members[rank] as string, value });
  }

  /** Keys that the schema does not have. A known one that is written with escapes is for the slow path, and so is one that comes twice. */
  #strays(bytes: Uint8Array): readonly string[] | undefined {
    const { strays: count } = this.#machine;
    if (count === 0) return NONE;
    this.#strayAt = new Map();
    for (let number = 0; number < count; number++) {
      const { key, value } = this.#machine.stray(number);
      const name = this.#key(bytes, key);
      if (name === undefined || this.#ranks.has(name) || this.#strayAt.has(name)) return undefined;
      if (this.#parsed(bytes, value.from, value.to) === undefined) return undefined;
      this.#strayAt.set(name, key.from);
    }
    return [...this.#strayAt.keys()];
  }

  #key(bytes: Uint8Array, { from, to }: Span): string | undefined {
    const name = this.#parsed(bytes, from, to);
    return typeof name === 'string' ? name : undefined;
  }

  #missing(): readonly string[] {
    if (!this.#machine.lacksAny) return NONE;
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

/** Longer texts are decoded faster by what is made for it. */
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
