import type { RecordKind } from '../../model/kinds.ts';
import type { RecordRef, Position } from '../../finding.ts';
import { recordRef, NEED_BYTES, type SuspectEvent, type PassedEvent, type RecordEvent, type RoundedNumber } from '../record.ts';
import { CLOSED, enter, nextItem, type Group } from './between.ts';
import { type JsonFile, Stop, ensure } from './file.ts';
import { setMember } from '../../../packages/base/src/json.ts';
import { roundedIn } from './rounded.ts';
import { keysOf } from './skeleton.ts';
import type { Place, Signals, Value } from './place.ts';
import { ENDED } from './scan.ts';
import { consumeValue, readValue, scanValue } from './value.ts';
import type { FastPath, Passage, Suspect, Passing } from './record-judge.ts';
import type { Window } from './window.ts';
import { COMMA, endsScalar, isBlank, OPEN_BRACE, BACKSLASH, OPEN_BRACKET, textOf } from './bytes.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { Ruler } from './position.ts';
import { itemsOf, memberSpots, SPOT, stringAt } from './skip.ts';

/** A list of records: its pointer, the kind of all its records if it has one, and how many objects and lists are around it. */
export type RecordList = { path: string; kind: RecordKind | null; depth: number };

/** Yields the records of the list at the start of the window; returns an array of as many holes for the skeleton. */
export function* readRecords(file: JsonFile, list: RecordList): Signals<unknown[]> {
  const group = enter(file, list.path, false);
  const { kind, path } = list;
  const fast = kind !== null && file.fast?.takes(path, kind) === true ? { ...list, kind, fast: file.fast } : undefined;
  let isStepped = false;
  while (isStepped || (yield* nextItem(file, group)) !== CLOSED) {
    const from = file.window.offset;
    if (file.isKnown && (yield* passKnown(file, list.kind, list.depth + 1))) {
      file.nextIndex(list.path);
      isStepped = stepToRecord(file.window, group);
      file.advanced(from);
      continue;
    }
    const taken = fast ? yield* takeFast(file, fast.fast, fast, group) : 'refused';
    isStepped = taken === 'on-the-next';
    if (taken === 'refused') {
      const index = file.nextIndex(list.path);
      yield* readRecord(file, { path: `${list.path}/${index}`, kind: list.kind, depth: list.depth + 1 }, index);
    }
    file.advanced(from);
  }
  const holes: unknown[] = [];
  holes.length = group.count;
  return holes;
}

/** Passes the record at the start of the window where it is known; whether it is. */
function* passKnown(file: JsonFile, list: RecordKind | null, depth: number): Signals<boolean> {
  const { scan, window, isKnown } = file;
  const from = window.offset;
  const outcome = yield* scanValue(file);
  if (outcome !== ENDED || scan.at - from > file.maxRecordBytes || depth + scan.deepest > file.maxDepth) return false;
  const bytes = window.slice(from, scan.at);
  const text = textOf(bytes);
  if (text === undefined || isKnown?.(bytes, list, !scan.spaced && scan.lines === 0) !== true) {
    file.asked = from;
    return false;
  }
  window.consumeText(scan.at, text, scan.lines);
  return true;
}

/** Yields the record at the start of the window. */
function* readRecord(file: JsonFile, { path, kind: list, depth }: RecordList, index: number): Signals<Value> {
  const place: Place = { path, depth, isRecord: true, refer: (value) => refer(list, index, value) };
  let read: Value;
  try {
    read = yield* readValue(file, place);
  } catch (stop) {
    if (stop instanceof Stop) stop.events.push({ type: 'unreadable', path, list, index, reason: 'broken' });
    throw stop;
  }
  if (read.status === 'read') yield recordEvent(file, read, { path, list, index });
  else yield { type: 'unreadable', path, list, index, reason: read.status };
  consumeValue(file, read);
  return read;
}

function recordEvent(file: JsonFile, { to, value, text }: Value, at: Pick<RecordEvent, 'path' | 'list' | 'index'>): RecordEvent {
  const locate = locator(file, to);
  const rounded = (): RoundedNumber[] => roundedIn(text, value, (pointer) => scalarAt(file.window, locate(pointer)));
  return { type: 'record', ...at, value, locate, rounded };
}

