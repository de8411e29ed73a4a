/**
 * `datapackage.json`: the tables of a version in the terms of Data Package 1 (profile tabular-data-package, Table Schema, CSV Dialect).
 * Properties that begin with `x-` are our own; `x-decp` is what a file says beside its records.
 */
import { DIALECT, type Cell } from '../../model/table-cells.ts';
import type { Column, Table, TableLayout } from '../../model/tables.ts';
import { PACKAGE_DESCRIPTOR } from '../../messages/compiled/package-descriptor.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import type { Schema } from '../../model/types.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { valueAt } from '../../../packages/base/src/pointer.ts';

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
    ...titles(textsOf(PACKAGE_DESCRIPTOR, (say) => say.title())),
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

/** Constraints of Table Schema, where they say exactly what the schema says. */
type Constraints = Record<string, unknown>;

const COPIED = ['enum', 'minimum', 'maximum', 'minLength', 'maxLength'] as const;

/** `alone`: the column is the whole key of its table. */
function constraintsOf(column: Column, alone: boolean): Constraints {
  if (column.role === 'key') return { required: true, ...(alone && { unique: true }), minimum: 1 };
  if (column.role === 'count') return { minimum: 0 };
  const { schema } = column.leaf;
  const copied = Object.fromEntries(COPIED.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])));
  const pattern = typeOf(column) === 'string' ? wholePattern(schema) : undefined;
  return { ...(column.required && { required: true }), ...copied, ...(pattern !== undefined && { pattern }) };
}

/** Dates that are exact by their pattern are dates of Table Schema too; those of versions before ours are texts. */
function typeOf(column: Column): string {
  if (column.role !== 'value') return 'integer';
  return column.leaf.schema.format === 'date' ? 'date' : column.leaf.type;
}

/** What is not the same in the expressions of JSON Schema and of XML Schema, which Table Schema uses. */
const DIFFERS = /\\[bBdDwWsSpP]|\(\?|[$^]/;

/**
 * A pattern of Table Schema holds for the whole text and knows no anchors; one of JSON Schema is searched for.
 * Undefined where they cannot say the same.
 */
function wholePattern({ pattern }: Schema): string | undefined {
  if (pattern === undefined) return undefined;
  const anchored = /^\^(.*)\$$/s.exec(pattern)?.[1];
  const body = anchored ?? pattern;
  // `[^` is the one place where a circumflex is no anchor.
  if (DIFFERS.test(body.replaceAll('[^', '['))) return undefined;
  if (anchored !== undefined) return alternatives(body) ? undefined : body;
  return `[\\s\\S]*(${body})[\\s\\S]*`;
}

/** Whether a `|` stands outside of all brackets, where the anchors do not hold for both sides. */
function alternatives(body: string): boolean {
  let rest = body.replace(/\\.|\[[^\]]*\]/gs, '');
  let before: string;
  do {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, '');
  } while (rest !== before);
  return rest.includes('|');
}

// What a file says beside its records: it stands in a property of our own in the descriptor of the package.

/** `version` as the file says it, any JSON value; `lists` are those that are there, empty ones too. */
type Root = { version?: unknown; lists: RecordKind[] };

/** The root of a parsed file, or of what is left of it without its records. What else is around them is lost (`lostAround`). */
export function rootOf(file: unknown): Root {
  const version = valueAt(file, '/version');
  return {
    ...(version !== undefined && { version }),
    lists: RECORD_KINDS.filter((kind) => Array.isArray(valueAt(file, `/marches/${kind}`))),
  };
}

/** Lines of CSV as RFC 4180 has them, in the dialect of the data package. */
const { delimiter, lineTerminator, quoteChar } = DIALECT;

/** Blanks at either end are quoted for readers that would trim them. */
const NEEDS_QUOTES = /^$|[",\r\n]|^\s|\s$/;

const quoted = (cell: Cell): string =>
  cell !== undefined && NEEDS_QUOTES.test(cell) ? quoteChar + cell.replaceAll('"', '""') + quoteChar : (cell ?? '');

/** One line with its end. */
export const csvLine = (cells: readonly Cell[]): string => cells.map(quoted).join(delimiter) + lineTerminator;

/** The first line of the file of a table. */
export const headerOf = ({ columns }: Table): string => csvLine(columns.map(({ name }) => name));
