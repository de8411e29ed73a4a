import type { RecordKind } from '../../model/kinds.ts';
import type { RecordRef } from '../../finding.ts';
import { recordRef } from '../record.ts';
import { CLOSED, enter, nextItem } from './between.ts';
import { type JsonFile, Stop } from './file.ts';
import { takeLane } from './take-lane.ts';
import { locator } from './locator.ts';
import { keysOf, put } from './skeleton.ts';
import type { Place, Signals, Value } from './place.ts';
import { consumeValue, readValue } from './value.ts';

/** A list of records: its pointer, the kind of all its records if it has one, and how many objects and lists are around it. */
export type RecordList = { path: string; kind: RecordKind | null; depth: number };

/** Gives the records of the list that begins with the window; returns an array of as many holes, its place in the skeleton. */
export function* readRecords(file: JsonFile, list: RecordList): Signals<unknown[]> {
  const group = enter(file, list.path, false);
  const { kind, path } = list;
  const lane = kind !== null && file.lane?.takes(path, kind) === true ? { ...list, kind, lane: file.lane } : undefined;
  let isStepped = false;
  while (isStepped || (yield* nextItem(file, group)) !== CLOSED) {
    const from = file.window.offset;
    const taken = lane ? yield* takeLane(file, lane.lane, lane, group) : 'refused';
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

/** Gives the record that begins with the window. */
function* readRecord(file: JsonFile, { path, kind: list, depth }: RecordList, index: number): Signals<Value> {
  const place: Place = { path, depth, isRecord: true, refer: (value) => refer(list, index, value) };
  let read: Value;
  try {
    read = yield* readValue(file, place);
  } catch (stop) {
    if (stop instanceof Stop) stop.events.push({ type: 'unreadable', path, list, index, reason: 'broken' });
    throw stop;
  }
  if (read.status === 'read') yield { type: 'record', path, list, index, value: read.value, locate: locator(file, read.to) };
  else yield { type: 'unreadable', path, list, index, reason: read.status };
  consumeValue(file, read);
  return read;
}

/**
 * Gives the record that begins with the window and stands in no list, with the finding that says so; returns its place in the
 * skeleton: an object with its keys, or as much as is known of it.
 */
export function* readSingleRecord(file: JsonFile, record: RecordList, index: number): Signals<unknown> {
  if (file.isFirst('structure.single-record')) yield file.finding('structure.single-record', record.path, file.window.position());
  const { value } = yield* readRecord(file, record, index);
  const skeleton: Record<string, unknown> = {};
  for (const key of keysOf(value)) put(skeleton, key, null);
  return skeleton;
}

/** Without its value a record of a mixed list has no kind, and so no reference. */
function refer(list: RecordKind | null, index: number, value: unknown): RecordRef | undefined {
  return list === null && value === undefined ? undefined : recordRef(list, index, value);
}
