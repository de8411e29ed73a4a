import { NEED_BYTES } from '../record.ts';
import { OPEN_BRACE, OPEN_BRACKET } from './bytes.ts';
import { stopHere } from './fault.ts';
import { ensure, type JsonFile, significantByte } from './file.ts';
import { notJson, UTF8_BOM } from './opening.ts';
import type { Signals, Value } from './place.ts';
import { readRecords, readSingleRecord } from './records.ts';
import { readRoot } from './root.ts';
import { isContainer, isRecordOrRoot, lookInto } from './shape.ts';
import { kept, keysOf, typeName } from './skeleton.ts';
import { DRY } from './window.ts';
import { consumeValue, readValue } from './value.ts';

/** How many keys of a root without records are told. */
const KEYS_SHOWN = 10;

/** Reads the JSON text that the file holds, and others that follow it against the rules; the skeleton of the first. */
export function* readTexts(file: JsonFile, firstByte: number): Signals<unknown> {
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

/** The next byte that is no blank. Files that were put one after another may each have their BOM. */
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

/** What stands at the root: the keys of an object, or the type of anything else. */
function describe(root: unknown): Record<string, unknown> {
  const type = typeName(root);
  return { found: type === 'object' ? keysOf(root).slice(0, KEYS_SHOWN) : type };
}

function* readAnyRoot(file: JsonFile, firstByte: number): Signals<unknown> {
  if (firstByte === OPEN_BRACKET) return yield* readBareList(file);
  if (firstByte !== OPEN_BRACE) return yield* readScalar(file, firstByte);
  if ((yield* lookInto(file, isRecordOrRoot)) === 'record') return yield* readOnlyRecord(file);
  return yield* readRoot(file, { path: '', depth: 0, wrapped: false });
}

function* readBareList(file: JsonFile): Signals<unknown> {
  yield* file.see('bare-list', '');
  if (file.isFirst('structure.bare-list')) yield file.finding('structure.bare-list', '', file.window.position());
  return yield* readRecords(file, { path: '', kind: null, depth: 0 });
}

/** One record is all. In a further text of the file its pointer is the number of the record, as if in a list. */
function* readOnlyRecord(file: JsonFile): Signals<unknown> {
  yield* file.see('single-record', '');
  const index = file.nextIndex('');
  return yield* readSingleRecord(file, { path: index === 0 ? '' : `/${index}`, kind: null, depth: 0 }, index);
}

/** A number, string or literal at the root is JSON if it is whole and alone. Else the file is a text, a table… */
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
