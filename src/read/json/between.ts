import type { Position } from '../../finding.ts';
import type { FindingEvent } from '../record.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, isWord, QUOTE, startsValue } from './bytes.ts';
import { expected } from './diagnose.ts';
import { stopAtEnd, stopHere } from './fault.ts';
import { type JsonFile, significantByte } from './file.ts';
import type { Signals } from './place.ts';
import type { Expects } from './strict.ts';
import { DRY } from './window.ts';

/** An object or list around the records, and how many of its members or items have been read. */
export type Group = { path: string; inObject: boolean; count: number };

/** The result of `nextItem` once the group is closed. */
export const CLOSED = -1;

/** Steps into the object or list that begins with the window. */
export function enter(file: JsonFile, path: string, inObject: boolean): Group {
  file.window.step();
  file.closers = (inObject ? '}' : ']') + file.closers;
  return { path, inObject, count: 0 };
}

/**
 * Steps over the separator between two members or items, and returns the first byte of the next one, or CLOSED. An extra or missing comma
 * is reported, and reading goes on.
 */
export function* nextItem(file: JsonFile, group: Group): Signals<number> {
  const { window } = file;
  const { path, inObject } = group;
  // Asking the window first spares a generator for each record.
  let byte = window.nextByte();
  if (byte === DRY) byte = yield* dueByte(file, path);
  let comma: Position | undefined;
  while (byte === COMMA) {
    if (group.count === 0 || comma !== undefined) yield commaTooMany(file, group, comma !== undefined);
    comma = window.position();
    window.step();
    byte = window.nextByte();
    if (byte === DRY) byte = yield* dueByte(file, path);
  }
  if (byte === (inObject ? CLOSE_BRACE : CLOSE_BRACKET)) {
    if (comma !== undefined) yield file.finding('syntax.trailing-comma', path, comma);
    window.step();
    file.closers = file.closers.slice(1);
    return CLOSED;
  }
  const isMissing = group.count > 0 && comma === undefined;
  if (!canStart(byte, inObject, isMissing)) throw yield* stopHere(file, path, expectation(group, isMissing, comma), inObject);
  if (isMissing) yield file.finding('syntax.missing-comma', path, window.position());
  group.count++;
  return byte;
}

/** The first non-blank byte. The end of the file here is a fault. */
function* dueByte(file: JsonFile, path: string): Signals<number> {
  const byte = yield* significantByte(file);
  if (byte === DRY) throw stopAtEnd(file, path);
  return byte;
}

/** Steps over the colon after a key, and returns the first byte of the value. */
export function* byteAfterColon(file: JsonFile, path: string, valuePath: string): Signals<number> {
  if ((yield* dueByte(file, path)) !== COLON) throw yield* stopHere(file, path, 'colon', true);
  file.window.step();
  const byte = yield* dueByte(file, valuePath);
  if (!startsValue(byte) && !isWord(byte)) throw yield* stopHere(file, valuePath, 'value!', true);
  return byte;
}

// A word such as NaN is taken for one broken value. After a missing comma, only the start of a valid value is accepted.
function canStart(byte: number, inObject: boolean, isMissing: boolean): boolean {
  if (inObject) return byte === QUOTE;
  return startsValue(byte) || (isWord(byte) && !isMissing);
}

function expectation(group: Group, isMissing: boolean, comma: Position | undefined): Expects {
  if (isMissing) return 'after';
  const item = group.inObject ? 'key' : 'value';
  return comma === undefined ? item : `${item}!`;
}

function commaTooMany(file: JsonFile, group: Group, afterComma: boolean): FindingEvent {
  const { path, inObject } = group;
  const item = inObject ? 'key' : 'value';
  const params = { found: ',', expected: expected(afterComma ? `${item}!` : item, inObject) };
  return file.finding('syntax.unexpected', path, file.window.position(), params);
}
