/** The codes of tables: a CSV file or a workbook that is not built as the single sheet says. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { TableParams } from './params.ts';
import type { Catalogue } from './types.ts';
import { WORKBOOKS } from './workbooks.ts';

const mebibytes = (bytes: number): number => Math.round(bytes / 1_048_576);

export const TABLES: Catalogue<TableParams> = {
  ...WORKBOOKS,
  'table.encoding-windows-1252': {
    severity: 'info',
    title: { fr: 'tableau en Windows-1252', en: 'table in Windows-1252' },
    fr: () => ({
      found: 'un tableau écrit en Windows-1252 (ANSI)',
      expected: 'un tableau écrit en UTF-8',
      remedy:
        'Il a été lu ainsi ; vérifiez les accents, et choisissez « CSV UTF-8 » au prochain enregistrement pour éviter toute erreur.',
    }),
    en: () => ({
      found: 'a table written in Windows-1252 (ANSI)',
      expected: 'a table written in UTF-8',
      remedy: 'It was read as such; check the accents, and choose “CSV UTF-8” when you save it next to avoid any mistake.',
    }),
  },
  'table.too-large': {
    severity: 'error',
    title: { fr: 'tableau trop volumineux', en: 'table too large' },
    fr: ({ limit }) => ({
      found: `un tableau de plus de ${fr.number(mebibytes(limit))} Mio`,
      expected: `au plus ${fr.number(mebibytes(limit))} Mio`,
      remedy: 'Répartissez les contrats entre plusieurs fichiers, ou publiez-les en JSON.',
    }),
    en: ({ limit }) => ({
      found: `a table of more than ${en.number(mebibytes(limit))} MiB`,
      expected: `at most ${en.number(mebibytes(limit))} MiB`,
      remedy: 'Spread the contracts over several files, or publish them as JSON.',
    }),
  },
  'table.no-header': {
    severity: 'error',
    title: { fr: 'ligne des noms de colonnes introuvable', en: 'no row of column names' },
    fr: ({ found, expected }) => ({
      found:
        found.length === 0
          ? 'un tableau sans aucune ligne remplie'
          : `une première ligne (${found.map((name) => fr.quote(name, 30)).join(', ')}) sans aucun nom de colonne connu`,
      expected: `des noms de colonnes tels que ${fr.and(expected.map((name) => fr.quote(name)))} sur la première ligne`,
      remedy: 'Partez du modèle de tableau, et gardez sa première ligne telle quelle.',
    }),
    en: ({ found, expected }) => ({
      found:
        found.length === 0
          ? 'a table in which no row is filled'
          : `a first row (${found.map((name) => en.quote(name, 30)).join(', ')}) without any known name of a column`,
      expected: `names of columns such as ${en.and(expected.map((name) => en.quote(name)))} in the first row`,
      remedy: 'Start from the template of the table, and keep its first row as it is.',
    }),
  },
  'table.no-rows': {
    severity: 'error',
    title: { fr: 'tableau sans contrat', en: 'table without contracts' },
    fr: () => ({
      found: 'des noms de colonnes, et aucun contrat au-dessous',
      expected: "un contrat par ligne, sous la ligne des noms et l'éventuelle ligne d'aide",
      remedy: 'Saisissez les contrats, enregistrez, et vérifiez que vous contrôlez le bon fichier.',
    }),
    en: () => ({
      found: 'names of columns, and no contract below them',
      expected: 'one contract a row, below the row of names and the row of help, if any',
      remedy: 'Enter the contracts, save, and make sure that you check the right file.',
    }),
  },
  'table.too-many-columns': {
    severity: 'error',
    title: { fr: 'trop de colonnes', en: 'too many columns' },
    fr: ({ limit }) => ({
      found: `plus de ${fr.number(limit)} colonnes`,
      expected: `au plus ${fr.number(limit)} colonnes, comme dans les tableurs`,
      remedy: 'Retirez les colonnes vides, ou vérifiez le séparateur du fichier.',
    }),
    en: ({ limit }) => ({
      found: `more than ${en.number(limit)} columns`,
      expected: `at most ${en.number(limit)} columns, as in spreadsheets`,
      remedy: 'Remove the empty columns, or check the separator of the file.',
    }),
  },
  'table.unknown-column': {
    severity: 'error',
    title: { fr: 'colonne inconnue', en: 'unknown column' },
    fr: ({ column, nearest = [] }) => ({
      found: `la colonne ${fr.quote(column)}, qui n'a pas été lue`,
      expected:
        nearest.length > 0
          ? `sans doute ${fr.or(nearest.map((name) => fr.quote(name)))}`
          : 'un nom de colonne du modèle de tableau',
      remedy: "Corrigez le nom de la colonne, ou supprimez-la si elle n'appartient pas aux données essentielles.",
    }),
    en: ({ column, nearest = [] }) => ({
      found: `the column ${en.quote(column)}, which was not read`,
      expected: nearest.length > 0 ? `probably ${en.or(nearest.map((name) => en.quote(name)))}` : 'a column name of the template',
      remedy: 'Correct the name of the column, or delete it if it is not part of the essential data.',
    }),
  },
  'table.duplicate-column': {
    severity: 'error',
    title: { fr: 'colonne en double', en: 'column that stands twice' },
    fr: ({ column, first }) => ({
      found: `la colonne ${fr.quote(column)}, déjà présente en ${fr.quote(first)} ; cette seconde colonne n'a pas été lue`,
      expected: 'une seule colonne pour chaque donnée',
      remedy: 'Supprimez celle des deux colonnes qui est de trop, ou corrigez son numéro.',
    }),
    en: ({ column, first }) => ({
      found: `the column ${en.quote(column)}, which stands in ${en.quote(first)} already; this second one was not read`,
      expected: 'a single column for each value',
      remedy: 'Delete the column that should not be there, or correct its number.',
    }),
  },
  'table.value-without-column': {
    severity: 'error',
    title: { fr: 'valeur sous une colonne sans nom', en: 'value below a column without a name' },
    fr: ({ value }) => ({
      found: `la valeur ${fr.quote(value)}, qui n'a pas été lue`,
      expected: 'une valeur sous un nom de colonne',
      remedy:
        'Effacez cette valeur ou nommez sa colonne ; dans un fichier CSV, mettez entre guillemets les textes qui contiennent le séparateur.',
    }),
    en: ({ value }) => ({
      found: `the value ${en.quote(value)}, which was not read`,
      expected: 'a value below the name of a column',
      remedy: 'Clear this value or name its column; in a CSV file, put texts that contain the separator in quotes.',
    }),
  },
  'table.unclosed-quote': {
    severity: 'error',
    title: { fr: 'guillemet jamais refermé', en: 'quote that is never closed' },
    fr: () => ({
      found: "un guillemet ouvert et jamais refermé ; la suite du fichier n'a pas été lue",
      expected: 'un guillemet droit à la fin de chaque texte qui en a un au début',
      remedy: "Refermez le guillemet ; à l'intérieur d'un tel texte, doublez les guillemets.",
    }),
    en: () => ({
      found: 'a quote that is opened and never closed; the rest of the file was not read',
      expected: 'a straight quote at the end of each text that starts with one',
      remedy: 'Close the quote; inside such a text, double the quotes.',
    }),
  },
  'table.gap': {
    severity: 'warning',
    title: { fr: 'numéro sauté dans une liste', en: 'number skipped in a list' },
    fr: ({ list, number, rank }) => ({
      found: `le numéro ${fr.number(number)} de ${fr.quote(list)} est rempli et un numéro avant lui est vide ; il compte comme le numéro ${fr.number(rank)}`,
      expected: 'des numéros remplis dans leur ordre, sans trou',
      remedy: "Vérifiez qu'aucune saisie ne manque, puis décalez les suivantes.",
    }),
    en: ({ list, number, rank }) => ({
      found: `number ${en.number(number)} of ${en.quote(list)} is filled and a number before it is empty; it counts as number ${en.number(rank)}`,
      expected: 'numbers filled in their order, without a gap',
      remedy: 'Make sure that nothing is missing, then move the others up.',
    }),
  },
  'table.unknown-contrat': {
    severity: 'error',
    title: { fr: 'genre de contrat inconnu', en: 'unknown kind of contract' },
    fr: ({ value }) => ({
      found: value === '' ? 'une case vide' : fr.quote(value),
      expected: `${fr.quote('marche')} ou ${fr.quote('contrat-concession')}`,
      remedy: 'Indiquez le genre du contrat dans la première colonne ; il a été déduit des autres cases de la ligne.',
    }),
    en: ({ value }) => ({
      found: value === '' ? 'an empty cell' : en.quote(value),
      expected: `${en.quote('marche')} or ${en.quote('contrat-concession')}`,
      remedy: 'Say the kind of the contract in the first column; it was derived from the other cells of the row.',
    }),
  },
  'table.empty-text': {
    severity: 'error',
    title: { fr: 'texte vide impossible à écrire dans un tableau', en: 'empty text that a table cannot hold' },
    fr: () => ({
      found: "un texte vide, qu'un tableau ne distingue pas d'une donnée absente",
      expected: 'un texte, ou rien du tout',
      remedy: 'Remplissez ce texte ou retirez-le ; la donnée est absente du tableau.',
    }),
    en: () => ({
      found: 'an empty text, which a table does not tell from a value that is absent',
      expected: 'a text, or nothing at all',
      remedy: 'Fill in this text or remove it; the value is absent from the table.',
    }),
  },
  'table.text-too-long': {
    severity: 'error',
    title: { fr: 'texte trop long pour un tableur', en: 'text too long for a spreadsheet' },
    fr: ({ limit, length }) => ({
      found: `un texte de ${fr.count(length, 'caractère', 'caractères')}`,
      expected: `au plus ${fr.count(limit, 'caractère', 'caractères')} dans une cellule de classeur`,
      remedy: 'Raccourcissez ce texte, ou choisissez la forme CSV ; la donnée est absente du classeur.',
    }),
    en: ({ limit, length }) => ({
      found: `a text of ${en.count(length, 'character', 'characters')}`,
      expected: `at most ${en.count(limit, 'character', 'characters')} in a cell of a workbook`,
      remedy: 'Shorten this text, or choose the CSV form; the value is absent from the workbook.',
    }),
  },
  'table.list-too-long': {
    severity: 'error',
    title: { fr: 'liste trop longue pour un tableau', en: 'list too long for a table' },
    fr: ({ limit }) => ({
      found: `une liste de plus de ${fr.count(limit, 'élément', 'éléments')}`,
      expected: `au plus ${fr.count(limit, 'élément', 'éléments')} par liste dans un tableau`,
      remedy: 'Choisissez la forme JSON ou XML pour ce contrat ; la suite de la liste est absente du tableau.',
    }),
    en: ({ limit }) => ({
      found: `a list of more than ${en.count(limit, 'item', 'items')}`,
      expected: `at most ${en.count(limit, 'item', 'items')} a list in a table`,
      remedy: 'Choose the JSON or XML form for this contract; the rest of the list is absent from the table.',
    }),
  },
  'table.too-many-rows': {
    severity: 'error',
    title: { fr: 'trop de contrats pour un classeur', en: 'too many contracts for a workbook' },
    fr: ({ limit }) => ({
      found: `plus de ${fr.number(limit)} lignes`,
      expected: `au plus ${fr.number(limit)} lignes par feuille`,
      remedy: 'Répartissez les contrats entre plusieurs fichiers, ou choisissez la forme CSV.',
    }),
    en: ({ limit }) => ({
      found: `more than ${en.number(limit)} rows`,
      expected: `at most ${en.number(limit)} rows a sheet`,
      remedy: 'Spread the contracts over several files, or choose the CSV form.',
    }),
  },
};
