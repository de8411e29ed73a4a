/** Records as rows of the tables, and rows as SQL: the plainest way, for the tests of the DDL. */
import type { Part, Table, TableLayout } from '../../src/model/tables.ts';

export type Cell = string | number | boolean | null;
export type Rows = Map<Table, Cell[][]>;

type File = { marches?: Record<string, unknown> };

/** The rows of a file. A value that has no place in a cell (an object where a text is wanted) is left out, as a loader would have to. */
export function rowsOf({ tables, records }: TableLayout, file: unknown): Rows {
  const rows: Rows = new Map(tables.map((table) => [table, []]));
  const lists = (file as File).marches ?? {};
  for (const [kind, table] of Object.entries(records))
    for (const [i, record] of listOf(lists[kind]).entries()) addRow(rows, table, [i + 1], record);
  return rows;
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);

function addRow(rows: Rows, table: Table, key: number[], value: unknown): void {
  const row: Cell[] = table.columns.map((_, i) => key[i] ?? null);
  rows.get(table)?.push(row);
  place(rows, table.content, value, row, key);
}

function place(rows: Rows, part: Part, value: unknown, row: Cell[], key: number[]): void {
  if (part.kind === 'leaf') row[part.column] = typeof value === 'object' || value === undefined ? null : (value as Cell);
  else if (part.kind === 'object') {
    for (const { name, part: inner } of part.members) place(rows, inner, own(value, name), row, key);
  } else {
    const { table, envelope, count } = part;
    const items = listOf(value);
    if (count !== undefined) row[count] = Array.isArray(value) ? items.length : null;
    for (const [i, item] of items.entries())
      addRow(rows, table, [...key, i + 1], envelope === undefined ? item : own(item, envelope));
  }
}

const own = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;

/** Statements that insert the rows, and look at what is looked at when a transaction ends. Values stand as texts: the columns type them. */
export const inserts = (rows: Rows): string =>
  [...[...rows].flatMap(([table, all]) => insert(table, all)), 'SET CONSTRAINTS ALL IMMEDIATE;'].join('\n');

const insert = ({ name, columns }: Table, rows: Cell[][]): string[] =>
  rows.length === 0
    ? []
    : [
        `INSERT INTO ${name} (${columns.map((column) => column.name).join(', ')}) VALUES`,
        `${rows.map((row) => `(${row.map(quoted).join(', ')})`).join(',\n')};`,
      ];

const quoted = (cell: Cell): string => (cell === null ? 'NULL' : `'${String(cell).replaceAll("'", "''")}'`);
