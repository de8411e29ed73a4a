import type { Leaf } from './tree.ts';

// The text of values in the cells of a data package, shared by its writer and its reader. Exact, and as the COPY of PostgreSQL reads CSV.

/** Undefined for no value (nothing between two commas); the empty text is written `""`. */
export type Cell = string | undefined;

/** How the CSV files of a data package are written, in the terms of CSV Dialect. */
export const DIALECT = {
  delimiter: ',',
  lineTerminator: '\r\n',
  quoteChar: '"',
  doubleQuote: true,
  skipInitialSpace: false,
  header: true,
} as const;

export const DESCRIPTOR = 'datapackage.json';

const NUMBER = /^[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?$/;

/** The value of a cell, by the type of its field. A text that is not of this type is kept, so that the schema refuses it. */
export function valueOfCell({ type }: Leaf, text: string): string | number | boolean {
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return NUMBER.test(text) ? Number(text) : text;
}

/** The cell of a value; undefined where it would not read back as the same value. */
export function cellOfValue(leaf: Leaf, value: unknown): Cell {
  if (typeof value === 'string') return valueOfCell(leaf, value) === value ? value : undefined;
  if (typeof value === 'boolean') return leaf.type === 'boolean' ? String(value) : undefined;
  const numeric = leaf.type === 'number' || leaf.type === 'integer';
  return typeof value === 'number' && numeric ? numberText(value, leaf.type === 'integer') : undefined;
}

/** The cell of a value of any type, for readers who can tell what was meant; undefined where it has none. */
export function anyCell(value: unknown): Cell {
  if (typeof value === 'number') return numberText(value, false);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}

/** The shortest text of a number. Integers are written without exponent, which Table Schema does not allow in them. */
function numberText(value: number, whole: boolean): string {
  if (Object.is(value, -0)) return '-0';
  // A number such as 1e400 in JSON is read as infinite, and this text reads back as infinite.
  if (!Number.isFinite(value)) return value > 0 ? '1e400' : '-1e400';
  return whole && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
