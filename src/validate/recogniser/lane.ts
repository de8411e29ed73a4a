import type { RecordKind } from '../../model/kinds.ts';
import type { Lane, Measure, Passing } from '../../read/json/lane.ts';
import type { Room } from '../../read/json/room.ts';
import type { Window } from '../../read/json/window.ts';
import { DoubtReader } from './doubt.ts';
import type { KnownKinds } from '../types.ts';
import { DOUBTED, type Machine, MORE, SLOW } from './machine.ts';

/** Records that a run passes at the most, where rules run. */
const MOST_AT_ONCE = 512;

const NOTHING: Passing = { count: 0, to: 0, next: undefined };

/** Takes note of a record in which rules found nothing, with the fingerprints of its keys; false where it must be looked at all the same. */
export type TakeClean = (kind: RecordKind, index: number, missed: number, hashes: Uint32Array, at: number) => boolean;

/** The fast lane of the JSON reader: the machine passes what is surely valid, and tells the rest apart. */
export class RecogniserLane implements Lane {
  readonly room: Room;
  readonly #machine: Machine;
  readonly #kinds: KnownKinds;
  readonly #clean: TakeClean | undefined;
  readonly #doubts: Partial<Record<RecordKind, DoubtReader>> = {};
  /** Offset of a record that was found to be for the slow path: it is not tried again. */
  #slow = -1;
  #most = MOST_AT_ONCE;

  /** `clean` is there where the machine runs rules. */
  constructor(machine: Machine, kinds: KnownKinds, clean?: TakeClean) {
    this.room = machine.room;
    this.#machine = machine;
    this.#kinds = kinds;
    this.#clean = clean;
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
    const outcome = machine.run(kind, from, machine.addressOf(window.end), machine.addressOf(window.indexOf(end)));
    const { passed } = machine;
    const count = this.#clean ? this.#takeAll(kind, index, passed, this.#clean) : passed;
    if (this.#clean) this.#pace(count < passed);
    if (count < passed) this.#slow = offset + machine.entry(count).from - from;
    else if (outcome === SLOW) this.#slow = offset + machine.start - from;
    if (count < passed) return count > 0 ? { count, to: offset + machine.entry(count - 1).to - from, next: undefined } : NOTHING;
    const to = offset + machine.at - from;
    if (outcome === MORE) return { count, to, next: 'more' };
    const doubt = outcome === DOUBTED ? this.#doubts[kind]?.read(window) : undefined;
    return { count, to, next: doubt && { to: offset + machine.end - from, ...doubt } };
  }

  measure(window: Window, to: number): Measure {
    return this.#machine.measure(this.#machine.addressOf(window.start), this.#machine.addressOf(window.indexOf(to)));
  }

  /** Records after one that is refused are read again: where many are, few are passed at once. */
  #pace(refused: boolean): void {
    if (!refused && this.#most === MOST_AT_ONCE) return;
    this.#most = refused ? 1 : Math.min(2 * this.#most, MOST_AT_ONCE);
    this.#machine.passAtMost(this.#most);
  }

  /** How many of the records that were passed are clean, one after the other. */
  #takeAll(kind: RecordKind, index: number, passed: number, clean: TakeClean): number {
    const { words } = this.#machine;
    for (let number = 0; number < passed; number++) {
      const { missed, keys } = this.#machine.entry(number);
      if (!clean(kind, index + number, missed, words, keys)) return number;
    }
    return passed;
  }
}
