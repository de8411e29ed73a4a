import type { Position } from '../../finding.ts';
import type { Decoded } from './decoder.ts';

/** A piece of the text: the offset of its start (`at` in UTF-16 units of the text, `byte` in the file), its line, and the start of that line. */
type Piece = { at: number; byte: number; bytes: number; line: number; lineAt: number; text: string };

/** Small chunks are joined into pieces of up to this many UTF-16 units. */
const PIECE = 1 << 13;

/** The recent text of the file, with the position of each character in it. Lines end with a line feed, as in JSON. */
export class Pieces {
  #pieces: Piece[] = [];
  #at = 0;
  #byte: number;
  #line = 1;
  #lineAt = 0;

  /** `byte`: number of bytes before the text, such as a byte order mark. */
  constructor(byte: number) {
    this.#byte = byte;
  }

  /** UTF-16 units added so far, those released included. */
  get length(): number {
    return this.#at;
  }

  /** Bytes added so far. */
  get bytes(): number {
    return this.#byte;
  }

  add({ text, bytes }: Decoded): void {
    const last = this.#pieces.at(-1);
    if (last && last.text.length + text.length <= PIECE) {
      last.text += text;
      last.bytes += bytes;
    } else {
      this.#pieces.push({ at: this.#at, byte: this.#byte, bytes, line: this.#line, lineAt: this.#lineAt, text });
    }
    for (let feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
      this.#line++;
      this.#lineAt = this.#at + feed + 1;
    }
    this.#at += text.length;
    this.#byte += bytes;
  }

  /** Releases the pieces before the one that holds `at`. */
  release(at: number): void {
    let gone = 0;
    while (gone < this.#pieces.length - 1 && (this.#pieces[gone + 1] as Piece).at <= at) gone++;
    if (gone > 0) this.#pieces.splice(0, gone);
  }

  /** The position of the character at `at`, or of the end of the text. Throws where that text was released. */
  position(at: number): Position {
    const piece = this.#pieceOf(at);
    if (piece === undefined) return { offset: this.#byte, line: this.#line, column: this.#at - this.#lineAt + 1 };
    const before = piece.text.slice(0, at - piece.at);
    let { line, lineAt } = piece;
    for (let feed = before.indexOf('\n'); feed >= 0; feed = before.indexOf('\n', feed + 1)) {
      line++;
      lineAt = piece.at + feed + 1;
    }
    const offset = piece.byte + (piece.bytes === piece.text.length ? before.length : utf8Length(before));
    return { offset, line, column: at - lineAt + 1 };
  }

  /** The text from `from` to `to`, without what was released. */
  slice(from: number, to: number): string {
    let text = '';
    for (const piece of this.#pieces) {
      if (piece.at < to && piece.at + piece.text.length > from)
        text += piece.text.slice(Math.max(0, from - piece.at), to - piece.at);
    }
    return text;
  }

  /** The offset of the last `character` before `end`; -1 where there is none in the text kept. */
  lastIndexOf(character: string, end: number): number {
    for (let index = this.#pieces.length - 1; index >= 0; index--) {
      const { at, text } = this.#pieces[index] as Piece;
      if (at >= end) continue;
      const found = text.lastIndexOf(character, end - 1 - at);
      if (found >= 0) return at + found;
    }
    return -1;
  }

  /** True where `character` stands at `at`. */
  has(at: number, character: string): boolean {
    const piece = this.#pieceOf(at);
    return piece !== undefined && piece.text[at - piece.at] === character;
  }

  #pieceOf(at: number): Piece | undefined {
    if (at >= this.#at) return undefined;
    let low = 0;
    let high = this.#pieces.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#pieces[middle] as Piece).at <= at) low = middle;
      else high = middle - 1;
    }
    const piece = this.#pieces[low];
    if (piece === undefined || piece.at > at) throw new Error('a position was asked for after its text was released');
    return piece;
  }
}

/** The length in UTF-8. */
function utf8Length(text: string): number {
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // A surrogate is half of a character of four bytes.
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 2 : 3;
  }
  return length;
}
