import type { Position, RecordRef } from '../../finding.ts';
import { type FindingEvent, NEED_BYTES } from '../record.ts';
import { diagnose, SIGHT } from './diagnose.ts';
import { type JsonFile, Stop } from './file.ts';
import type { Place, Signals } from './place.ts';
import type { Expects, Fault, Strict } from './strict.ts';
import { trailTo } from './trail.ts';

/**
 * The finding for the fault in the value at `place`, of which nothing from the offset `end` on is looked at. `from` is the
 * offset of the value, undefined where its first bytes are gone: then the pointer of the finding leads to the value only.
 */
export function* faultFinding(file: JsonFile, place: Place, fault: Fault, end: number, from?: number): Signals<FindingEvent> {
  const { window } = file;
  while (window.limit < Math.min(end, fault.offset + SIGHT) && !window.finished) yield NEED_BYTES;
  const first = from ?? Math.max(window.offset, fault.offset - SIGHT);
  const { code, offset, params } = diagnose(window, fault, first, Math.min(end, window.limit));
  const trail = from === undefined ? '' : trailTo(window.bytes, window.indexOf(from), window.indexOf(offset), window.end);
  return file.finding(code, place.path + trail, window.position(offset), params, place.refer?.(undefined));
}

/** The stop at a byte between the records that cannot come there, or at the end of the file where more is due. */
export function* stopHere(file: JsonFile, path: string, expects: Expects, inObject: boolean): Signals<Stop> {
  const { window } = file;
  if (window.size === 0) return stopAtEnd(file, path);
  const fault = { offset: window.offset, expects, inObject, token: -1, comma: -1 };
  const event = yield* faultFinding(file, { path, depth: 0, isRecord: false }, fault, Infinity);
  return new Stop([event, file.restNotRead(path, window.position())]);
}

/** The stop where the file ends too early. `closers` are the brackets of the value that is cut off. */
export function stopAtEnd(file: JsonFile, path: string, closers = '', record?: RecordRef): Stop {
  const position = file.window.position(file.window.limit);
  return new Stop([file.finding('syntax.truncated', path, position, { closers: closers + file.closers }, record)]);
}

/** The stop at a fault in a value whose end cannot be told, or where the value runs into the end of the file. */
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

/** The stop at a bracket that is nested deeper than can be followed. */
export function stopAtBracket(file: JsonFile, place: Place): Stop {
  const position = file.window.position(file.scan.at);
  const params = { limit: file.maxDepth };
  const event = file.finding('structure.too-deep', place.path, position, params, place.refer?.(undefined));
  return new Stop([event, file.restNotRead(place.path, position)]);
}
