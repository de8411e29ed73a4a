import type { RecordKind } from '../../finding.ts';
import { OPEN_BRACE, OPEN_BRACKET } from '../../read/json/bytes.ts';
import { countKeys } from '../../read/json/keys.ts';
import type { Doubt } from '../../read/json/lane.ts';
import { textOf } from '../../read/json/text.ts';
import type { Window } from '../../read/json/window.ts';
import type { Known } from '../types.ts';
import type { Machine } from './machine.ts';

/** The members by which findings name a record. */
const NAMING: Record<RecordKind, readonly string[]> = {
  marche: ['id', 'acheteur'],
  'contrat-concession': ['id', 'autoriteConcedante'],
};

/** Half of the records of a bad file come through here: what does not change from one to the next is found once. */
export class DoubtReader {
  readonly #machine: Machine;
  readonly #members: readonly string[];
  /** Ranks of the members that name a record, and of those required, in the order in which they are told. */
  readonly #naming: readonly number[];
  readonly #required: readonly number[];

  constructor(machine: Machine, kind: RecordKind, { members, required }: Known) {
    this.#machine = machine;
    this.#members = members;
    this.#naming = NAMING[kind].map((name) => members.indexOf(name)).filter((rank) => rank >= 0);
    this.#required = required.map((name) => members.indexOf(name));
  }

  /** What the machine says of the record at which it stopped, its doubted values parsed. Undefined where one is no sound JSON: then the reader is to say so. */
  read(window: Window): Omit<Doubt, 'to'> | undefined {
    const { bytes } = window;
    const machine = this.#machine;
    const value: Record<string, unknown> = {};
    const doubted: string[] = [];
    for (let rank = 0; rank < this.#members.length; rank++) {
      const isDoubted = machine.isDoubted(rank);
      if (!isDoubted && !(this.#naming.includes(rank) && machine.hasMember(rank))) continue;
      const name = this.#members[rank] as string;
      const read = this.#parsed(bytes, rank, isDoubted);
      if (read === undefined) return undefined;
      value[name] = read;
      if (isDoubted) doubted.push(name);
    }
    const origin = window.offset - window.start;
    return { value, doubted, missing: this.#missing(), offsetOf: (name) => this.#offsetOf(name, origin) };
  }

  /** `origin` is the offset of the first byte of the window's buffer. */
  #offsetOf(name: string, origin: number): number | undefined {
    const rank = this.#members.indexOf(name);
    return rank < 0 || !this.#machine.hasMember(rank) ? undefined : origin + this.#machine.memberFrom(rank);
  }

  #missing(): string[] {
    const missing: string[] = [];
    for (const rank of this.#required) if (this.#machine.isMissing(rank)) missing.push(this.#members[rank] as string);
    return missing;
  }

  /** The value of a member; undefined where it is no JSON, or holds a key twice. */
  #parsed(bytes: Uint8Array, rank: number, isDoubted: boolean): unknown {
    const from = this.#machine.memberFrom(rank);
    const to = this.#machine.memberTo(rank);
    const text = textOf(bytes.subarray(from, to));
    if (text === undefined) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      const first = bytes[from];
      const mayRepeat = isDoubted && (first === OPEN_BRACE || first === OPEN_BRACKET);
      return mayRepeat && countKeys(value) !== this.#machine.colons(from, to) ? undefined : value;
    } catch {
      return undefined;
    }
  }
}
