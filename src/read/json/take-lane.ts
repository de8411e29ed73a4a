import type { Position, RecordKind } from '../../finding.ts';
import { NEED_BYTES, type PassedEvent, type RecordEvent } from '../record.ts';
import type { Group } from './between.ts';
import { ensure, type JsonFile } from './file.ts';
import type { Doubt, Lane, Passage } from './lane.ts';
import { locator } from './locator.ts';
import type { Signals } from './place.ts';
import { Places } from './places.ts';
import type { Window } from './window.ts';

/** A list of records of one kind, by its pointer. */
type LaneList = { path: string; kind: RecordKind };

/** Bytes in which the end of a record must be found: longer ones are for the slow path. */
const FAR_ENOUGH = 1 << 18;

/** Takes the record that begins with the window, and those after it, if the lane can: false leaves it to the slow path. */
export function* takeLane(file: JsonFile, lane: Lane, list: LaneList, group: Group): Signals<boolean> {
  const { window } = file;
  const index = file.nextIndex(list.path, 0);
  let passing = lane.pass(list.kind, index, window);
  while (passing.next === 'more' && passing.count === 0 && !window.finished && window.size < FAR_ENOUGH) {
    // The lane begins anew each time: it is asked again when there is twice as much.
    yield* ensure(file, Math.min(2 * window.size, FAR_ENOUGH));
    passing = lane.pass(list.kind, index, window);
  }
  const { count, to, next, known } = passing;
  if (count > 0) {
    yield passed(file, list, count);
    // The first of them was counted when the step to it was taken.
    group.count += count - 1;
    if (known) yield* passOver(window, to, known);
    else consume(lane, window, to);
    return true;
  }
  if (next === 'more' || next === undefined) return false;
  file.nextIndex(list.path);
  const { to: end, value, doubted, missing } = next;
  const locate = locatorOf(file, lane, next);
  yield { type: 'doubted', path: `${list.path}/${index}`, list: list.kind, index, value, doubted, missing, locate };
  consume(lane, window, end);
  return true;
}

/** The lane knows where the members of a record stand: what is deeper is looked for in its member alone. */
function locatorOf(file: JsonFile, lane: Lane, { to, offsetOf }: Doubt): RecordEvent['locate'] {
  const { window } = file;
  const whole = locator(file, to);
  const inMember = new Map<string, Places>();
  return (pointer, part = 'value') => {
    const [, name, rest] = MEMBER.exec(pointer) ?? [];
    if (name === undefined || rest === undefined || (rest === '' && part === 'key')) return whole(pointer, part);
    const offset = offsetOf(name);
    if (offset === undefined) return undefined;
    if (rest === '') return positionAt(lane, window, offset);
    let places = inMember.get(name);
    if (!places) {
      places = new Places(window.bytes, window.indexOf(offset), window.indexOf(to), positionAt(lane, window, offset));
      inMember.set(name, places);
    }
    return places.locate(rest, part);
  };
}

/** A pointer that begins with a member whose name has nothing to escape, and the rest of it. */
const MEMBER = /^\/([^/~]*)((?:\/.*)?)$/s;

function positionAt(lane: Lane, window: Window, offset: number): Position {
  const { line, column } = window.position();
  const { lines, units } = lane.measure(window, offset);
  return { offset, line: line + lines, column: lines === 0 ? column + units : units + 1 };
}

/** Lets text go that may not be fed yet. */
function* passOver(window: Window, to: number, { lines, units, jump }: Passage): Signals<void> {
  if (jump) {
    window.jump(to, lines, units);
    return;
  }
  while (window.limit < to && !window.finished) {
    window.discard();
    yield NEED_BYTES;
  }
  // Less than what was there before where the file is changed while it is read.
  window.consumeCounted(Math.min(to, window.limit), lines, units);
}

const passed = (file: JsonFile, { path, kind }: { path: string; kind: RecordKind }, count: number): PassedEvent => ({
  type: 'passed',
  list: kind,
  index: file.nextIndex(path, count),
  count,
});

function consume(lane: Lane, window: Window, to: number): void {
  const { lines, units } = lane.measure(window, to);
  window.consumeCounted(to, lines, units);
}
