import type { RecordKind } from '../../model/kinds.ts';
import type { DoubtedEvent, PassedEvent } from '../record.ts';
import type { Group } from './between.ts';
import { COMMA, isBlank, OPEN_BRACE } from './bytes.ts';
import type { JsonFile } from './file.ts';
import type { Doubt, Lane, Passage, Passing } from './lane.ts';
import { laneLocator } from './lane-locator.ts';
import type { Window } from './window.ts';

/** A list of records of one kind, by its pointer. */
export type LaneList = { path: string; kind: RecordKind };

/**
 * Records that a lane takes one after the other, without a word to the reader in between: in a file with many faults, every step through its
 * floors would cost more than the lane itself.
 */
export class LaneRun {
  readonly #file: JsonFile;
  readonly #lane: Lane;
  readonly #list: LaneList;
  readonly #group: Group;
  /** What was said last, and is let go when more is asked for: until then, its places can be found. */
  #due: Passing | undefined;
  #first = true;
  /** The window begins with an item, which is counted: it was stepped to, and the lane did not take it. */
  isOnTheNext = false;
  /** What is left to let go. */
  over: { to: number; known: Passage } | undefined;

  constructor(file: JsonFile, lane: Lane, list: LaneList, group: Group) {
    this.#file = file;
    this.#lane = lane;
    this.#list = list;
    this.#group = group;
  }

  /** Takes what the lane said of the record that begins with the window; false where that one is not for it. */
  begin(passing: Passing): boolean {
    const taken = passing.count > 0 || isDoubt(passing.next);
    if (taken) this.#due = passing;
    return taken;
  }

  /** The next records; undefined where the reader must go on. */
  next(): PassedEvent | DoubtedEvent | undefined {
    if (!this.#first && !this.#goOn()) return undefined;
    this.#first = false;
    return this.#due && this.#told(this.#due);
  }

  #told({ count, next }: Passing): PassedEvent | DoubtedEvent | undefined {
    const { path, kind: list } = this.#list;
    if (count > 0) return { type: 'passed', list, index: this.#file.nextIndex(path, count), count };
    if (!isDoubt(next)) return undefined;
    const index = this.#file.nextIndex(path);
    return {
      type: 'doubted',
      path: `${path}/${index}`,
      list,
      index,
      doubt: next,
      locate: laneLocator(this.#file, this.#lane, next),
    };
  }

  /** Lets go what was said last and steps to the next item, of which the lane has spoken already or is asked. */
  #goOn(): boolean {
    const due = this.#due;
    this.#due = undefined;
    if (!due) return false;
    const from = this.#file.window.offset;
    if (!this.#letGo(due)) return false;
    this.#file.advanced(from);
    if (!this.#step()) return false;
    if (due.count > 0 && isDoubt(due.next)) return this.begin({ count: 0, to: 0, next: due.next });
    const { path, kind } = this.#list;
    this.isOnTheNext = !this.begin(this.#lane.pass(kind, this.#file.nextIndex(path, 0), this.#file.window));
    return !this.isOnTheNext;
  }

  /** False where bytes are wanted first. */
  #letGo({ count, to, known, next }: Passing): boolean {
    if (count === 0) {
      if (isDoubt(next)) this.#consume(next.to);
      return true;
    }
    // The first of them was counted when the step to it was taken.
    this.#group.count += count - 1;
    if (known) this.over = { to, known };
    else this.#consume(to);
    return !known;
  }

  /** Steps over the comma to a record; false where the reader is to look what comes. */
  #step(): boolean {
    const { window } = this.#file;
    if (!isRecordNext(window)) return false;
    window.nextByte();
    window.step();
    window.nextByte();
    this.#group.count++;
    return true;
  }

  #consume(to: number): void {
    const { window } = this.#file;
    const { lines, units } = this.#lane.measure(window, to);
    window.consumeCounted(to, lines, units);
  }
}

const isDoubt = (next: Passing['next']): next is Doubt => next !== undefined && next !== 'more';

/** Whether a comma and a record begin with the window; else the reader is to look. */
function isRecordNext({ bytes, start, end }: Window): boolean {
  const comma = pastBlanks(bytes, start, end);
  if (comma === end || bytes[comma] !== COMMA) return false;
  const at = pastBlanks(bytes, comma + 1, end);
  return at < end && bytes[at] === OPEN_BRACE;
}

function pastBlanks(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at] as number)) at++;
  return at;
}
