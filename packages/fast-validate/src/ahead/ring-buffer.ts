import type { Position } from '../../../../src/finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../../../src/model/kinds.ts';

/**
 * A span of bytes with `count` records of one kind, all certainly valid, and commas between them: from the first byte of the
 * first record to the byte after the last. Lines and columns have an arbitrary origin, which is the same in linked spans.
 */
export type Span = {
  kind: RecordKind;
  from: Position;
  to: Position;
  count: number;
  /** Only a comma separates this span from the previous one, and the list is the same. */
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
 * Shared by two threads: one looks ahead and adds spans, the other reads the file and removes them in the same order. The reader
 * never waits for the other thread; the thread that looks ahead may wait for free slots.
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

  /** Adds a span. There must be a free slot. */
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

  /** Waits until there may be a free slot. Not for the reading thread. */
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

  /** A lower bound of the position of the reader. */
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
