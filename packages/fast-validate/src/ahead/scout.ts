import { RECORD_KINDS, type RecordKind } from '../../../../src/model/kinds.ts';
import type { KnownKinds } from '../../../../src/model/record-shapes.ts';
import { Window } from '../../../../src/read/json/window.ts';
import { DOUBTED, MORE } from '../assembly/constants.ts';
import type { Machine } from '../machine.ts';
import { suspectReaders, type SuspectReaders } from '../suspect-reader.ts';
import { takePassed } from '../take-passed.ts';
import type { Distance } from './notes.ts';
import type { RingBuffer } from './ring-buffer.ts';
import { COMMA, isBlank, OPEN_BRACE, OPEN_BRACKET, QUOTE } from '../../../../src/read/json/bytes.ts';

/** A file of `size` bytes with random access. `read` copies bytes from an offset into `into` and returns their number. */
export type Seekable = { size: number; read(into: Uint8Array, from: number): number };

/**
 * What the scout must know of the records besides the rules that its machine runs. `notes`: its machine notes records, so that spans are reported with
 * notes, and also hold records in which rules or the schema find something that the reader only needs to count.
 */
export type Errand = { kinds: KnownKinds; notes: boolean };

/** Sizes in bytes. `chunk`: read at a time; `leap`: left to the reader at each leap; `least`: shortest span that is reported. */
export type Pace = { chunk: number; leap: number; least: number };

const PACE: Pace = { chunk: 1 << 20, leap: 4 << 20, least: 4096 };

/** Maximum length of a record in bytes; the reader handles longer ones. */
const FAR_ENOUGH = 1 << 18;

/** After so many bytes the scout ends where a smaller share of them is in spans: the reader stops at too many records. */
const ENOUGH_READ = 8 << 20;
const LEAST_REPORTED = 0.75;

/** The result of a step: more to do, the buffer of spans is full until the reader takes some, or the end was reached. */
export type Step = 'more' | 'full' | 'end';

/** What the window starts with: anything, the separator after a record, or a record. */
type Place = 'lost' | 'after' | 'record';

/**
 * Runs ahead of the reader of a file and reports spans of bytes that hold only records that the recogniser passes. It starts in the middle of the file
 * with a guess at the start of a record. The reader confirms the guess by reaching the start of the span itself, so that a wrong
 * guess only costs time. When the reader, which passes spans faster than bytes, has caught up with the scout, the scout leaps ahead again, so that neither
 * waits.
 */
export class Scout {
  readonly #machine: Machine;
  readonly #kinds: readonly RecordKind[];
  readonly #ring: RingBuffer;
  readonly #file: Seekable;
  readonly #notes: boolean;
  readonly #suspects: SuspectReaders;
  readonly #pace: Pace;
  readonly #window: Window;
  /** The offset at which the scout started after the last leap. */
  #began = 0;
  #place: Place = 'lost';
  #kind: RecordKind = 'marche';
  #linked = false;
  #wantsBytes = true;
  /** Bytes read, and those of them that are in spans. */
  #bytesRead = 0;
  #bytesReported = 0;

  constructor(machine: Machine, ring: RingBuffer, file: Seekable, { kinds, notes }: Errand, pace: Pace = PACE) {
    this.#machine = machine;
    this.#kinds = RECORD_KINDS.filter((kind) => machine.has(kind));
    this.#ring = ring;
    this.#file = file;
    this.#notes = notes;
    this.#suspects = suspectReaders(machine, kinds);
    this.#pace = pace;
    this.#window = new Window(machine.space);
  }

  step(): Step {
    if (this.#ring.isClosed) return 'end';
    if (this.#isCaughtUp() && !this.#leap()) return 'end';
    if (this.#wantsBytes && (this.#isUseless() || !this.#read())) return 'end';
    this.#wantsBytes = true;
    while (this.#mayGoOn()) if (!this.#look()) return 'more';
    this.#wantsBytes = false;
    return 'full';
  }

  /** Whether the reader has come so near that it would overtake the scout. As long as it has spans to take, what is ahead is for the scout. */
  #isCaughtUp(): boolean {
    return this.#ring.reader >= Math.max(this.#began, this.#window.offset - this.#pace.chunk);
  }

  /** Checked regularly, because a hostile file can make one piece very slow. */
  #mayGoOn(): boolean {
    return !this.#ring.isFull && !this.#ring.isClosed;
  }

  /** Leaves the next bytes to the reader. False if too few bytes are left for both. */
  #leap(): boolean {
    const { size } = this.#file;
    const { chunk, leap } = this.#pace;
    const from = Math.max(this.#window.offset, this.#ring.reader);
    if (size - from < 2 * chunk) return false;
    this.#began = from + Math.min(leap, Math.floor((size - from) / 2));
    this.#window.jump(this.#began, 0, 0);
    this.#lose();
    this.#wantsBytes = true;
    return true;
  }

  /** Where few bytes are in spans, the reader goes through all of them by itself. */
  #isUseless(): boolean {
    return this.#bytesRead > ENOUGH_READ && this.#bytesReported < this.#bytesRead * LEAST_REPORTED;
  }

  #read(): boolean {
    const { chunk } = this.#pace;
    const count = this.#file.read(this.#window.space(chunk), this.#window.limit);
    this.#window.fed(count);
    this.#bytesRead += count;
    return count > 0;
  }

