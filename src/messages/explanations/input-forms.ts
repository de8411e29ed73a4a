/** input.*: a form of file that was asked for and that there is not. */
import type { FormsParams } from '../params.ts';
import { PROGRAM } from './sources.ts';
import type { Explanations } from './types.ts';

export const FORMS: Explanations<FormsParams> = {
  'convert.version-left-out': {
    why: {
      fr: "Une feuille de calcul a une ligne par contrat, et rien pour ce que le fichier dit de lui-même : la version n'y figure pas.",
      en: 'A spreadsheet has one row a contract and nothing for what the file says of itself: the version is not in it.',
    },
    mend: {
      fr: 'Pour garder la version dans le fichier, convertissez en JSON, en XML ou en paquet de tables.',
      en: 'To keep the version in the file, convert to JSON, to XML or to a package of tables.',
    },
    source: PROGRAM,
  },
  'output.folder-in-use': {
    why: {
      fr: "Un paquet de tables est un dossier entier : l'écrire par-dessus d'autres fichiers mêlerait les deux.",
      en: 'A package of tables is a whole folder: writing it over other files would mix both.',
    },
    mend: { fr: 'Nommez un dossier neuf ou vide.', en: 'Name a new or empty folder.' },
    source: PROGRAM,
  },
  'input.unknown-form': {
    why: {
      fr: "La forme à écrire se lit à la fin du nom de la sortie : ce nom-ci n'en dit aucune que le programme sache écrire.",
      en: 'The form to write is read from the end of the name of the output: this name says none that the program can write.',
    },
    mend: {
      fr: "Terminez le nom par .json, .xml, .csv, .xlsx ou .zip (tables), ou par une barre oblique pour un dossier de tables ; l'option --to l'emporte sur le nom.",
      en: 'End the name with .json, .xml, .csv, .xlsx or .zip (tables), or with a slash for a folder of tables; the option --to wins over the name.',
    },
    source: PROGRAM,
  },
  'input.one-file': {
    why: {
      fr: 'Une conversion lit un fichier et en écrit un : un dossier de plusieurs fichiers ne dit pas lequel.',
      en: 'A conversion reads one file and writes one: a folder of several files does not say which.',
    },
    mend: { fr: 'Nommez le fichier à convertir.', en: 'Name the file to convert.' },
    source: PROGRAM,
  },
  'input.form-of-version': {
    why: {
      fr: "Les versions publiées avant celle qui est nommée n'ont pas la structure que cette forme demande ; leurs fichiers se lisent, mais ne s'écrivent qu'en JSON.",
      en: 'The versions published before the one named have not the structure that this form asks for; their files are read, but only written in JSON.',
    },
    mend: {
      fr: 'Convertissez en JSON, ou passez les données à une version plus récente.',
      en: 'Convert to JSON, or bring the data to a newer version.',
    },
    source: PROGRAM,
  },
  'input.unknown-target': {
    why: {
      fr: "Ce que le référentiel sait produire a un nom fixe ; celui-ci n'en est pas un.",
      en: 'What the référentiel can make has fixed names; this is none of them.',
    },
    mend: { fr: 'Reprenez un des noms de la liste.', en: 'Take one of the names of the list.' },
    source: PROGRAM,
  },
};
