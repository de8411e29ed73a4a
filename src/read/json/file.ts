import type { Code } from '../../messages/language.ts';
import { severityOf } from '../../messages/finding-of.ts';
import { type Finding, NoProgress, type Position, type RecordRef } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import {
  type FindingEvent,
  type Layout,
  type LayoutEvent,
  MOST_STRAYS,
  NEED_BYTES,
  type UnreadableRecordEvent,
} from '../record.ts';
import type { FastPath } from './record-judge.ts';
import type { Signals } from './place.ts';
import { Scan } from './scan.ts';
import { DRY, type Window } from './window.ts';

/**
 * `maxDepth` counts nested objects and lists from the root of the file; `maxRecordBytes` is in bytes; `fast` knows valid records without
 * reading them, within the limits that stand by default. `isKnown` is asked about the bytes of each record before it is parsed: of one that it
 * knows nothing more is said.
 */
export type ReadOptions = { maxDepth?: number; maxRecordBytes?: number; fast?: FastPath; isKnown?: IsKnown };

/**
 * Takes the bytes of a record, the kind of its list, null where a list mixes both, and whether there are no blanks between its tokens. The bytes are valid during
 * the call.
 */
type IsKnown = (bytes: Uint8Array, list: RecordKind | null, isCompact: boolean) => boolean;

/** Findings after which the text is still JSON. */
const HARMLESS = new Set(['encoding.bom', 'syntax.duplicate-key']);

/** UTF-16 units of the names of all members that `remembers` counts. */
const MOST_NAMES = 1 << 20;

/** Thrown within the reader where the file cannot be read further; its events report why. */
export class Stop extends Error {
  readonly events: (FindingEvent | UnreadableRecordEvent)[];
  constructor(events: FindingEvent[]) {
    super('the rest of the file cannot be read');
    this.events = events;
  }
}

/** The state that all parts of the reader share about a file. */
export class JsonFile {
  readonly window: Window;
  readonly maxDepth: number;
  readonly maxRecordBytes: number;
  readonly fast: FastPath | undefined;
  readonly isKnown: IsKnown | undefined;
  readonly scan = new Scan();
  /** Offset of the last record of which `isKnown` was asked and knew nothing: the scan is at its end. */
  asked = -1;
  /** False once a fault was found for which JSON.parse would refuse the whole text. */
  sound = true;
  /** Brackets that close the objects and lists around the records, the innermost first. */
  closers = '';
  version: unknown;
  /** Positions of the members of the root and of `marches`, whose number does not grow with the records, and of those beside them as far as `remembers` goes. */
  readonly places = new Map<string, { key: Position; value: Position }>();
  #layout: Layout | undefined;
  #hasRecordList = false;
  readonly #reported = new Set<string>();
  readonly #counts = new Map<string, number>();
  /** Members that `remembers` has counted, and the UTF-16 units of their names. */
  strays = 0;
  #strayNames = 0;

  constructor(window: Window, options: ReadOptions) {
    this.window = window;
    this.maxDepth = options.maxDepth ?? 64;
    this.maxRecordBytes = options.maxRecordBytes ?? 16 * 1024 * 1024;
    this.fast = options.fast;
    this.isKnown = options.isKnown;
  }

  finding(code: Code, path: string, position: Position, params: Record<string, unknown> = {}, record?: RecordRef): FindingEvent {
    if (!code.startsWith('structure.') && !HARMLESS.has(code)) this.sound = false;
    const finding: Finding = { code, severity: severityOf(code), path, position, params };
    if (record !== undefined) finding.record = record;
    return { type: 'finding', finding };
  }

  /** The finding that reading stopped at `position`. */
  restNotRead(path: string, position: Position): FindingEvent {
    return this.finding('syntax.rest-not-read', path, position);
  }

  /** True on the first call for a code. */
  isFirst(code: string): boolean {
    const first = !this.#reported.has(code);
    this.#reported.add(code);
    return first;
  }

  /**
   * Whether a member around the records that the standard does not have is one of those that are remembered, by their names: the first ones of the file. A hostile file has
   * millions of them.
   */
  remembers(name: string): boolean {
    if (this.strays >= MOST_STRAYS || this.#strayNames + name.length > MOST_NAMES) return false;
    this.strays += 1;
    this.#strayNames += name.length;
    return true;
  }

  beginText(): void {
    this.#hasRecordList = false;
  }

  /** True once the layout of the text being read is known. */
  get hasRecordList(): boolean {
    return this.#hasRecordList;
  }

  /** The event of a layout, unless it is the same as before. */
  *see(layout: Layout, path: string): Generator<LayoutEvent, void> {
    this.#hasRecordList = true;
    if (layout === this.#layout) return;
    this.#layout = layout;
    const event: LayoutEvent = { type: 'layout', layout, path, position: this.window.position() };
    yield this.version === undefined ? event : { ...event, version: this.version };
  }

  /** Throws NoProgress where a loop has not advanced. Called at the end of each iteration with the offset at its start. */
  advanced(from: number): void {
    if (this.window.offset <= from) throw new NoProgress(`the JSON reader stays at offset ${from}`);
  }

  /** The index of the next record in the list at `path`, then advanced by `count`. It continues where the file has that list twice. */
  nextIndex(path: string, count = 1): number {
    const index = this.#counts.get(path) ?? 0;
    this.#counts.set(path, index + count);
    return index;
  }
}

/** The first non-blank byte; `DRY` at the end of the file. */
export function* significantByte(file: JsonFile): Signals<number> {
  let byte = file.window.nextByte();
  while (byte === DRY && !file.window.finished) {
    yield NEED_BYTES;
    byte = file.window.nextByte();
  }
  return byte;
}

/** Waits until the window has `count` bytes, or all that the file has. */
export function* ensure(file: JsonFile, count: number): Signals<void> {
  while (file.window.size < count && !file.window.finished) yield NEED_BYTES;
}
