const SEGMENTS = 64;
/** Fingerprints that are searched one after the other, before there are segments. */
const FEW = 8;
/** Words of a fingerprint that are kept: 96 bits, so that two of ten million values have the same with a chance of one in 10^15. */
const KEPT = 3;
/** Words of a cell: what is kept of the fingerprint, and the number under which it was first seen plus one, or zero where the cell is free. */
const CELL = KEPT + 1;
const PAGE_BITS = 9;
const CELLS_IN_PAGE = 1 << PAGE_BITS;
const MOST_FULL = 0.75;
/** Small segments double; large ones grow by little, so that memory stays near what is needed. */
const SMALL = 16;
const growth = (pages: number): number => (pages < SMALL ? 2 : 1.125);

type Page = Uint32Array;

/**
 * Remembers fingerprints with the number, up to 2^32 - 2, under which each was first seen: 21 to 24 bytes an entry where there are many, where a Set of strings
 * takes a hundred and more. It is made of segments that grow one by one, out of pages that pass from one to the next: there is never a
 * second copy of the whole, and nothing is left for the garbage collector, which is in no hurry to give back what lies outside its heap.
 */
export class FingerprintMap {
  /** Until there are more than `FEW`. */
  #few: Few | undefined = new Few();
  #segments: (Segment | undefined)[] = [];
  readonly #spare: Page[] = [];

