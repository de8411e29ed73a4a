import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Finding, Position, RecordRef } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { recordRef, type ReadEvent, type UnreadableRecordEvent } from '../record.ts';
import { Build, type Guide } from './build.ts';
import type { Limits } from './fault.ts';
import type { Pieces } from './pieces.ts';
import type { Written } from './written.ts';

/** `path`: JSON Pointer that the record has in the same file as JSON; `index` counts from 0 among the records of its kind. */
export type Place = { path: string; kind: RecordKind; index: number };

/** The record being read. Its value is built as long as it stays within the limits. */
export class OpenRecord {
  readonly start: number;
  readonly place: Place;
  readonly #pieces: Pieces;
  readonly #limits: Limits;
  #build: Build | undefined;
  #written: Written | undefined;
  /** Position of the start tag, computed when the record is given up: from then on its text is not kept. */
  #position: Position | undefined;
  #tooDeepAt: Position | undefined;
  #isTooMany = false;

  /** `written`: where the record is also wanted as it is written. */
  constructor(place: Place, start: number, guide: Guide, pieces: Pieces, limits: Limits, written?: Written) {
    this.place = place;
    this.#written = written;
    this.start = start;
    this.#pieces = pieces;
    this.#limits = limits;
    this.#build = new Build(place.kind, start, guide);
  }

  /** Undefined once the record has been given up. */
  get build(): Build | undefined {
    return this.#build;
  }

  get written(): Written | undefined {
    return this.#written;
  }

  open(name: string, start: number, depth: number): void {
    if (this.#build === undefined) return;
    if (depth > this.#limits.maxDepth) {
      this.#tooDeepAt = this.#pieces.position(start);
      this.giveUp();
    } else {
      this.#build.open(name, start);
      if (this.#build.places.count <= this.#limits.maxElements) return;
      this.#isTooMany = true;
      this.giveUp();
    }
  }

  /** The rest of the record is skipped, and no value is built. */
  giveUp(): void {
    this.#position ??= this.#pieces.position(this.start);
    this.#build = undefined;
    this.#written = undefined;
  }

  /** The events of the record, whose end tag ends at `end`. */
  *events(end: number): Generator<ReadEvent> {
    const oversize = this.#oversize(end);
    const build = this.#build;
    if (oversize !== undefined) yield* this.#unread('too-large', oversize);
    else if (this.#tooDeepAt)
      yield* this.#unread('too-deep', this.#overLimit('structure.too-deep', { limit: this.#limits.maxDepth }, this.#tooDeepAt));
    else if (this.#isTooMany || build === undefined) {
      yield* this.#unread(
        'too-large',
        this.#overLimit('structure.too-many-values', { limit: this.#limits.maxElements }, this.#start()),
      );
    } else yield* this.#read(build);
  }

  /** The events of a record that a syntax fault cuts short. */
  *broken(finding: Finding): Generator<ReadEvent> {
    yield* this.#unread('broken', { ...finding, path: this.place.path, record: this.#refer(undefined) });
  }

  *#read({ value, seen, places, rounded }: Build): Generator<ReadEvent> {
    const { path, kind, index } = this.place;
    const pieces = this.#pieces;
    for (const { code, path: inside, entry, params } of seen) {
      const position = pieces.position(places.startOf(entry));
      yield {
        type: 'finding',
        finding: findingOf(code, path + inside, params as never, { record: this.#refer(value), position }),
      };
    }
    const locate = (pointer: string): Position | undefined => {
      const start = places.find(pointer);
      return start === undefined ? undefined : pieces.position(start);
    };
    // Of an element that is there twice, the last one counts.
    const kept = rounded.filter(({ pointer, text }) => valueAt(value, pointer) === Number(text));
    const written = this.#written;
    yield {
      ...{ type: 'record', path, list: kind, index, value, locate },
      ...(written && { written }),
      ...(kept.length > 0 && { rounded: () => kept }),
    };
  }

  *#unread(reason: UnreadableRecordEvent['reason'], finding: Finding): Generator<ReadEvent> {
    const { path, kind, index } = this.place;
    yield { type: 'finding', finding };
    yield { type: 'unreadable', path, list: kind, index, reason };
  }

  /** Bytes are counted only where they may exceed the limit: a UTF-16 unit is at most three bytes. */
  #oversize(end: number): Finding | undefined {
    const limit = this.#limits.maxRecordBytes;
    if (3 * (end - this.start) <= limit) return undefined;
    const start = this.#start();
    const size = this.#pieces.position(end).offset - start.offset;
    return size > limit ? this.#overLimit('structure.record-too-large', { limit, size }, start) : undefined;
  }

  #overLimit(
    code: 'structure.record-too-large' | 'structure.too-deep' | 'structure.too-many-values',
    params: { limit: number; size?: number },
    position: Position,
  ): Finding {
    return findingOf(code, this.place.path, params, { record: this.#refer(undefined), position });
  }

  #start(): Position {
    return this.#position ?? this.#pieces.position(this.start);
  }

  #refer(value: unknown): RecordRef {
    return recordRef(this.place.kind, this.place.index, value);
  }
}
