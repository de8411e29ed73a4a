import type { Position } from '../../finding.ts';
import { isBlank, NEWLINE, QUOTE } from './bytes.ts';
import { advance } from './position.ts';
/** In bytes. A small file takes little memory; a large one doubles it a few times at its beginning. */
const FIRST_CAPACITY = 1 << 12;

/** The result of `nextByte` when the bytes fed so far are all blank. */
export const DRY = -1;

/**
 * The part of the file being read. The driver feeds chunks at one side, the reader consumes at the other; the window tracks the
 * offset, line and column of its first byte. Chunks are copied, so a driver may use one buffer again and again, or it may read directly
 * into the `space` of the window. All offsets are from the start of the file.
 */
export class Window {
  /** `bytes[start..end[` is fed and not consumed; `bytes[end]` is always a quote, so that loops over strings need no bound. */
  bytes: Uint8Array;
  start = 0;
  end = 0;
  finished = false;
  #line = 1;
  #column = 1;
  /** Offset of `bytes[0]`. */
  #origin = 0;
  readonly #space: Space;

  constructor(space: Space = HEAP) {
    this.#space = space;
    this.bytes = space.enlarge(new Uint8Array(), FIRST_CAPACITY);
  }

  /** Offset of the first byte that is not consumed. */
  get offset(): number {
    return this.#origin + this.start;
  }

  /** Offset after the last byte that was fed: once finished, the size of the file. */
  get limit(): number {
    return this.#origin + this.end;
  }

  /** Number of bytes fed and not consumed. */
  get size(): number {
    return this.end - this.start;
  }

  /** Index in `bytes` of the byte at `offset`; valid until more is fed. */
  indexOf(offset: number): number {
    return offset - this.#origin;
  }

  slice(from: number, to: number): Uint8Array {
    return this.bytes.subarray(from - this.#origin, to - this.#origin);
  }

  feed(chunk: Uint8Array): void {
    this.space(chunk.length).set(chunk);
    this.fed(chunk.length);
  }

  /**
   * Memory for the next `size` bytes of the file. Writing there may overwrite the quote at the end, which `fed` (called with the number of
   * bytes written) or `finish` restores.
   */
  space(size: number): Uint8Array {
    if (this.end + size >= this.bytes.length) this.#makeRoom(size);
    return this.bytes.subarray(this.end, this.end + size);
  }

  fed(count: number): void {
    this.end += count;
    this.bytes[this.end] = QUOTE;
  }

  finish(): void {
    this.bytes[this.end] = QUOTE;
    this.finished = true;
  }

  /** Position of the byte at `offset` (by default the first one not consumed). */
  position(offset = this.offset): Position {
    const origin = { offset: this.offset, line: this.#line, column: this.#column };
    return offset === origin.offset ? origin : advance(origin, this.bytes, this.start, this.indexOf(offset));
  }

  /** Consumes the bytes before `offset`. */
  consume(offset: number): void {
    const { line, column } = this.position(offset);
    this.#line = line;
    this.#column = column;
    this.start = this.indexOf(offset);
  }

  /**
   * Consumes the bytes before `offset`, which were decoded to `text` and hold `lines` line feeds. Spares a second pass: the length of
   * the text is the number of UTF-16 units, also in a file of 200 MB on one line.
   */
  consumeText(offset: number, text: string, lines: number): void {
    this.#column = lines === 0 ? this.#column + text.length : text.length - text.lastIndexOf('\n');
    this.#line += lines;
    this.start = offset - this.#origin;
  }

  /** Consumes the bytes before `offset`, which hold `lines` line feeds and, after the last of these, `units` UTF-16 units. */
  consumeCounted(offset: number, lines: number, units: number): void {
    this.#column = lines === 0 ? this.#column + units : units + 1;
    this.#line += lines;
    this.start = offset - this.#origin;
  }

  /** Consumes everything up to `offset`, which may not be fed yet: the next bytes fed must begin there. */
  jump(offset: number, lines: number, units: number): void {
    this.consumeCounted(offset, lines, units);
    this.#origin = offset;
    this.start = 0;
    this.end = 0;
    this.bytes[0] = QUOTE;
  }

  /** Consumes the first byte, which must be ASCII and not a line feed. */
  step(): void {
    this.start++;
    this.#column++;
  }

  /** Consumes `count` bytes that editors do not count, such as a byte order mark. */
  skipUnseen(count: number): void {
    this.start += count;
  }

  /** Consumes all bytes, where positions no longer matter. */
  discard(): void {
    this.start = this.end;
  }

  /** Consumes blanks and returns the byte after them; `DRY` when there is none. */
  nextByte(): number {
    const { bytes, end } = this;
    let at = this.start;
    for (; at < end; at++) {
      const byte = bytes[at] as number;
      if (!isBlank(byte)) break;
      if (byte === NEWLINE) {
        this.#line++;
        this.#column = 1;
      } else this.#column++;
    }
    this.start = at;
    return at < end ? (bytes[at] as number) : DRY;
  }

  /** Moves the remaining bytes to the front, into a buffer of twice the size where they fill more than half, so that the cost is linear. */
  #makeRoom(size: number): void {
    const rest = this.end - this.start;
    let capacity = this.bytes.length;
    while (capacity <= 2 * rest || capacity <= rest + size) capacity *= 2;
    if (capacity !== this.bytes.length) this.bytes = this.#space.enlarge(this.bytes, capacity);
    this.bytes.copyWithin(0, this.start, this.end);
    this.#origin += this.start;
    this.start = 0;
    this.end = rest;
  }
}

/** Allocates the memory of a window. */
export type Space = {
  /** Returns a buffer of `capacity` bytes that begins with those of `bytes`, which is no longer used. */
  enlarge(bytes: Uint8Array, capacity: number): Uint8Array;
};

export const HEAP: Space = {
  enlarge(bytes, capacity) {
    const larger = new Uint8Array(capacity);
    larger.set(bytes);
    return larger;
  },
};
