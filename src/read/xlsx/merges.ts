/** Cells of a sheet that are merged over several rows (ECMA-376, 18.3.1.55): a person sees the value in each of the rows. */
import { columnRank } from '../../model/cell-text.ts';
import type { Cell, Merge } from '../table/types.ts';

export type Span = { first: number; last: number; rank: number };

/** The cells that an attribute `ref` such as `B5:C8` merges over several rows; undefined for those of one row. */
export function spanOf(ref: string): Span | undefined {
  const [, column = '', first = '', last = ''] = /^([A-Z]{1,3})([1-9][0-9]{0,6}):[A-Z]{1,3}([1-9][0-9]{0,6})$/.exec(ref) ?? [];
  const rank = columnRank(column);
  return rank !== undefined && Number(last) > Number(first) ? { rank, first: Number(first), last: Number(last) } : undefined;
}

/** Gives merged cells their value in each row, as the rows come in their order. */
export class Merges {
  readonly #spans: readonly Span[];
  #at = 0;
  #open: Merge[] = [];

  constructor(spans: readonly Span[]) {
    this.#spans = spans.toSorted((a, b) => a.first - b.first);
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
