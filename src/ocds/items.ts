/** Finds the releases or records of a package of OCDS as its bytes arrive, without keeping the package. */
import { InputError, type Position } from '../finding.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COMMA,
  isBlank,
  NEWLINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  textOf,
} from '../read/json/bytes.ts';
import { concat } from '../read/concat.ts';
import { parseJson } from '../read/json/parse.ts';
import type { Feed } from '../read/reader.ts';
import { NEED_BYTES } from '../read/record.ts';

/** A release, or a record, of a package. */
export type Item = { list: 'releases' | 'records'; value: unknown; position: Position };

/** Bytes of one item at the most: a release has one event, a record those of a process. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The chunks of a file until they are read. */
export class Chunks implements Feed {
  readonly #chunks: Uint8Array[] = [];
  finished = false;

  feed(chunk: Uint8Array): void {
    // The buffer of a chunk may be used again.
    this.#chunks.push(new Uint8Array(chunk));
  }

  finish(): void {
    this.finished = true;
  }

  next(): Uint8Array | undefined {
    return this.#chunks.shift();
  }
}

/**
 * Yields the items of the lists `releases` and `records` of the root; returns the number of bytes. Throws an InputError where the file is empty, ends too
 * early, is not JSON, or where an item, or all that is around them, is too large.
 */
export function* itemsOf(chunks: Chunks): Generator<Item | typeof NEED_BYTES, number> {
  /** What is around the items, which is JSON too. */
  const around = new Piece();
  const item = new Piece();
  let before = 0;
  let depth = 0;
  let line = 1;
  let lineStart = 0;
  let inText = false;
  let isEscaped = false;
  let hasEnded = false;
  /** The last text of the root, which is the key of the list that follows. */
  let key: number[] = [];
  let list: Item['list'] | undefined;
  /** Where the item begins; undefined up to its first byte. */
  let position: Position | undefined;
  let isAfterComma = false;
  const placeOf = (at: number): Position => ({ offset: before + at, line, column: before + at - lineStart + 1 });
  for (;;) {
    const chunk = chunks.next();
    if (!chunk) {
      if (chunks.finished) break;
      yield NEED_BYTES;
      continue;
    }
    let from = 0;
    for (let at = 0; at < chunk.length; at++) {
      const byte = chunk[at] as number;
      if (byte === NEWLINE) {
        line++;
        lineStart = before + at + 1;
      }
      if (inText) {
        if (depth === 1 && key.length < 16 && (byte !== QUOTE || isEscaped)) key.push(byte);
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inText = false;
        continue;
      }
      if (isBlank(byte)) continue;
      if (depth === 0 && isMark(byte, before + at)) {
        from = at + 1;
        continue;
      }
      if (hasEnded) throw new InputError('syntax.several-texts', {}, placeOf(at));
      if (list !== undefined && depth === 2 && (byte === COMMA || byte === CLOSE_BRACKET)) {
        item.add(chunk.subarray(from, at), position);
        const isLast = byte === CLOSE_BRACKET;
        if (position) yield { list, value: item.value(position), position };
        else if (!isLast || isAfterComma) throw notJson(String.fromCharCode(byte), placeOf(at));
        item.clear();
        position = undefined;
        isAfterComma = !isLast;
        from = isLast ? at : at + 1;
        if (isLast) list = undefined;
      } else if (list !== undefined && depth === 2) position ??= placeOf(at);
      if (byte === QUOTE) {
        inText = true;
        if (depth === 1) key = [];
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth++;
        if (depth === 2 && byte === OPEN_BRACKET) list = listNamed(key);
        if (depth === 2 && list !== undefined) {
          around.add(chunk.subarray(from, at + 1), placeOf(at));
          from = at + 1;
          isAfterComma = false;
        }
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth--;
        // A brace that closes a list is no JSON, which what is around the items tells.
        if (depth < 2) list = undefined;
        hasEnded = depth === 0;
        if (depth < 0) throw notJson(String.fromCharCode(byte), placeOf(at));
      }
    }
    (list === undefined ? around : item).add(chunk.subarray(from), position);
    before += chunk.length;
  }
  if (depth !== 0 || inText) throw new InputError('syntax.truncated', {});
  if (around.isBlank) throw new InputError('syntax.empty');
  around.value(START);
  return before;
}

const START: Position = { offset: 0, line: 1, column: 1 };

/** Bytes that are gathered until they are a JSON text. */
class Piece {
  #parts: Uint8Array[] = [];
  #size = 0;

  /** The bytes are copied, as few of them would keep a large chunk. Throws an InputError where they are too many. */
  add(bytes: Uint8Array, position: Position | undefined): void {
    if (bytes.length === 0) return;
    this.#parts.push(bytes.slice());
    this.#size += bytes.length;
    if (this.#size > MOST_BYTES) throw new InputError('input.too-large', { file: 'OCDS', limit: MOST_BYTES }, position);
  }

  get isBlank(): boolean {
    return this.#parts.every((part) => part.every(isBlank));
  }

  /** What the bytes say. Throws an InputError where they are not JSON. */
  value(position: Position): unknown {
    const text = textOf(concat(this.#parts));
    if (text === undefined) throw notJson('', position);
    try {
      return parseJson(text);
    } catch {
      throw notJson(text.trim().slice(0, 20), position);
    }
  }

  clear(): void {
    this.#parts = [];
    this.#size = 0;
  }
}

/** A byte order mark begins a file. */
const isMark = (byte: number, offset: number): boolean => offset < 3 && byte >= 0xbb;

const listNamed = (key: readonly number[]): Item['list'] | undefined => {
  const name = String.fromCharCode(...key);
  return name === 'releases' || name === 'records' ? name : undefined;
};

const notJson = (found: string, position: Position): InputError => new InputError('syntax.not-json', { found }, position);
