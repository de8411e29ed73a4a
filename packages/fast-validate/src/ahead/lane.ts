import type { RecordKind } from '../../../../src/model/kinds.ts';
import type { FastPath, Measure, Passing } from '../../../../src/read/json/record-judge.ts';
import type { Window, Space } from '../../../../src/read/json/window.ts';
import type { RingBuffer, Span } from './ring-buffer.ts';

/**
 * Minimum distance, in bytes, between the end of a span and the bytes fed so far for which skipping in the file is worthwhile.
 */
const FAR = 1 << 19;

/**
 * A fast lane with a scout ahead. Where the next record begins exactly where a span does, the guess on which the span rests is proved, and
 * its records are passed without a look; everything else goes as if there were no scout.
 */
export class AheadLane implements FastPath {
  readonly space: Space;
  readonly #lane: FastPath;
  readonly #board: RingBuffer;
  readonly #seeks: boolean;
  readonly #far: number;

  /** `seeks`: bytes may be left unread. */
  constructor(lane: FastPath, ring: RingBuffer, seeks: boolean, far = FAR) {
    this.space = lane.space;
    this.#lane = lane;
    this.#board = ring;
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
    this.#board.arrive(window.offset);
    const span = this.#next(kind, window.offset);
    if (!span || span.from.offset >= window.limit) return this.#lane.pass(kind, index, window);
    if (span.from.offset === window.offset) return this.#passSpans(span, window);
    const passing = this.#lane.pass(kind, index, window, span.from.offset);
    if (passing.count > 0 || passing.next !== 'more') return passing;
    // The span starts inside the current record, so it was a wrong guess: discard it.
    this.#board.take();
    return this.pass(kind, index, window);
  }

  /** The next span that the reader may come to. */
  #next(kind: RecordKind, offset: number): Span | undefined {
    let span = this.#board.first();
    while (span && (span.from.offset < offset || (span.from.offset === offset && span.kind !== kind))) {
      this.#board.take();
      span = this.#board.first();
    }
    return span;
  }

  /** Passes a span, and those linked to it. */
  #passSpans({ from, to, count }: Span, window: Window): Passing {
    let last = to;
    let all = count;
    this.#board.take();
    for (let next = this.#board.first(); next?.linked === true; next = this.#board.first()) {
      last = next.to;
      all += next.count;
      this.#board.take();
    }
    this.#board.arrive(last.offset);
    const lines = last.line - from.line;
    const units = lines > 0 ? last.column - 1 : last.column - from.column;
    const jump = this.#seeks && last.offset - window.limit >= this.#far;
    return { count: all, to: last.offset, next: undefined, known: { lines, units, jump } };
  }
}
