/** The codes of workbooks (XLSX): the archive, its sheets, and what a spreadsheet does to what was typed. */
import { type Texts, en, fr } from '../../packages/base/src/language.ts';
import type { WorkbookParams } from './params.ts';
import type { Catalogue } from './types.ts';

const FORMS = {
  ole: {
    fr: "un classeur de l'ancien format « .xls », ou protégé par un mot de passe",
    en: 'a workbook in the old “.xls” format, or protected by a password',
  },
  ods: { fr: 'un classeur « .ods » (OpenDocument)', en: 'an “.ods” workbook (OpenDocument)' },
  other: { fr: "un fichier qui n'est pas un classeur", en: 'a file that is no workbook' },
} as const;

const formOf = (found: string): Texts => (found === 'ole' || found === 'ods' ? FORMS[found] : FORMS.other);

export const WORKBOOKS: Catalogue<WorkbookParams> = {
  'table.archive-too-large': {
    severity: 'error',
    title: { fr: 'classeur trop volumineux une fois décompressé', en: 'workbook too large once unpacked' },
    fr: ({ limit }) => ({
      found: `un classeur qui dépasse ${fr.number(Math.round(limit / 1_048_576))} Mio une fois décompressé`,
      expected: 'un classeur de taille ordinaire',
      remedy:
        'Supprimez les lignes et les colonnes vides ainsi que les images, ou répartissez les contrats entre plusieurs fichiers.',
    }),
    en: ({ limit }) => ({
      found: `a workbook that exceeds ${en.number(Math.round(limit / 1_048_576))} MiB once unpacked`,
      expected: 'a workbook of ordinary size',
      remedy: 'Delete empty rows, empty columns and pictures, or spread the contracts over several files.',
    }),
  },
  'table.not-a-workbook': {
    severity: 'error',
    title: { fr: "classeur d'un autre format", en: 'workbook of another format' },
    fr: ({ found }) => ({
      found: formOf(found).fr,
      expected: 'un classeur « .xlsx » sans mot de passe',
      remedy: 'Ouvrez-le dans un tableur et enregistrez-le au format « Classeur Excel (.xlsx) », sans mot de passe.',
    }),
    en: ({ found }) => ({
      found: formOf(found).en,
      expected: 'an “.xlsx” workbook without a password',
      remedy: 'Open it in a spreadsheet program and save it as “Excel Workbook (.xlsx)”, without a password.',
    }),
  },
  'table.broken-workbook': {
    severity: 'error',
    title: { fr: 'classeur abîmé', en: 'damaged workbook' },
    fr: ({ part }) => ({
      found: part === undefined ? 'une archive abîmée' : `la partie ${fr.quote(part)} du classeur, illisible`,
      expected: 'un classeur « .xlsx » entier',
      remedy: 'Ouvrez-le dans un tableur et enregistrez-le à nouveau, ou téléchargez-le à nouveau.',
    }),
    en: ({ part }) => ({
      found: part === undefined ? 'a damaged archive' : `the part ${en.quote(part)} of the workbook, which cannot be read`,
      expected: 'a whole “.xlsx” workbook',
      remedy: 'Open it in a spreadsheet program and save it again, or download it again.',
    }),
  },
  'table.unread-sheet': {
    severity: 'warning',
    title: { fr: 'feuille non lue', en: 'sheet that was not read' },
    fr: ({ sheet }) => ({
      found: `la feuille ${fr.quote(sheet)}, dont la première ligne n'a aucun nom de colonne connu`,
      expected: 'des feuilles construites comme le modèle de tableau',
      remedy: "Si elle contient des contrats, donnez-lui la première ligne du modèle ; sinon, il n'y a rien à faire.",
    }),
    en: ({ sheet }) => ({
      found: `the sheet ${en.quote(sheet)}, whose first row has no known name of a column`,
      expected: 'sheets built as the template of the table',
      remedy: 'If it holds contracts, give it the first row of the template; otherwise there is nothing to do.',
    }),
  },
  'table.rounded-number': {
    severity: 'error',
    title: { fr: 'nombre arrondi par le tableur', en: 'number rounded by the spreadsheet' },
    fr: ({ value }) => ({
      found: `le nombre ${fr.quote(value)}, dont le tableur n'a gardé que les 15 premiers chiffres`,
      expected: 'un texte, chiffre pour chiffre',
      remedy: 'Mettez la cellule au format « Texte », puis saisissez à nouveau la valeur.',
    }),
    en: ({ value }) => ({
      found: `the number ${en.quote(value)}, of which the spreadsheet only kept the first 15 digits`,
      expected: 'a text, digit by digit',
      remedy: 'Give the cell the format “Text”, then enter the value again.',
    }),
  },
  'table.date-in-text': {
    severity: 'warning',
    title: { fr: 'texte changé en date par le tableur', en: 'text turned into a date by the spreadsheet' },
    fr: ({ value }) => ({
      found: `une cellule au format de date, lue comme ${fr.quote(value)}`,
      expected: 'un texte',
      remedy: 'Mettez la cellule au format « Texte », puis saisissez à nouveau la valeur.',
    }),
    en: ({ value }) => ({
      found: `a cell in the format of a date, read as ${en.quote(value)}`,
      expected: 'a text',
      remedy: 'Give the cell the format “Text”, then enter the value again.',
    }),
  },
  'table.formula': {
    severity: 'warning',
    title: { fr: 'formule dans une cellule', en: 'formula in a cell' },
    fr: ({ value }) => ({
      found:
        value === undefined
          ? 'une formule sans résultat enregistré'
          : `une formule, dont le résultat ${fr.quote(value)} a été lu`,
      expected: 'une valeur saisie',
      remedy: 'Remplacez la formule par son résultat (copier, puis collage spécial « Valeurs »).',
    }),
    en: ({ value }) => ({
      found: value === undefined ? 'a formula without a saved result' : `a formula, whose result ${en.quote(value)} was read`,
      expected: 'a value that was entered',
      remedy: 'Replace the formula by its result (copy, then paste special “Values”).',
    }),
  },
  'table.error-value': {
    severity: 'error',
    title: { fr: 'cellule en erreur', en: 'cell in error' },
    fr: ({ value }) => ({
      found: `l'erreur de tableur ${fr.quote(value)}`,
      expected: 'une valeur',
      remedy: 'Corrigez la formule de la cellule, ou saisissez la valeur.',
    }),
    en: ({ value }) => ({
      found: `the spreadsheet error ${en.quote(value)}`,
      expected: 'a value',
      remedy: 'Correct the formula of the cell, or enter the value.',
    }),
  },
};
