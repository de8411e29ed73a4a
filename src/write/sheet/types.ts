/** The sheets of a workbook to write. Every cell is text: a SIRET keeps its leading zeros, and no cell is a formula. */

/** Styles of a cell; `text` is the default, also of the empty cells of a column. */
export type Look = 'text' | 'header' | 'required-header' | 'names' | 'help' | 'example' | 'title' | 'prose';

export type Cell = string | { text: string; look: Look } | undefined;

/** A drop-down list: `formula` is a range (`Listes!$A$2:$A$9`) or a quoted list (`"oui,non"`); rows and column are counted from 1. */
export type DropDown = { column: number; from: number; to: number; formula: string };

/**
 * How a sheet is printed: as wide as one page. `paper`: its size in millimetres, wide or high. `header`: how many rows are repeated on each page.
 * `headings`: with the numbers of the rows and the letters of the columns, by which findings name a cell.
 */
export type Print = { paper: 'A4' | 'A3'; landscape: boolean; header?: number; headings?: boolean };

/** Millimetres of paper, the shorter side first. */
export const PAPERS: Record<Print['paper'], readonly [number, number]> = { A4: [210, 297], A3: [297, 420] };

/** Millimetres around what is printed. */
export const MARGIN = 10;

export type Sheet = {
  name: string;
  rows: Iterable<readonly Cell[]>;
  /** Widths of the columns, in characters. */
  widths?: readonly number[];
  /** How many rows and columns stay visible when scrolling. */
  frozen?: { rows: number; columns?: number };
  print?: Print;
  hidden?: boolean;
  dropDowns?: readonly DropDown[];
};
