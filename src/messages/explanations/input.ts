/** input.*, output.*: why the program could not do what was asked; nothing is said of the data. */
import type { InputParams, ReleaseParams, SideParams } from '../params.ts';
import { PROGRAM } from './sources.ts';
import type { Explanations } from './structure.ts';

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

/** input.* of `decp release`: why a release could not be made or checked. */
export const RELEASE: Explanations<ReleaseParams> = {
  'input.not-a-release': {
    why: {
      fr: "Une publication est un dossier de fichiers dont « SHA256SUMS » tient les sommes ; une archive seule dit elle-même de quelle version elle est. Rien de tel n'est ici.",
      en: 'A release is a folder of files whose sums “SHA256SUMS” holds; an archive alone says itself which version it is of. Nothing of the kind is here.',
    },
    mend: {
      fr: 'Donnez le dossier entier, ou une archive sans la décompresser.',
      en: 'Give the whole folder, or an archive without unpacking it.',
    },
    source: PROGRAM,
  },
  'input.unknown-release': {
    why: {
      fr: "Une publication se fait, et se refait, à partir des sources de sa version : ce clone n'a pas celles-là.",
      en: 'A release is made, and made again, from the sources of its version: this clone has not these.',
    },
    mend: {
      fr: 'Vérifiez le numéro. Pour une version plus récente que ce clone, lancez « git fetch --tags » et placez-vous à son étiquette.',
      en: 'Check the number. For a version newer than this clone, run “git fetch --tags” and go to its tag.',
    },
    source: PROGRAM,
  },
  'input.not-a-candidate': {
    why: {
      fr: "Une candidate laisse essayer « next » avant que la version soit figée. Une version publiée garde son numéro, et n'en prend pas d'autre.",
      en: 'A candidate lets “next” be tried before the version is frozen. A published version keeps its number, and takes no other.',
    },
    mend: {
      fr: 'Donnez « next » avec « --as X.Y.Z-rc.N », ou une version publiée sans « --as ».',
      en: 'Give “next” with “--as X.Y.Z-rc.N”, or a published version without “--as”.',
    },
    source: PROGRAM,
  },
  'input.no-npm': {
    why: {
      fr: "La liste des composants (SBOM) vient de « npm sbom », le paquet de « npm pack » ; l'un et l'autre travaillent hors ligne, à partir du dossier.",
      en: 'The list of components (SBOM) comes from “npm sbom”, the package from “npm pack”; both work offline, from the folder.',
    },
    mend: {
      fr: "Lancez la commande citée pour lire toute sa réponse, corrigez ce qu'elle dit, puis relancez.",
      en: 'Run the command that is quoted to read all of its answer, mend what it says, then run again.',
    },
    source: PROGRAM,
  },
  'input.other-sources': {
    why: {
      fr: "La provenance d'une publication dit le contenu exact de ses sources. Ailleurs qu'à son étiquette, ce clone en a d'autres, qui donneraient d'autres octets : rien n'est prouvé ni dans un sens ni dans l'autre.",
      en: 'The provenance of a release tells the exact content of its sources. Elsewhere than at its tag this clone has others, which would give other bytes: nothing is proved either way.',
    },
    mend: {
      fr: "Placez le clone à l'étiquette de la publication, sans fichier modifié, et installez les bibliothèques de ce moment (npm ci).",
      en: 'Put the clone at the tag of the release, with no file changed, and install the libraries of that moment (npm ci).',
    },
    source: PROGRAM,
  },
  'input.shallow-clone': {
    why: {
      fr: "Le commit qui a figé une version se lit dans l'histoire. Une intégration continue ne ramène souvent que le dernier commit.",
      en: 'The commit that froze a version is read in the history. Continuous integration often brings in the last commit only.',
    },
    mend: {
      fr: "Ramenez toute l'histoire et les étiquettes (« fetch-depth: 0 » pour GitHub).",
      en: 'Bring in the whole history and the tags (“fetch-depth: 0” on GitHub).',
    },
    source: PROGRAM,
  },
  'input.stale-program': {
    why: {
      fr: "Les octets d'une publication viennent des sources et du programme. Un programme plus ancien que les sources ferait autre chose que ce que dit la provenance.",
      en: 'The bytes of a release come from the sources and the program. A program older than the sources would make something else than the provenance tells.',
    },
    mend: {
      fr: 'Construisez le programme (npm run prepare). « npm run decp -- release … » se passe de construction.',
      en: 'Build the program (npm run prepare). “npm run decp -- release …” needs no build.',
    },
    source: PROGRAM,
  },
};

/** input.* of `decp diff` and `decp report`: why a side of the comparison could not be read. */
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
