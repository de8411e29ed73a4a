import type { Position } from '../../finding.ts';
import { isContinuation, NEWLINE } from './bytes.ts';
import { shownText } from './text.ts';

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

const STEP = 4096;

/** Turns indexes into positions, with marks on the way, so that many findings in one large record do not count its lines again. */
export class Ruler {
  readonly #bytes: Uint8Array;
  readonly #from: number;
  readonly #marks: Position[];

  constructor(bytes: Uint8Array, from: number, origin: Position) {
    this.#bytes = bytes;
    this.#from = from;
    this.#marks = [origin];
  }

  position(at: number): Position {
    const mark = Math.floor((at - this.#from) / STEP);
    while (this.#marks.length <= mark)
      this.#marks.push(this.#after(this.#marks.length - 1, this.#from + this.#marks.length * STEP));
    return this.#after(mark, at);
  }

  #after(mark: number, at: number): Position {
    const origin = this.#marks[mark] as Position;
    const from = this.#from + origin.offset - (this.#marks[0] as Position).offset;
    return advance(origin, this.#bytes, from, startOfCharacter(this.#bytes, at));
  }
}

/** The index of the first byte of the character that the byte at `at` belongs to. */
export function startOfCharacter(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && at - start < 3 && isContinuation(bytes[start] as number)) start--;
  // A character has four bytes at most: what goes on longer is no UTF-8, and none of the bytes before belongs to it.
  return isContinuation(bytes[start] as number) ? at : start;
}
