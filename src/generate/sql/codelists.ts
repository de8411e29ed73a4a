import { snake } from '../../model/table-names.ts';
import { CODE_COLUMNS } from '../../model/codelists.ts';
import type { Code, Model } from '../../model/types.ts';
import { identifier, literal } from './text.ts';

/** The table of a codelist, which gives the codes their labels. */
export const codesTable = (list: string): string => `codes_${snake(list)}`;

/** A table a codelist, filled with its codes. */
export const codelistTables = ({ codelists }: Model, names: readonly string[]): string[] =>
  names.flatMap((name) => oneTable(name, codelists[name] ?? []));

function oneTable(name: string, codes: readonly Code[]): string[] {
  const table = identifier(codesTable(name));
  const columns = CODE_COLUMNS.map((column) => `  ${column} text ${column === 'code' ? 'PRIMARY KEY' : 'NOT NULL'}`);
  const rows = codes.map((code) => `  (${CODE_COLUMNS.map((column) => literal(code[column])).join(', ')})`);
  return [
    ...[`CREATE TABLE ${table} (`, columns.join(',\n'), ');'],
    `COMMENT ON TABLE ${table} IS ${literal(`Codes de la liste ${name}.`)};`,
    ...(rows.length === 0 ? [] : [`INSERT INTO ${table} (${CODE_COLUMNS.join(', ')}) VALUES`, `${rows.join(',\n')};`]),
    '',
  ];
}
