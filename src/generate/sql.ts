import { type Table, type TableLayout, tablesOf } from '../model/tables.ts';
import type { Leaf } from '../model/tree.ts';
import type { Model } from '../model/types.ts';
import { requireOwnRelease } from './own-release.ts';
import { appendix } from './sql/append.ts';
import { codelistTables } from './sql/codelists.ts';
import { DAY } from './sql/columns.ts';
import { limits } from './sql/limits.ts';
import { EMPTY_LIST_FUNCTION, emptyListTriggers, neverEmpty } from './sql/lists.ts';
import { postgresPattern } from './sql/pattern.ts';
import { tableLines } from './sql/table.ts';
import { comment, literal } from './sql/text.ts';
import type { GeneratedFile } from './types.ts';

/**
 * `decp.sql`: the tables of a version for PostgreSQL 15 and later, with their constraints and comments, and its codelists. Its header says
 * what SQL cannot hold. Throws where the version is older than the releases of our own.
 */
export function sql(model: Model): GeneratedFile[] {
  requireOwnRelease(model, 'sql');
  const layout = tablesOf(model);
  const day = dayPattern(layout);
  const lists = layout.tables.filter((table) => isNeverEmpty(model, layout, table));
  const lines = [
    ...comment(header(model, layout)),
    '',
    ...['BEGIN;', 'SET LOCAL standard_conforming_strings = on;', ''],
    ...codelistTables(model, codelistNames(layout)),
    ...dayDomain(day),
    ...layout.tables.flatMap((table) => tableLines(table, day)),
    ...(lists.length === 0 ? [] : [EMPTY_LIST_FUNCTION, '', ...lists.flatMap(emptyListTriggers), '']),
    'COMMIT;',
    '',
    ...comment(appendix(layout)),
  ];
  return [{ path: 'decp.sql', text: `${lines.join('\n')}\n` }];
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

/**
 * Dates are texts in one form. As `date`, PostgreSQL would read other spellings too, and 01/03/2024 as the third of January or the first of
 * March by its settings, and would refuse the year 0000, which the schema takes.
 */
function dayDomain(day: string | undefined): string[] {
  const pattern = day === undefined ? undefined : postgresPattern(day);
  if (pattern === undefined) return [];
  return [
    `CREATE DOMAIN ${DAY} AS text`,
    `  CHECK (VALUE ~ ${literal(pattern)});`,
    `COMMENT ON DOMAIN ${DAY} IS ${literal('Un jour du calendrier, AAAA-MM-JJ. Se trie comme un texte ; écrire « colonne::date » pour calculer.')};`,
    '',
  ];
}

const header = (model: Model, layout: TableLayout): string[] => [
  'Généré depuis le référentiel : ne pas modifier. Generated. DO NOT EDIT.',
  '',
  `Tables des données essentielles de la commande publique, version ${model.version}, pour PostgreSQL 15 et suivants.`,
  'Une table par nature de contrat, une table par liste ; la clé est le numéro du contrat, puis le rang dans chaque liste.',
  'Ce numéro est choisi par le programme qui remplit la base : deux fichiers ne doivent pas porter les mêmes.',
  'Les paquets de tables numérotent tous à partir de 1 : la fin de ce fichier dit comment en ajouter un second à une base.',
  'Nombres : numeric, qui garde chaque nombre comme il est écrit et additionne les euros au centime près.',
  `Dates : ${DAY}, un texte AAAA-MM-JJ contrôlé ; le type date lirait 01/03/2024 selon ses réglages et refuserait l'an 0000.`,
  'Une liste obligatoire doit avoir un élément à la fin de la transaction : insérer le contrat et ses listes dans une seule.',
  '',
  'Ce que ces tables ne disent pas :',
  ...limits(model, layout),
];
