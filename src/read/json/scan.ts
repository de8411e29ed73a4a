import {
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  endsScalar,
  isBracket,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  BACKSLASH,
  RETURN,
  SPACE,
  TAB,
} from './bytes.ts';
import type { Window } from './window.ts';

/** What a run of the scan came to. */
export const ENDED = 0;
/** The bytes fed so far do not hold the end of the value. */
export const MORE = 1;
/** A bracket closes that was not the one last opened, at `at`. */
export const MISMATCH = 2;
/** More nested brackets than `DEEPEST`, at `at`. */
export const BOTTOMLESS = 3;

/** A bound for the memory that nesting takes, far over any limit on depth that readers set. */
const DEEPEST = 1 << 16;
/** What is kept for nesting at first: few values are nested deeper, and most files are small. */
const SHALLOW = 1 << 6;

/** Classes of bytes outside of strings; 0 is everything that the scan may pass over. */
const STRING = 1;
const KEY = 2;
const OPEN = 3;
const CLOSE = 4;
const LINE = 5;
const SPACING = 6;
const CLASS = new Uint8Array(256);
CLASS[QUOTE] = STRING;
CLASS[COLON] = KEY;
CLASS[OPEN_BRACE] = CLASS[OPEN_BRACKET] = OPEN;
CLASS[CLOSE_BRACE] = CLASS[CLOSE_BRACKET] = CLOSE;
CLASS[NEWLINE] = LINE;
CLASS[SPACE] = CLASS[TAB] = CLASS[RETURN] = SPACING;

/** `{`+2 is `}` and `[`+2 is `]`. */
const TO_CLOSER = 2;

/**
 * Finds the end of one value by its brackets and quotes alone, and counts on the way what would cost a second pass later. It
 * runs over every byte of the file, so it accepts much that is not JSON: that is left to the parser. It can stop anywhere and go
 * on when more bytes are fed.
 */
export class Scan {
  /** Offset up to which the scan has come: the end of the value once it has `ENDED`. */
  at = 0;
  /** Colons outside of strings: the number of keys, duplicates included. */
  colons = 0;
  /** Line feeds outside of strings: all of them, if the value is JSON. */
  lines = 0;
  /** Whether there are blanks outside of strings that are no line feeds. */
  spaced = false;
  /** How many brackets are nested at the deepest point. */
  deepest = 0;
  #depth = 0;
  #mode: 'start' | 'nested' | 'string' | 'scalar' = 'start';
  #kinds = new Uint8Array(SHALLOW);

  /** Makes ready for the value that begins at `offset`. */
  begin(offset: number): void {
    this.at = offset;
    this.colons = this.lines = this.deepest = this.#depth = 0;
    this.spaced = false;
    this.#mode = 'start';
  }

  run(window: Window): number {
    if (this.#mode === 'start') this.#mode = startMode(window.bytes[window.indexOf(this.at)] as number);
    return this.#mode === 'scalar' ? this.#scalar(window) : this.#nested(window);
  }

  /** A number or literal: ends before the byte that cannot belong to it, or with the file. */
  #scalar(window: Window): number {
    const { bytes, end } = window;
    let index = window.indexOf(this.at);
    while (index < end && !endsScalar(bytes[index] as number)) index++;
    this.at += index - window.indexOf(this.at);
    return index < end || window.finished ? ENDED : MORE;
  }

  // One long function with locals only: this is the loop that the speed of the reader hangs on.
  #nested(window: Window): number {
    const { bytes, end } = window;
    let kinds = this.#kinds;
    const first = window.indexOf(this.at);
    let index = first;
    let { colons, lines, spaced, deepest } = this;
    let depth = this.#depth;
    let inString = this.#mode === 'string';
    let outcome = MORE;
    for (;;) {
      if (!inString) {
        let kind = CLASS[bytes[index] as number];
        while (kind === 0) kind = CLASS[bytes[++index] as number];
        if (index >= end) break;
        if (kind === KEY) colons++;
        else if (kind === SPACING) {
          spaced = true;
          while (bytes[index + 1] === SPACE) index++;
        } else if (kind === LINE) lines++;
        else if (kind === OPEN) {
          if (depth === DEEPEST) {
            outcome = BOTTOMLESS;
            break;
          }
          if (depth === kinds.length) kinds = this.#deeper();
          kinds[depth++] = bytes[index] as number;
          if (depth > deepest) deepest = depth;
        } else if (kind === CLOSE) {
          if (depth === 0 || (kinds[depth - 1] as number) + TO_CLOSER !== bytes[index]) {
            outcome = MISMATCH;
            break;
          }
          if (--depth === 0) {
            index++;
            outcome = ENDED;
            break;
          }
        } else inString = true;
        index++;
        if (!inString) continue;
      }
      let byte = bytes[index];
      while (byte !== QUOTE && byte !== BACKSLASH) {
        // Four bytes a turn, since most bytes of a file are looked at just here: a fifth faster.
        if ((byte = bytes[index + 1]) === QUOTE || byte === BACKSLASH) {
          index += 1;
          break;
        }
        if ((byte = bytes[index + 2]) === QUOTE || byte === BACKSLASH) {
          index += 2;
          break;
        }
        if ((byte = bytes[index + 3]) === QUOTE || byte === BACKSLASH) {
          index += 3;
          break;
        }
        index += 4;
        byte = bytes[index];
      }
      if (byte === BACKSLASH) {
        // The escaped byte may not be there yet: stop on the backslash, to look at both again.
        if (index + 1 >= end) break;
        index += 2;
        continue;
      }
      if (index >= end) break;
      index++;
      inString = false;
      if (depth === 0) {
        outcome = ENDED;
        break;
      }
    }
    this.at += Math.min(index, end) - first;
    this.colons = colons;
    this.lines = lines;
    this.spaced = spaced;
    this.deepest = deepest;
    this.#depth = depth;
    this.#mode = inString ? 'string' : 'nested';
    return outcome;
  }

  /** Has room for as many brackets again. */
  #deeper(): Uint8Array<ArrayBuffer> {
    const kinds = new Uint8Array(2 * this.#kinds.length);
    kinds.set(this.#kinds);
    return (this.#kinds = kinds);
  }
}

function startMode(byte: number): 'nested' | 'scalar' {
  return isBracket(byte) || byte === QUOTE ? 'nested' : 'scalar';
}
