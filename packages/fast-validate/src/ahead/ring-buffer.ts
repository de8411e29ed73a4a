import type { Position } from '../../../../src/finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../../../src/model/kinds.ts';

/**
 * Bytes that hold `count` records of one kind, all surely valid, and commas between them: from the first byte of the first record to the
 * one after the last. Lines and columns count from anywhere, but from the same place in spans that are linked.
 */
export type Span = {
  kind: RecordKind;
  from: Position;
  to: Position;
  count: number;
  /** Nothing but a comma stands between the span before and this one, and the list is the same. */
  linked: boolean;
};

/** Cells: how many spans were put up, how many were taken down, where the reader is in units of 1 KiB, whether the reader has gone. */
const [PUT, TAKEN, READER, CLOSED] = [0, 1, 2, 3];
const HEADER = 16;
const UNIT = 1024;

/** 64-bit numbers a span. */
const WIDTH = 8;
const CAPACITY = 1 << 13;

/**
 * What two threads share: one looks ahead and puts up spans, the other reads the file and takes them down, in the same order. Neither
 * ever waits for the other to go on (who looks ahead may: it comes to nothing while there is no room).
 */
export class RingBuffer {
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #numbers: Float64Array;
  readonly #capacity: number;
  /** The first span, kept so that it is not read again for each record. */
  #first: Span | undefined;

  constructor(shared = new SharedArrayBuffer(HEADER + CAPACITY * WIDTH * 8)) {
    this.shared = shared;
    this.#cells = new Int32Array(shared, 0, HEADER / 4);
    this.#numbers = new Float64Array(shared, HEADER);
    this.#capacity = Math.floor(this.#numbers.length / WIDTH);
  }

  get isFull(): boolean {
    return this.#cell(PUT) - this.#cell(TAKEN) >= this.#capacity;
  }

  /** Puts up a span, for which there must be room. */
  put({ kind, from, to, count, linked }: Span): void {
    const put = this.#cell(PUT);
    const [at, numbers] = [this.#placeOf(put), this.#numbers];
    numbers[at] = from.offset;
    numbers[at + 1] = from.line;
    numbers[at + 2] = from.column;
    numbers[at + 3] = to.offset;
    numbers[at + 4] = to.line;
    numbers[at + 5] = to.column;
    numbers[at + 6] = count;
    numbers[at + 7] = 2 * RECORD_KINDS.indexOf(kind) + Number(linked);
    // After the numbers: who sees the count sees them.
    Atomics.store(this.#cells, PUT, put + 1);
  }

  /** Waits until there may be room again. Not for the thread that reads. */
  rest(milliseconds: number): void {
    const taken = this.#cell(TAKEN);
    if (this.isFull && !this.isClosed) Atomics.wait(this.#cells, TAKEN, taken, milliseconds);
  }

  /** The first span that was not taken down. */
  first(): Span | undefined {
    const taken = this.#cell(TAKEN);
    if (!this.#first && taken < this.#cell(PUT)) this.#first = this.#read(this.#placeOf(taken));
    return this.#first;
  }

  /** Takes the first span down. */
  take(): void {
    this.#first = undefined;
    Atomics.add(this.#cells, TAKEN, 1);
    Atomics.notify(this.#cells, TAKEN);
  }

  /** Tells where the reader is. */
  arrive(offset: number): void {
    Atomics.store(this.#cells, READER, Math.floor(offset / UNIT));
  }

  /** Where the reader is at least. */
  get reader(): number {
    return this.#cell(READER) * UNIT;
  }

  /** The reader wants no more. */
  close(): void {
    Atomics.store(this.#cells, CLOSED, 1);
    Atomics.notify(this.#cells, TAKEN);
  }

  get isClosed(): boolean {
    return this.#cell(CLOSED) === 1;
  }

  #cell(index: number): number {
    return Atomics.load(this.#cells, index);
  }

  #placeOf(turn: number): number {
    return (turn % this.#capacity) * WIDTH;
  }

  #read(at: number): Span {
    const field = (index: number): number => this.#numbers[at + index] ?? 0;
    const flags = field(7);
    return {
      kind: RECORD_KINDS[flags >> 1] ?? 'marche',
      from: { offset: field(0), line: field(1), column: field(2) },
      to: { offset: field(3), line: field(4), column: field(5) },
      count: field(6),
      linked: flags % 2 === 1,
    };
  }
}
