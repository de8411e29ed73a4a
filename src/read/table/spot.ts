import type { Position } from '../../finding.ts';
import { columnLetters, SHEET_LIMITS } from '../../model/spreadsheet.ts';
import type { Row } from './types.ts';

/** The position of a cell, or of a whole row where no rank is given. */
export type Spot = (row: Row, rank?: number, name?: string) => Position;

/** A position is said as often as there are findings: a hostile name must not make each of them long. */
const LONGEST_NAME = 100;

/** Positions in a sheet. `sheetRank` orders the sheets of a workbook. */
export function spotIn(sheet: string | undefined, sheetRank: number): Spot {
  const named = sheet !== undefined && { sheet: sheet.slice(0, LONGEST_NAME) };
  return ({ number, line }, rank, name) => ({
    offset: (sheetRank * SHEET_LIMITS.rows + number) * SHEET_LIMITS.columns + (rank ?? 0),
    line,
    column: (rank ?? 0) + 1,
    cell: {
      ...named,
      row: number,
      ...(rank !== undefined && { column: columnLetters(rank) }),
      ...(name !== undefined && { name: name.slice(0, LONGEST_NAME) }),
    },
  });
}
