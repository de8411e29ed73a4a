import type { RecordKind } from '../../../src/model/kinds.ts';
import type { FastPath, Measure, Passing, Suspect } from '../../../src/read/json/record-judge.ts';
import type { Window, Space } from '../../../src/read/json/window.ts';
import type { KnownKinds } from '../../../src/model/record-shapes.ts';
import { DONE, DOUBTED, MORE, MOST_ENTRIES, NATIONAL, SLOW } from './assembly/constants.ts';
import type { Machine } from './machine.ts';
import { suspectReaders, type SuspectReaders } from './suspect-reader.ts';
import { type Taken, takePassed } from './take-passed.ts';
import type { TakeJudged } from './types.ts';
import type { JudgedRecord } from '../../../src/read/record.ts';

const NOTHING: Passing = { count: 0, to: 0, next: undefined };

/** The fast path of the JSON reader: the recogniser passes the records that are certainly valid, and reports the others. */
export class RecogniserLane implements FastPath {
  readonly space: Space;
  readonly #machine: Machine;
  readonly #kinds: KnownKinds;
  readonly #take: TakeJudged | undefined;
  readonly #rules: boolean;
  readonly #suspects: SuspectReaders;
  readonly #pace: Pace;
  /** Offset of a record that was found to be for the slow path: it is not tried again. */
  #slow = -1;

  /** `take` is given each record that is passed; there must be one where the machine runs rules. */
  constructor(machine: Machine, kinds: KnownKinds, { take, rules }: { take: TakeJudged | undefined; rules: boolean }) {
    this.space = machine.space;
    this.#machine = machine;
    this.#kinds = kinds;
    this.#take = take;
    this.#rules = rules;
    this.#pace = new Pace(machine);
    if (!rules) machine.noteRecords(take !== undefined);
    this.#suspects = suspectReaders(machine, kinds);
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
    const taken = this.#taken(kind, index, window);
    const { count } = taken;
    this.#pace.ran(passed, count === passed);
    if (count < passed && count > 0) return { count, to: offset + machine.entry(count - 1).to - from, next: undefined };
    // What the machine knows of the members of a record is at hand where it is the last one that was read.
    if (count < passed && (passed > 1 || outcome !== DONE)) return this.pass(kind, index, window, end);
    const to = offset + machine.at - from;
    if (outcome === MORE && count === passed) return { count, to, next: 'more' };
    const isSuspect = count < passed || outcome === DOUBTED;
    const at = { first: taken.strays, to: offset + machine.end - from, strays: taken.refused?.strays };
    const found = isSuspect ? this.#suspects[kind]?.read(window, at) : undefined;
    if (!found && (isSuspect || outcome === SLOW)) this.#slow = offset + machine.start - from;
    if (found && this.#rules) found.judged = taken.refused ?? this.#judge(kind, index + passed, found, taken.faults);
    return { count, to, next: found };
  }

  /** What rules find in the record in doubt, whose values are sound. Its faults come after the first `from` in the log. */
  #judge(kind: RecordKind, index: number, { suspects, missing, strays }: Suspect, from: number): JudgedRecord | undefined {
    const machine = this.#machine;
    const lost = [...suspects.map(({ name }) => name), ...missing];
    if (lost.length === 0 || !machine.runRules(kind)) return undefined;
    const { missed, keys: at, faults } = machine.entry(machine.passed);
    const { words: hashes, log } = machine;
    return { index, missed, hashes, at, log, from, to: from + faults, national: NATIONAL, strays, lost };
  }

  measure(window: Window, to: number): Measure {
    return this.#machine.measure(this.#machine.addressOf(window.start), this.#machine.addressOf(window.indexOf(to)));
  }

  #taken(kind: RecordKind, index: number, { bytes }: Window): Taken {
    const machine = this.#machine;
    if (!this.#take) return { count: machine.passed, strays: 0, faults: 0, refused: undefined };
    return takePassed(machine, this.#suspects[kind], { kind, index, bytes }, this.#take);
  }
}

/** Records taken one after the other before more than one is passed at once again. */
const SURE = 16;

/**
 * How many records are passed at once. Those after one that is not taken are read again: after such a one, records are passed one by one until many in a
 * row are taken, then ever more at once.
 */
class Pace {
  readonly #machine: Machine;
  #most = MOST_ENTRIES;
  #inARow = 0;

  constructor(machine: Machine) {
    this.#machine = machine;
    machine.passAtMost(this.#most);
  }

  /** Called after each run, of which `count` records were passed, and all of them were taken or not. */
  ran(count: number, all: boolean): void {
    this.#inARow = all ? this.#inARow + count : 0;
    const most = all ? (this.#inARow < SURE ? this.#most : Math.min(2 * this.#most, MOST_ENTRIES)) : 1;
    if (most !== this.#most) this.#machine.passAtMost(most);
    this.#most = most;
  }
}
