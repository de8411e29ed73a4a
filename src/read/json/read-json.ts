import { type FastEvent, NEED_BYTES, type ReadEvent, type Layout, type LayoutEvent } from '../record.ts';
import { JsonFile, type ReadOptions, Stop, ensure, significantByte } from './file.ts';
import { readOpening, notJson, UTF8_BOM } from './opening.ts';
import { Window, DRY } from './window.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { stopHere } from './fault.ts';
import type { Signals, Value } from './place.ts';
import { readRecords, readSingleRecord } from './records.ts';
import { setMember } from '../../../packages/base/src/json.ts';
import { kept, keysOf, typeName } from './skeleton.ts';
import { consumeValue, readValue } from './value.ts';
import { type RecordKind, isRecordKind } from '../../model/kinds.ts';
import { byteAfterColon, CLOSED, enter, nextItem } from './between.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { itemsOf, membersOf, NOWHERE, skipValue } from './skip.ts';

/**
 * Yields the events of one JSON file, in the order of the file. On NEED_BYTES, the driver feeds the window with the next chunk (of any
 * size; chunks under 1 MiB keep memory low; the buffer may be used again) or finishes it, then goes on. So the same reader serves files,
 * pipes and browsers, synchronous or not.
 * @throws InputError when there is nothing to read: `syntax.empty`, `syntax.not-json`, `encoding.utf16`
 */
export function readJson(window: Window, options?: Omit<ReadOptions, 'fast'>): Generator<ReadEvent | typeof NEED_BYTES, void>;
export function readJson(
  window: Window,
  options: Omit<ReadOptions, 'isKnown'>,
): Generator<ReadEvent | FastEvent | typeof NEED_BYTES, void>;
export function* readJson(window: Window, options: ReadOptions = {}): Generator<ReadEvent | FastEvent | typeof NEED_BYTES, void> {
  const file = new JsonFile(window, options);
  const firstByte = yield* readOpening(file);
  file.places.set('', { key: window.position(), value: window.position() });
  let skeleton: unknown;
  try {
    skeleton = yield* readTexts(file, firstByte);
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    yield* stop.events;
    yield* drain(window);
  }
  yield {
    type: 'end',
    skeleton: file.sound ? skeleton : undefined,
    parsed: file.sound,
    bytes: window.limit,
    locate: (pointer, part = 'value') => file.places.get(pointer)?.[part],
  };
}

/** Skips the rest of the file, so that its size is known. */
function* drain(window: Window): Generator<typeof NEED_BYTES, void> {
  window.discard();
  while (!window.finished) {
    yield NEED_BYTES;
    window.discard();
  }
}

/** The events of a file whose chunks are all in memory. */
export function* readChunks(chunks: Iterable<Uint8Array>, options: Omit<ReadOptions, 'fast'> = {}): Generator<ReadEvent, void> {
  const window = new Window();
  const source = chunks[Symbol.iterator]();
  try {
    for (const event of readJson(window, options)) {
      if (event !== NEED_BYTES) yield event;
      else feedNext(window, source);
    }
  } finally {
    source.return?.();
  }
}

function feedNext(window: Window, source: Iterator<Uint8Array>): void {
  const next = source.next();
  if (next.done === true) window.finish();
  else window.feed(next.value);
}

/** How many keys of a root without records are reported. */
const KEYS_SHOWN = 10;

/** Reads the JSON text of the file, and any further ones, which are faults. Returns the skeleton of the first. */
function* readTexts(file: JsonFile, firstByte: number): Signals<unknown> {
  const skeleton = yield* readText(file, firstByte);
  for (;;) {
    const byte = yield* byteAfterBom(file);
    if (byte === DRY) return skeleton;
    if (!isContainer(byte)) throw yield* stopHere(file, '', 'nothing', false);
    if (file.isFirst('syntax.several-texts')) yield file.finding('syntax.several-texts', '', file.window.position());
    const from = file.window.offset;
    yield* readText(file, byte);
    file.advanced(from);
  }
}

/** The next non-blank byte. Concatenated files may each have a byte order mark. */
function* byteAfterBom(file: JsonFile): Signals<number> {
  const byte = yield* significantByte(file);
  if (byte !== UTF8_BOM[0]) return byte;
  yield* ensure(file, 4);
  const { bytes, start, offset } = file.window;
  if (!UTF8_BOM.every((part, index) => bytes[start + index] === part) || !isContainer(bytes[start + 3])) return byte;
  file.window.consume(offset + UTF8_BOM.length);
  return bytes[start + 3] as number;
}

function* readText(file: JsonFile, firstByte: number): Signals<unknown> {
  const position = file.window.position();
  file.beginText();
  const skeleton = yield* readAnyRoot(file, firstByte);
  if (!file.hasRecordList && file.isFirst('structure.no-record-list')) {
    yield file.finding('structure.no-record-list', '', position, describe(skeleton));
  }
  return skeleton;
}

