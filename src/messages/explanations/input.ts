/** input.*, output.*: why the program could not do what was asked; nothing is said of the data. */
import type { InputParams } from '../params.ts';
import { PROGRAM } from './sources.ts';
import type { Explanations } from './types.ts';

const GZIP = {
  fr: 'RFC 1952 (format gzip), section 2.3 : https://www.rfc-editor.org/rfc/rfc1952#section-2.3',
  en: 'RFC 1952 (the gzip format), section 2.3: https://www.rfc-editor.org/rfc/rfc1952#section-2.3',
};

export const INPUT: Explanations<InputParams> = {
  'input.no-such-file': {
    why: {
      fr: "Aucun fichier ni dossier ne porte ce nom depuis le dossier d'où la commande est lancée : rien n'a été contrôlé sous ce nom.",
      en: 'No file or folder has this name, seen from the folder that the command is started from: nothing was checked under this name.',
    },
    mend: {
      fr: 'Vérifiez le nom, son extension et le dossier. Mettez entre guillemets un nom qui contient des espaces.',
      en: 'Check the name, its extension and the folder. Put a name with spaces in quotes.',
    },
    source: PROGRAM,
  },
  'input.not-readable': {
    why: {
      fr: 'Le système refuse de lire ce fichier : droits insuffisants, fichier bloqué par un autre logiciel, ou disque en défaut.',
      en: 'The system refuses to read this file: not enough rights, a file locked by another program, or a failing disk.',
    },
    mend: {
      fr: 'Vérifiez vos droits sur le fichier et fermez les logiciels qui le tiennent ouvert, puis relancez.',
      en: 'Check your rights on the file and close the programs that hold it open, then run again.',
    },
    source: PROGRAM,
  },
  'input.bad-gzip': {
    why: {
      fr: 'Le fichier compressé est abîmé ou incomplet : ce qui a pu en être tiré a été contrôlé, le reste manque.',
      en: 'The compressed file is damaged or incomplete: what could be taken out of it was checked, the rest is missing.',
    },
    mend: {
      fr: "Téléchargez ou compressez à nouveau le fichier. S'il n'est pas compressé, retirez « .gz » de son nom.",
      en: 'Download or compress the file again. If it is not compressed, remove “.gz” from its name.',
    },
    source: GZIP,
  },
  'input.empty-folder': {
    why: {
      fr: "D'un dossier ne sont lus que les fichiers « .json » et « .json.gz », sous-dossiers compris ; celui-ci n'en contient aucun.",
      en: 'In a folder only “.json” and “.json.gz” files are read, those of its subfolders as well; this one has none.',
    },
    mend: {
      fr: 'Vérifiez le dossier, ou nommez directement le fichier à contrôler : son extension est alors libre.',
      en: 'Check the folder, or name the file to check: then its extension is free.',
    },
    source: PROGRAM,
  },
  'input.not-built': {
    why: {
      fr: "Les schémas et textes que le programme lit ne sont pas dans son dossier « dist » : l'installation est incomplète ou le dépôt vient d'être cloné.",
      en: 'The schemas and texts that the program reads are not in its folder “dist”: the installation is incomplete or the repository was just cloned.',
    },
    mend: {
      fr: 'Lancez « npm ci » puis « npm run build » dans le dépôt, ou installez à nouveau le programme.',
      en: 'Run “npm ci” then “npm run build” in the repository, or install the program again.',
    },
    source: PROGRAM,
  },
  'input.unknown-version': {
    why: {
      fr: "Le numéro demandé n'est celui d'aucune version du format que le programme connaît.",
      en: 'The number asked for is not that of a version of the format that the program knows.',
    },
    mend: {
      fr: "Choisissez l'une des versions citées, ou ne donnez pas « --schema » : la version est alors reconnue au contenu.",
      en: 'Choose one of the versions named, or do not give “--schema”: the version is then told by the content.',
    },
    source: PROGRAM,
  },
  'input.unknown-code': {
    why: {
      fr: "Aucun constat et aucune règle ne porte ce code : il est mal écrit, ou vient d'une autre édition du programme.",
      en: 'No finding and no rule has this code: it is misspelt, or comes from another edition of the program.',
    },
    mend: {
      fr: 'Recopiez le code tel que le rapport le donne. « decp explain --list » les énumère tous.',
      en: 'Copy the code as the report gives it. “decp explain --list” lists all of them.',
    },
    source: PROGRAM,
  },
  'input.not-a-clone': {
    why: {
      fr: 'La commande travaille sur les sources du référentiel (schémas et exemples), qui ne sont pas livrées avec le programme seul.',
      en: 'The command works on the sources of the référentiel (schemas and examples), which do not come with the program alone.',
    },
    mend: {
      fr: 'Clonez le dépôt, lancez « npm ci », puis cette commande depuis son dossier.',
      en: 'Clone the repository, run “npm ci”, then this command in its folder.',
    },
    source: PROGRAM,
  },
  'input.not-a-version-number': {
    why: {
      fr: "Une version publiée porte trois nombres séparés par des points, et rien d'autre : les catalogues publics le demandent.",
      en: 'A published version has three numbers separated by dots, and nothing else: public catalogues ask for it.',
    },
    mend: {
      fr: 'Donnez un numéro comme « 2.1.0 », sans lettre devant.',
      en: 'Give a number such as “2.1.0”, without a letter before it.',
    },
    source: PROGRAM,
  },
  'input.version-taken': {
    why: {
      fr: 'Cette version existe déjà, et une version publiée ne change jamais : des fichiers ont été jugés avec elle.',
      en: 'This version exists already, and a published version never changes: files have been judged with it.',
    },
    mend: {
      fr: 'Choisissez le numéro suivant.',
      en: 'Choose the next number.',
    },
    source: PROGRAM,
  },
  'output.is-an-input': {
    why: {
      fr: "La sortie devait être écrite à la place d'un des fichiers à lire : les données auraient été perdues. Rien n'a été écrit.",
      en: 'The output was to be written over one of the files to read: the data would have been lost. Nothing was written.',
    },
    mend: {
      fr: 'Donnez un autre nom à la sortie.',
      en: 'Give the output another name.',
    },
    source: PROGRAM,
  },
  'output.cannot-write': {
    why: {
      fr: "La sortie n'a pas pu être écrite à cet endroit : le dossier n'existe pas, les droits manquent ou le disque est plein.",
      en: 'The output could not be written to this place: the folder does not exist, rights are missing or the disk is full.',
    },
    mend: {
      fr: 'Vérifiez le chemin, vos droits et la place qui reste sur le disque, puis relancez.',
      en: 'Check the path, your rights and the space left on the disk, then run again.',
    },
    source: PROGRAM,
  },
};
