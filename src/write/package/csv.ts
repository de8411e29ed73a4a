/** Lines of CSV as RFC 4180 has them, in the dialect of the data package. */
import { DIALECT, type Cell } from '../../model/table-cells.ts';
import type { Table } from '../../model/tables.ts';

const { delimiter, lineTerminator, quoteChar } = DIALECT;

/** Blanks at either end are quoted for readers that would trim them. */
const NEEDS_QUOTES = /^$|[",\r\n]|^\s|\s$/;

const quoted = (cell: Cell): string =>
  cell !== undefined && NEEDS_QUOTES.test(cell) ? quoteChar + cell.replaceAll('"', '""') + quoteChar : (cell ?? '');

/** One line with its end. */
export const csvLine = (cells: readonly Cell[]): string => cells.map(quoted).join(delimiter) + lineTerminator;

/** The first line of the file of a table. */
export const headerOf = ({ columns }: Table): string => csvLine(columns.map(({ name }) => name));
