import type { Finding, Position, RecordRef } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { recordRef, type ReadEvent, type UnreadableRecordEvent } from '../record.ts';
import { Build, type Guide } from './build.ts';
import type { Limits } from './fault.ts';
import type { Pieces } from './pieces.ts';

/** Where a record stands. */
export type Place = { path: string; kind: RecordKind; index: number };

/** The record at hand: what is built of it as long as it is within bounds. */
export class OpenRecord {
  readonly start: number;
  readonly place: Place;
  readonly #pieces: Pieces;
  readonly #limits: Limits;
  #build: Build | undefined;
  /** Where it begins, once its text need not be kept. */
  #position: Position | undefined;
  #deepAt: Position | undefined;
  #isTooMany = false;

  constructor(place: Place, start: number, guide: Guide, pieces: Pieces, limits: Limits) {
    this.place = place;
    this.start = start;
    this.#pieces = pieces;
    this.#limits = limits;
    this.#build = new Build(place.kind, start, guide);
  }

  /** What is built; undefined once the record is out of bounds, and only passed over. */
  get build(): Build | undefined {
    return this.#build;
  }

  open(name: string, start: number, depth: number): void {
    if (this.#build === undefined) return;
    if (depth > this.#limits.maxDepth) {
      this.#deepAt = this.#pieces.position(start);
      this.giveUp();
    } else {
      this.#build.open(name, start);
      if (this.#build.places.count <= this.#limits.maxElements) return;
      this.#isTooMany = true;
      this.giveUp();
    }
  }

  /** From here the record is only passed over. */
  giveUp(): void {
    this.#position ??= this.#pieces.position(this.start);
    this.#build = undefined;
  }

  /** The events of the record, whose end tag ends at `end`. */
  *events(end: number): Generator<ReadEvent> {
    const oversize = this.#oversize(end);
    const build = this.#build;
    if (oversize !== undefined) yield* this.#unread('too-large', oversize);
    else if (this.#deepAt)
      yield* this.#unread('too-deep', this.#said('structure.too-deep', { limit: this.#limits.maxDepth }, this.#deepAt));
    else if (this.#isTooMany || build === undefined) {
      yield* this.#unread('too-large', this.#said('structure.too-many-values', { limit: this.#limits.maxElements }, this.#at()));
    } else yield* this.#read(build);
  }

  *broken(finding: Finding): Generator<ReadEvent> {
    yield* this.#unread('broken', { ...finding, path: this.place.path, record: this.#refer(undefined) });
  }

  *#read({ value, seen, places }: Build): Generator<ReadEvent> {
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
    yield { type: 'record', path, list: kind, index, value, locate };
  }

  *#unread(reason: UnreadableRecordEvent['reason'], finding: Finding): Generator<ReadEvent> {
    const { path, kind, index } = this.place;
    yield { type: 'finding', finding };
    yield { type: 'unreadable', path, list: kind, index, reason };
  }

  /** The exact size is only counted where it may matter: a character has three bytes a UTF-16 unit at the most. */
  #oversize(end: number): Finding | undefined {
    const limit = this.#limits.maxRecordBytes;
    if (3 * (end - this.start) <= limit) return undefined;
    const start = this.#at();
    const size = this.#pieces.position(end).offset - start.offset;
    return size > limit ? this.#said('structure.record-too-large', { limit, size }, start) : undefined;
  }

  #said(
    code: 'structure.record-too-large' | 'structure.too-deep' | 'structure.too-many-values',
    params: { limit: number; size?: number },
    position: Position,
  ): Finding {
    return findingOf(code, this.place.path, params, { record: this.#refer(undefined), position });
  }

  #at(): Position {
    return this.#position ?? this.#pieces.position(this.start);
  }

  #refer(value: unknown): RecordRef {
    return recordRef(this.place.kind, this.place.index, value);
  }
}
