/** Columns whose dates are written month first, as in the United States: what one date shows makes the others doubtful. */
import type { Finding } from '../../finding.ts';
import { RECORD_KINDS } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import type { Column, Header } from './header.ts';
import { type Row, shownText, type Spot } from './types.ts';

type Seen = { row: Row; column: Column; value: string };

/** Dates of a sheet, by rank of their column. */
export class DateColumns {
  readonly #columns: readonly Column[];
  /** The first date of a column that has its month first. */
  readonly #monthFirst = new Map<number, Seen>();
  /** How many dates of a column can be read both ways. */
  readonly #doubtful = new Map<number, number>();

  constructor({ columns }: Header) {
    this.#columns = columns.filter(({ places }) => RECORD_KINDS.some((kind) => places[kind]?.leaf.isDate === true));
  }

  see(row: Row): void {
    for (const column of this.#columns) {
      const { rank } = column;
      const value = shownText(row.cells.get(rank)).trim();
      const order = orderOf(value);
      if (order === 'month-first' && !this.#monthFirst.has(rank)) this.#monthFirst.set(rank, { row, column, value });
      if (order === 'both') this.#doubtful.set(rank, (this.#doubtful.get(rank) ?? 0) + 1);
    }
  }

  *findings(spot: Spot): Generator<Finding> {
    for (const [rank, { row, column, value }] of this.#monthFirst) {
      const position = spot(row, rank, column.name);
      const params = { column: column.name, value, doubtful: this.#doubtful.get(rank) ?? 0 };
      yield findingOf('table.month-first', '', params, { position });
    }
  }
}

/** How a date between slashes can be read; undefined for what is none, or has its day first for certain. */
function orderOf(text: string): 'month-first' | 'both' | undefined {
  const [, first, second] = /^([0-9]{1,2})\/([0-9]{1,2})\/[0-9]{4}$/.exec(text) ?? [];
  if (first === undefined || Number(first) > 12) return undefined;
  return Number(second) > 12 && Number(second) <= 31 ? 'month-first' : 'both';
}
