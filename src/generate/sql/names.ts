import type { Table, TableLayout } from '../../model/tables.ts';

// Names of tables and columns found by the fields that they are made of, which keep their identifier from one version to the next.

/** A version has no longer a field that the views or the queries show. */
export class MissingField extends Error {
  readonly field: string;
  constructor(field: string, table: string) {
    super(`sql: the table ${table} has no column of the field ${field}, which the views show`);
    this.field = field;
  }
}

/** The name of the column of a field, by its `x-field`. Throws a MissingField where the table has none. */
export function columnOf(table: Table, field: string): string {
  const found = valueColumn(table, field);
  if (!found) throw new MissingField(field, table.name);
  return found.name;
}

export const hasColumn = (table: Table, field: string): boolean => valueColumn(table, field) !== undefined;

const valueColumn = ({ columns }: Table, field: string) =>
  columns.find((column) => column.role === 'value' && column.id === field);

/** The list of a table whose rows have a field. Throws a MissingField where there is none. */
export function listWith({ tables }: TableLayout, parent: Table, field: string): Table {
  const found = tables.find((table) => table.parent?.table === parent.name && hasColumn(table, field));
  if (!found) throw new MissingField(field, parent.name);
  return found;
}

/** The fields that a table has a column for, in their order. */
export const fieldsOf = ({ columns }: Table): string[] =>
  columns.flatMap((column) => (column.role === 'value' && column.id !== undefined ? [column.id] : []));
