/**
 * `datapackage.json`: the tables of a version in the terms of Data Package 1 (profile tabular-data-package, Table Schema, CSV Dialect).
 * Properties that begin with `x-` are our own; `x-decp` holds what the file has besides its records.
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

/** The file name of a table. */
export const pathOf = ({ name }: Table): string => `${name}.csv`;

/** The descriptor of a package that holds a file with this root, or of an empty package where `root` is undefined. */
export function descriptorText(layout: TableLayout, root?: Root): string {
  const { version, tables } = layout;
  const ownRoot = root && { ...(root.version !== undefined && { version: root.version }), listes: root.lists };
  const descriptor = {
    profile: 'tabular-data-package',
    name: `decp-${version}`,
    ...titles(textsOf(PACKAGE_DESCRIPTOR, (say) => say.title())),
    description: DESCRIPTION,
    'x-decp': { schema: version, ...ownRoot },
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

/** `isWholeKey`: the primary key of the table has one column; `lenient`: an empty text would be read as a missing value. */
function field(column: Column, isWholeKey: boolean, lenient: boolean): object {
  const { name, title, description, pointer } = column;
  const type = typeOf(column);
  const { required, ...constraints } = constraintsOf(column, isWholeKey);
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
 * Whether a column accepts an empty text. Programs that do not distinguish `""` from an empty cell would read it as missing. So where every
 * column of the table is required, `missingValues` is empty; elsewhere such a column is not declared as required.
 */
function mayBeEmpty(column: Column): boolean {
  if (column.role !== 'value' || column.leaf.type !== 'string') return false;
  const { pattern, minLength = 0, enum: codes } = column.leaf.schema;
  if (codes) return codes.includes('');
  return minLength === 0 && (pattern === undefined || new RegExp(pattern, 'u').test(''));
}

/** Constraints of Table Schema. Only those equivalent to the keywords of the schema are written. */
type Constraints = Record<string, unknown>;

const COPIED = ['enum', 'minimum', 'maximum', 'minLength', 'maxLength'] as const;

function constraintsOf(column: Column, isWholeKey: boolean): Constraints {
  if (column.role === 'key') return { required: true, ...(isWholeKey && { unique: true }), minimum: 1 };
  if (column.role === 'count') return { minimum: 0 };
  const { schema } = column.leaf;
  const copied = Object.fromEntries(COPIED.flatMap((name) => (schema[name] === undefined ? [] : [[name, schema[name]]])));
  const pattern = typeOf(column) === 'string' ? wholePattern(schema) : undefined;
  return { ...(column.required && { required: true }), ...copied, ...(pattern !== undefined && { pattern }) };
}

/** Fields with `format: date` are dates in Table Schema. Versions that lack this keyword have their dates as texts. */
function typeOf(column: Column): string {
  if (column.role !== 'value') return 'integer';
  return column.leaf.schema.format === 'date' ? 'date' : column.leaf.type;
}

/** Syntax that differs between the regular expressions of JSON Schema and those of XML Schema, which Table Schema uses. */
const DIFFERS = /\\[bBdDwWsSpP]|\(\?|[$^]/;

/**
 * A pattern of Table Schema matches the whole text and has no anchors; one of JSON Schema matches anywhere.
 * Undefined where there is no equivalent pattern.
 */
function wholePattern({ pattern }: Schema): string | undefined {
  if (pattern === undefined) return undefined;
  const anchored = /^\^(.*)\$$/s.exec(pattern)?.[1];
  const body = anchored ?? pattern;
  // `[^` is the one place where a circumflex is no anchor.
  if (DIFFERS.test(body.replaceAll('[^', '['))) return undefined;
  if (anchored !== undefined) return hasTopLevelAlternatives(body) ? undefined : body;
  return `[\\s\\S]*(${body})[\\s\\S]*`;
}

/** Whether a `|` stands outside of all brackets: then each anchor applies to one side only. */
function hasTopLevelAlternatives(body: string): boolean {
  let rest = body.replace(/\\.|\[[^\]]*\]/gs, '');
  let before: string;
  do {
    before = rest;
    rest = rest.replace(/\([^()]*\)/g, '');
  } while (rest !== before);
  return rest.includes('|');
}

/** What a file has besides its records: `version` as written, any JSON value; `lists` that are present, also empty ones. */
type Root = { version?: unknown; lists: RecordKind[] };

/** The root of a parsed file, with or without its records. Anything else outside of the records is lost (`lostAround`). */
export function rootOf(file: unknown): Root {
  const version = valueAt(file, '/version');
  return {
    ...(version !== undefined && { version }),
    lists: RECORD_KINDS.filter((kind) => Array.isArray(valueAt(file, `/marches/${kind}`))),
  };
}

const { delimiter, lineTerminator, quoteChar } = DIALECT;

/** Leading and trailing blanks are quoted, since some readers trim them. */
const NEEDS_QUOTES = /^$|[",\r\n]|^\s|\s$/;

const quoted = (cell: Cell): string =>
  cell !== undefined && NEEDS_QUOTES.test(cell) ? quoteChar + cell.replaceAll('"', '""') + quoteChar : (cell ?? '');

/**
 * A line of CSV (RFC 4180) with its terminator. No text is guarded against formulas, as it is in a table for spreadsheets: a program that reads a package by its descriptor knows
 * no such guard, and would have a wrong value, which may be longer than its column accepts, or none of its codes.
 */
export const csvLine = (cells: readonly Cell[]): string => cells.map(quoted).join(delimiter) + lineTerminator;

/** The header line of the file of a table. */
export const headerOf = ({ columns }: Table): string => csvLine(columns.map(({ name }) => name));
