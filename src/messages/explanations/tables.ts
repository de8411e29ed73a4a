/** table.*: why a table is read as it is. */
import type { Texts } from '../../../packages/base/src/language.ts';
import type { TableParams } from '../params.ts';
import { BOUND } from './sources.ts';
import type { Explanations } from './structure.ts';

const SHEET: Texts = {
  fr: 'Le modèle de tableau de ce référentiel, tiré du schéma de la version appliquée. Aucun texte réglementaire ne fixe cette forme.',
  en: 'The table template of this référentiel, made from the schema of the version applied. No legal text sets this form.',
};

const CSV: Texts = {
  fr: 'RFC 4180 (format CSV), section 2 : https://www.rfc-editor.org/rfc/rfc4180#section-2',
  en: 'RFC 4180 (the CSV format), section 2: https://www.rfc-editor.org/rfc/rfc4180#section-2',
};

const OOXML: Texts = {
  fr: 'ECMA-376 (Office Open XML), partie 1, SpreadsheetML : https://ecma-international.org/publications-and-standards/standards/ecma-376/',
  en: 'ECMA-376 (Office Open XML), part 1, SpreadsheetML: https://ecma-international.org/publications-and-standards/standards/ecma-376/',
};

export const TABLES: Explanations<TableParams> = {
  'table.encoding-windows-1252': {
    why: {
      fr: "Le format attendu est UTF-8. Quand un fichier n'en est pas, il vient presque toujours d'un tableur sous Windows : il est lu en Windows-1252, et cela est dit, car un accent mal lu ne se voit pas.",
      en: 'The encoding expected is UTF-8. A file that is not comes nearly always from a spreadsheet on Windows: it is read as Windows-1252, and that is said, since a wrong accent does not show.',
    },
    mend: {
      fr: 'Vérifiez les accents, et enregistrez la prochaine fois au format « CSV UTF-8 ».',
      en: 'Check the accents, and save as “CSV UTF-8” next time.',
    },
    source: SHEET,
  },
  'table.too-large': {
    why: {
      fr: 'Un tableau est lu en entier dans la mémoire : une limite la protège. Le modèle est fait pour les petits acheteurs.',
      en: 'A table is read into memory as a whole: a bound protects it. The template is made for small buyers.',
    },
    mend: {
      fr: 'Répartissez les contrats entre plusieurs fichiers, ou publiez-les en JSON, qui se lit sans limite.',
      en: 'Spread the contracts over several files, or publish them as JSON, which is read without a bound.',
    },
    source: BOUND,
  },
  'table.no-header': {
    why: {
      fr: "La première ligne dit ce que contient chaque colonne. Sans elle, aucune valeur n'a de sens sûr.",
      en: 'The first row says what each column holds. Without it no value has a sure meaning.',
    },
    mend: {
      fr: 'Copiez la première ligne du modèle de tableau au-dessus des contrats, et supprimez les lignes de titre.',
      en: 'Copy the first row of the template above the contracts, and delete rows of titles.',
    },
    source: SHEET,
  },
  'table.no-rows': {
    why: {
      fr: "Le tableau n'a que ses noms de colonnes : il n'y a rien à contrôler.",
      en: 'The table has nothing but its names of columns: there is nothing to check.',
    },
    mend: {
      fr: 'Saisissez les contrats à partir de la troisième ligne du modèle, puis relancez le contrôle.',
      en: 'Enter the contracts from the third row of the template on, then run the check again.',
    },
    source: SHEET,
  },
  'table.too-many-columns': {
    why: {
      fr: "Aucun tableur n'ouvre plus de colonnes ; un tel fichier est fait pour bloquer les logiciels, ou son séparateur est faux.",
      en: 'No spreadsheet opens more columns; such a file is made to block programs, or its separator is wrong.',
    },
    mend: {
      fr: 'Retirez les colonnes vides, ou vérifiez le séparateur.',
      en: 'Remove the empty columns, or check the separator.',
    },
    source: BOUND,
  },
  'table.unknown-column': {
    why: {
      fr: "Le nom de la colonne n'est celui d'aucune donnée : ses valeurs n'ont pas été lues, et il faut le savoir.",
      en: 'The name of the column is that of no value of the standard: what stands below was not read, and you should know.',
    },
    mend: {
      fr: 'Reprenez le nom du modèle (le numéro fait partie du nom : titulaires.2.id), ou supprimez la colonne.',
      en: 'Take the name from the template (the number is part of the name: titulaires.2.id), or delete the column.',
    },
    source: SHEET,
  },
  'table.duplicate-column': {
    why: {
      fr: 'Deux colonnes donnent la même donnée : rien ne dit laquelle est la bonne, et seule la première a été lue.',
      en: 'Two columns give the same value: nothing says which is right, and only the first was read.',
    },
    mend: {
      fr: 'Supprimez la colonne de trop, ou donnez-lui le numéro suivant.',
      en: 'Delete the column that is too many, or give it the next number.',
    },
    source: SHEET,
  },
  'table.value-without-column': {
    why: {
      fr: "La valeur est dans une colonne sans nom, ou au-delà de la dernière : elle n'a pas été lue. Dans un fichier CSV, un texte qui contient le séparateur sans guillemets décale ainsi toute la ligne.",
      en: 'The value stands in a column without a name, or beyond the last: it was not read. In a CSV file a text that contains the separator without quotes shifts the whole row.',
    },
    mend: {
      fr: 'Effacez la valeur, nommez la colonne, ou mettez les textes entre guillemets.',
      en: 'Clear the value, name the column, or put texts in quotes.',
    },
    source: CSV,
  },
  'table.unclosed-quote': {
    why: {
      fr: 'Un guillemet ouvert emporte tout ce qui le suit dans une seule cellule : la suite du fichier ne peut pas être lue.',
      en: 'An open quote takes all that follows into one cell: the rest of the file cannot be read.',
    },
    mend: {
      fr: "Refermez le guillemet, et doublez ceux qui sont à l'intérieur d'un texte.",
      en: 'Close the quote, and double those that stand inside a text.',
    },
    source: CSV,
  },
  'table.gap': {
    why: {
      fr: "Les numéros d'une liste se remplissent dans l'ordre. Un numéro vide avant un numéro rempli est souvent une saisie oubliée ; les suivants sont remontés.",
      en: 'The numbers of a list are filled in order. An empty number before a filled one is often something forgotten; the others move up.',
    },
    mend: { fr: 'Complétez le numéro vide, ou décalez les suivants.', en: 'Fill in the empty number, or move the others up.' },
    source: SHEET,
  },
  'table.unknown-contrat': {
    why: {
      fr: 'Quand un tableau réunit marchés et concessions, sa première colonne dit de quel genre est chaque ligne.',
      en: 'Where a table holds both kinds of contract, its first column says the kind of each row.',
    },
    mend: { fr: 'Écrivez marche ou contrat-concession.', en: 'Write marche or contrat-concession.' },
    source: SHEET,
  },
  'table.empty-text': {
    why: {
      fr: "Une case vide veut dire que la donnée est absente : un texte vide ne s'écrit donc pas dans un tableau.",
      en: 'An empty cell means that the value is absent: so an empty text cannot be written in a table.',
    },
    mend: { fr: 'Remplissez le texte, ou retirez-le des données.', en: 'Fill in the text, or remove it from the data.' },
    source: SHEET,
  },
  'table.text-too-long': {
    why: {
      fr: 'Une cellule de classeur ne contient pas plus de 32 767 caractères.',
      en: 'A cell of a workbook holds no more than 32,767 characters.',
    },
    mend: { fr: 'Raccourcissez le texte, ou choisissez une autre forme.', en: 'Shorten the text, or choose another form.' },
    source: OOXML,
  },
  'table.list-too-long': {
    why: {
      fr: "Chaque élément d'une liste prend des colonnes : au-delà de 999 éléments, le tableau n'en est plus un.",
      en: 'Each item of a list takes columns: beyond 999 items a table is none.',
    },
    mend: { fr: 'Choisissez la forme JSON ou XML pour ce contrat.', en: 'Choose the JSON or XML form for this contract.' },
    source: SHEET,
  },
  'table.too-many-rows': {
    why: {
      fr: "Une feuille de classeur n'a pas plus de 1 048 576 lignes.",
      en: 'A sheet of a workbook has no more than 1,048,576 rows.',
    },
    mend: { fr: 'Répartissez les contrats, ou choisissez la forme CSV.', en: 'Spread the contracts, or choose the CSV form.' },
    source: OOXML,
  },
  'table.archive-too-large': {
    why: {
      fr: "Un classeur est une archive compressée. Quelques Kio peuvent en cacher des milliers de Mio, faits pour épuiser la mémoire : la décompression s'arrête à une limite.",
      en: 'A workbook is a compressed archive. A few KiB may hide thousands of MiB, made to exhaust memory: unpacking stops at a bound.',
    },
    mend: {
      fr: 'Supprimez les lignes et les colonnes vides mises en forme, ou répartissez les contrats.',
      en: 'Delete empty rows and columns that only have a format, or spread the contracts.',
    },
    source: BOUND,
  },
  'table.not-a-workbook': {
    why: {
      fr: 'Seuls les classeurs « .xlsx » sans mot de passe se lisent partout de la même façon.',
      en: 'Only “.xlsx” workbooks without a password are read alike everywhere.',
    },
    mend: {
      fr: 'Enregistrez le classeur au format « Classeur Excel (.xlsx) ».',
      en: 'Save the workbook as “Excel Workbook (.xlsx)”.',
    },
    source: OOXML,
  },
  'table.broken-workbook': {
    why: {
      fr: "L'archive ou l'une de ses parties ne se lit pas : un téléchargement interrompu, ou un fichier fait pour tromper les logiciels.",
      en: 'The archive or one of its parts cannot be read: a download that was cut, or a file made to deceive programs.',
    },
    mend: { fr: 'Enregistrez-le à nouveau depuis un tableur.', en: 'Save it again from a spreadsheet program.' },
    source: OOXML,
  },
  'table.unread-sheet': {
    why: {
      fr: "Seules sont lues les feuilles dont la première ligne a des noms de colonnes connus. Une autre feuille remplie est signalée, pour qu'aucun contrat ne soit oublié.",
      en: 'Only sheets whose first row has known names of columns are read. Another sheet with content is told, so that no contract is forgotten.',
    },
    mend: {
      fr: 'Si elle contient des contrats, donnez-lui la première ligne du modèle.',
      en: 'If it holds contracts, give it the first row of the template.',
    },
    source: SHEET,
  },
  'table.rounded-number': {
    why: {
      fr: "Un tableur garde 15 chiffres d'un nombre et remplace les suivants par des zéros : un identifiant saisi comme un nombre est alors faux.",
      en: 'A spreadsheet keeps 15 digits of a number and turns the others into zeros: an identifier entered as a number is then wrong.',
    },
    mend: {
      fr: 'Mettez la colonne au format « Texte » avant de saisir.',
      en: 'Give the column the format “Text” before you enter values.',
    },
    source: OOXML,
  },
  'table.date-in-text': {
    why: {
      fr: 'Un tableur change en date ce qui y ressemble (1-2, 3/4) : le texte saisi est perdu.',
      en: 'A spreadsheet turns what looks like a date (1-2, 3/4) into one: the text entered is lost.',
    },
    mend: {
      fr: 'Mettez la colonne au format « Texte », puis saisissez à nouveau.',
      en: 'Give the column the format “Text”, then enter the value again.',
    },
    source: OOXML,
  },
  'table.formula': {
    why: {
      fr: "Le résultat d'une formule peut changer d'un ordinateur à l'autre. C'est le dernier résultat enregistré qui est lu.",
      en: 'The result of a formula may change from one computer to another. The last one saved is read.',
    },
    mend: { fr: 'Collez les valeurs à la place des formules.', en: 'Paste the values in place of the formulas.' },
    source: OOXML,
  },
  'table.error-value': {
    why: {
      fr: 'La cellule montre une erreur de calcul (#N/A, #REF!) et non une donnée.',
      en: 'The cell shows an error of calculation (#N/A, #REF!) and no value.',
    },
    mend: { fr: 'Corrigez la formule ou saisissez la valeur.', en: 'Correct the formula or enter the value.' },
    source: OOXML,
  },
};
