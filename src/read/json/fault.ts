import type { Position, RecordRef } from '../../finding.ts';
import { type FindingEvent, NEED_BYTES } from '../record.ts';
import { diagnose, SIGHT } from './diagnose.ts';
import { type JsonFile, Stop } from './file.ts';
import type { Place, Signals } from './place.ts';
import type { Expects, Fault, Strict } from './strict.ts';
import { CLOSE_BRACE, CLOSE_BRACKET, COLON, COMMA, endsScalar, isBlank, OPEN_BRACE, OPEN_BRACKET, QUOTE } from './bytes.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { NOWHERE, skipString, stringAt } from './skip.ts';

/**
 * The finding for the fault in the value at `place`, of which nothing from the offset `end` on is examined. `from` is the offset of the
 * value, undefined where its first bytes are consumed: then the finding points to the whole value.
 */
export function* faultFinding(file: JsonFile, place: Place, fault: Fault, end: number, from?: number): Signals<FindingEvent> {
  const { window } = file;
  while (window.limit < Math.min(end, fault.offset + SIGHT) && !window.finished) yield NEED_BYTES;
  const first = from ?? Math.max(window.offset, fault.offset - SIGHT);
  const { code, offset, params } = diagnose(window, fault, first, Math.min(end, window.limit));
  const trail = from === undefined ? '' : trailTo(window.bytes, window.indexOf(from), window.indexOf(offset), window.end);
  return file.finding(code, place.path + trail, window.position(offset), params, place.refer?.(undefined));
}

/** Stops reading at an unexpected byte between records, or at an unexpected end of the file. */
export function* stopHere(file: JsonFile, path: string, expects: Expects, inObject: boolean): Signals<Stop> {
  const { window } = file;
  if (window.size === 0) return stopAtEnd(file, path);
  const fault = { offset: window.offset, expects, inObject, token: -1, comma: -1 };
  const event = yield* faultFinding(file, { path, depth: 0, isRecord: false }, fault, Infinity);
  return new Stop([event, file.restNotRead(path, window.position())]);
}

/** Stops reading where the file ends too early. `closers` are the missing brackets of the value that is cut off. */
export function stopAtEnd(file: JsonFile, path: string, closers = '', record?: RecordRef): Stop {
  const position = file.window.position(file.window.limit);
  return new Stop([file.finding('syntax.truncated', path, position, { closers: closers + file.closers }, record)]);
}

/** Stops reading at a fault in a value whose end cannot be found, or that runs into the end of the file. */
export function* stopInValue(file: JsonFile, place: Place, strict: Strict): Signals<Stop> {
  const { window } = file;
  const from = window.offset;
  if (strict.fault === undefined) {
    const trail = trailTo(window.bytes, window.start, window.end, window.end);
    return stopAtEnd(file, place.path + trail, strict.closers(), place.refer?.(undefined));
  }
  const event = yield* faultFinding(file, place, strict.fault, Infinity, from);
  return new Stop([event, file.restNotRead(place.path, event.finding.position as Position)]);
}

/** Stops reading at a bracket that is nested too deep. */
export function stopAtBracket(file: JsonFile, place: Place): Stop {
  const position = file.window.position(file.scan.at);
  const params = { limit: file.maxDepth };
  const event = file.finding('structure.too-deep', place.path, position, params, place.refer?.(undefined));
  return new Stop([event, file.restNotRead(place.path, position)]);
}

type Frame = { object: boolean; count: number; key: string; within: boolean };

/**
 * The pointer from the value at `bytes[from]` to the byte at `to`. The bytes between must be valid; `end` is the end of the bytes. It ends
 * at the member or item whose value is being read there, or else at the object or list around `to`.
 */
function trailTo(bytes: Uint8Array, from: number, to: number, end: number): string {
  return new Walk(bytes, to, end).walk(from);
}

class Walk {
  readonly #bytes: Uint8Array;
  readonly #to: number;
  readonly #end: number;
  readonly #frames: Frame[] = [];

  constructor(bytes: Uint8Array, to: number, end: number) {
    this.#bytes = bytes;
    this.#to = to;
    this.#end = end;
  }

  walk(from: number): string {
    let index = from;
    while (index < this.#to) index = this.#token(index);
    return this.#frames
      .filter((frame) => frame.within)
      .reduce((pointer, frame) => child(pointer, frame.object ? frame.key : frame.count), '');
  }

  /** Steps over one token and returns the index after it. */
  #token(index: number): number {
    const byte = this.#bytes[index] as number;
    if (byte === QUOTE) return this.#string(index);
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) this.#frames.push(frameOf(byte === OPEN_BRACE));
    else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) this.#close();
    else if (byte === COLON) this.#within(true);
    else if (byte === COMMA) this.#comma();
    else if (!isBlank(byte)) return this.#scalar(index);
    return index + 1;
  }

  #string(index: number): number {
    const after = skipString(this.#bytes, index, this.#to);
    if (after === NOWHERE) return this.#to;
    const frame = this.#frames.at(-1);
    if (frame?.object === true && !frame.within) frame.key = stringAt(this.#bytes, index, after);
    else this.#within(false);
    return after;
  }

  #scalar(index: number): number {
    let after = index;
    while (after < this.#to && !endsScalar(this.#bytes[after] as number)) after++;
    if (after < this.#end && endsScalar(this.#bytes[after] as number)) this.#within(false);
    return after;
  }

  #close(): void {
    this.#frames.pop();
    this.#within(false);
  }

  #comma(): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.count++;
    frame.within = !frame.object;
  }

  #within(within: boolean): void {
    const frame = this.#frames.at(-1);
    if (frame !== undefined) frame.within = within;
  }
}

function frameOf(object: boolean): Frame {
  return { object, count: 0, key: '', within: !object };
}
