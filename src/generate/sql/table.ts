import type { Column, Table } from '../../model/tables.ts';
import { columnLine } from './columns.ts';
import { identifier, identifiers, literal } from './text.ts';

/** A table with its keys, and what its columns mean. `day`: the pattern of the domain of dates. The rows of a list go with those that they belong to. */
export function tableLines(table: Table, day: string | undefined): string[] {
  const name = identifier(table.name);
  const lines = [...table.columns.map((column) => columnLine(column, day)), ...constraints(table).map((line) => `  ${line}`)];
  return [
    ...[`CREATE TABLE ${name} (`, lines.join(',\n'), ');'],
    `COMMENT ON TABLE ${name} IS ${literal(said(table))};`,
    ...table.columns.map((column) => `COMMENT ON COLUMN ${name}.${identifier(column.name)} IS ${literal(meaning(column))};`),
    '',
  ];
}

function constraints({ primaryKey, parent, unique, columns }: Table): string[] {
  return [
    `PRIMARY KEY (${identifiers(primaryKey)})`,
    ...(parent
      ? [
          `FOREIGN KEY (${identifiers(parent.columns)}) REFERENCES ${identifier(parent.table)} (${identifiers(parent.references)}) ON DELETE CASCADE`,
        ]
      : []),
    ...(unique ? [`UNIQUE ${withNulls(columns, unique) ? 'NULLS NOT DISTINCT ' : ''}(${identifiers(unique)})`] : []),
  ];
}

/** Two items that both lack a value are equal in it; for SQL two absent values differ, unless it is told. */
const withNulls = (columns: readonly Column[], unique: readonly string[]): boolean =>
  columns.some(({ name, required }) => unique.includes(name) && !required);

const said = ({ title, description }: Pick<Column, 'title' | 'description'>): string =>
  [title.fr, description.fr.trim()].filter((text) => text !== '').join('. ');

function meaning(column: Column): string {
  const unit = column.role === 'value' ? column.field?.unit?.fr : undefined;
  return unit === undefined ? said(column) : `${said(column)} Unité : ${unit}.`;
}
