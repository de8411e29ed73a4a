/** `views.sql`: each contract as its modifications leave it, and the département of its place of performance. */
import { SQL_SCRIPTS } from '../../messages/compiled/sql-scripts.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { tablesOf, type Table, type TableLayout } from '../../model/tables.ts';
import type { Model } from '../../model/types.ts';
import { DEPARTMENT, departmentFunctions, REASONS, UNKNOWN_DEPARTMENT } from './departments.ts';
import { columnOf, fieldsOf, hasColumn, listWith } from './names.ts';
import { comment, GENERATED, identifier, literal, paragraphs } from './text.ts';

/** What a modification of a kind of record changes, by fields: its date and number give the order, each of `values` replaces another. */
const MODIFICATION = {
  marche: {
    date: 'marche-modification-date-notification',
    number: 'marche-modification-id',
    values: { 'marche-montant': 'marche-modification-montant', 'marche-duree-mois': 'marche-modification-duree-mois' },
  },
  'contrat-concession': {
    date: 'concession-modification-date-signature',
    number: 'concession-modification-id',
    values: {
      'concession-valeur-globale': 'concession-modification-valeur-globale',
      'concession-duree-mois': 'concession-modification-duree-mois',
    },
  },
} as const satisfies Record<RecordKind, { date: string; number: string; values: Record<string, string> }>;

/** The list of contractors, in a contract and in a modification. */
const PARTY = 'titulaire-id';

const PLACE = { code: 'lieu-execution-code', kind: 'lieu-execution-type-code' };

/** What views are named after: the table, or the column, of which they give the present state. */
const SUFFIX = '_a_jour';

/** The view on a table, and the column with the present value of another. */
export const currentOf = (name: string): string => `${name}${SUFFIX}`;

/** Columns that the views add. */
export const ADDED = { last: 'derniere_modification', department: 'departement', reason: 'departement_inconnu' };

/** The text of the script. Throws a MissingField where the version has no column for a field without which there is no view. */
export function views(model: Model): string {
  const layout = tablesOf(model);
  const lines = [
    ...comment([GENERATED, '']),
    ...paragraphs(textsOf(SQL_SCRIPTS, (say) => say.views())),
    ...['', 'BEGIN;', "SET LOCAL client_encoding = 'UTF8';", ''],
    ...departmentFunctions(),
    ...RECORD_KINDS.flatMap((kind) => contractView(layout, kind)),
    ...partyView(layout),
    ...['', 'COMMIT;'],
  ];
  return `${lines.join('\n')}\n`;
}

/** A column that a view adds: its SQL expression, on the contract `c`, and what it holds. */
type Added = { name: string; value: string; meaning: Texts };

function contractView(layout: TableLayout, kind: RecordKind): string[] {
  const table = layout.records[kind];
  const meaning = textsOf(SQL_SCRIPTS, (say) => say.view[kind]());
  const own = table.columns.map(({ name }) => `c.${identifier(name)}`);
  const added = [...currentValues(layout, kind), ...(kind === 'marche' ? departmentColumns(table) : [])];
  const columns = [...own, ...added.map(({ name, value }) => `${value} AS ${identifier(name)}`)];
  const query = ['SELECT', columns.map((column) => `  ${column}`).join(',\n'), `FROM ${identifier(table.name)} c;`];
  const view = identifier(currentOf(table.name));
  return [
    ...viewLines(view, meaning, query),
    ...added.map((column) => `COMMENT ON COLUMN ${view}.${identifier(column.name)} IS ${literal(column.meaning.fr)};`),
    '',
  ];
}

const viewLines = (view: string, meaning: Texts, query: readonly string[]): string[] => [
  ...paragraphs(meaning),
  ...[`CREATE OR REPLACE VIEW ${view} AS`, ...query, `COMMENT ON VIEW ${view} IS ${literal(meaning.fr)};`],
];

function currentValues(layout: TableLayout, kind: RecordKind): Added[] {
  const table = layout.records[kind];
  const list = modificationsOf(layout, kind);
  const modifications = `FROM ${identifier(list.name)} m WHERE ${rowsOf('m', list, 'c')}`;
  const values = replacedBy(layout, kind).map(([field, by]): Added => {
    const column = columnOf(table, field);
    const replacement = `m.${identifier(columnOf(list, by))}`;
    const last = `SELECT ${replacement} ${modifications} AND ${replacement} IS NOT NULL ${latestFirst('m', kind, list)} LIMIT 1`;
    return {
      name: currentOf(column),
      value: `coalesce((${last}), c.${identifier(column)})`,
      meaning: textsOf(SQL_SCRIPTS, (say) => say.current({ column })),
    };
  });
  const date = identifier(columnOf(list, MODIFICATION[kind].date));
  return [
    ...values,
    { name: ADDED.last, value: `(SELECT max(m.${date}) ${modifications})`, meaning: textsOf(SQL_SCRIPTS, (say) => say.last()) },
  ];
}

