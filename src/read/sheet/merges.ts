/** Cells of a workbook that are merged over several rows: a person sees the value in each of the rows. */
import type { Cell, Merge } from '../table/types.ts';

/** Cells of one column, by its rank from 0, merged from the row `first` to the row `last`. */
export type Span = { first: number; last: number; rank: number };

/** Cells that are filled in from others at the most, in a workbook: to fill in those of a hostile one would take hours. */
const MOST_FILLED = 2_000_000;

/** Counts the cells of a workbook that are filled in from others. */
export class Filling {
  #count = 0;

  /** False where they are more than anyone has. */
  add(count: number): boolean {
    this.#count += count;
    return this.#count <= MOST_FILLED;
  }
}

/** Gives merged cells their value in each row, as the rows come in their order. */
export class Merges {
  /** The spans not begun, in the order of their first rows. */
  readonly #spans: Span[];
  #at = 0;
  /** One for each column: merges that overlap are none. */
  readonly #open = new Map<number, Merge>();

  constructor(spans: readonly Span[] = []) {
    this.#spans = spans.toSorted((a, b) => a.first - b.first);
  }

  /** Adds a span of the row at hand. */
  add(span: Span): void {
    this.#spans.push(span);
  }

  /** Fills the cells of a row that are merged with one above; returns those that are merged with cells below. A row without any cell of its own is left as it is. */
  fill(number: number, cells: Map<number, Cell>): readonly Merge[] {
    for (const [rank, { last, cell }] of this.#open)
      if (last < number) this.#open.delete(rank);
      else if (!cells.has(rank)) cells.set(rank, cell);
    const begun: Merge[] = [];
    for (let span = this.#spans[this.#at]; span && span.first <= number; span = this.#spans[++this.#at]) {
      const { rank, first, last } = span;
      const cell = cells.get(rank);
      if (first !== number || cell === undefined || this.#open.has(rank)) continue;
      const merge = { rank, last, cell };
      this.#open.set(rank, merge);
      begun.push(merge);
    }
    return begun;
  }

  /** Whether cells of a row below are to be filled. */
  get isOpen(): boolean {
    return this.#open.size > 0;
  }
}
