/** What the thread that looks ahead notes of the records of a span, for `take` in the thread that reads. */
import type { Position } from '../../../../src/finding.ts';
import { parseJson } from '../../../../src/read/json/parse.ts';
import type { JudgedRecord } from '../../../../src/read/record.ts';
import { NATIONAL } from '../assembly/constants.ts';
import { NO_NAMES } from '../suspect-reader.ts';

/** How far a place is from the start of its span: bytes, line feeds, and UTF-16 units after the last of these, or after the start. */
export type Distance = { bytes: number; lines: number; units: number };

/** A record in its span: its first byte, and the one after it. */
export type Extent = { from: Distance; to: Distance };

/**
 * Words of a record: its first byte and the one after it (three each, see `Distance`), the rules not evaluated, the faults (u16) and the number of words
 * of fingerprints (u16), the list of the keys that the schema refuses. Then the fingerprints, the faults (u16 each), and a list of keys that no
 * earlier record of the span has: the number of its bytes, and these.
 */
const [FROM, TO, MISSED, COUNTS, LIST, HEAD] = [0, 3, 6, 7, 8, 9];

/** In place of a list of keys: none; one that comes with this record. Above: the number of one that came before. */
const [NO_LIST, NEW_LIST, OLD_LIST] = [0, 1, 2];

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();
const NO_BYTES = new Uint8Array();

/** Writes notes to the words of a buffer, at most `limit` words a span. */
export class NoteWriter {
  readonly #words: Uint32Array;
  readonly #bytes: Uint8Array;
  readonly #halves: Uint16Array;
  readonly #limit: number;
  readonly #lists = new Map<string, number>();
  #start = 0;
  #at = 0;

  constructor(words: Uint32Array, limit: number) {
    this.#words = words;
    this.#bytes = new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
    this.#halves = new Uint16Array(words.buffer, words.byteOffset, words.length * 2);
    this.#limit = limit;
  }

  /** Begins the notes of a span at a word of the buffer. */
  begin(start: number): void {
    this.#start = start;
    this.#at = start;
    this.#lists.clear();
  }

  /** How many words the notes of the span take. */
  get size(): number {
    return this.#at - this.#start;
  }

  /** Adds a record with `keyWords` words of fingerprints. False where there is no room for it: then nothing is written. */
  add(record: JudgedRecord, keyWords: number, { from, to }: Extent): boolean {
    const faults = record.to - record.from;
    const names = record.strays.length === 0 ? '' : JSON.stringify(record.strays);
    const known = names === '' ? NO_LIST : this.#lists.get(names);
    const text = known === undefined ? ENCODER.encode(names) : NO_BYTES;
    const at = this.#at + HEAD;
    const log = at + keyWords;
    const list = log + Math.ceil(faults / 2);
    const end = known === undefined ? list + 1 + Math.ceil(text.length / 4) : list;
    if (end > this.#start + this.#limit) return false;
    this.#distance(this.#at + FROM, from);
    this.#distance(this.#at + TO, to);
    this.#words[this.#at + MISSED] = record.missed;
    this.#words[this.#at + COUNTS] = faults | (keyWords << 16);
    this.#words[this.#at + LIST] = known ?? NEW_LIST;
    for (let word = 0; word < keyWords; word++) this.#words[at + word] = record.hashes[record.at + word] as number;
    for (let fault = 0; fault < faults; fault++) this.#halves[2 * log + fault] = record.log[record.from + fault] as number;
    if (known === undefined) {
      this.#words[list] = text.length;
      this.#bytes.set(text, 4 * (list + 1));
      this.#lists.set(names, OLD_LIST + this.#lists.size);
    }
    this.#at = end;
    return true;
  }

  #distance(at: number, { bytes, lines, units }: Distance): void {
    this.#words[at] = bytes;
    this.#words[at + 1] = lines;
    this.#words[at + 2] = units;
  }
}

/** Reads the notes of one span, record by record. */
export class NoteReader {
  /** The record at hand, without its number in the list. Its object and arrays are used again for the next one. */
  readonly record: JudgedRecord;
  readonly #words: Uint32Array;
  readonly #origin: Position;
  readonly #lists: (readonly string[])[] = [];
  /** The words where the notes of the record before, of the one at hand and of the next one begin. */
  #before = 0;
  #at = 0;
  #next: number;

  /** `words` and `halves` are the same buffer. The notes begin at the word `start`, and the span at `origin`. */
  constructor(words: Uint32Array, halves: Uint16Array, { start, origin }: { start: number; origin: Position }) {
    this.#words = words;
    this.#origin = origin;
    this.#next = start;
    this.record = {
      index: 0,
      missed: 0,
      hashes: words,
      at: 0,
      log: halves,
      from: 0,
      to: 0,
      national: NATIONAL,
      strays: NO_NAMES,
      lost: NO_NAMES,
    };
  }

  /** Goes to the next record; there must be one. */
  next(): void {
    const [words, record] = [this.#words, this.record];
    const at = this.#next;
    this.#before = this.#at;
    this.#at = at;
    const counts = words[at + COUNTS] as number;
    const faults = counts & 0xffff;
    const log = at + HEAD + (counts >>> 16);
    this.#next = log + ((faults + 1) >> 1);
    record.missed = words[at + MISSED] as number;
    record.at = at + HEAD;
    record.from = 2 * log;
    record.to = 2 * log + faults;
    record.strays = this.#names(words[at + LIST] as number);
  }

  /** The position of the byte after the record before the one at hand. */
  get endBefore(): Position {
    return this.#position(this.#before + TO);
  }

  /** The position of the record after the one at hand. */
  get nextFrom(): Position {
    return this.#position(this.#next + FROM);
  }

  #names(list: number): readonly string[] {
    if (list === NO_LIST) return NO_NAMES;
    if (list !== NEW_LIST) return this.#lists[list - OLD_LIST] ?? NO_NAMES;
    const size = this.#words[this.#next] as number;
    const from = this.#next + 1;
    this.#next = from + Math.ceil(size / 4);
    // A copy: a decoder need not take bytes that two threads share.
    const bytes = new Uint8Array(this.#words.slice(from, this.#next).buffer, 0, size);
    const names = parseJson(DECODER.decode(bytes)) as string[];
    this.#lists.push(names);
    return names;
  }

  #position(at: number): Position {
    const { offset, line, column } = this.#origin;
    const [lines, units] = [this.#words[at + 1] as number, this.#words[at + 2] as number];
    return { offset: offset + (this.#words[at] as number), line: line + lines, column: lines === 0 ? column + units : units + 1 };
  }
}
