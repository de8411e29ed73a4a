import type { Leaf } from './tree.ts';

// How values stand as text in the cells of the data package, for those who write it and read it: exact, and as PostgreSQL copies CSV.

/** Nothing between two commas is no value; the empty text stands between quotes. */
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

/** The value that a cell stands for, by the schema. Text that is no value of its type stays text: the schema then refuses it. */
export function valueOfCell({ type }: Leaf, text: string): string | number | boolean {
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text;
  return NUMBER.test(text) ? Number(text) : text;
}

/** The cell of a value, undefined where the cell would read back as something else. */
export function cellOfValue(leaf: Leaf, value: unknown): Cell {
  if (typeof value === 'string') return valueOfCell(leaf, value) === value ? value : undefined;
  if (typeof value === 'boolean') return leaf.type === 'boolean' ? String(value) : undefined;
  const numeric = leaf.type === 'number' || leaf.type === 'integer';
  return typeof value === 'number' && numeric ? numberText(value, leaf.type === 'integer') : undefined;
}

/** The shortest text of a number; whole numbers have all their digits where Table Schema knows no exponent. */
function numberText(value: number, whole: boolean): string {
  if (Object.is(value, -0)) return '-0';
  // What JSON writes as 1e400 is read as infinite: written so again, it is so again.
  if (!Number.isFinite(value)) return value > 0 ? '1e400' : '-1e400';
  return whole && Number.isInteger(value) ? BigInt(value).toString() : String(value);
}
