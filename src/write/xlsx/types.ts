/** A workbook to write. Every cell is text: a SIRET keeps its zeros, and nothing is a formula. */

/** Looks of a cell; `text` is the plain one, and that of the empty cells of a column. */
export type Look = 'text' | 'header' | 'required-header' | 'help' | 'title' | 'prose';

export type Cell = string | { text: string; look: Look } | undefined;

/** A drop-down list: `formula` is a range (`Listes!$A$2:$A$9`) or a quoted list (`"oui,non"`); rows and column are counted from 1. */
export type DropDown = { column: number; from: number; to: number; formula: string };

export type Sheet = {
  name: string;
  rows: Iterable<readonly Cell[]>;
  /** In characters, a column each. */
  widths?: readonly number[];
  /** Rows that stay in sight. */
  frozen?: number;
  hidden?: boolean;
  dropDowns?: readonly DropDown[];
};
