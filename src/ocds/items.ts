/** Finds the releases or records of a package of OCDS as its bytes arrive, without keeping the package. */
import { InputError, type Position } from '../finding.ts';
import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
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
 * Yields the items of the lists `releases` and `records` of the root; returns the number of bytes. Throws an InputError where the text ends too early, an
 * item is not JSON, or is too large.
 */
export function* itemsOf(chunks: Chunks): Generator<Item | typeof NEED_BYTES, number> {
  let before = 0;
  let depth = 0;
  let line = 1;
  let lineStart = 0;
  let inText = false;
  let isEscaped = false;
  /** The last text of the root, which is the key of the list that follows. */
  let key: number[] = [];
  let list: Item['list'] | undefined;
  let position: Position | undefined;
  let pieces: Uint8Array[] = [];
  let size = 0;
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
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inText = false;
        else if (depth === 1 && key.length < 16) key.push(byte);
        continue;
      }
      if (byte === QUOTE) {
        inText = true;
        if (depth === 1) key = [];
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (depth === 1 && byte === OPEN_BRACKET) list = listNamed(key);
        if (depth === 2 && list !== undefined) {
          position = { offset: before + at, line, column: before + at - lineStart + 1 };
          from = at;
          size = 0;
        }
        depth++;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth--;
        if (depth === 1) list = undefined;
        if (depth === 2 && list !== undefined && position) {
          pieces.push(chunk.subarray(from, at + 1));
          yield { list, value: valueOf(pieces, position), position };
          pieces = [];
          position = undefined;
        }
      } else if (depth === 0 && !isBlank(byte) && !isMark(byte, before + at)) throw notJson(String.fromCharCode(byte));
    }
    if (position) {
      pieces.push(chunk.subarray(from));
      size += chunk.length - from;
      if (size > MOST_BYTES) throw new InputError('input.too-large', { file: 'OCDS', limit: MOST_BYTES }, position);
    }
    before += chunk.length;
  }
  if (depth !== 0 || inText) throw new InputError('syntax.truncated', {});
  return before;
}

/** A byte order mark begins a file. */
const isMark = (byte: number, offset: number): boolean => offset < 3 && byte >= 0xbb;

const listNamed = (key: readonly number[]): Item['list'] | undefined => {
  const name = String.fromCharCode(...key);
  return name === 'releases' || name === 'records' ? name : undefined;
};

const notJson = (found: string, position?: Position): InputError => new InputError('syntax.not-json', { found }, position);

function valueOf(pieces: readonly Uint8Array[], position: Position): unknown {
  const text = textOf(concat(pieces));
  if (text === undefined) throw notJson('', position);
  try {
    return parseJson(text);
  } catch {
    throw notJson(text.slice(0, 20), position);
  }
}
