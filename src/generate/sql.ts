import { type Table, type TableLayout, tablesOf, type Column, type Part } from '../model/tables.ts';
import type { Model, Code } from '../model/types.ts';
import type { GeneratedFile } from './types.ts';
import { EMPTY_LIST_FUNCTION, emptyListTriggers, neverEmpty, listOf } from './sql/lists.ts';
import { load } from './sql/load.ts';
import { queries } from './sql/queries.ts';
import { comment, GENERATED, literal, identifier, identifiers, postgresPattern } from './sql/text.ts';
import { views } from './sql/views.ts';
import { type Leaf, type Node, treesOf, type LeafType } from '../model/tree.ts';
import { CODE_COLUMNS } from '../model/codelists.ts';
import { snake } from '../model/table-names.ts';

/**
 * The scripts of a version for PostgreSQL 15 and later, in the order in which they are run: the tables, the load of a data package, views,
 * and example queries.
 */
export function sql(model: Model): GeneratedFile[] {
  return [
    { path: 'decp.sql', text: definitions(model) },
    { path: 'load.sql', text: load(model) },
    { path: 'views.sql', text: views(model) },
    { path: 'queries.sql', text: queries(model) },
  ];
}

/** The tables, with their constraints and comments, and the codelists. The header says what SQL cannot hold. */
function definitions(model: Model): string {
  const layout = tablesOf(model);
  const day = dayPattern(layout);
  const isCalendar = leavesOf(layout).some(({ schema }) => schema.format === 'date');
  const lists = layout.tables.filter((table) => isNeverEmpty(model, layout, table));
  const lines = [
    ...comment(header(model, layout, isCalendar)),
    '',
    ...['BEGIN;', "SET LOCAL client_encoding = 'UTF8';", 'SET LOCAL standard_conforming_strings = on;', ''],
    ...codelistTables(model, codelistNames(layout)),
    ...dayDomain(day, isCalendar),
    ...layout.tables.flatMap((table) => tableLines(table, day)),
    ...(lists.length === 0 ? [] : [EMPTY_LIST_FUNCTION, '', ...lists.flatMap(emptyListTriggers), '']),
    'COMMIT;',
    '',
    ...comment(appendix(layout)),
  ];
  return `${lines.join('\n')}\n`;
}

function isNeverEmpty(model: Model, { tables }: TableLayout, table: Table): boolean {
  const parent = tables.find(({ name }) => name === table.parent?.table);
  return parent !== undefined && neverEmpty(model, table, parent);
}

const leavesOf = ({ tables }: TableLayout): Leaf[] =>
  tables.flatMap(({ columns }) => columns.flatMap((column) => (column.role === 'value' ? [column.leaf] : [])));

const codelistNames = (layout: TableLayout): string[] =>
  [...new Set(leavesOf(layout).flatMap(({ codelist }) => codelist ?? []))].sort();

/** The pattern of the first dates of the version, in the order of the tables, that PostgreSQL can check. */
const dayPattern = (layout: TableLayout): string | undefined =>
  leavesOf(layout)
    .flatMap(({ isDate, schema: { pattern } }) => (isDate && pattern !== undefined ? [pattern] : []))
    .find((pattern) => postgresPattern(pattern) !== undefined);

const CALENDAR_DAY = 'Un jour du calendrier, AAAA-MM-JJ. Se trie comme un texte ; écrire « colonne::date » pour calculer.';
const ANY_DAY =
  'Un texte où se trouve AAAA-MM-JJ : le schéma de cette version ne contrôle ni le calendrier, ni ce qui est autour.';

/**
 * Dates are texts in one form. As `date`, PostgreSQL would read other spellings too, and 01/03/2024 as the third of January or the first of
 * March by its settings, and would refuse the year 0000, which the schema takes. `isCalendar`: the pattern takes days of the calendar only.
 */
