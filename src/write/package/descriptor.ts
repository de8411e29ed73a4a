/**
 * `datapackage.json`: the tables of a version in the terms of Data Package 1 (profile tabular-data-package, Table Schema, CSV Dialect).
 * Properties that begin with `x-` are our own; `x-decp` is what a file says beside its records.
 */
import { DIALECT } from '../../model/table-cells.ts';
import type { Column, Table, TableLayout } from '../../model/tables.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { constraintsOf, typeOf } from './constraints.ts';
import type { Root } from './root.ts';

const TITLE: Texts = {
  fr: 'Données essentielles de la commande publique',
  en: 'Essential data of public procurement',
};

const DESCRIPTION = `Les marchés et les contrats de concession d'un fichier, en tables reliées par leurs clés. Une case vide est une valeur absente ; un texte vide s'écrit entre guillemets ("").`;

/** The file of a table, beside the descriptor. */
export const pathOf = ({ name }: Table): string => `${name}.csv`;

/** The descriptor of a package that holds a file with this root, or (without) that waits for records. */
export function descriptorText(layout: TableLayout, root?: Root): string {
  const { version, tables } = layout;
  const said = root && { ...(root.version !== undefined && { version: root.version }), listes: root.lists };
  const descriptor = {
    profile: 'tabular-data-package',
    name: `decp-${version}`,
    ...titles(TITLE),
    description: DESCRIPTION,
    'x-decp': { schema: version, ...said },
    resources: tables.map(resource),
  };
  return `${JSON.stringify(descriptor, null, 2)}\n`;
}

const titles = ({ fr, en }: Texts): object => (fr === '' ? {} : { title: fr, 'x-title-en': en });

const resource = (table: Table): object => ({
  profile: 'tabular-data-resource',
  name: table.name,
  path: pathOf(table),
  ...titles(table.title),
  ...(table.description.fr !== '' && { description: table.description.fr }),
  format: 'csv',
  mediatype: 'text/csv',
  encoding: 'utf-8',
  dialect: DIALECT,
  'x-pointer': table.pointer,
  schema: tableSchema(table),
});

function tableSchema({ columns, primaryKey, parent, unique }: Table): object {
  const emptyTexts = columns.some(mayBeEmpty);
  const nothingMissing = emptyTexts && columns.every(({ required }) => required);
  return {
    fields: columns.map((column) => field(column, primaryKey.length === 1, emptyTexts && !nothingMissing)),
    primaryKey,
    ...(parent && {
      foreignKeys: [{ fields: parent.columns, reference: { resource: parent.table, fields: parent.references } }],
    }),
    ...(unique && { 'x-unique': unique }),
    missingValues: nothingMissing ? [] : [''],
  };
}

/** `alone`: a key column is the whole key; `lenient`: an empty text would be taken for no value. */
function field(column: Column, alone: boolean, lenient: boolean): object {
  const { name, title, description, pointer } = column;
  const type = typeOf(column);
  const { required, ...constraints } = constraintsOf(column, alone);
  const always = required === true && !(lenient && mayBeEmpty(column));
  return {
    name,
    type,
    format: 'default',
    ...titles(title),
    ...(description.fr !== '' && { description: description.fr }),
    constraints: { ...(always && { required }), ...constraints },
    ...(type === 'boolean' && { trueValues: ['true'], falseValues: ['false'] }),
    ...(column.role === 'value' && { ...(column.id !== undefined && { 'x-field': column.id }), 'x-pointer': pointer }),
    ...(column.role === 'value' && column.leaf.codelist !== undefined && { 'x-codelist': column.leaf.codelist }),
  };
}

/**
 * Programs that do not tell `""` from nothing would take an empty text for no value: where every value of a table is required,
 * the package says that no value is missing. Elsewhere such a column is not said to be required.
 */
function mayBeEmpty(column: Column): boolean {
  if (column.role !== 'value' || column.leaf.type !== 'string') return false;
  const { pattern, minLength = 0, enum: codes } = column.leaf.schema;
  if (codes) return codes.includes('');
  return minLength === 0 && (pattern === undefined || new RegExp(pattern, 'u').test(''));
}