/** The keys of the root object, or the type of another root. */
function describe(root: unknown): Record<string, unknown> {
  const type = typeName(root);
  return { found: type === 'object' ? keysOf(root).slice(0, KEYS_SHOWN) : type };
}

function* readAnyRoot(file: JsonFile, firstByte: number): Signals<unknown> {
  if (firstByte === OPEN_BRACKET) return yield* readBareList(file);
  if (firstByte !== OPEN_BRACE) return yield* readScalar(file, firstByte);
  if ((yield* shapeOfObject(file)) === 'record') return yield* readOnlyRecord(file);
  return yield* readRoot(file, { path: '', depth: 0, wrapped: false });
}

function* readBareList(file: JsonFile): Signals<unknown> {
  yield* file.see('bare-list', '');
  if (file.isFirst('structure.bare-list')) yield file.finding('structure.bare-list', '', file.window.position());
  return yield* readRecords(file, { path: '', kind: null, depth: 0 });
}

/** Reads a file that is a single record. In a further text of the file, the pointer of the record is its number, as if in a list. */
function* readOnlyRecord(file: JsonFile): Signals<unknown> {
  yield* file.see('single-record', '');
  const index = file.nextIndex('');
  return yield* readSingleRecord(file, { path: index === 0 ? '' : `/${index}`, kind: null, depth: 0 }, index);
}

/** A number, string or literal at the root is JSON if nothing follows it. Otherwise the file is a text, a table… */
function* readScalar(file: JsonFile, firstByte: number): Signals<unknown> {
  const refusal = yield* notJson(file);
  const read = yield* withoutFindings(readValue(file, { path: '', depth: 0, isRecord: false }));
  if (read.status === 'broken') throw refusal;
  consumeValue(file, read);
  const next = yield* significantByte(file);
  if (next !== DRY && !isContainer(next)) throw refusal;
  return kept(read, firstByte);
}

/** Runs a part of the reader and drops its findings. */
function* withoutFindings(part: Signals<Value>): Signals<Value> {
  let step = part.next();
  for (; step.done !== true; step = part.next()) if (step.value === NEED_BYTES) yield NEED_BYTES;
  return step.value;
}

/** The place of an object that holds records; `wrapped` when its file has the layout `wrapper`. */
type Holder = { path: string; depth: number; wrapped: boolean };

