import type { Position } from '../../../../src/finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../../../src/model/kinds.ts';
import { NoteReader, NoteWriter } from './notes.ts';

/**
 * A span of bytes with `count` records of one kind and commas between them: from the first byte of the first record to the byte after the last. All
 * are certainly valid, or are as their notes say where records are noted. Lines and columns have an arbitrary origin, which is the same in linked
 * spans.
 */
export type Span = {
  kind: RecordKind;
  from: Position;
  to: Position;
  count: number;
  /** Only a comma separates this span from the previous one, and the list is the same. */
  linked: boolean;
};

/** A span as the reader takes it: with the notes of its records, empty where records are not noted. */
export type ReadSpan = Span & { notes: NoteReader };

/**
 * Cells: how many spans were put up, how many were taken down, where the reader is in units of 1 KiB, whether the reader has gone, up to where the words
 * of notes are free again, how many spans there is room for.
 */
const [PUT, TAKEN, READER, CLOSED, FREED, ROOM] = [0, 1, 2, 3, 4, 5];
const HEADER = 32;
const UNIT = 1024;

/** 64-bit numbers a span. */
const WIDTH = 10;

/** Spans, and words of notes, that there is room for. The notes of real data take some 60 KB for each megabyte. */
const [SPANS, WORDS] = [1 << 13, 1 << 19];

/** The notes of one span take this share of all of them at the most. */
const SHARE = 1 / 8;

/**
 * Shared by two threads: one looks ahead and adds spans, the other reads the file and removes them in the same order. The reader
 * never waits for the other thread; the thread that looks ahead may wait for room.
 */
export class RingBuffer {
  readonly shared: SharedArrayBuffer;
  readonly #cells: Int32Array;
  readonly #numbers: Float64Array;
  readonly #capacity: number;
  readonly #words: Uint32Array;
  readonly #halves: Uint16Array;
  readonly #most: number;
  readonly #writer: NoteWriter;
  /** Words of notes that were written since the beginning, those left out at the end of the buffer included. Of the thread that looks ahead. */
  #written = 0;
  /** The first span, kept so that it is not read again for each record, or what is left of it. */
  #first: ReadSpan | undefined;

  /** Room for so many spans and words of notes, to be shared. */
  static memory(spans = SPANS, words = WORDS): SharedArrayBuffer {
    const shared = new SharedArrayBuffer(HEADER + spans * WIDTH * 8 + words * 4);
    new Int32Array(shared)[ROOM] = spans;
    return shared;
  }

  constructor(shared = RingBuffer.memory()) {
    this.shared = shared;
    this.#cells = new Int32Array(shared, 0, HEADER / 4);
    this.#capacity = this.#cell(ROOM);
    this.#numbers = new Float64Array(shared, HEADER, this.#capacity * WIDTH);
    const notes = HEADER + this.#numbers.byteLength;
    this.#words = new Uint32Array(shared, notes);
    this.#halves = new Uint16Array(shared, notes);
    this.#most = Math.floor(this.#words.length * SHARE);
    this.#writer = new NoteWriter(this.#words, this.#most);
  }

  /** Whether there is no room for one more span and its notes. */
  get isFull(): boolean {
    if (this.#cell(PUT) - this.#cell(TAKEN) >= this.#capacity) return true;
    // Cells hold 32 bits: the difference is right although the counts are not.
    const used = ((this.#written | 0) - this.#cell(FREED)) | 0;
    return used + 2 * this.#most > this.#words.length;
  }

  /** Begins the notes of the span that is added next. There must be room. */
  note(): NoteWriter {
    const at = this.#written % this.#words.length;
    // The notes of a span are in one piece.
    if (at + this.#most > this.#words.length) this.#written += this.#words.length - at;
    this.#writer.begin(this.#written % this.#words.length);
    return this.#writer;
  }

  /** Adds a span, with the notes written since `note` was called. There must be room. */
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
    numbers[at + 8] = this.#written % this.#words.length;
    this.#written += this.#writer.size;
    numbers[at + 9] = this.#written;
    // After the numbers: who sees the count sees them.
    Atomics.store(this.#cells, PUT, put + 1);
  }

  /** Waits for some milliseconds, or until the reader has gone. Not for the reading thread, which would spend much on waking the other one. */
  rest(milliseconds: number): void {
    Atomics.wait(this.#cells, CLOSED, 0, milliseconds);
  }

  /** The first span that was not taken down. */
  first(): ReadSpan | undefined {
    const taken = this.#cell(TAKEN);
    if (!this.#first && taken < this.#cell(PUT)) this.#first = this.#read(this.#placeOf(taken));
    return this.#first;
  }

  /** Leaves of the first span its last `count` records, whose notes come next; none: takes it down. */
  keep(count: number): void {
    if (count === 0) this.take();
    else if (this.#first) this.#first = { ...this.#first, from: this.#first.notes.nextFrom, count, linked: false };
  }

  /** Takes the first span down. */
  take(): void {
    this.#first = undefined;
    const taken = this.#cell(TAKEN);
    Atomics.store(this.#cells, FREED, this.#numbers[this.#placeOf(taken) + 9] as number);
    Atomics.store(this.#cells, TAKEN, taken + 1);
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
    Atomics.notify(this.#cells, CLOSED);
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

  #read(at: number): ReadSpan {
    const field = (index: number): number => this.#numbers[at + index] ?? 0;
    const flags = field(7);
    const from = { offset: field(0), line: field(1), column: field(2) };
    return {
      kind: RECORD_KINDS[flags >> 1] ?? 'marche',
      from,
      to: { offset: field(3), line: field(4), column: field(5) },
      count: field(6),
      linked: flags % 2 === 1,
      notes: new NoteReader(this.#words, this.#halves, { start: field(8), origin: from }),
    };
  }
}