function dayDomain(day: string | undefined, isCalendar: boolean): string[] {
  const pattern = day === undefined ? undefined : postgresPattern(day);
  if (pattern === undefined) return [];
  return [
    `CREATE DOMAIN ${DAY} AS text`,
    `  CHECK (VALUE ~ ${literal(pattern)});`,
    `COMMENT ON DOMAIN ${DAY} IS ${literal(isCalendar ? CALENDAR_DAY : ANY_DAY)};`,
    '',
  ];
}

const header = (model: Model, layout: TableLayout, isCalendar: boolean): string[] => [
  GENERATED,
  '',
  `Tables des données essentielles de la commande publique, version ${model.version}, pour PostgreSQL 15 et suivants.`,
  'Ensuite, load.sql charge un paquet de tables, views.sql ajoute des vues, queries.sql donne des exemples de questions.',
  'Une table par nature de contrat, une table par liste ; la clé est le numéro du contrat, puis le rang dans chaque liste.',
  'Ce numéro est choisi par le programme qui remplit la base : deux fichiers ne doivent pas porter les mêmes.',
  'Les paquets de tables numérotent tous à partir de 1 : la fin de ce fichier dit comment en ajouter un second à une base.',
  'Nombres : numeric, qui garde chaque nombre comme il est écrit et additionne les euros au centime près.',
  isCalendar
    ? `Dates : ${DAY}, un texte AAAA-MM-JJ contrôlé ; le type date lirait 01/03/2024 selon ses réglages et refuserait l'an 0000.`
    : `Dates : ${DAY}, un texte où se trouve AAAA-MM-JJ, comme le demande cette version ; le type date en refuserait certains.`,
  'Une liste obligatoire doit avoir un élément à la fin de la transaction : insérer le contrat et ses listes dans une seule.',
  '',
  'Ce que ces tables ne disent pas :',
  ...limits(model, layout),
];