/** The number or literal at a place of the window, as it is written. */
function scalarAt(window: Window, place: Position | undefined): string | undefined {
  if (place === undefined) return undefined;
  const from = window.indexOf(place.offset);
  let to = from;
  while (!endsScalar(window.bytes[to] as number)) to++;
  return textOf(window.bytes.subarray(from, to));
}

/**
 * Yields the record at the start of the window, which is in no list, and the finding about that. Returns an object with its keys, as far as
 * they are known, for the skeleton.
 */
export function* readSingleRecord(file: JsonFile, record: RecordList, index: number): Signals<unknown> {
  if (file.isFirst('structure.single-record')) yield file.finding('structure.single-record', record.path, file.window.position());
  if (file.isKnown && (yield* passKnown(file, record.kind, record.depth))) return {};
  const { value } = yield* readRecord(file, record, index);
  const skeleton: Record<string, unknown> = {};
  for (const key of keysOf(value)) setMember(skeleton, key, null);
  return skeleton;
}

/** Without its value a record of a mixed list has no kind, and so no reference. */
function refer(list: RecordKind | null, index: number, value: unknown): RecordRef | undefined {
  return list === null && value === undefined ? undefined : recordRef(list, index, value);
}

/** Bytes in which the end of a record must be found: longer ones are for the slow path. */
const FAR_ENOUGH = 1 << 18;

/**
 * `refused`: the slow path must read the record at the start of the window; `taken`: the fast path took it, maybe with others after it;
 * `on-the-next`: the same, and the next item, now at the start of the window, has been counted already.
 */
type Taken = 'refused' | 'taken' | 'on-the-next';

/** Takes records from the start of the window, as far as the fast path can judge them. */
function* takeFast(file: JsonFile, fast: FastPath, list: KindList, group: Group): Signals<Taken> {
  const { window } = file;
  const index = file.nextIndex(list.path, 0);
  let passing = fast.pass(list.kind, index, window);
  while (passing.next === 'more' && passing.count === 0 && !window.finished && window.size < FAR_ENOUGH) {
    // The fast path starts over each time, so it is only called again with twice as many bytes.
    yield* ensure(file, Math.min(2 * window.size, FAR_ENOUGH));
    passing = fast.pass(list.kind, index, window);
  }
  const run = new FastRun(file, fast, list, group);
  if (!run.begin(passing)) return 'refused';
  yield { type: 'taken', next: () => run.next() };
  // A caller that has not taken all of them still gets past them.
  while (run.next());
  if (run.over) yield* passOver(window, run.over.to, run.over.known);
  return run.isOnTheNext ? 'on-the-next' : 'taken';
}

/** Consumes text that may not be fed yet. */
function* passOver(window: Window, to: number, { lines, units, jump }: Passage): Signals<void> {
  if (jump) {
    window.jump(to, lines, units);
    return;
  }
  while (window.limit < to && !window.finished) {
    window.discard();
    yield NEED_BYTES;
  }
  // The limit is smaller where the file was truncated while it is read.
  window.consumeCounted(Math.min(to, window.limit), lines, units);
}

/** A list of records of one kind, by its pointer. */
type KindList = { path: string; kind: RecordKind };

/**
 * Records that a fast path takes one after the other without returning to the reader: in a file with many faults, going through the generators
 * of the reader for each record would cost more than the fast path itself.
 */
class FastRun {
  readonly #file: JsonFile;
  readonly #fast: FastPath;
  readonly #list: KindList;
  readonly #group: Group;
  /** The records last yielded. Their bytes are released only when the next ones are asked for, so that they can be located until then. */
  #due: Passing | undefined;
  #first = true;
  /** The window begins with an item, which is counted: it was stepped to, and the fast path did not take it. */
  isOnTheNext = false;
  /** Text that was passed and may not be fed yet: the reader skips it. */
  over: { to: number; known: Passage } | undefined;

  constructor(file: JsonFile, fast: FastPath, list: KindList, group: Group) {
    this.#file = file;
    this.#fast = fast;
    this.#list = list;
    this.#group = group;
  }

  /** Takes the result of the fast path for the record at the start of the window; false where the slow path must read that record. */
  begin(passing: Passing): boolean {
    const taken = passing.count > 0 || isSuspect(passing.next);
    if (taken) this.#due = passing;
    return taken;
  }

