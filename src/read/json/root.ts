import type { RecordKind } from '../../model/kinds.ts';
import type { Layout, LayoutEvent } from '../record.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import type { JsonFile } from './file.ts';
import { readMembers } from './members.ts';
import type { Signals } from './place.ts';
import { readRecords, readSingleRecord } from './records.ts';
import { isContainer, isRecordOrRoot, isWrapper, lookInto } from './shape.ts';
import { isRecordKind } from '../../model/kinds.ts';
import { kept, typeName } from './skeleton.ts';
import { consumeValue, readValue } from './value.ts';

/** Where an object stands that holds records; `wrapped` when its file has the layout `wrapper`. */
type Holder = { path: string; depth: number; wrapped: boolean };

/** Reads the object that the published versions have at the root, `{"marches": …}`, or one that looks like it; its skeleton. */
export function* readRoot(file: JsonFile, holder: Holder): Signals<Record<string, unknown>> {
  const depth = holder.depth + 1;
  return yield* readMembers(file, holder.path, function* (key, path, byte) {
    if (key === 'marches') return yield* readMarches(file, { ...holder, path, depth }, byte);
    if (isRecordKind(key) && byte === OPEN_BRACKET) return yield* readNamedList(file, holder, key, path, key);
    if (isContainer(byte) && (yield* readWrapper(file, { ...holder, depth }, key, path))) return null;
    const isVersion = key === 'version';
    const value = yield* readOther(file, path, depth, byte, isVersion);
    if (isVersion) file.version = value;
    return value;
  });
}

/** Reads what is under `marches`, whatever it is. */
function* readMarches(file: JsonFile, holder: Holder, byte: number): Signals<unknown> {
  const { path, depth } = holder;
  if (byte === OPEN_BRACKET) {
    yield* see(file, holder, 'flat');
    return yield* readRecords(file, { path, kind: null, depth });
  }
  if (byte === OPEN_BRACE) {
    const isRecord = (yield* lookInto(file, isRecordOrRoot)) === 'record';
    yield* see(file, holder, isRecord ? 'single-record' : 'by-kind');
    if (isRecord) return yield* readSingleRecord(file, { path, kind: null, depth }, file.nextIndex(path));
    return yield* readKinds(file, holder);
  }
  const position = file.window.position();
  const value = yield* readOther(file, path, depth, byte, true);
  const found = typeName(value);
  if (file.isFirst('structure.no-record-list')) yield file.finding('structure.no-record-list', path, position, { found });
  return value;
}

/** Reads the object under `marches` of 2.0.1 and later, which holds a list for each kind. */
function* readKinds(file: JsonFile, holder: Holder): Signals<Record<string, unknown>> {
  const depth = holder.depth + 1;
  return yield* readMembers(file, holder.path, function* (key, path, byte) {
    if (isRecordKind(key) && byte === OPEN_BRACKET) return yield* readRecords(file, { path, kind: key, depth });
    const isRecord = isRecordKind(key) && byte === OPEN_BRACE && (yield* lookInto(file, isRecordOrRoot)) === 'record';
    if (isRecord) return yield* readSingleRecord(file, { path, kind: key, depth }, file.nextIndex(path));
    const isList = byte === OPEN_BRACKET && (yield* lookInto(file, isWrapper)) === 'records';
    if (isList) return yield* readNamedList(file, holder, key, path, null);
    return yield* readOther(file, path, depth, byte, isRecordKind(key));
  });
}

/** A list of records under a name that should not be there, or not there. */
function* readNamedList(file: JsonFile, holder: Holder, name: string, path: string, kind: RecordKind | null): Signals<null> {
  yield* seeWrapper(file, holder, name, path);
  yield* readRecords(file, { path, kind, depth: holder.depth + 1 });
  return null;
}

/** Reads the object or list under the name `name`, which no version knows, if it holds records; else it stays unread. */
function* readWrapper(file: JsonFile, holder: Holder, name: string, path: string): Signals<boolean> {
  const shape = yield* lookInto(file, isWrapper);
  // Only one level of wrapping is followed.
  if (shape === undefined || shape === 'no' || (holder.wrapped && shape !== 'records')) return false;
  yield* seeWrapper(file, holder, name, path);
  const inside = { path, depth: holder.depth, wrapped: true };
  if (shape === 'root') yield* readRoot(file, inside);
  else if (shape === 'kinds') yield* readKinds(file, inside);
  else yield* readRecords(file, { path, kind: null, depth: holder.depth });
  return true;
}

/** Reads a value that is no list of records. Kept for the skeleton is what is short under a key that versions define. */
function* readOther(file: JsonFile, path: string, depth: number, byte: number, isDefined: boolean): Signals<unknown> {
  const read = yield* readValue(file, { path, depth, isRecord: false });
  consumeValue(file, read);
  return isDefined ? kept(read, byte) : null;
}

function* see(file: JsonFile, holder: Holder, layout: Layout): Generator<LayoutEvent, void> {
  if (!holder.wrapped) yield* file.see(layout, holder.path);
}

function* seeWrapper(file: JsonFile, holder: Holder, name: string, path: string): Signals<void> {
  if (holder.wrapped) return;
  yield* file.see('wrapper', path);
  yield file.finding('structure.wrapper', path, file.window.position(), { name });
}
