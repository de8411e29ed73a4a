/** input.* of `decp diff` and `decp report`: why a side of the comparison could not be read. */
import type { SideParams } from '../params.ts';
import { PROGRAM } from './sources.ts';
import type { Explanations } from './types.ts';

export const SIDES: Explanations<SideParams> = {
  'input.no-such-side': {
    why: {
      fr: 'Ce qui est à comparer se nomme par une version du format, un fichier, un dossier ou une référence git ; rien de tel ne porte ce nom.',
      en: 'What is to be compared is named by a version of the format, a file, a folder or a git reference; nothing of the kind has this name.',
    },
    mend: {
      fr: "Vérifiez l'orthographe et le dossier d'où la commande est lancée. Un fichier qui porte le nom d'une version se donne avec son dossier, comme « ./next ».",
      en: 'Check the spelling and the folder that the command is started from. A file that has the name of a version is given with its folder, such as “./next”.',
    },
    source: PROGRAM,
  },
  'input.not-a-schema': {
    why: {
      fr: 'Un schéma JSON est un objet, ou « true » ou « false ». Ce fichier contient autre chose, ou une faute de syntaxe empêche de le lire.',
      en: 'A JSON Schema is an object, or “true” or “false”. This file holds something else, or a slip prevents it from being read.',
    },
    mend: {
      fr: "Corrigez le fichier à l'endroit donné, ou nommez le bon fichier. Pour vérifier des données, la commande est « decp validate ».",
      en: 'Mend the file at the place given, or name the right file. To check data, the command is “decp validate”.',
    },
    source: PROGRAM,
  },
  'input.too-large': {
    why: {
      fr: "Un schéma tient en mémoire ; un fichier ou un dossier aussi gros n'en est sans doute pas un.",
      en: 'A schema is held in memory; a file or a folder as large as this one is hardly one.',
    },
    mend: { fr: 'Nommez le schéma, et non des données ou une archive.', en: 'Name the schema, and not data or an archive.' },
    source: PROGRAM,
  },
  'input.not-a-version-folder': {
    why: {
      fr: 'Un dossier de version contient « decp.schema.json », les fichiers auxquels il renvoie, et ses listes de codes. Ceux-ci manquent ou ne vont pas ensemble.',
      en: 'A version folder holds “decp.schema.json”, the files that it refers to, and its codelists. These are missing or do not fit together.',
    },
    mend: {
      fr: 'Suivez le conseil du message. Pour un schéma en un seul fichier, donnez ce fichier.',
      en: 'Follow the advice of the message. For a schema in one file, give that file.',
    },
    source: PROGRAM,
  },
  'input.no-repository': {
    why: {
      fr: "Ce qui commence par « git: » est lu dans l'histoire du dépôt où la commande est lancée, avec le programme git de la machine ; l'un des deux manque.",
      en: 'What begins with “git:” is read from the history of the repository that the command is run in, with the git program of the machine; one of them is missing.',
    },
    mend: {
      fr: 'Installez git, placez-vous dans le clone, puis relancez.',
      en: 'Install git, go to the clone, then run again.',
    },
    source: PROGRAM,
  },
  'input.no-such-ref': {
    why: {
      fr: "Rien n'est téléchargé : la référence doit être déjà dans le clone. Une intégration continue ne ramène souvent que le dernier commit.",
      en: 'Nothing is downloaded: the reference must be in the clone already. Continuous integration often brings in the last commit only.',
    },
    mend: {
      fr: "Ramenez la référence par « git fetch », ou demandez toute l'histoire à l'intégration continue (« fetch-depth: 0 » pour GitHub).",
      en: 'Bring the reference in with “git fetch”, or have continuous integration take the whole history (“fetch-depth: 0” on GitHub).',
    },
    source: PROGRAM,
  },
  'input.not-at-ref': {
    why: {
      fr: "Ce commit n'a rien à ce chemin : le fichier portait peut-être un autre nom, ou n'existait pas encore.",
      en: 'This commit has nothing at this path: the file may have had another name, or was not there yet.',
    },
    mend: {
      fr: 'Donnez le chemin depuis le haut du dépôt, tel que le montre « git ls-tree ».',
      en: 'Give the path from the top of the repository, as “git ls-tree” shows it.',
    },
    source: PROGRAM,
  },
  'input.bad-errata': {
    why: {
      fr: "La liste des errata dit quelles ruptures sont approuvées ; mal écrite, elle ne peut excuser quoi que ce soit, et rien n'a été jugé.",
      en: 'The list of errata tells which breaks are approved; malformed, it can excuse nothing, and nothing was judged.',
    },
    mend: {
      fr: 'Corrigez le fichier ; « npm start » donne la ligne et la colonne de chaque faute.',
      en: 'Mend the file; “npm start” gives line and column of each fault.',
    },
    source: PROGRAM,
  },
};
