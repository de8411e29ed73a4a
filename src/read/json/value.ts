import { type FindingEvent, NEED_BYTES } from '../record.ts';
import { COMMA, OPEN_BRACE, OPEN_BRACKET, QUOTE, textOf } from './bytes.ts';
import { faultFinding, stopAtBracket, stopInValue, stopAtEnd } from './fault.ts';
import { countKeys, countValues, duplicatesIn } from './keys.ts';
import { parseJson } from './parse.ts';
import type { Place, Signals, Value } from './place.ts';
import { Ruler, startOfCharacter } from './position.ts';
import { BOTTOMLESS, ENDED, MISMATCH, MORE } from './scan.ts';
import { skipString } from './skip.ts';
import { Strict } from './strict.ts';
import type { Position } from '../../finding.ts';
import { SIGHT } from './diagnose.ts';
import { type JsonFile, Stop } from './file.ts';

/** Values checked in one record at the most. Real records have fewer than a thousand; each value may give a finding. */
const MOST_VALUES = 100_000;
/** A value of fewer bytes cannot hold more (`[1,1,…]` takes two each). */
const WORTH_COUNTING = 2 * MOST_VALUES;

const NOT_JSON = Symbol('not JSON');

/** Scans the value that begins with the window, as far as it may be read at once. */
export function* scanValue({ scan, window, maxRecordBytes }: JsonFile): Signals<number> {
  const from = window.offset;
  scan.begin(from);
  let outcome = scan.run(window);
  while (outcome === MORE && !window.finished && scan.at - from <= maxRecordBytes) {
    yield NEED_BYTES;
    outcome = scan.run(window);
  }
  return outcome;
}

/**
 * Reads the value that begins with the window, and yields the findings about it. The value stays in the window, so that places
 * in it can be found, until `consumeValue`.
 */
export function* readValue(file: JsonFile, place: Place): Signals<Value> {
  const { scan, window, maxRecordBytes } = file;
  const from = window.offset;
  // A record that is not known was scanned when that was asked.
  const outcome = file.asked === from ? ENDED : yield* scanValue(file);
  if (scan.at - from > maxRecordBytes) return yield* passOversize(file, place, outcome);
  if (outcome === BOTTOMLESS) throw stopAtBracket(file, place);
  if (outcome !== ENDED) throw yield* stopInValue(file, place, strictTo(file, outcome === MISMATCH ? scan.at + 1 : scan.at));
  const bytes = window.slice(from, scan.at);
  const excess = place.depth + scan.deepest > file.maxDepth ? 'deep' : hasTooMany(bytes) ? 'many' : undefined;
  const text = textOf(bytes);
  const value = excess !== undefined || text === undefined ? NOT_JSON : parsed(text);
  if (value === NOT_JSON || text === undefined) return yield* refuse(file, place, excess);
  if (scan.at - from > WORTH_COUNTING && countValues(value) > MOST_VALUES) return yield* tooMany(file, place);
  if (countKeys(value) !== scan.colons) yield* reportDuplicates(file, place, value);
  return { status: 'read', to: scan.at, value, text };
}

/** Consumes a value that was read. */
export function consumeValue(file: JsonFile, value: Value): void {
  if (value.status === 'read') file.window.consumeText(value.to, value.text, file.scan.lines);
  else file.window.consume(value.to);
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return NOT_JSON;
  }
}

function strictTo(file: JsonFile, to: number): Strict {
  const strict = new Strict(file.window.offset);
  strict.push(file.window.bytes, file.window.start, file.window.indexOf(to));
  return strict;
}

/** Whether a value surely has too many values in it: each of its commas is before one, each of its brackets opens one. To parse it would fill the memory. */
function hasTooMany(bytes: Uint8Array): boolean {
  if (bytes.length <= WORTH_COUNTING) return false;
  let commas = 0;
  let opened = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] as number;
    if (byte === QUOTE) index = Math.max(index, skipString(bytes, index, bytes.length) - 1);
    else if (byte === COMMA) commas++;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) opened++;
  }
  return Math.max(commas, opened) > MOST_VALUES;
}

/** The reason why a value with known ends was not parsed: broken, or valid and too deep, or of too many values. */
function* refuse(file: JsonFile, place: Place, excess: 'deep' | 'many' | undefined): Signals<Value> {
  const { scan, window } = file;
  const from = window.offset;
  const to = scan.at;
  const strict = strictTo(file, to);
  strict.end();
  if (strict.fault !== undefined) yield yield* faultFinding(file, place, strict.fault, to, from);
  else if (excess === 'many') return yield* tooMany(file, place);
  else if (excess === 'deep') yield tooDeep(file, place);
  else throw new Error(`JSON.parse refused what the grammar allows, from offset ${from} to ${to}`);
  return { status: strict.fault === undefined ? 'too-deep' : 'broken', to, value: undefined, text: '' };
}