/** Fields of a contract, each with that of a modification which replaces its value: those that the version has. */
const replacedBy = (layout: TableLayout, kind: RecordKind): [field: string, by: string][] =>
  Object.entries(MODIFICATION[kind].values).filter(
    ([field, by]) => hasColumn(layout.records[kind], field) && hasColumn(modificationsOf(layout, kind), by),
  );

/** The column of the view on a contract with the present value of a field: that of the contract where no modification replaces it. */
export function currentColumn(layout: TableLayout, kind: RecordKind, field: string): string {
  const column = columnOf(layout.records[kind], field);
  return replacedBy(layout, kind).some(([replaced]) => replaced === field) ? currentOf(column) : column;
}

const modificationsOf = (layout: TableLayout, kind: RecordKind): Table =>
  listWith(layout, layout.records[kind], MODIFICATION[kind].date);

/** Modifications of one contract, the last one first: by date, then, on one day, by number and by place in the list. */
function latestFirst(row: string, kind: RecordKind, list: Table): string {
  const { date, number } = MODIFICATION[kind];
  const columns = [columnOf(list, date), columnOf(list, number), rankOf(list)];
  return `ORDER BY ${columns.map((column) => `${row}.${identifier(column)} DESC`).join(', ')}`;
}

const rankOf = ({ primaryKey }: Table): string => primaryKey.at(-1) ?? '';

/** That a row of a list belongs to a row of its parent. */
const rowsOf = (row: string, { parent }: Table, owner: string): string =>
  (parent?.columns ?? [])
    .map((column, i) => `${row}.${identifier(column)} = ${owner}.${identifier(parent?.references[i] ?? '')}`)
    .join(' AND ');

function departmentColumns(table: Table): Added[] {
  const place = `(c.${identifier(columnOf(table, PLACE.kind))}, c.${identifier(columnOf(table, PLACE.code))})`;
  const reasons = REASONS.map((reason) => `« ${reason} »`).join(', ');
  return [
    {
      name: ADDED.department,
      value: DEPARTMENT + place,
      meaning: textsOf(SQL_SCRIPTS, (say) => say.department({ reason: ADDED.reason })),
    },
    { name: ADDED.reason, value: UNKNOWN_DEPARTMENT + place, meaning: textsOf(SQL_SCRIPTS, (say) => say.reason({ reasons })) },
  ];
}

/** The list of the contractors of a marché. */
export const partiesOf = (layout: TableLayout): Table => listWith(layout, layout.records.marche, PARTY);

/** The contractors in force: those of the last modification that gives some, else those of the contract. */
function partyView(layout: TableLayout): string[] {
  const [original, modifications] = [partiesOf(layout), modificationsOf(layout, 'marche')];
  const replaced = listWith(layout, modifications, PARTY);
  const fields = fieldsOf(original).filter((field) => fieldsOf(replaced).includes(field));
  const [key, inModification = ''] = replaced.parent?.columns ?? [];
  const meaning = textsOf(SQL_SCRIPTS, (say) => say.parties({ rank: inModification }));
  const columns = (row: string, table: Table): string =>
    [rankOf(table), ...fields.map((field) => columnOf(table, field))].map((name) => `${row}.${identifier(name)}`).join(', ');
  const number = identifier(key ?? '');
  const rank = identifier(inModification);
  return viewLines(identifier(currentOf(original.name)), meaning, [
    `SELECT t.${number}, NULL::integer AS ${rank}, ${columns('t', original)}`,
    `FROM ${identifier(original.name)} t`,
    `WHERE NOT EXISTS (SELECT FROM ${identifier(replaced.name)} r WHERE r.${number} = t.${number})`,
    'UNION ALL',
    `SELECT t.${number}, t.${rank}, ${columns('t', replaced)}`,
    `FROM ${identifier(replaced.name)} t`,
    `WHERE t.${rank} = (`,
    `  SELECT m.${identifier(rankOf(modifications))} FROM ${identifier(modifications.name)} m`,
    `  WHERE m.${number} = t.${number} AND EXISTS (SELECT FROM ${identifier(replaced.name)} r WHERE ${rowsOf('r', replaced, 'm')})`,
    `  ${latestFirst('m', 'marche', modifications)} LIMIT 1`,
    ');',
  ]);
}