  /** The next records; undefined where the reader must go on. */
  next(): PassedEvent | SuspectEvent | undefined {
    if (!this.#first && !this.#goOn()) return undefined;
    this.#first = false;
    return this.#due && this.#reported(this.#due);
  }

  #reported({ count, next }: Passing): PassedEvent | SuspectEvent | undefined {
    const { path, kind: list } = this.#list;
    if (count === 0 && !isSuspect(next)) return undefined;
    const index = this.#file.nextIndex(path, Math.max(count, 1));
    if (count > 0 || !isSuspect(next)) return { type: 'passed', path: `${path}/${index}`, list, index, count };
    return {
      type: 'suspect',
      path: `${path}/${index}`,
      list,
      index,
      suspect: next,
      locate: suspectLocator(this.#file, this.#fast, next),
    };
  }

  /** Releases the records last yielded and steps to the next item, which the fast path has judged already or judges now. */
  #goOn(): boolean {
    const due = this.#due;
    this.#due = undefined;
    if (!due) return false;
    const from = this.#file.window.offset;
    if (!this.#release(due)) return false;
    this.#file.advanced(from);
    if (!stepToRecord(this.#file.window, this.#group)) return false;
    if (due.count > 0 && isSuspect(due.next)) return this.begin({ count: 0, to: 0, next: due.next });
    const { path, kind } = this.#list;
    this.isOnTheNext = !this.begin(this.#fast.pass(kind, this.#file.nextIndex(path, 0), this.#file.window));
    return !this.isOnTheNext;
  }

  /** Releases the records last yielded; false where bytes must be fed first. */
  #release({ count, to, known, next }: Passing): boolean {
    if (count === 0) {
      if (isSuspect(next)) this.#consume(next.to);
      return true;
    }
    // The first of them was counted when the step to it was taken.
    this.#group.count += count - 1;
    if (known) this.over = { to, known };
    else this.#consume(to);
    return !known;
  }

  #consume(to: number): void {
    const { window } = this.#file;
    const { lines, units } = this.#fast.measure(window, to);
    window.consumeCounted(to, lines, units);
  }
}

const isSuspect = (next: Passing['next']): next is Suspect => next !== undefined && next !== 'more';

/** Steps over the comma to the next record, and counts it; false where the reader must look at what follows. */
function stepToRecord(window: Window, group: Group): boolean {
  if (!isRecordNext(window)) return false;
  window.nextByte();
  window.step();
  window.nextByte();
  group.count++;
  return true;
}

/** Whether the window begins with a comma and a record. */
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

/** Locates values in a suspect record: the fast path knows its members, so only the member of the value is searched. */
function suspectLocator(file: JsonFile, fast: FastPath, suspect: Suspect): RecordEvent['locate'] {
  const { window } = file;
  let inMember: Map<string, Places> | undefined;
  const placesIn = (name: string, at: number): Places => {
    inMember ??= new Map();
    let places = inMember.get(name);
    if (!places) {
      places = new Places(window.bytes, at, window.indexOf(suspect.to), positionAt(fast, window, at));
      inMember.set(name, places);
    }
    return places;
  };
  return (pointer, part = 'value') => {
    if (pointer === '' && part === 'value') return window.position();
    const slash = pointer.indexOf('/', 1);
    const name = pointer.slice(1, slash === -1 ? undefined : slash);
    if (slash === -1 && !knows(suspect, name, part)) return locator(file, suspect.to)(pointer, part);
    const at = suspect.indexOf(name);
    if (at === undefined) return undefined;
    return slash === -1 ? positionAt(fast, window, at) : placesIn(name, at).locate(pointer.slice(slash), part);
  };
}

/** Of a member the fast path knows the place of the value, of a key that the schema does not have that of the key. Names with escapes it does not know. */
const knows = ({ strays }: Suspect, name: string, part: 'value' | 'key'): boolean =>
  name !== '' && !name.includes('~') && strays.includes(name) === (part === 'key');

/** The position of the byte at an index of the window. */
function positionAt(fast: FastPath, window: Window, index: number): Position {
  const { offset, line, column } = window.position();
  const to = offset + index - window.start;
  const { lines, units } = fast.measure(window, to);
  return { offset: to, line: line + lines, column: lines === 0 ? column + units : units + 1 };
}

/** Finds places in the record that begins with the window and ends before the offset `to`, until the window has moved on. */
function locator({ window }: JsonFile, to: number): RecordEvent['locate'] {
  const from = window.offset;
  let places: Places | undefined;
  return (pointer, part = 'value') => {
    if (window.offset !== from) throw new Error('locate() was called after the next event was asked for');
    places ??= new Places(window.bytes, window.start, window.indexOf(to), window.position());
    return places.locate(pointer, part);
  };
}

/**
 * Finds the places of values in one record. Objects and lists on the way to a pointer are split into their children once, the
 * first time that a pointer leads through them; the rest of the record is only stepped over.
 */
class Places {
  readonly #bytes: Uint8Array;
  readonly #from: number;
  readonly #to: number;
  readonly #ruler: Ruler;
  readonly #children = new Map<number, Children>();

  /** The record is `bytes[from..to[`, and `origin` its position in the file. */
  constructor(bytes: Uint8Array, from: number, to: number, origin: Position) {
    this.#bytes = bytes;
    this.#from = from;
    this.#to = to;
    this.#ruler = new Ruler(bytes, from, origin);
  }

  locate(pointer: string, part: 'value' | 'key'): Position | undefined {
    let spot: Spot = { valueAt: this.#from };
    for (const token of tokens(pointer)) {
      const child = this.#childrenOf(spot.valueAt)?.(token);
      if (child === undefined) return undefined;
      spot = child;
    }
    const at = part === 'key' ? spot.keyAt : spot.valueAt;
    return at === undefined ? undefined : this.#ruler.position(at);
  }

  #childrenOf(at: number): Children | undefined {
    const known = this.#children.get(at);
    if (known !== undefined) return known;
    const children = childrenOf(this.#bytes, at, this.#to);
    if (children !== undefined) this.#children.set(at, children);
    return children;
  }
}

/** The place of a child: of its value and, in an object, of its key. */
type Spot = { keyAt?: number; valueAt: number };

/** The children of one object or list, found by the token of a JSON Pointer. */
type Children = (token: string) => Spot | undefined;

/** Keys of more members are decoded once and kept; those of fewer are compared byte by byte, which spares decoding them. */
const FEW = 64;

/** The children of the value at `bytes[at]`; undefined when it is neither an object nor a list. */
function childrenOf(bytes: Uint8Array, at: number, end: number): Children | undefined {
  if (bytes[at] === OPEN_BRACKET) return items([...itemsOf(bytes, at, end)]);
  if (bytes[at] !== OPEN_BRACE) return undefined;
  const spots = memberSpots(bytes, at, end);
  return spots.length > FEW * SPOT ? manyMembers(bytes, spots) : fewMembers(bytes, spots);
}

function items(places: readonly number[]): Children {
  return (token) => {
    const index = Number(token);
    const valueAt = String(index) === token ? places[index] : undefined;
    return valueAt === undefined ? undefined : { valueAt };
  };
}

/** Of members with one key the last counts, as in the parsed value. */
function fewMembers(bytes: Uint8Array, spots: readonly number[]): Children {
  return (token) => {
    for (let member = spots.length - SPOT; member >= 0; member -= SPOT)
      if (isKey(bytes, spots[member] as number, spots[member + 1] as number, token)) return spotAt(spots, member);
    return undefined;
  };
}

function manyMembers(bytes: Uint8Array, spots: readonly number[]): Children {
  const byKey = new Map<string, number>();
  for (let member = 0; member < spots.length; member += SPOT)
    byKey.set(stringAt(bytes, spots[member] as number, spots[member + 1] as number), member);
  return (token) => {
    const member = byKey.get(token);
    return member === undefined ? undefined : spotAt(spots, member);
  };
}

const spotAt = (spots: readonly number[], member: number): Spot => ({
  keyAt: spots[member] as number,
  valueAt: spots[member + 2] as number,
});

/** Whether the string in `bytes[from..to[` says `token`. Decoded only where its bytes are not its characters. */
function isKey(bytes: Uint8Array, from: number, to: number, token: string): boolean {
  const length = to - from - 2;
  for (let index = 0; index < length; index++) {
    const byte = bytes[from + 1 + index] as number;
    if (byte >= 0x80 || byte === BACKSLASH) return stringAt(bytes, from, to) === token;
    if (byte !== token.charCodeAt(index)) return false;
  }
  return length === token.length;
}
