/** Places in the tables of a package. */
import type { Position } from '../../finding.ts';
import { columnLetters } from '../../model/spreadsheet.ts';

/** Where a row stands; `offset` orders the rows of all files. */
export type RowPlace = { row: number; line: number; offset: number };

export const rowPosition = (sheet: string, { row, line, offset }: RowPlace): Position => ({
  offset,
  line,
  column: 1,
  cell: { sheet, row },
});

/** `column` counts from 0. */
export const cellPosition = (sheet: string, { row, line, offset }: RowPlace, column: number, name: string): Position => ({
  offset: offset + column,
  line,
  column: column + 1,
  cell: { sheet, row, column: columnLetters(column), name },
});