/** A table with its keys, and what its columns mean. `day`: the pattern of the domain of dates. The rows of a list go with those that they belong to. */
function tableLines(table: Table, day: string | undefined): string[] {
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

/** Two items that both lack a value are equal in it; for SQL two absent values differ, unless it is reported. */
const withNulls = (columns: readonly Column[], unique: readonly string[]): boolean =>
  columns.some(({ name, required }) => unique.includes(name) && !required);

const said = ({ title, description }: Pick<Column, 'title' | 'description'>): string =>
  [title.fr, description.fr.trim()].filter((text) => text !== '').join('. ');

function meaning(column: Column): string {
  const unit = column.role === 'value' ? column.field?.unit?.fr : undefined;
  return unit === undefined ? said(column) : `${said(column)} Unité : ${unit}.`;
}

// How a second file goes into a base: its contracts are numbered from 1 too.

/** The schema that a file waits in, its contracts numbered as in its package. */
const ARRIVAL = 'decp_arrivee';
const SHIFT = 'decp_decalage';

/** The comments at the end of the file: the steps, then the statements, which a test runs as written. */
const appendix = (layout: TableLayout): string[] => [
  'Ajouter un second fichier.',
  'Chaque paquet numérote ses contrats à partir de 1 : ceux du second prennent la suite des numéros de la base.',
  `1. CREATE SCHEMA ${ARRIVAL}; SET search_path TO ${ARRIVAL}; puis exécuter le présent fichier : les mêmes tables, vides.`,
  "2. Y charger le paquet par load.sql, dans la même session : il remplace le contenu des tables qu'il trouve. Les deux en un appel :",
  `   psql -d BASE -c "CREATE SCHEMA ${ARRIVAL}" -c "SET search_path TO ${ARRIVAL}" -f decp.sql -f load.sql`,
  '3. SET search_path TO le schéma de la base (par défaut : public), puis exécuter, sans les tirets :',
  '',
  ...statements(layout),
];

function statements({ tables, records }: TableLayout): string[] {
  const roots = Object.values(records);
  const shifts = roots.map(({ name, primaryKey }) => {
    const key = identifiers(primaryKey);
    return `(SELECT coalesce(max(${key}), 0) FROM ${identifier(name)}) AS ${key}`;
  });
  return [
    'BEGIN;',
    `LOCK TABLE ${identifiers(roots.map(({ name }) => name))} IN EXCLUSIVE MODE;`,
    `CREATE TEMPORARY TABLE ${SHIFT} ON COMMIT DROP AS SELECT ${shifts.join(', ')};`,
    ...tables.map(move),
    `DROP SCHEMA ${ARRIVAL} CASCADE;`,
    'COMMIT;',
  ];
}

function move({ name, columns, primaryKey: [number = ''] }: Table): string {
  const table = identifier(name);
  const names = columns.map((column) => identifier(column.name));
  const values = columns.map((column, i) => (column.name === number ? `a.${names[i]} + d.${names[i]}` : `a.${names[i]}`));
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${ARRIVAL}.${table} a, ${SHIFT} d;`;
}

/** The differences between the SQL tables and the schema, for the header of the file. */
const ALWAYS = [
  "une base ne garde ni les noms inconnus ni le type d'une valeur de JSON : c'est le programme qui la remplit qui les refuse ;",
  'le fichier qui ne contient aucun contrat ;',
  'le rang est unique dans sa liste, mais il peut en manquer, et une colonne « nombre_… » peut ne pas compter les lignes ;',
  'les règles de gestion du référentiel, qui comparent plusieurs champs ;',
  "dans l'autre sens, PostgreSQL refuse le caractère U+0000 dans un texte, un entier au-delà de 9223372036854775807, et dans une",
  '  colonne dont les valeurs sont uniques un texte qui ne tient pas dans un index (environ 2 700 octets après compression).',
];

/** One line or more each. */
const limits = (model: Model, { tables }: TableLayout): string[] =>
  [
    ...tables.flatMap((table) => unsaidUniqueness(model, table)),
    ...tables.flatMap(unsaidPatterns),
    ...unsaidEmptiness(model, tables),
    ...tables.flatMap((table) => unsaidCount(model, table)),
    ...Object.values(treesOf(model)).flatMap((tree) => unsaidChoices(tree, 'le contrat')),
    ...ALWAYS,
  ].map((line) => (line.startsWith(' ') ? line : `- ${line}`));

/** An item that holds a list is several rows: no constraint compares those. */
const unsaidUniqueness = (model: Model, table: Table): string[] =>
  listOf(model, table)?.schema.uniqueItems === true && !table.unique
    ? [`deux éléments égaux dans ${table.name}, dont chaque élément contient une liste ;`]
    : [];

/** A trigger can detect an empty list, but not a list that is too short. */
function unsaidCount(model: Model, table: Table): string[] {
  const { minItems = 0 } = listOf(model, table)?.schema ?? {};
  return minItems > 1 ? [`moins de ${minItems} éléments dans une liste de ${table.name} ;`] : [];
}

/** Fields of which one at least must be there. */
function unsaidChoices(node: Node, name: string): string[] {
  if (node.kind === 'leaf') return [];
  if (node.kind === 'list') return unsaidChoices(node.item, name);
  const own = node.schema.anyOf ? [`dans ${name}, l'absence de tous les champs dont un au moins est obligatoire ;`] : [];
  return [...own, ...node.members.flatMap((member) => unsaidChoices(member.node, `« ${member.name} »`))];
}

/** Lists that may be absent and have no column « nombre_… » that shows whether they are. */
function unsaidEmptiness(model: Model, tables: readonly Table[]): string[] {
  const names = tables.flatMap((table) => {
    const parent = tables.find(({ name }) => name === table.parent?.table);
    return parent && !neverEmpty(model, table, parent) && !isCounted(parent.content, table) ? [table.name] : [];
  });
  return names.length === 0
    ? []
    : [`une liste vide et une liste absente sont pareilles (aucune ligne) dans : ${names.join(', ')} ;`];
}

const isCounted = (part: Part, table: Table): boolean =>
  part.kind === 'list'
    ? part.table === table && part.count !== undefined
    : part.kind === 'object' && part.members.some((member) => isCounted(member.part, table));

const unsaidPatterns = ({ name, columns }: Table): string[] =>
  columns.filter(leavesPatternOut).map((column) => `la forme de ${name}.${column.name} ;`);

/** The type of dates: the pattern of the schema, written once. */
const DAY = 'jour';

/**
 * `numeric` keeps a number as it is written and adds up euros to the cent, where `double precision` would drift: every number of JSON
 * passes through it unchanged. `bigint` is what programs expect of a count; it ends at 9223372036854775807.
 */
const TYPES: Record<LeafType, string> = { string: 'text', number: 'numeric', integer: 'bigint', boolean: 'boolean' };

/** One column of a CREATE TABLE, with its constraints. `day`: the pattern of the domain of dates. */
function columnLine(column: Column, day: string | undefined): string {
  const name = identifier(column.name);
  const presence = column.required ? ' NOT NULL' : '';
  return `  ${[`${name} ${typeOf(column, day)}${presence}`, ...checksOf(column, name, day)].join(' ')}`;
}

const typeOf = (column: Column, day: string | undefined): string =>
  column.role !== 'value' ? 'integer' : isDay(column.leaf, day) ? DAY : TYPES[column.leaf.type];

function checksOf(column: Column, name: string, day: string | undefined): string[] {
  if (column.role === 'key') return [`CHECK (${name} >= 1)`];
  if (column.role === 'count') return [`CHECK (${name} >= 0)`];
  const { leaf } = column;
  if (leaf.codelist !== undefined) return [`REFERENCES ${identifier(codesTable(leaf.codelist))}`];
  return conditions(leaf, name, isDay(leaf, day)).map((condition) => `CHECK (${condition})`);
}

/** Whether a value has the type of dates: its pattern is that of the domain. A date of another form is a text with its own check. */
const isDay = ({ isDate, schema }: Leaf, day: string | undefined): boolean =>
  isDate && day !== undefined && schema.pattern === day;

/** The constraints of the schema on a value, as SQL conditions. Lengths are in code points, as in JSON Schema. */
function conditions(leaf: Leaf, name: string, isDay: boolean): string[] {
  const { schema } = leaf;
  const pattern = isDay || schema.pattern === undefined ? undefined : postgresPattern(schema.pattern);
  return [
    ...(schema.minLength === undefined ? [] : [`char_length(${name}) >= ${schema.minLength}`]),
    ...(schema.maxLength === undefined ? [] : [`char_length(${name}) <= ${schema.maxLength}`]),
    ...(pattern === undefined ? [] : [`${name} ~ ${literal(pattern)}`]),
    ...(schema.minimum === undefined ? [] : [`${name} >= ${schema.minimum}`]),
    ...(schema.maximum === undefined ? [] : [`${name} <= ${schema.maximum}`]),
    ...(leaf.type === 'number' && schema.maximum === undefined ? [`${name} < 'Infinity'`] : []),
    ...(schema.enum
      ? [
          `${name} IN (${schema.enum
            .filter((value) => value !== null)
            .map((value) => literal(typeof value === 'string' ? value : JSON.stringify(value)))
            .join(', ')})`,
        ]
      : []),
  ];
}

/** Whether a pattern of the column had to be left out, since PostgreSQL has no such expression. */
const leavesPatternOut = (column: Column): boolean =>
  column.role === 'value' &&
  column.leaf.schema.pattern !== undefined &&
  postgresPattern(column.leaf.schema.pattern) === undefined;

/** The table of a codelist, which gives the codes their labels. */
const codesTable = (list: string): string => `codes_${snake(list)}`;

/** A table a codelist, filled with its codes. */
const codelistTables = ({ codelists }: Model, names: readonly string[]): string[] =>
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
