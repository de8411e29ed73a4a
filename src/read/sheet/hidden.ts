/** What a spreadsheet does not show of a sheet, and readers read all the same. */

/** Columns from the rank `first` to the rank `last`, both from 0. */
type Span = { first: number; last: number };

/** Filled in as a sheet is parsed: what it says is whole once its rows have been read. */
export class Hidden {
  /** The sheet itself is not among the tabs that people see. */
  readonly isSheet: boolean;
  /** A filter hides rows of the sheet. */
  filtered = false;
  readonly #columns: Span[] = [];

  constructor(isSheet = false) {
    this.isSheet = isSheet;
  }

  /** Adds columns that are not shown. */
  columns(first: number, last: number): void {
    if (last >= first && this.#columns.length < MOST_SPANS) this.#columns.push({ first, last });
  }

  /** Those of these columns that are not shown. One sweep, however many there are of both; `ranks` are in their order. */
  columnsAmong(ranks: readonly number[]): number[] {
    const spans = this.#columns.toSorted((a, b) => a.first - b.first);
    let next = 0;
    let end = -1;
    return ranks.filter((rank) => {
      for (let span = spans[next]; span && span.first <= rank; span = spans[++next]) end = Math.max(end, span.last);
      return rank <= end;
    });
  }
}

/** A sheet has as many columns at the most. */
const MOST_SPANS = 16_384;
