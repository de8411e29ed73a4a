import { isWord } from './bytes.ts';
import { shownText } from './text.ts';
import { characterLength } from './utf8.ts';
import type { Window } from './window.ts';

/** How much of a word is shown, in characters. */
const LONGEST_WORD = 40;

/** The bytes of a window between two offsets, in the pieces that are shown to people. */
export class Excerpt {
  /** Offset of the first byte. */
  readonly from: number;
  readonly #window: Window;
  readonly #end: number;

  constructor(window: Window, from: number, end: number) {
    this.from = from;
    this.#window = window;
    this.#end = end;
  }

  /** The byte at `offset`, -1 when it is not there. */
  at(offset: number): number {
    const isThere = offset < this.#end && offset >= this.from;
    return isThere ? (this.#window.bytes[this.#window.indexOf(offset)] as number) : -1;
  }

  /** The letters, digits and signs from `offset` on; empty where something else stands. */
  word(offset: number): string {
    let to = offset;
    while (to - offset < LONGEST_WORD && isWord(this.at(to))) to++;
    return this.text(offset, to);
  }

  /** The character at `offset`: empty at the end, undefined when its bytes are not UTF-8. */
  character(offset: number): string | undefined {
    if (offset >= this.#end) return '';
    const { bytes } = this.#window;
    const length = characterLength(bytes, this.#window.indexOf(offset), this.#window.indexOf(this.#end));
    return length === 0 ? undefined : this.text(offset, offset + length);
  }

  wordOrCharacter(offset: number): string | undefined {
    return this.word(offset) || this.character(offset);
  }

  text(from: number, to: number): string {
    return shownText(this.#window.slice(Math.max(from, this.from), to));
  }
}
