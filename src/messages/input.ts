/** The codes of what could not be read at all, before any byte was looked at. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { InputParams } from './params.ts';
import type { Catalogue } from './types.ts';

export const INPUT: Catalogue<InputParams> = {
  'input.no-such-file': {
    severity: 'error',
    title: { fr: 'fichier introuvable', en: 'file not found' },
    fr: ({ file }) => ({
      found: `aucun fichier du nom de ${fr.quote(file, 200)}`,
      expected: "le chemin d'un fichier ou d'un dossier qui existe",
      remedy: "Vérifiez le nom et le dossier d'où la commande est lancée.",
    }),
    en: ({ file }) => ({
      found: `no file named ${en.quote(file, 200)}`,
      expected: 'the path of a file or folder that exists',
      remedy: 'Check the name and the folder that the command is started from.',
    }),
  },
  'input.not-readable': {
    severity: 'error',
    title: { fr: 'fichier impossible à ouvrir', en: 'file that cannot be opened' },
    fr: ({ file }) => ({
      found: `le fichier ${fr.quote(file, 200)}, que le système refuse d'ouvrir`,
      expected: 'un fichier que vous avez le droit de lire',
      remedy: "Vérifiez vos droits sur ce fichier et qu'aucun autre logiciel ne le bloque.",
    }),
    en: ({ file }) => ({
      found: `the file ${en.quote(file, 200)}, which the system refuses to open`,
      expected: 'a file that you may read',
      remedy: 'Check your rights on this file and that no other program locks it.',
    }),
  },
  'input.bad-gzip': {
    severity: 'error',
    title: { fr: 'archive abîmée', en: 'damaged archive' },
    fr: () => ({
      found: 'un fichier compressé (.gz) abîmé ou incomplet',
      expected: 'un fichier compressé entier',
      remedy: 'Téléchargez ou compressez à nouveau le fichier.',
    }),
    en: () => ({
      found: 'a damaged or incomplete compressed file (.gz)',
      expected: 'a whole compressed file',
      remedy: 'Download or compress the file again.',
    }),
  },
  'input.empty-folder': {
    severity: 'error',
    title: { fr: 'dossier sans fichier à contrôler', en: 'folder without a file to check' },
    fr: ({ file }) => ({
      found: `le dossier ${fr.quote(file, 200)}, qui ne contient aucun fichier JSON`,
      expected: 'un dossier de fichiers « .json » ou « .json.gz »',
      remedy: 'Vérifiez le nom du dossier et celui de ses fichiers.',
    }),
    en: ({ file }) => ({
      found: `the folder ${en.quote(file, 200)}, which holds no JSON file`,
      expected: 'a folder of “.json” or “.json.gz” files',
      remedy: 'Check the name of the folder and of its files.',
    }),
  },
  'input.not-built': {
    severity: 'error',
    title: { fr: 'programme incomplet', en: 'incomplete program' },
    fr: () => ({
      found: 'un programme installé sans ses schémas',
      expected: 'les schémas construits dans le dossier « dist »',
      remedy: 'Lancez « npm run build », ou installez à nouveau le programme.',
    }),
    en: () => ({
      found: 'a program installed without its schemas',
      expected: 'the schemas built in the folder “dist”',
      remedy: 'Run “npm run build”, or install the program again.',
    }),
  },
  'input.not-a-clone': {
    severity: 'error',
    title: { fr: 'sources absentes', en: 'no sources' },
    fr: () => ({
      found: 'un programme sans les sources du référentiel',
      expected: 'une copie du dépôt, avec ses dossiers « schema » et « examples »',
      remedy: 'Clonez le dépôt, lancez « npm ci », puis cette commande depuis ce dossier.',
    }),
    en: () => ({
      found: 'a program without the sources of the référentiel',
      expected: 'a clone of the repository, with its folders “schema” and “examples”',
      remedy: 'Clone the repository, run “npm ci”, then this command in that folder.',
    }),
  },
  'input.not-a-version-number': {
    severity: 'error',
    title: { fr: 'numéro de version mal formé', en: 'malformed version number' },
    fr: ({ version }) => ({
      found: `le numéro de version ${fr.quote(version)}`,
      expected: 'trois nombres séparés par des points, comme « 2.1.0 »',
      remedy: 'Donnez le numéro à la suite de la commande.',
    }),
    en: ({ version }) => ({
      found: `the version number ${en.quote(version)}`,
      expected: 'three numbers separated by dots, such as “2.1.0”',
      remedy: 'Give the number after the command.',
    }),
  },
  'input.version-taken': {
    severity: 'error',
    title: { fr: 'version déjà publiée', en: 'version already published' },
    fr: ({ version }) => ({
      found: `la version ${fr.quote(version)}, qui existe déjà`,
      expected: 'un numéro qui ne sert pas encore : une version publiée ne change jamais',
      remedy: 'Choisissez le numéro suivant.',
    }),
    en: ({ version }) => ({
      found: `version ${en.quote(version)}, which exists already`,
      expected: 'a number that is not used yet: a published version never changes',
      remedy: 'Choose the next number.',
    }),
  },
  'output.is-an-input': {
    severity: 'error',
    title: { fr: 'sortie à la place des données', en: 'output in place of the data' },
    fr: ({ file }) => ({
      found: `le fichier ${fr.quote(file, 200)}, à la fois à lire et à remplacer par la sortie`,
      expected: 'une sortie écrite dans un autre fichier que les données',
      remedy: 'Donnez un autre nom à la sortie.',
    }),
    en: ({ file }) => ({
      found: `the file ${en.quote(file, 200)}, both to be read and to be replaced by the output`,
      expected: 'an output written to another file than the data',
      remedy: 'Give the output another name.',
    }),
  },
  'output.cannot-write': {
    severity: 'error',
    title: { fr: 'sortie impossible à écrire', en: 'output that cannot be written' },
    fr: ({ file }) => ({
      found: `la sortie ${fr.quote(file, 200)}, qui n'a pas pu être écrite`,
      expected: 'un dossier qui existe et où vous avez le droit de créer un fichier',
      remedy: 'Vérifiez ce chemin, vos droits et la place qui reste sur le disque.',
    }),
    en: ({ file }) => ({
      found: `the output ${en.quote(file, 200)}, which could not be written`,
      expected: 'a folder that exists and where you may create a file',
      remedy: 'Check this path, your rights and the space left on the disk.',
    }),
  },
  'input.unknown-version': {
    severity: 'error',
    title: { fr: 'version inconnue', en: 'unknown version' },
    fr: ({ version, known }) => ({
      found: `la version ${fr.quote(version)}, qui n'existe pas`,
      expected: `l'une des versions ${fr.or(known)}`,
      remedy: "Choisissez l'une d'elles, ou aucune : la version est alors reconnue au contenu.",
    }),
    en: ({ version, known }) => ({
      found: `version ${en.quote(version)}, which does not exist`,
      expected: `one of the versions ${en.or(known)}`,
      remedy: 'Choose one of these, or none: the version is then told by the content.',
    }),
  },
  'input.unknown-code': {
    severity: 'error',
    title: { fr: 'code inconnu', en: 'unknown code' },
    fr: ({ code, nearest }) => ({
      found: `le code ${fr.quote(code)}, qui n'existe pas`,
      expected:
        nearest.length > 0 ? `sans doute ${fr.or(nearest.map((one) => fr.quote(one)))}` : "le code d'un constat ou d'une règle",
      remedy: 'Recopiez le code donné par le rapport ; « decp explain --list » les énumère tous.',
    }),
    en: ({ code, nearest }) => ({
      found: `the code ${en.quote(code)}, which does not exist`,
      expected:
        nearest.length > 0 ? `probably ${en.or(nearest.map((one) => en.quote(one)))}` : 'the code of a finding or of a rule',
      remedy: 'Copy the code that the report gives; “decp explain --list” lists all of them.',
    }),
  },
};