  #lose(): void {
    this.#place = 'lost';
    this.#linked = false;
  }

  /** Makes one step in the window. False if more bytes are needed. */
  #look(): boolean {
    if (this.#place === 'lost') return this.#guess();
    return this.#place === 'after' ? this.#comma() : this.#records();
  }

  /** Searches for the start of a record. */
  #guess(): boolean {
    const window = this.#window;
    const at = itemFrom(window.bytes, window.start, window.end);
    if (at === NOT_THERE) {
      window.discard();
      return false;
    }
    window.start = at;
    for (const kind of this.#kinds) {
      const outcome = this.#run(kind);
      if (this.#machine.passed > 0) {
        this.#kind = kind;
        this.#tell();
        return true;
      }
      if (outcome === MORE && window.size < FAR_ENOUGH) return false;
    }
    window.start = at + 1;
    return true;
  }

  #comma(): boolean {
    const window = this.#window;
    const at = itemAfter(window.bytes, window.start, window.end);
    if (at === UNEXPLAINED) return false;
    if (at === NOT_THERE) this.#lose();
    else {
      this.#pass(this.#distance(this.#machine.addressOf(at)));
      this.#place = 'record';
    }
    return true;
  }

  #records(): boolean {
    const outcome = this.#run(this.#kind);
    if (this.#machine.passed > 0) this.#tell();
    else if (outcome === MORE && this.#window.size < FAR_ENOUGH) return false;
    else if (outcome === DOUBTED) this.#skip(this.#machine.end);
    else {
      this.#window.start++;
      this.#lose();
    }
    return true;
  }

  #run(kind: RecordKind): number {
    const { start, end } = this.#window;
    return this.#machine.run(kind, this.#machine.addressOf(start), this.#machine.addressOf(end));
  }

  /** Reports the span that the recogniser has just passed. */
  #tell(): void {
    const window = this.#window;
    const from = window.position();
    const { count, end } = this.#notes ? this.#note() : { count: this.#machine.passed, end: this.#distance(this.#machine.at) };
    if (count === 0) {
      this.#skip(this.#machine.entry(0).to);
      return;
    }
    this.#pass(end);
    const to = window.position();
    // The reader passes a shorter span in the time that taking the report would need.
    const worth = this.#linked || to.offset - from.offset >= this.#pace.least;
    if (worth) this.#ring.put({ kind: this.#kind, from, to, count, linked: this.#linked });
    if (worth) this.#bytesReported += to.offset - from.offset;
    this.#linked = worth;
    this.#place = 'after';
  }

  /** Notes the records that were passed, as far as there is room and their keys that the schema refuses are sound. */
  #note(): { count: number; end: Distance } {
    const [machine, kind] = [this.#machine, this.#kind];
    const { bytes, start } = this.#window;
    const notes = this.#ring.note();
    const ruler = new Ruler(machine, machine.addressOf(start));
    let end: Distance = { bytes: 0, lines: 0, units: 0 };
    const { count } = takePassed(machine, this.#suspects[kind], { kind, index: 0, bytes }, (_, record) => {
      const entry = machine.entry(record.index);
      const [from, to] = [ruler.distance(entry.from), ruler.distance(entry.to)];
      const isNoted = notes.add(record, machine.keyWords, { from, to });
      if (isNoted) end = to;
      return isNoted;
    });
    return { count, end };
  }

  /** Skips a record that the reader must examine, up to the address after it. */
  #skip(to: number): void {
    this.#pass(this.#distance(to));
    this.#linked = false;
    this.#place = 'after';
  }

  /** How far an address is from the start of the window. */
  #distance(to: number): Distance {
    return new Ruler(this.#machine, this.#machine.addressOf(this.#window.start)).distance(to);
  }

  #pass({ bytes, lines, units }: Distance): void {
    this.#window.consumeCounted(this.#window.offset + bytes, lines, units);
  }
}

/** Measures how far addresses, in ascending order, are from the first one. */
class Ruler {
  readonly #machine: Machine;
  readonly #from: number;
  #at: number;
  #lines = 0;
  #units = 0;

  constructor(machine: Machine, from: number) {
    this.#machine = machine;
    this.#from = from;
    this.#at = from;
  }

  distance(to: number): Distance {
    const { lines, units } = this.#machine.measure(this.#at, to);
    this.#units = lines === 0 ? this.#units + units : units;
    this.#lines += lines;
    this.#at = to;
    return { bytes: to - this.#from, lines: this.#lines, units: this.#units };
  }
}

/** Returned in place of an index: the bytes end too soon, or the text searched for does not occur. */
const UNEXPLAINED = -1;
const NOT_THERE = -2;

/**
 * The index, from `from` on, of a byte where a list item may start that is an object with keys: an opening brace between a comma
 * or bracket and a quote. This is a guess, since it may be inside a string. `NOT_THERE` if there is none.
 */
function itemFrom(bytes: Uint8Array, from: number, end: number): number {
  for (let at = bytes.indexOf(OPEN_BRACE, from); at >= 0 && at < end; at = bytes.indexOf(OPEN_BRACE, at + 1)) {
    const before = bytes[lastBefore(bytes, at)];
    if ((before === COMMA || before === OPEN_BRACKET) && bytes[firstFrom(bytes, at + 1, end)] === QUOTE) return at;
  }
  return NOT_THERE;
}

/** The index of the next object in the list, after an item that ends at `from`. */
function itemAfter(bytes: Uint8Array, from: number, end: number): number {
  const comma = firstFrom(bytes, from, end);
  if (comma === end) return UNEXPLAINED;
  if (bytes[comma] !== COMMA) return NOT_THERE;
  const item = firstFrom(bytes, comma + 1, end);
  if (item === end) return UNEXPLAINED;
  return bytes[item] === OPEN_BRACE ? item : NOT_THERE;
}

function lastBefore(bytes: Uint8Array, index: number): number {
  let at = index - 1;
  while (at >= 0 && isBlank(bytes[at] as number)) at--;
  return at;
}

function firstFrom(bytes: Uint8Array, index: number, end: number): number {
  let at = index;
  while (at < end && isBlank(bytes[at] as number)) at++;
  return at;
}
