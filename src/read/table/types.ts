import type { Position } from '../../finding.ts';
import { columnLetters, SHEET_LIMITS } from '../../model/cell-text.ts';
import type { Hidden } from '../sheet/hidden.ts';

/** What every reader of tables makes of its file: sheets of rows of cells. */

/**
 * A cell: its text, or what a workbook holds that is no text. `raw` is the number as the file writes it; `day` the date that its format makes
 * of it. `formula`: the value was computed. A cell without a value (a formula never computed) has neither.
 */
export type Cell =
  | string
  | { type: 'number'; raw: string; day?: string; formula?: boolean }
  | { type: 'boolean'; value: boolean; formula?: boolean }
  | { type: 'text' | 'error'; text: string; formula?: boolean }
  | { type: 'none'; formula: true };

/**
 * `number` is the row that spreadsheets show, `line` the line of the file; both from 1. Cells by rank of the column from 0, without the empty ones.
 * `merges`: cells of the row that are merged with those below them; these have the same value. `hidden`: a spreadsheet does not show the row.
 */
export type Row = {
  number: number;
  line: number;
  cells: ReadonlyMap<number, Cell>;
  merges?: readonly Merge[];
  hidden?: true;
};

/** Cells of one column merged over several rows: the rank of the column, the last row, the value. */
export type Merge = { rank: number; last: number; cell: Cell };

/** `hidden`: what a spreadsheet does not show of the sheet, known once its rows have been read. */
export type SheetRows = { name?: string; rows: Iterable<Row>; hidden?: Hidden };

/** The text that a person sees in a cell, nearly. */
export function shownText(cell: Cell | undefined): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (cell.type === 'number') return cell.day ?? cell.raw;
  if (cell.type === 'boolean') return cell.value ? 'oui' : 'non';
  return cell.type === 'none' ? '' : cell.text;
}

export const isBlank = ({ cells }: Row): boolean =>
  [...cells.values()].every((cell) => typeof cell === 'string' && cell.trim() === '');

/** The position of a cell, or of a whole row where no rank is given. */
export type Spot = (row: Row, rank?: number, name?: string) => Position;

/** Every finding carries its position: a hostile name of a sheet must not make each of them long. */
const LONGEST_NAME = 100;

/** The name of a sheet or of a column as positions have it. */
export const nameInPosition = (name: string): string => name.slice(0, LONGEST_NAME);

/** Positions in a sheet. `sheetRank` orders the sheets of a workbook. */
export function spotIn(sheet: string | undefined, sheetRank: number): Spot {
  const named = sheet !== undefined && { sheet: nameInPosition(sheet) };
  return ({ number, line }, rank, name) => ({
    offset: (sheetRank * SHEET_LIMITS.rows + number) * SHEET_LIMITS.columns + (rank ?? 0),
    line,
    column: (rank ?? 0) + 1,
    cell: {
      ...named,
      row: number,
      ...(rank !== undefined && { column: columnLetters(rank) }),
      ...(name !== undefined && { name: nameInPosition(name) }),
    },
  });
}