/** Reads the object that the published versions have at the root, `{"marches": …}`, or one that looks like it; its skeleton. */
function* readRoot(file: JsonFile, holder: Holder): Signals<Record<string, unknown>> {
  const depth = holder.depth + 1;
  return yield* readMembers(file, holder, function* (key, path, byte) {
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
    const isRecord = (yield* shapeOfObject(file)) === 'record';
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
  return yield* readMembers(file, holder, function* (key, path, byte) {
    if (isRecordKind(key) && byte === OPEN_BRACKET) return yield* readRecords(file, { path, kind: key, depth });
    const isRecord = isRecordKind(key) && byte === OPEN_BRACE && (yield* shapeOfObject(file)) === 'record';
    if (isRecord) return yield* readSingleRecord(file, { path, kind: key, depth }, file.nextIndex(path));
    const isList = byte === OPEN_BRACKET && (yield* lookInto(file, isWrapper)) === 'records';
    if (isList) return yield* readNamedList(file, holder, key, path, null);
    return yield* readOther(file, path, depth, byte, isRecordKind(key));
  });
}

/** Reads a list of records under an unknown name, or at a wrong place. */
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

/** Reads a value that is not a list of records. The skeleton keeps it where it is short and its key is one of the standard. */
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

/** Consumes the value at the start of the window, and returns what the skeleton keeps of it. */
type TakeMember = (key: string, path: string, firstByte: number) => Signals<unknown>;

/**
 * Reads the object that begins with the window, member by member, and returns its skeleton: its keys, with what `take` made of
 * their values. As with JSON.parse the last of several members with one key counts. Of members that the standard does not have, only
 * the first are taken; the others are read as JSON and nothing else.
 */
function* readMembers(file: JsonFile, { path, depth }: Holder, take: TakeMember): Signals<Record<string, unknown>> {
  const skeleton: Record<string, unknown> = {};
  const group = enter(file, path, true);
  while ((yield* nextItem(file, group)) !== CLOSED) {
    const position = file.window.position();
    const key = yield* readKey(file, path);
    const valuePath = child(path, key);
    if (Object.hasOwn(skeleton, key)) yield file.finding('syntax.duplicate-key', valuePath, position, { key });
    const byte = yield* byteAfterColon(file, path, valuePath);
    if (!isDefined(key) && !file.places.has(valuePath) && !file.remembers(key)) {
      const code = 'structure.too-many-members';
      if (file.isFirst(code)) yield file.finding(code, path, position, { count: file.strays });
      yield* readOther(file, valuePath, depth + 1, byte, false);
      file.advanced(position.offset);
      continue;
    }
    file.places.set(valuePath, { key: position, value: file.window.position() });
    setMember(skeleton, key, yield* take(key, valuePath, byte));
    file.advanced(position.offset);
  }
  return skeleton;
}

/** Whether the versions have a member of this name around their records. */
const isDefined = (key: string): boolean => key === 'marches' || key === 'version' || isRecordKind(key);

function* readKey(file: JsonFile, path: string): Signals<string> {
  const value = yield* readValue(file, { path, depth: 0, isRecord: false });
  consumeValue(file, value);
  return typeof value.value === 'string' ? value.value : '';
}

/** Bytes of a file that are read to recognise its shape. */
const FAR_ENOUGH = 1 << 16;

/** Keys that only a record has: the objects and lists in it, in any version. `id`, `nature`, `source`… occur elsewhere too. */
const RECORD_KEYS = new Set([
  'acheteur',
  'autoriteConcedante',
  'titulaires',
  'concessionnaires',
  'lieuExecution',
  'techniques',
  'modalitesExecution',
  'typesPrix',
  'considerationsSociales',
  'considerationsEnvironnementales',
  'donneesExecution',
  'modifications',
  'actesSousTraitance',
  'modificationsActesSousTraitance',
]);

function isContainer(byte: number | undefined): boolean {
  return byte === OPEN_BRACE || byte === OPEN_BRACKET;
}

/** The shape of the value at `at`, of which bytes up to `end` have been fed. Undefined: not decided yet, or never. */
type Decide<T> = (bytes: Uint8Array, at: number, end: number) => T | undefined;

/**
 * Looks into the value at the start of the window until its shape is decided, within `FAR_ENOUGH` bytes. The first byte that decides ends
 * the search, so that the result does not depend on the chunks of the file.
 */
function* lookInto<T>(file: JsonFile, decide: Decide<T>): Signals<T | undefined> {
  const { window } = file;
  for (;;) {
    const seen = Math.min(window.size, FAR_ENOUGH);
    const decided = decide(window.bytes, window.start, window.start + seen);
    if (decided !== undefined || window.finished || seen === FAR_ENOUGH) return decided;
    yield* ensure(file, Math.min(2 * seen, FAR_ENOUGH));
  }
}

/** What an object is: a record, or what holds records. Undefined: neither has shown. */
type Shape = 'record' | 'root' | undefined;

/**
 * The shape of the object at the start of the window, by all its keys within `FAR_ENOUGH` bytes: the schemas accept any key beside the records, also one that a record
 * has.
 */
function* shapeOfObject(file: JsonFile): Signals<Shape> {
  let shape: Shape;
  yield* lookInto(file, (bytes, at, end) => {
    shape = shapeByKeys(bytes, at, end, true);
    return shape === 'root' || skipValue(bytes, at, end) !== NOWHERE ? shape : undefined;
  });
  return shape;
}

/**
 * The shape of an object by the first key that only one of the two has, or by all its keys. After a key of a record, « marches » and the names of kinds hold records only if
 * their value can.
 */
function shapeByKeys(bytes: Uint8Array, at: number, end: number, byAll = false): Shape {
  let [hasId, hasObjet, isRecord] = [false, false, false];
  for (const { key, valueAt } of membersOf(bytes, at, end)) {
    const first = bytes[valueAt];
    if (key === 'marches' && (!isRecord || isContainer(first))) return 'root';
    if (isRecordKind(key) && (isRecord ? first === OPEN_BRACKET : isContainer(first))) return 'root';
    hasId ||= key === 'id';
    hasObjet ||= key === 'objet';
    isRecord ||= RECORD_KEYS.has(key) || (hasId && hasObjet);
    if (isRecord && !byAll) break;
  }
  return isRecord ? 'record' : undefined;
}

/** Decides whether an object or list under an unknown name holds records, and how. */
function isWrapper(bytes: Uint8Array, at: number, end: number): 'records' | 'kinds' | 'root' | 'no' | undefined {
  if (bytes[at] === OPEN_BRACKET) return isRecordList(bytes, at, end) ? 'records' : undefined;
  for (const { key, valueAt } of membersOf(bytes, at, end)) {
    if (isRecordKind(key) && bytes[valueAt] === OPEN_BRACKET) return 'kinds';
    if (key === 'marches' && isContainer(bytes[valueAt])) return 'root';
    // The lists of a record, such as its modifications, may look like records.
    if (RECORD_KEYS.has(key)) return 'no';
    if (bytes[valueAt] === OPEN_BRACKET && isRecordList(bytes, valueAt, end)) return 'root';
  }
  return undefined;
}

/** A list is taken for a list of records by its first item. */
function isRecordList(bytes: Uint8Array, at: number, end: number): boolean {
  for (const itemAt of itemsOf(bytes, at, end)) {
    return bytes[itemAt] === OPEN_BRACE && shapeByKeys(bytes, itemAt, end) === 'record';
  }
  return false;
}
