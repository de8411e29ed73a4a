/** The sheets of a workbook to write. Every cell is text: a SIRET keeps its leading zeros, and no cell is a formula. */

/** Styles of a cell; `text` is the default, also of the empty cells of a column. */
export type Look = 'text' | 'header' | 'required-header' | 'help' | 'title' | 'prose';

export type Cell = string | { text: string; look: Look } | undefined;

/** A drop-down list: `formula` is a range (`Listes!$A$2:$A$9`) or a quoted list (`"oui,non"`); rows and column are counted from 1. */
export type DropDown = { column: number; from: number; to: number; formula: string };

export type Sheet = {
  name: string;
  rows: Iterable<readonly Cell[]>;
  /** Widths of the columns, in characters. */
  widths?: readonly number[];
  /** Number of rows that stay visible when scrolling. */
  frozen?: number;
  hidden?: boolean;
  dropDowns?: readonly DropDown[];
};
