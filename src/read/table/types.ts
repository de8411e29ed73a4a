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

/** `number` is the row that spreadsheets show, `line` the line of the file; both from 1. Cells by rank of the column from 0, without the empty ones. */
export type Row = { number: number; line: number; cells: ReadonlyMap<number, Cell> };

export type SheetRows = { name?: string; rows: Iterable<Row> };

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
