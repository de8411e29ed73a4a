/** The codes of the data package: tables that do not fit together. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { PackageParams } from './params.ts';
import type { Catalogue } from './types.ts';

export const PACKAGE: Catalogue<PackageParams> = {
  'package.broken-archive': {
    severity: 'error',
    title: { fr: 'archive du paquet abîmée', en: 'damaged archive of the package' },
    fr: ({ part }) => ({
      found:
        part === undefined
          ? 'une archive « .zip » abîmée ou incomplète'
          : `une archive dont le fichier ${fr.quote(part, 100)} est abîmé ou s'y trouve deux fois`,
      expected: "l'archive « .zip » entière d'un paquet de tables",
      remedy: 'Téléchargez ou compressez à nouveau le paquet.',
    }),
    en: ({ part }) => ({
      found:
        part === undefined
          ? 'a damaged or incomplete “.zip” archive'
          : `an archive whose file ${en.quote(part, 100)} is damaged or stands twice in it`,
      expected: 'the whole “.zip” archive of a package of tables',
      remedy: 'Download or compress the package again.',
    }),
  },
  'package.too-large': {
    severity: 'error',
    title: { fr: 'paquet trop volumineux', en: 'package too large' },
    fr: ({ limit }) => ({
      found: `un paquet qui dépasse ${fr.number(Math.round(limit / 1_048_576))} Mio une fois décompressé`,
      expected: 'des tables qui tiennent ensemble dans cette limite',
      remedy:
        'Répartissez les contrats entre plusieurs paquets, ou contrôlez un fichier JSON ou XML : eux se lisent au fil de la lecture.',
    }),
    en: ({ limit }) => ({
      found: `a package that exceeds ${en.number(Math.round(limit / 1_048_576))} MiB once unpacked`,
      expected: 'tables that fit in this limit together',
      remedy: 'Spread the contracts over several packages, or check the JSON or XML file, which are read as they stream.',
    }),
  },
  'package.too-many-rows': {
    severity: 'error',
    title: { fr: 'paquet de trop de lignes', en: 'package of too many rows' },
    fr: ({ table, limit }) => ({
      found: `plus de ${fr.number(limit)} lignes dans le paquet, jusqu'à la table ${fr.quote(table)}`,
      expected: `au plus ${fr.number(limit)} lignes, toutes tables ensemble`,
      remedy: 'Répartissez les contrats entre plusieurs paquets, ou passez par JSON ou XML.',
    }),
    en: ({ table, limit }) => ({
      found: `more than ${en.number(limit)} rows in the package, up to the table ${en.quote(table)}`,
      expected: `${en.number(limit)} rows at most, all tables together`,
      remedy: 'Spread the contracts over several packages, or go through JSON or XML.',
    }),
  },
  'package.too-many-columns': {
    severity: 'error',
    title: { fr: 'table de trop de colonnes', en: 'table of too many columns' },
    fr: ({ table, limit }) => ({
      found: `plus de ${fr.number(limit)} colonnes dans la table ${fr.quote(table)}`,
      expected: `les colonnes du modèle, et au plus ${fr.number(limit)} en tout`,
      remedy: 'Ne gardez que les colonnes du modèle.',
    }),
    en: ({ table, limit }) => ({
      found: `more than ${en.number(limit)} columns in the table ${en.quote(table)}`,
      expected: `the columns of the template, and ${en.number(limit)} at most in all`,
      remedy: 'Keep the columns of the template only.',
    }),
  },
  'package.stopped': {
    severity: 'error',
    title: { fr: 'table abandonnée', en: 'table that was left' },
    fr: ({ table, limit }) => ({
      found: `${fr.count(limit, 'ligne', 'lignes')} sans clé dans la table ${fr.quote(table)}, dont la suite n'a pas été lue`,
      expected: 'un numéro de contrat et des rangs à chaque ligne',
      remedy: 'Corrigez les clés de cette table, puis relisez le paquet.',
    }),
    en: ({ table, limit }) => ({
      found: `${en.count(limit, 'row', 'rows')} without a key in the table ${en.quote(table)}, the rest of which was not read`,
      expected: 'a number of contract and ranks in each row',
      remedy: 'Mend the keys of this table, then read the package again.',
    }),
  },
  'package.more': {
    severity: 'error',
    title: { fr: 'autres constats du même genre', en: 'more findings of the same kind' },
    fr: ({ table, code, count }) => ({
      found: `${fr.count(count, 'autre constat', 'autres constats')} ${fr.quote(code)}${table === undefined ? '' : ` dans la table ${fr.quote(table)}`}, en plus de ceux qui sont détaillés`,
      expected: 'un paquet sans ces constats',
      remedy: 'Corrigez la cause des premiers, puis relisez le paquet.',
    }),
    en: ({ table, code, count }) => ({
      found: `${en.count(count, 'more finding', 'more findings')} ${en.quote(code)}${table === undefined ? '' : ` in the table ${en.quote(table)}`}, beside those that are told in full`,
      expected: 'a package without these findings',
      remedy: 'Mend the cause of the first ones, then read the package again.',
    }),
  },
  'package.no-descriptor': {
    severity: 'error',
    title: { fr: 'paquet sans description', en: 'package without description' },
    fr: () => ({
      found: 'un dossier ou une archive sans fichier « datapackage.json »',
      expected: 'un paquet de tables, décrit par ce fichier',
      remedy: 'Ajoutez « datapackage.json » à la racine du paquet.',
    }),
    en: () => ({
      found: 'a folder or archive without the file “datapackage.json”',
      expected: 'a package of tables, described by this file',
      remedy: 'Add “datapackage.json” at the top of the package.',
    }),
  },
  'package.bad-descriptor': {
    severity: 'error',
    title: { fr: 'description du paquet illisible', en: 'unreadable description of the package' },
    fr: ({ reason }) => ({
      found: `un fichier « datapackage.json » inutilisable : ${reason.fr}`,
      expected: "la description d'un paquet de tables du référentiel",
      remedy: "Reprenez ce fichier tel que le référentiel l'a écrit.",
    }),
    en: ({ reason }) => ({
      found: `a file “datapackage.json” that cannot be used: ${reason.en}`,
      expected: 'the description of a package of tables of the référentiel',
      remedy: 'Take this file again as the référentiel wrote it.',
    }),
  },
  'package.bad-path': {
    severity: 'error',
    title: { fr: 'fichier hors du paquet', en: 'file outside of the package' },
    fr: ({ table, path }) => ({
      found: `la table ${fr.quote(table)}, rangée sous ${fr.quote(path, 200)}`,
      expected: `un fichier du paquet, par son nom (${fr.quote(`${table}.csv`)})`,
      remedy: 'Placez le fichier dans le paquet et corrigez son nom dans « datapackage.json ».',
    }),
    en: ({ table, path }) => ({
      found: `the table ${en.quote(table)}, kept under ${en.quote(path, 200)}`,
      expected: `a file of the package, by its name (${en.quote(`${table}.csv`)})`,
      remedy: 'Put the file into the package and mend its name in “datapackage.json”.',
    }),
  },
  'package.missing-table': {
    severity: 'error',
    title: { fr: 'table non décrite', en: 'table that is not described' },
    fr: ({ table }) => ({
      found: `aucune table ${fr.quote(table)} dans « datapackage.json »`,
      expected: 'toutes les tables de la version, même vides',
      remedy: "Ajoutez la table à la description, avec son fichier ; aucune de ses lignes n'a été lue.",
    }),
    en: ({ table }) => ({
      found: `no table ${en.quote(table)} in “datapackage.json”`,
      expected: 'all tables of the version, even empty ones',
      remedy: 'Add the table to the description, with its file; no row of it was read.',
    }),
  },
  'package.missing-file': {
    severity: 'error',
    title: { fr: 'fichier de table absent', en: 'file of a table missing' },
    fr: ({ table, file }) => ({
      found: `aucun fichier ${fr.quote(file, 200)} dans le paquet, pour la table ${fr.quote(table)}`,
      expected: 'le fichier que « datapackage.json » annonce',
      remedy: "Ajoutez ce fichier ; aucune ligne de la table n'a été lue.",
    }),
    en: ({ table, file }) => ({
      found: `no file ${en.quote(file, 200)} in the package, for the table ${en.quote(table)}`,
      expected: 'the file that “datapackage.json” announces',
      remedy: 'Add this file; no row of the table was read.',
    }),
  },
  'package.unknown-table': {
    severity: 'error',
    title: { fr: 'table inconnue', en: 'unknown table' },
    fr: ({ table }) => ({
      found: `la table ${fr.quote(table)}, que cette version n'a pas`,
      expected: 'les tables de la version, sous leur nom exact',
      remedy: "Corrigez le nom de la table ou retirez-la ; elle n'a pas été lue.",
    }),
    en: ({ table }) => ({
      found: `the table ${en.quote(table)}, which this version does not have`,
      expected: 'the tables of the version, under their exact names',
      remedy: 'Mend the name of the table or remove it; it was not read.',
    }),
  },
  'package.no-header': {
    severity: 'error',
    title: { fr: 'table sans noms de colonnes', en: 'table without column names' },
    fr: ({ table }) => ({
      found: `le fichier vide de la table ${fr.quote(table)}`,
      expected: 'au moins la ligne des noms de colonnes',
      remedy: "Ajoutez cette ligne, même si la table n'a pas de contenu.",
    }),
    en: ({ table }) => ({
      found: `the empty file of the table ${en.quote(table)}`,
      expected: 'at least the line of column names',
      remedy: 'Add this line, even if the table has no content.',
    }),
  },
  'package.missing-column': {
    severity: 'error',
    title: { fr: 'colonne absente', en: 'missing column' },
    fr: ({ table, column, key }) => ({
      found: `aucune colonne ${fr.quote(column)} dans la table ${fr.quote(table)}`,
      expected: 'toutes les colonnes de la table, même vides',
      remedy: key
        ? "Ajoutez la colonne : sans elle, aucune ligne de la table n'a pu être lue."
        : 'Ajoutez la colonne ; ses valeurs sont tenues pour absentes.',
    }),
    en: ({ table, column, key }) => ({
      found: `no column ${en.quote(column)} in the table ${en.quote(table)}`,
      expected: 'all columns of the table, even empty ones',
      remedy: key
        ? 'Add the column: without it no row of the table could be read.'
        : 'Add the column; its values are taken to be absent.',
    }),
  },
  'package.unknown-column': {
    severity: 'error',
    title: { fr: 'colonne inconnue de la table', en: 'column that the table does not know' },
    fr: ({ table, column }) => ({
      found: `la colonne ${fr.quote(column)}, que la table ${fr.quote(table)} n'a pas`,
      expected: 'les colonnes de la table, sous leur nom exact',
      remedy: "Corrigez le nom ou retirez la colonne ; ses valeurs n'ont pas été lues.",
    }),
    en: ({ table, column }) => ({
      found: `the column ${en.quote(column)}, which the table ${en.quote(table)} does not have`,
      expected: 'the columns of the table, under their exact names',
      remedy: 'Mend the name or remove the column; its values were not read.',
    }),
  },
  'package.duplicate-column': {
    severity: 'error',
    title: { fr: 'colonne en double dans la table', en: 'column that stands twice in the table' },
    fr: ({ table, column }) => ({
      found: `la colonne ${fr.quote(column)} deux fois dans la table ${fr.quote(table)}`,
      expected: 'chaque colonne une fois',
      remedy: 'Retirez la seconde ; seule la première a été lue.',
    }),
    en: ({ table, column }) => ({
      found: `the column ${en.quote(column)} twice in the table ${en.quote(table)}`,
      expected: 'each column once',
      remedy: 'Remove the second one; only the first was read.',
    }),
  },
  'package.cell-count': {
    severity: 'error',
    title: { fr: 'ligne trop courte ou trop longue', en: 'row too short or too long' },
    fr: ({ table, count, expected }) => ({
      found: `une ligne de ${fr.count(count, 'case', 'cases')} dans la table ${fr.quote(table)}`,
      expected: `${fr.count(expected, 'case', 'cases')}, autant que de colonnes`,
      remedy: 'Vérifiez les virgules et les guillemets de cette ligne.',
    }),
    en: ({ table, count, expected }) => ({
      found: `a row of ${en.count(count, 'cell', 'cells')} in the table ${en.quote(table)}`,
      expected: `${en.count(expected, 'cell', 'cells')}, as many as columns`,
      remedy: 'Check the commas and quotation marks of this row.',
    }),
  },
  'package.stray-quote': {
    severity: 'error',
    title: { fr: 'guillemet mal placé', en: 'misplaced quotation mark' },
    fr: ({ table }) => ({
      found: `un guillemet au milieu d'une case de la table ${fr.quote(table)}`,
      expected: 'un texte entier entre guillemets, les siens étant doublés ("")',
      remedy: "Mettez le texte entier entre guillemets et doublez ceux qu'il contient ; la case a été lue telle quelle.",
    }),
    en: ({ table }) => ({
      found: `a quotation mark in the middle of a cell of the table ${en.quote(table)}`,
      expected: 'a whole text between quotation marks, its own ones doubled ("")',
      remedy: 'Put the whole text between quotation marks and double those that it holds; the cell was read as it stands.',
    }),
  },
  'package.unclosed-quote': {
    severity: 'error',
    title: { fr: 'guillemet jamais fermé', en: 'quotation mark that is never closed' },
    fr: ({ table }) => ({
      found: `un guillemet ouvert et jamais refermé dans la table ${fr.quote(table)}`,
      expected: 'un guillemet fermant à la fin du texte',
      remedy: 'Fermez le guillemet ; toute la suite du fichier a été prise pour le texte de cette case.',
    }),
    en: ({ table }) => ({
      found: `a quotation mark that is opened and never closed in the table ${en.quote(table)}`,
      expected: 'a closing quotation mark at the end of the text',
      remedy: 'Close the quotation mark; all the rest of the file was taken for the text of this cell.',
    }),
  },
  'package.bad-key': {
    severity: 'error',
    title: { fr: 'numéro ou rang illisible', en: 'number or rank that cannot be read' },
    fr: ({ table, column, value }) => ({
      found: `${value === undefined ? 'une case vide' : fr.quote(value)} dans la colonne ${fr.quote(column)} de la table ${fr.quote(table)}`,
      expected: 'un nombre entier, à partir de 1',
      remedy: "Corrigez ce numéro ; la ligne n'a pas été lue.",
    }),
    en: ({ table, column, value }) => ({
      found: `${value === undefined ? 'an empty cell' : en.quote(value)} in the column ${en.quote(column)} of the table ${en.quote(table)}`,
      expected: 'a whole number, from 1',
      remedy: 'Mend this number; the row was not read.',
    }),
  },
  'package.duplicate-row': {
    severity: 'error',
    title: { fr: 'deux lignes de même clé', en: 'two rows of the same key' },
    fr: ({ table, key }) => ({
      found: `une seconde ligne de clé ${fr.quote(key)} dans la table ${fr.quote(table)}`,
      expected: 'une seule ligne pour chaque clé',
      remedy: 'Donnez à cette ligne un autre rang, ou retirez-la ; seule la première a été lue.',
    }),
    en: ({ table, key }) => ({
      found: `a second row with the key ${en.quote(key)} in the table ${en.quote(table)}`,
      expected: 'one row for each key',
      remedy: 'Give this row another rank, or remove it; only the first was read.',
    }),
  },
  'package.gap': {
    severity: 'error',
    title: { fr: 'trou dans les rangs', en: 'gap in the ranks' },
    fr: ({ table, expected, found }) => ({
      found: `le rang ${fr.number(found)} dans la table ${fr.quote(table)}, sans le rang ${fr.number(expected)}`,
      expected: 'des rangs qui se suivent à partir de 1',
      remedy: 'Ajoutez la ligne qui manque, ou renumérotez les suivantes.',
    }),
    en: ({ table, expected, found }) => ({
      found: `the rank ${en.number(found)} in the table ${en.quote(table)}, without the rank ${en.number(expected)}`,
      expected: 'ranks that follow one another from 1',
      remedy: 'Add the row that is missing, or number the following ones again.',
    }),
  },
  'package.orphan': {
    severity: 'error',
    title: { fr: 'ligne sans contrat', en: 'row without a contract' },
    fr: ({ table, key, parent }) => ({
      found: `une ligne de la table ${fr.quote(table)} qui appartient à la ligne ${fr.quote(key)} de la table ${fr.quote(parent)}, laquelle n'existe pas`,
      expected: `le numéro d'une ligne de la table ${fr.quote(parent)}`,
      remedy: "Corrigez le numéro ou ajoutez la ligne qui manque ; celle-ci n'a pas été lue.",
    }),
    en: ({ table, key, parent }) => ({
      found: `a row of the table ${en.quote(table)} that belongs to the row ${en.quote(key)} of the table ${en.quote(parent)}, which does not exist`,
      expected: `the number of a row of the table ${en.quote(parent)}`,
      remedy: 'Mend the number or add the row that is missing; this one was not read.',
    }),
  },
  'package.count': {
    severity: 'error',
    title: { fr: 'nombre de lignes faux', en: 'wrong number of rows' },
    fr: ({ table, column, count, value }) => ({
      found: `${value === undefined ? 'une case vide' : fr.quote(value)} dans la colonne ${fr.quote(column)}, pour ${fr.count(count, 'ligne', 'lignes')} dans la table ${fr.quote(table)}`,
      expected: "le nombre exact de lignes, ou une case vide s'il n'y a pas de liste",
      remedy: 'Corrigez le nombre, ou ajoutez les lignes qui manquent.',
    }),
    en: ({ table, column, count, value }) => ({
      found: `${value === undefined ? 'an empty cell' : en.quote(value)} in the column ${en.quote(column)}, for ${en.count(count, 'row', 'rows')} in the table ${en.quote(table)}`,
      expected: 'the exact number of rows, or an empty cell if there is no list',
      remedy: 'Mend the number, or add the rows that are missing.',
    }),
  },
};
