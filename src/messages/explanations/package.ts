/** package.*: why the tables of a data package must fit together. */
import type { Texts } from '../../model/types.ts';
import type { PackageParams } from '../params.ts';
import type { Explanations } from './structure.ts';

const DATA_PACKAGE: Texts = {
  fr: 'Data Package 1 et Table Schema : https://specs.frictionlessdata.io/tabular-data-package/ ; les tables sont celles que ce programme tire du schéma de la version.',
  en: 'Data Package 1 and Table Schema: https://specs.frictionlessdata.io/tabular-data-package/; the tables are those that this program makes of the schema of the version.',
};

const CSV: Texts = {
  fr: 'RFC 4180 (format CSV), section 2 : https://www.rfc-editor.org/rfc/rfc4180#section-2',
  en: 'RFC 4180 (the CSV format), section 2: https://www.rfc-editor.org/rfc/rfc4180#section-2',
};

export const PACKAGE: Explanations<PackageParams> = {
  'package.broken-archive': {
    why: {
      fr: "Un paquet abîmé ne se lit pas entier, et deux fichiers du même nom dans une archive ne sont pas lus de même par tous les logiciels : rien n'en est pris.",
      en: 'A damaged package is not read whole, and two files of one name in an archive are not read alike by all programs: nothing is taken of it.',
    },
    mend: { fr: "Faites à nouveau l'archive à partir des tables.", en: 'Make the archive again from the tables.' },
    source: DATA_PACKAGE,
  },
  'package.too-large': {
    why: {
      fr: "Les tables d'un paquet sont reliées entre elles et se lisent en mémoire. Quelques Kio d'archive peuvent en cacher des milliers de Mio : la lecture s'arrête à une limite.",
      en: 'The tables of a package belong together and are read in memory. A few KiB of archive may hide thousands of MiB: reading stops at a bound.',
    },
    mend: {
      fr: 'Répartissez les contrats entre plusieurs paquets, ou passez par JSON ou XML, qui se lisent au fil de la lecture.',
      en: 'Spread the contracts over several packages, or go through JSON or XML, which are read as they stream.',
    },
    source: DATA_PACKAGE,
  },
  'package.too-many-rows': {
    why: {
      fr: "Deux octets suffisent à faire une ligne, qui en prend des centaines en mémoire : la lecture s'arrête à une limite, avant que la mémoire ne manque.",
      en: 'Two bytes are enough for a row, which takes hundreds in memory: reading stops at a bound, before memory runs out.',
    },
    mend: {
      fr: 'Répartissez les contrats entre plusieurs paquets, ou passez par JSON ou XML, qui se lisent au fil de la lecture.',
      en: 'Spread the contracts over several packages, or go through JSON or XML, which are read as they stream.',
    },
    source: DATA_PACKAGE,
  },
  'package.too-many-columns': {
    why: {
      fr: "Une table a quelques dizaines de colonnes ; des milliers d'autres montrent un fichier abîmé ou fait pour nuire.",
      en: 'A table has some tens of columns; thousands of others show a file that is damaged or made to harm.',
    },
    mend: { fr: 'Repartez du modèle de la table.', en: 'Start again from the template of the table.' },
    source: DATA_PACKAGE,
  },
  'package.stopped': {
    why: {
      fr: "Une ligne sans clé n'est rattachée à rien. Après tant de lignes, le fichier n'est sans doute pas la table annoncée : en lire la suite ne dirait rien de plus.",
      en: 'A row without a key belongs to nothing. After so many rows the file is probably not the table that was announced: reading on would tell nothing more.',
    },
    mend: {
      fr: 'Vérifiez que le fichier est bien celui de la table, puis numérotez ses lignes.',
      en: 'Check that the file is the one of the table, then number its rows.',
    },
    source: DATA_PACKAGE,
  },
  'package.more': {
    why: {
      fr: 'Des milliers de constats identiques ont le plus souvent une seule cause : les premiers la montrent, les autres sont comptés.',
      en: 'Thousands of findings alike mostly have one cause: the first show it, the others are counted.',
    },
    mend: {
      fr: 'Corrigez la cause des premiers ; une nouvelle lecture dira ceux qui restent.',
      en: 'Mend the cause of the first ones; reading again will tell those that are left.',
    },
    source: DATA_PACKAGE,
  },
  'package.no-descriptor': {
    why: {
      fr: "La description dit quel fichier porte quelle table, et ce que le fichier d'origine annonçait. Sans elle, des fichiers CSV ne sont pas un paquet.",
      en: 'The description says which file holds which table, and what the original file announced. Without it CSV files are no package.',
    },
    mend: {
      fr: 'Partez des fichiers que « decp generate » écrit : ils comprennent la description, à garder à côté des tables.',
      en: 'Start from the files that “decp generate” writes: they include the description, which stays beside the tables.',
    },
    source: DATA_PACKAGE,
  },
  'package.bad-descriptor': {
    why: {
      fr: "Un paquet se lit par sa description : si elle est abîmée ou décrit d'autres données, rien ne dit ce que sont les tables.",
      en: 'A package is read by its description: if it is damaged or describes other data, nothing says what the tables are.',
    },
    mend: {
      fr: "Reprenez le fichier « datapackage.json » que le référentiel a écrit pour cette version, sans rien y changer d'autre que vos données.",
      en: 'Take the file “datapackage.json” that the référentiel wrote for this version, and change nothing in it but your data.',
    },
    source: DATA_PACKAGE,
  },
  'package.bad-path': {
    why: {
      fr: "Une adresse, un chemin complet ou « .. » feraient lire autre chose que le paquet reçu : aucun n'est suivi.",
      en: 'An address, a full path or “..” would have something else read than the package received: none is followed.',
    },
    mend: {
      fr: 'Rangez tous les fichiers dans le dossier du paquet, et donnez leur nom seul.',
      en: 'Keep all files in the folder of the package, and give their bare names.',
    },
    source: DATA_PACKAGE,
  },
  'package.missing-table': {
    why: {
      fr: 'Une table absente peut être une table oubliée : des titulaires ou des modifications manqueraient sans que rien ne le dise.',
      en: 'A table that is absent may be one that was forgotten: titulaires or modifications would be missing and nothing would say so.',
    },
    mend: {
      fr: "Gardez toutes les tables ; celle qui ne sert pas n'a que sa ligne de noms de colonnes.",
      en: 'Keep all tables; one that is not used only has its line of column names.',
    },
    source: DATA_PACKAGE,
  },
  'package.missing-file': {
    why: {
      fr: 'La description annonce un fichier que le paquet ne contient pas : une copie ou un envoi est sans doute incomplet.',
      en: 'The description announces a file that the package does not hold: a copy or a transfer is probably incomplete.',
    },
    mend: {
      fr: "Ajoutez le fichier ou envoyez à nouveau le paquet entier ; une table vide n'a que sa ligne de noms de colonnes.",
      en: 'Add the file or send the whole package again; an empty table only has its line of column names.',
    },
    source: DATA_PACKAGE,
  },
  'package.unknown-table': {
    why: {
      fr: "Une table que la version ne connaît pas ne peut pas être rangée dans les contrats : elle n'est ni lue ni contrôlée.",
      en: 'A table that the version does not know has no place in the contracts: it is neither read nor checked.',
    },
    mend: {
      fr: 'Corrigez le nom, choisissez la bonne version avec « --schema », ou retirez la table du paquet.',
      en: 'Mend the name, choose the right version with “--schema”, or take the table out of the package.',
    },
    source: DATA_PACKAGE,
  },
  'package.no-header': {
    why: {
      fr: "Un fichier tout à fait vide vient souvent d'un export ou d'une copie interrompus : il ne vaut pas une table sans lignes.",
      en: 'A file that is quite empty often comes from an export or a copy that was cut off: it does not count as a table without rows.',
    },
    mend: {
      fr: 'Écrivez la première ligne avec le nom de chaque colonne.',
      en: 'Write the first line with the name of each column.',
    },
    source: DATA_PACKAGE,
  },
  'package.missing-column': {
    why: {
      fr: 'Une colonne absente peut être une colonne perdue. Les numéros et les rangs relient les tables : sans eux, rien ne dit à quel contrat une ligne appartient.',
      en: 'A column that is absent may be one that was lost. Numbers and ranks tie the tables together: without them nothing says which contract a row belongs to.',
    },
    mend: {
      fr: "Gardez toutes les colonnes de la table, dans l'ordre que vous voulez.",
      en: 'Keep all columns of the table, in any order.',
    },
    source: DATA_PACKAGE,
  },
  'package.unknown-column': {
    why: {
      fr: "Les valeurs d'une colonne que la version ne connaît pas n'ont pas de place dans les contrats.",
      en: 'The values of a column that the version does not know have no place in the contracts.',
    },
    mend: {
      fr: 'Corrigez le nom de la colonne (minuscules, sans accent), ou retirez-la.',
      en: 'Mend the name of the column (lower case, without accents), or remove it.',
    },
    source: DATA_PACKAGE,
  },
  'package.duplicate-column': {
    why: {
      fr: 'Deux colonnes du même nom peuvent porter deux valeurs différentes : rien ne dit laquelle compte.',
      en: 'Two columns of the same name may hold two different values: nothing says which one counts.',
    },
    mend: { fr: "Gardez la bonne colonne et retirez l'autre.", en: 'Keep the right column and remove the other.' },
    source: DATA_PACKAGE,
  },
  'package.cell-count': {
    why: {
      fr: "Une virgule ou un guillemet mal placé décale les valeurs d'une ligne sous d'autres colonnes que les leurs.",
      en: 'A misplaced comma or quotation mark moves the values of a row under other columns than their own.',
    },
    mend: {
      fr: "Mettez entre guillemets les textes qui contiennent une virgule, et doublez les guillemets qu'ils contiennent.",
      en: 'Put texts that hold a comma between quotation marks, and double the quotation marks that they hold.',
    },
    source: CSV,
  },
  'package.stray-quote': {
    why: {
      fr: 'Dans un fichier CSV, un guillemet ouvre ou ferme un texte. Ailleurs, on ne sait plus où la case finit.',
      en: 'In a CSV file a quotation mark opens or closes a text. Elsewhere nobody knows where the cell ends.',
    },
    mend: {
      fr: 'Écrivez le fichier avec une bibliothèque CSV, qui place les guillemets elle-même.',
      en: 'Write the file with a CSV library, which places the quotation marks itself.',
    },
    source: CSV,
  },
  'package.unclosed-quote': {
    why: {
      fr: "Un texte ouvert par un guillemet va jusqu'au guillemet suivant, fins de ligne comprises : les lignes d'après s'y perdent.",
      en: 'A text opened by a quotation mark goes on to the next one, ends of lines included: the rows after it are lost in it.',
    },
    mend: {
      fr: "Fermez le guillemet, ou vérifiez que le fichier n'a pas été coupé.",
      en: 'Close the quotation mark, or check that the file was not cut off.',
    },
    source: CSV,
  },
  'package.bad-key': {
    why: {
      fr: "Les numéros et les rangs disent à quel contrat une ligne appartient, et dans quel ordre : sans eux, la ligne n'a pas de place.",
      en: 'Numbers and ranks say which contract a row belongs to, and in which order: without them the row has no place.',
    },
    mend: {
      fr: 'Écrivez le rang en chiffres, sans espace ni décimale.',
      en: 'Write the rank in digits, without blanks or decimals.',
    },
    source: DATA_PACKAGE,
  },
  'package.duplicate-row': {
    why: {
      fr: 'Deux lignes de même clé seraient le même contrat ou le même élément : rien ne dit laquelle compte.',
      en: 'Two rows of the same key would be the same contract or the same item: nothing says which one counts.',
    },
    mend: { fr: 'Numérotez les lignes à partir de 1, chacune une fois.', en: 'Number the rows from 1, each once.' },
    source: DATA_PACKAGE,
  },
  'package.gap': {
    why: {
      fr: "Un trou dans les rangs montre qu'une ligne a sans doute été perdue.",
      en: 'A gap in the ranks shows that a row was probably lost.',
    },
    mend: {
      fr: "Retrouvez la ligne, ou renumérotez celles qui suivent, dans cette table et dans celles qui s'y rapportent.",
      en: 'Find the row again, or number the following ones again, in this table and in those that refer to it.',
    },
    source: DATA_PACKAGE,
  },
  'package.orphan': {
    why: {
      fr: 'Une ligne qui se rapporte à un contrat absent montre que ce contrat a été perdu, ou que le numéro est faux.',
      en: 'A row that refers to a contract that is absent shows that this contract was lost, or that the number is wrong.',
    },
    mend: { fr: 'Corrigez le numéro, ou ajoutez la ligne du contrat.', en: 'Mend the number, or add the row of the contract.' },
    source: DATA_PACKAGE,
  },
  'package.count': {
    why: {
      fr: "Cette colonne distingue une liste vide d'une liste absente, et montre les lignes perdues.",
      en: 'This column tells an empty list from one that is absent, and shows rows that were lost.',
    },
    mend: {
      fr: 'Comptez les lignes de la table pour ce contrat ; 0 pour une liste vide, rien sans liste.',
      en: 'Count the rows of the table for this contract; 0 for an empty list, nothing without a list.',
    },
    source: DATA_PACKAGE,
  },
};
