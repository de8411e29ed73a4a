/** Contracts and values that were read of what a spreadsheet does not show: they are published with the others, so that each sheet says so once. */
import type { Finding } from '../../finding.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { columnLetters } from '../../model/cell-text.ts';
import type { Hidden } from '../sheet/hidden.ts';
import type { Header } from './header.ts';
import { type Row, shownText, type Spot } from './types.ts';

/** Gathers what was read of the hidden parts of one sheet. */
export class Unseen {
  readonly #hidden: Hidden | undefined;
  #contracts = 0;
  #rows = 0;
  /** The first of the contracts, and the first of those in hidden rows. */
  #first: Row | undefined;
  #firstRow: Row | undefined;
  readonly #ranges: { from: number; to: number }[] = [];
  /** The header of the last row, the hidden columns below it in which no value was seen so far, and the titles of those with values, by rank. */
  #header: Header | undefined;
  #empty: number[] = [];
  readonly #titles = new Map<number, string>();

  constructor(hidden: Hidden | undefined) {
    this.#hidden = hidden;
  }

  /** Takes note of a row that was read as a contract, below this header. */
  see(row: Row, header: Header): void {
    const hidden = this.#hidden;
    if (!hidden) return;
    this.#contracts++;
    this.#first ??= row;
    if (row.hidden) this.#hiddenRow(row);
    if (header !== this.#header) {
      this.#header = header;
      // Columns stand before the rows of their sheet.
      this.#empty = hidden.columnsAmong(header.columns.map(({ rank }) => rank).sort((a, b) => a - b));
    }
    this.#empty = this.#empty.filter((rank) => {
      const isEmpty = shownText(row.cells.get(rank)).trim() === '';
      if (!isEmpty && !this.#titles.has(rank)) this.#titles.set(rank, header.names.get(rank) ?? '');
      return isEmpty;
    });
  }

  #hiddenRow(row: Row): void {
    this.#rows++;
    this.#firstRow ??= row;
    const last = this.#ranges.at(-1);
    if (last?.to === row.number - 1) last.to = row.number;
    else if (this.#ranges.length <= MOST_NAMED) this.#ranges.push({ from: row.number, to: row.number });
  }

  /** Once all rows were read. Of a hidden sheet nothing is seen: its rows and columns are not told besides. */
  *findings(sheet: string | undefined, spot: Spot): Generator<Finding> {
    const [hidden, first, contracts] = [this.#hidden, this.#first, this.#contracts];
    if (!hidden || !first) return;
    if (hidden.isSheet) {
      yield findingOf('table.hidden-sheet', '', { sheet: sheet ?? '', contracts }, { position: spot(first) });
      return;
    }
    const named = sheet !== undefined && { sheet };
    if (this.#firstRow) {
      const rows = this.#ranges.slice(0, MOST_NAMED).map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
      const more = this.#ranges.length > MOST_NAMED;
      const params = { ...named, hidden: this.#rows, contracts, rows, more, filtered: hidden.filtered };
      yield findingOf('table.hidden-rows', '', params, { position: spot(this.#firstRow) });
    }
    const titles = [...this.#titles].sort(([a], [b]) => a - b);
    const [leftmost] = titles;
    if (!leftmost) return;
    const columns = titles.map(([rank, title]) => `${columnLetters(rank)} (${title})`);
    const params = { ...named, columns: columns.slice(0, MOST_NAMED), count: columns.length, more: columns.length > MOST_NAMED };
    yield findingOf('table.hidden-columns', '', params, { position: spot(first, ...leftmost) });
  }
}

/** Rows and columns named at the most. */
const MOST_NAMED = 10;
