import type { Position } from '../../finding.ts';
import { NEED_BYTES } from '../record.ts';
import { SIGHT } from './diagnose.ts';
import { faultFinding, stopAtBracket, stopAtEnd } from './fault.ts';
import { type JsonFile, Stop } from './file.ts';
import type { Place, Signals, Value } from './place.ts';
import { startOfCharacter } from './position.ts';
import { BOTTOMLESS, ENDED, MISMATCH, MORE } from './scan.ts';
import { Strict } from './strict.ts';

/**
 * Passes over a value that is too large to be kept, in constant memory: the scan looks for its end, the grammar for a fault.
 * `outcome` is what the scan came to so far.
 */
export function* passOversize(file: JsonFile, place: Place, outcome: number): Signals<Value> {
  const { scan, window, maxRecordBytes: limit } = file;
  const origin = window.position();
  const strict = new Strict(origin.offset);
  let known = outcome;
  let fault = yield* checkTo(file, place, strict, known);
  for (let atEnd = false; known === MORE && !atEnd;) {
    // Naming a fault may have brought the last bytes in: then they are still to be scanned.
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

/** Keeps only what naming a fault may look back at. */
function dropPassed(file: JsonFile): void {
  const { scan, window } = file;
  const at = window.indexOf(scan.at) - SIGHT;
  if (at > window.start) window.consume(window.offset + startOfCharacter(window.bytes, at) - window.start);
}
