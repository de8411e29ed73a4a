/** CSV as French spreadsheets open it: UTF-8 with a mark at the start, semicolons, CRLF, and quotes as RFC 4180 says. */
import { guarded } from '../../model/cell-text.ts';
import type { FilledCell, RowKeeper } from './rows.ts';

const DELIMITER = ';';
const END = '\r\n';
const MARK = '\ufeff';

/** Commas, tabs, and blanks at an end are quoted too, since some readers take them for something else. */
const NEEDS_QUOTES = /[;"\r\n\t,]/;
const BLANK = /\s/;

/** Only looks at the ends: an expression with `\s$` tries it at each character of millions of cells. */
const isBlankAt = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return !(code > 0x20 && code < 0x7f) && BLANK.test(text.charAt(at));
};

function cellText(text: string): string {
  const safe = guarded(text);
  return NEEDS_QUOTES.test(safe) || isBlankAt(safe, 0) || isBlankAt(safe, safe.length - 1)
    ? `"${safe.replaceAll('"', '""')}"`
    : safe;
}

/** The text of a file with these rows. */
export const csvText = (rows: readonly (readonly string[])[]): string => MARK + rows.map(csvRow).join('');

/** The text of one more row. */
const csvRow = (row: readonly string[]): string => row.map(cellText).join(DELIMITER) + END;

/** The text of one more row with these cells, in the order of their columns, counted from 0: most of the columns of a table of contracts are empty. */
export function csvLine(cells: readonly FilledCell[], columns: number): string {
  let line = '';
  let at = 0;
  for (const [column, text] of cells) {
    line += DELIMITER.repeat(column - at) + cellText(text);
    at = column;
  }
  return line + DELIMITER.repeat(Math.max(0, columns - 1 - at)) + END;
}

/**
 * The table of all rows that were kept: its first line, with the mark of the file, and what turns a kept line into one of the file.
 * @throws InputError `table.too-many-columns`
 */
export function csvOf(keeper: RowKeeper): { head: string; line: (kept: string) => string } {
  const { columns, cellsOf } = keeper.layout(keeper.kinds());
  return {
    head: csvText([columns]),
    line(kept) {
      const row = cellsOf(kept);
      return row ? csvLine(row.cells, columns.length) : '';
    },
  };
}