function tooDeep(file: JsonFile, place: Place): FindingEvent {
  const { bytes, start } = file.window;
  const at = bracketAtDepth(bytes, start, file.maxDepth - place.depth + 1);
  const position = file.window.position(file.window.offset + at - start);
  return file.finding('structure.too-deep', place.path, position, { limit: file.maxDepth }, place.refer?.(undefined));
}

/** The index of the first bracket that opens the level `depth` of the sound value at `from`. */
function bracketAtDepth(bytes: Uint8Array, from: number, depth: number): number {
  let left = depth;
  for (let index = from; ; index++) {
    const byte = bytes[index] as number;
    if (byte === QUOTE) index = skipString(bytes, index, bytes.length) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (--left <= 0) return index;
    } else if (byte === OPEN_BRACE + 2 || byte === OPEN_BRACKET + 2) left++;
  }
}

function* tooMany(file: JsonFile, place: Place): Signals<Value> {
  const { scan, window } = file;
  yield file.finding(
    'structure.too-many-values',
    place.path,
    window.position(),
    { limit: MOST_VALUES },
    place.refer?.(undefined),
  );
  return { status: 'too-large', to: scan.at, value: undefined, text: '' };
}

function* reportDuplicates(file: JsonFile, place: Place, value: unknown): Signals<void> {
  const { bytes, start } = file.window;
  const ruler = new Ruler(bytes, start, file.window.position());
  const record = place.refer?.(value);
  for (const { key, keyAt, pointer } of duplicatesIn(bytes, start, file.window.indexOf(file.scan.at))) {
    yield file.finding('syntax.duplicate-key', place.path + pointer, ruler.position(keyAt), { key }, record);
  }
}

/**
 * Skips a value that is too large to be kept, in constant memory: the scan finds its end, the grammar its first fault. `outcome` is the
 * result of the scan so far.
 */
function* passOversize(file: JsonFile, place: Place, outcome: number): Signals<Value> {
  const { scan, window, maxRecordBytes: limit } = file;
  const origin = window.position();
  const strict = new Strict(origin.offset);
  let known = outcome;
  let fault = yield* checkTo(file, place, strict, known);
  for (let atEnd = false; known === MORE && !atEnd;) {
    // Naming a fault may have fed the last bytes, which must still be scanned.
    atEnd = window.finished;
    dropPassed(file);
    if (!atEnd) yield NEED_BYTES;
    known = scan.run(window);
    fault ??= yield* checkTo(file, place, strict, known);
  }
  if (known !== ENDED) throw stop(file, place, strict, known, fault);
  if (fault === undefined && place.isRecord) {
    const params = { limit, size: scan.at - origin.offset };
    yield file.finding('structure.record-too-large', place.path, origin, params, place.refer?.(undefined));
  }
  return { status: fault === undefined ? 'too-large' : 'broken', to: scan.at, value: undefined, text: '' };
}

/** Checks the bytes that the scan has passed; the position of the first fault, which is reported at once. */
function* checkTo(file: JsonFile, place: Place, strict: Strict, outcome: number): Signals<Position | undefined> {
  const { scan, window } = file;
  const to = outcome === MISMATCH ? scan.at + 1 : scan.at;
  strict.push(window.bytes, window.indexOf(strict.at), window.indexOf(to));
  if (outcome === ENDED) strict.end();
  if (strict.fault === undefined) return undefined;
  const event = yield* faultFinding(file, place, strict.fault, Infinity);
  yield event;
  return event.finding.position;
}

function stop(file: JsonFile, place: Place, strict: Strict, outcome: number, fault: Position | undefined): Stop {
  if (outcome === BOTTOMLESS) return stopAtBracket(file, place);
  if (fault !== undefined) return new Stop([file.restNotRead(place.path, fault)]);
  return stopAtEnd(file, place.path, strict.closers(), place.refer?.(undefined));
}

/** Consumes all but the bytes that naming a fault may need. */
function dropPassed(file: JsonFile): void {
  const { scan, window } = file;
  const at = window.indexOf(scan.at) - SIGHT;
  if (at > window.start) window.consume(window.offset + startOfCharacter(window.bytes, at) - window.start);
}