  /** The number under which the same fingerprint, four words from `at` on, was added before, or undefined (then it is added under `number`). */
  add(hash: Uint32Array, number: number, at = 0): number | undefined {
    if (this.#few) {
      if (!this.#few.isFull) return this.#few.add(hash, number, at);
      const seen = this.#few.get(hash, at);
      if (seen !== undefined) return seen;
      this.#spread(this.#few);
    }
    return this.#segmentOf(hash, at).add(hash, number, at);
  }

  /** The number under which the fingerprint was added before, or undefined. */
  get(hash: Uint32Array, at = 0): number | undefined {
    return this.#few ? this.#few.get(hash, at) : this.#segments[segmentOf(hash, at)]?.get(hash, at);
  }

  /** Gives another number to a fingerprint that was added before. */
  renumber(hash: Uint32Array, number: number, at = 0): void {
    if (this.#few) this.#few.renumber(hash, number, at);
    else this.#segments[segmentOf(hash, at)]?.renumber(hash, number, at);
  }

  #segmentOf(hash: Uint32Array, at: number): Segment {
    return (this.#segments[segmentOf(hash, at)] ??= new Segment(this.#spare));
  }

  /** Puts the first fingerprints into segments, where the others will be. */
  #spread(few: Few): void {
    this.#few = undefined;
    this.#segments = Array.from({ length: SEGMENTS }, () => undefined);
    few.each((cells, at, number) => this.#segmentOf(cells, at).add(cells, number, at));
  }
}

/** The first fingerprints, one after the other: most files have no more records, and a page for each would take longer than to judge them. */
class Few {
  readonly #cells = new Uint32Array(FEW * CELL);
  #size = 0;

  get isFull(): boolean {
    return this.#size === FEW;
  }

  /** There must be room. */
  add(hash: Uint32Array, number: number, from: number): number | undefined {
    const at = this.#find(hash, from);
    if (at !== undefined) return (this.#cells[at + KEPT] as number) - 1;
    write(this.#cells, this.#size++ * CELL, hash, from, number + 1);
    return undefined;
  }

  get(hash: Uint32Array, from: number): number | undefined {
    const at = this.#find(hash, from);
    return at === undefined ? undefined : (this.#cells[at + KEPT] as number) - 1;
  }

  renumber(hash: Uint32Array, number: number, from: number): void {
    const at = this.#find(hash, from);
    if (at !== undefined) this.#cells[at + KEPT] = number + 1;
  }

  each(take: (cells: Uint32Array, at: number, number: number) => void): void {
    for (let at = 0; at < this.#size * CELL; at += CELL) take(this.#cells, at, (this.#cells[at + KEPT] as number) - 1);
  }

  #find(hash: Uint32Array, from: number): number | undefined {
    for (let at = 0; at < this.#size * CELL; at += CELL) if (same(this.#cells, at, hash, from)) return at;
    return undefined;
  }
}

const segmentOf = (hash: Uint32Array, at: number): number => (hash[at + 1] ?? 0) % SEGMENTS;

/** Open addressing: a fingerprint is in the first cell from its own on that was free when it came. */
class Segment {
  #size = 0;
  #pages: Page[];
  readonly #spare: Page[];

  constructor(spare: Page[]) {
    this.#spare = spare;
    this.#pages = [this.#newPage()];
  }

  add(hash: Uint32Array, number: number, from: number): number | undefined {
    if (this.#size >= this.#pages.length * CELLS_IN_PAGE * MOST_FULL) this.#grow();
    const { page, at } = cellOf(this.#pages, hash, from);
    const seen = page[at + KEPT] as number;
    if (seen !== 0) return seen - 1;
    write(page, at, hash, from, number + 1);
    this.#size++;
    return undefined;
  }

  get(hash: Uint32Array, from: number): number | undefined {
    const { page, at } = cellOf(this.#pages, hash, from);
    const seen = page[at + KEPT] as number;
    return seen === 0 ? undefined : seen - 1;
  }

  renumber(hash: Uint32Array, number: number, from: number): void {
    const { page, at } = cellOf(this.#pages, hash, from);
    if (page[at + KEPT] !== 0) page[at + KEPT] = number + 1;
  }

  #grow(): void {
    const old = this.#pages;
    this.#pages = Array.from({ length: Math.ceil(old.length * growth(old.length)) }, () => this.#newPage());
    for (const page of old) {
      for (let at = 0; at < page.length; at += CELL) if (page[at + KEPT] !== 0) this.#move(page, at);
      this.#spare.push(page.fill(0));
    }
  }

  #move(from: Page, at: number): void {
    const cell = cellOf(this.#pages, from, at);
    write(cell.page, cell.at, from, at, from[at + KEPT] as number);
  }

  #newPage(): Page {
    return this.#spare.pop() ?? new Uint32Array(CELLS_IN_PAGE * CELL);
  }
}

/** A cell. Only one object is used, to avoid an allocation for each search. */
type Cell = { page: Page; at: number };
const found: Cell = { page: new Uint32Array(CELL), at: 0 };

/** The cell of the fingerprint at `hash[from]`, or the free one where it belongs; until the next call. */
function cellOf(pages: readonly Page[], hash: Uint32Array, from: number): Cell {
  const capacity = pages.length * CELLS_IN_PAGE;
  // In proportion and not by a remainder: growing then goes through old and new pages from the first to the last.
  for (let cell = Math.floor(((hash[from] ?? 0) / 2 ** 32) * capacity); ; cell = cell + 1 === capacity ? 0 : cell + 1) {
    found.page = pages[cell >>> PAGE_BITS] as Page;
    found.at = (cell & (CELLS_IN_PAGE - 1)) * CELL;
    if (found.page[found.at + KEPT] === 0 || same(found.page, found.at, hash, from)) return found;
  }
}

function write(page: Page, at: number, hash: Uint32Array, from: number, mark: number): void {
  for (let word = 0; word < KEPT; word++) page[at + word] = hash[from + word] as number;
  page[at + KEPT] = mark;
}

const same = (page: Page, at: number, hash: Uint32Array, from: number): boolean =>
  page[at] === hash[from] && page[at + 1] === hash[from + 1] && page[at + 2] === hash[from + 2];

/** The vectors of random words, by what they are for. */
const NAMES = [
  ...['as-is', 'by-20', 'by-24', 'by-17'], // what the words of a block are multiplied by: see `hashText`
  ...['stir', 'mix'], // what a state is multiplied by
  ...['length', 'start'],
  ...['key', 'text', 'number', 'list', 'end', 'object', 'true', 'false', 'null'], // where what stands in the same place departs from the state
] as const;

type Name = (typeof NAMES)[number];
type Four = [number, number, number, number];

/** Odd, so that no information is lost by multiplying a state. */
const ODD: readonly Name[] = ['stir', 'mix'];
const [TAGS, SCALARS] = [NAMES.indexOf('key'), NAMES.indexOf('true')];

/** All random words of the fingerprints of this run, four for each name. */
export const HASH_CONSTANTS: Int32Array = Int32Array.from(NAMES.flatMap(draw));

/** The same by name, for who makes fingerprints in another way. */
export const HASH_WORDS = Object.fromEntries(NAMES.map((name) => [name, constants(name)])) as Record<Name, Four>;

/** The four words of a name. */
export function constants(name: Name): Four {
  const at = NAMES.indexOf(name) * 4;
  return [...HASH_CONSTANTS.subarray(at, at + 4)] as Four;
}

function draw(name: Name, at: number): Four {
  const words: Four = [random(), random(), random(), random()];
  if (ODD.includes(name)) return words.map((word) => word | 1) as Four;
  if (at < TAGS) return words;
  // Distinct for certain, by the last four bits. What nothing is added to before it is mixed departs in all four words.
  words[0] = (words[0] & ~15) | (at - TAGS);
  return at < SCALARS ? [words[0], 0, 0, 0] : words;
}

function random(): number {
  return Math.floor(Math.random() * 2 ** 32) | 0;
}
