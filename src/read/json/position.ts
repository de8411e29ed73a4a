import type { Position } from '../../finding.ts';
import { isContinuation, NEWLINE, shownText } from './bytes.ts';

/**
 * The position of `bytes[to]`, when `bytes[from]` stands at `origin`; `to` must be the first byte of a character.
 * Lines end with a line feed. A broken UTF-8 sequence counts as the replacement characters that an editor shows for it.
 */
export function advance(origin: Position, bytes: Uint8Array, from: number, to: number): Position {
  let { line, column } = origin;
  let counted = from;
  for (let index = from; index < to; index++) {
    if (bytes[index] !== NEWLINE) continue;
    line++;
    column = 1;
    counted = index + 1;
  }
  return { offset: origin.offset + to - from, line, column: column + utf16Length(bytes, counted, to) };
}

/** How many bytes are decoded at a time, to count what they would be as text. */
const PIECE = 1 << 16;

function utf16Length(bytes: Uint8Array, from: number, to: number): number {
  let index = from;
  while (index < to && (bytes[index] as number) < 0x80) index++;
  let length = index - from;
  while (index < to) {
    const end = to - index > PIECE ? startOfCharacter(bytes, index + PIECE) : to;
    length += shownText(bytes.subarray(index, end)).length;
    index = end;
  }
  return length;
}

/** Marks are so near to one another that most findings have little to count, and so far apart that they are few. */
const STEP = 256;

/**
 * Turns indexes into positions in a value that is valid UTF-8. It remembers positions at intervals, so that many findings in one large
 * record do not count its lines and characters again. Nothing is decoded: the bytes suffice to count UTF-16 units.
 */
export class Ruler {
  readonly #bytes: Uint8Array;
  readonly #from: number;
  readonly #offset: number;
  /** Line and column at each STEP, one after the other; a character counts where its first byte is. */
  readonly #marks: number[];

  constructor(bytes: Uint8Array, from: number, origin: Position) {
    this.#bytes = bytes;
    this.#from = from;
    this.#offset = origin.offset;
    this.#marks = [origin.line, origin.column];
  }

  /** The position of `bytes[at]`, the first byte of a character. */
  position(at: number): Position {
    const mark = Math.floor((at - this.#from) / STEP);
    while (this.#marks.length <= 2 * mark) this.#addMark();
    const { line, column } = this.#count(mark, at);
    return { offset: this.#offset + at - this.#from, line, column };
  }

  #addMark(): void {
    const last = this.#marks.length / 2 - 1;
    const { line, column } = this.#count(last, this.#from + (last + 1) * STEP);
    this.#marks.push(line, column);
  }

  #count(mark: number, to: number): { line: number; column: number } {
    let line = this.#marks[2 * mark] as number;
    let column = this.#marks[2 * mark + 1] as number;
    for (let index = this.#from + mark * STEP; index < to; index++) {
      const byte = this.#bytes[index] as number;
      if (byte === NEWLINE) {
        line++;
        column = 1;
      } else if (byte < 0x80) column++;
      else if (!isContinuation(byte)) column += byte < FOUR_BYTES ? 1 : 2;
    }
    return { line, column };
  }
}

/** The first bytes from here on begin characters of four bytes, which are two UTF-16 units. */
const FOUR_BYTES = 0xf0;

/** The index of the first byte of the character that the byte at `at` belongs to. */
export function startOfCharacter(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < 3 && isContinuation(bytes[start] as number)) start--;
  // A character has four bytes at most: what goes on longer is no UTF-8, and none of the bytes before belongs to it.
  return isContinuation(bytes[start] as number) ? at : start;
}
