/** Cells of a workbook that are merged over several rows: a person sees the value in each of the rows. */
import type { Cell, Merge } from '../table/types.ts';

/** Cells of one column, by its rank from 0, merged from the row `first` to the row `last`. */
export type Span = { first: number; last: number; rank: number };

/** Cells that are filled in from others at the most, in a sheet: to fill in those of a hostile workbook would take hours. */
export const MOST_FILLED = 2_000_000;

/** Gives merged cells their value in each row, as the rows come in their order. */
export class Merges {
  /** The spans not begun, in the order of their first rows. */
  readonly #spans: Span[];
  #at = 0;
  #open: Merge[] = [];

  constructor(spans: readonly Span[] = []) {
    this.#spans = spans.toSorted((a, b) => a.first - b.first);
  }

  /** Adds a span of the row at hand. */
  add(span: Span): void {
    this.#spans.push(span);
  }

  /** Fills the cells of a row that are merged with one above; returns those that are merged with cells below. A row without any cell of its own is left as it is. */
  fill(number: number, cells: Map<number, Cell>): readonly Merge[] {
    this.#open = this.#open.filter(({ last }) => last >= number);
    for (const { rank, cell } of this.#open) if (!cells.has(rank)) cells.set(rank, cell);
    const begun: Merge[] = [];
    for (let span = this.#spans[this.#at]; span && span.first <= number; span = this.#spans[++this.#at]) {
      const cell = cells.get(span.rank);
      if (span.first === number && cell !== undefined) begun.push({ rank: span.rank, last: span.last, cell });
    }
    this.#open.push(...begun);
    return begun;
  }
}
