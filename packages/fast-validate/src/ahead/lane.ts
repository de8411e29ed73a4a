import type { Position } from '../../../../src/finding.ts';
import type { RecordKind } from '../../../../src/model/kinds.ts';
import type { FastPath, Measure, Passing } from '../../../../src/read/json/record-judge.ts';
import type { Window, Space } from '../../../../src/read/json/window.ts';
import type { TakeJudged } from '../types.ts';
import type { ReadSpan, RingBuffer } from './ring-buffer.ts';

/**
 * Minimum distance, in bytes, between the end of a span and the bytes fed so far for which skipping in the file is worthwhile.
 */
const FAR = 1 << 19;

/** `take`: that of the fast lane, which is given the records of spans too; `seeks`: bytes may be left unread; `far`: see `FAR`. */
type Reading = { take: TakeJudged | undefined; seeks: boolean; far?: number };

/**
 * A fast lane with a scout ahead. Where the next record begins exactly where a span does, the guess on which the span rests is proved, and
 * its records are passed without a look at their bytes; everything else goes as if there were no scout.
 */
export class AheadLane implements FastPath {
  readonly space: Space;
  readonly #lane: FastPath;
  readonly #ring: RingBuffer;
  readonly #take: TakeJudged | undefined;
  readonly #seeks: boolean;
  readonly #far: number;

  constructor(lane: FastPath, ring: RingBuffer, { take, seeks, far = FAR }: Reading) {
    this.space = lane.space;
    this.#lane = lane;
    this.#ring = ring;
    this.#take = take;
    this.#seeks = seeks;
    this.#far = far;
  }

  takes(path: string, kind: RecordKind): boolean {
    return this.#lane.takes(path, kind);
  }

  measure(window: Window, to: number): Measure {
    return this.#lane.measure(window, to);
  }

  pass(kind: RecordKind, index: number, window: Window): Passing {
    this.#ring.arrive(window.offset);
    const span = this.#next(kind, window.offset);
    if (!span || span.from.offset >= window.limit) return this.#lane.pass(kind, index, window);
    if (span.from.offset === window.offset) {
      const passing = this.#passSpans(index, window, span);
      // Where the first record is not taken, the lane reads it.
      return passing.count > 0 ? passing : this.pass(kind, index, window);
    }
    const passing = this.#lane.pass(kind, index, window, span.from.offset);
    if (passing.count > 0 || passing.next !== 'more') return passing;
    // The span starts inside the current record, so it was a wrong guess: discard it.
    this.#ring.take();
    return this.pass(kind, index, window);
  }

  /** The next span that the reader may come to. */
  #next(kind: RecordKind, offset: number): ReadSpan | undefined {
    let span = this.#ring.first();
    while (span && (span.from.offset < offset || (span.from.offset === offset && span.kind !== kind))) {
      this.#ring.take();
      span = this.#ring.first();
    }
    return span;
  }

  /** Passes a span, and those linked to it, up to the first record that is not taken. */
  #passSpans(index: number, window: Window, first: ReadSpan): Passing {
    const { from } = first;
    let last = from;
    let all = 0;
    for (let span: ReadSpan | undefined = first; span; span = this.#linked()) {
      const { count, to } = this.#takeSpan(span, index + all);
      all += count;
      if (count > 0) last = to;
      if (count < span.count) break;
    }
    this.#ring.arrive(last.offset);
    const lines = last.line - from.line;
    const units = lines > 0 ? last.column - 1 : last.column - from.column;
    const jump = this.#seeks && last.offset - window.limit >= this.#far;
    return { count: all, to: last.offset, next: undefined, known: { lines, units, jump } };
  }

  /** The span that goes on where the one before, which was the first, ended. */
  #linked(): ReadSpan | undefined {
    const span = this.#ring.first();
    return span?.linked === true ? span : undefined;
  }

  /** Takes the records of the first span: how many, and where they end. What comes after the first that is not taken stays in the ring. */
  #takeSpan({ kind, from, to, count, notes }: ReadSpan, index: number): { count: number; to: Position } {
    const take = this.#take;
    for (let number = 0; take && number < count; number++) {
      notes.next();
      notes.record.index = index + number;
      if (take(kind, notes.record)) continue;
      const end = number === 0 ? from : notes.endBefore;
      this.#ring.keep(count - number - 1);
      return { count: number, to: end };
    }
    this.#ring.keep(0);
    return { count, to };
  }
}
