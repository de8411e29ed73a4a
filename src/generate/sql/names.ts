import type { Table, TableLayout } from '../../model/tables.ts';

// Names of tables and columns found by the fields that they are made of, which keep their identifier from one version to the next.

/** The name of the column of a field, by its `x-field`. Throws an Error where the table has none. */
export function columnOf(table: Table, field: string): string {
  const found = valueColumn(table, field);
  if (!found) throw new Error(`sql: the table ${table.name} has no column of the field ${field}, which the views show`);
  return found.name;
}

const valueColumn = ({ columns }: Table, field: string) =>
  columns.find((column) => column.role === 'value' && column.id === field);

/** The list of a table whose rows have a field. Throws an Error where there is none. */
export function listWith({ tables }: TableLayout, parent: Table, field: string): Table {
  const found = tables.find((table) => table.parent?.table === parent.name && valueColumn(table, field) !== undefined);
  if (!found) throw new Error(`sql: no list of the table ${parent.name} has the field ${field}, which the views show`);
  return found;
}

/** The fields that a table has a column for, in their order. */
export const fieldsOf = ({ columns }: Table): string[] =>
  columns.flatMap((column) => (column.role === 'value' && column.id !== undefined ? [column.id] : []));
