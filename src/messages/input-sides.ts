/** The codes of what `decp diff` and `decp report` could not read: a side of the comparison. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { SideParams } from './params.ts';
import type { Catalogue } from './types.ts';

const ended = (text: string): string => text.replace(/\.?$/, '.');

export const SIDES: Catalogue<SideParams> = {
  'input.no-such-side': {
    severity: 'error',
    title: { fr: 'rien de ce nom à comparer', en: 'nothing of this name to compare' },
    fr: ({ name, known }) => ({
      found: `${fr.quote(name, 200)}, qui n'est ni une version, ni un fichier, ni un dossier`,
      expected: `l'une des versions ${fr.or(known)}, le chemin d'un schéma, celui d'un dossier de version, ou « git:RÉFÉRENCE »`,
      remedy: "Vérifiez le nom et le dossier d'où la commande est lancée.",
    }),
    en: ({ name, known }) => ({
      found: `${en.quote(name, 200)}, which is neither a version nor a file nor a folder`,
      expected: `one of the versions ${en.or(known)}, the path of a schema, that of a version folder, or “git:REF”`,
      remedy: 'Check the name and the folder that the command is started from.',
    }),
  },
  'input.not-a-schema': {
    severity: 'error',
    title: { fr: "fichier qui n'est pas un schéma", en: 'file that is no schema' },
    fr: ({ file }) => ({
      found: `le fichier ${fr.quote(file, 200)}, qui n'est pas un schéma JSON lisible`,
      expected: 'un schéma JSON, écrit en JSON ou en YAML',
      remedy: 'Ouvrez ce fichier : ce doit être un objet (ou « true » ou « false »), sans faute de syntaxe à cet endroit.',
    }),
    en: ({ file }) => ({
      found: `the file ${en.quote(file, 200)}, which is no JSON Schema that can be read`,
      expected: 'a JSON Schema, written in JSON or YAML',
      remedy: 'Open this file: it must be an object (or “true” or “false”), without a slip at this place.',
    }),
  },
  'input.too-large': {
    severity: 'error',
    title: { fr: 'schéma trop gros', en: 'schema that is too large' },
    fr: ({ file, limit }) => ({
      found: `${fr.quote(file, 200)}, de plus de ${fr.number(limit)} octets`,
      expected: 'un schéma de taille ordinaire',
      remedy: "Vérifiez que c'est bien le fichier ou le dossier voulu.",
    }),
    en: ({ file, limit }) => ({
      found: `${en.quote(file, 200)}, of more than ${en.number(limit)} bytes`,
      expected: 'a schema of an ordinary size',
      remedy: 'Check that this is the file or folder that was meant.',
    }),
  },
  'input.not-a-version-folder': {
    severity: 'error',
    title: { fr: "dossier qui n'est pas celui d'une version", en: 'folder that is not that of a version' },
    fr: ({ folder, reason }) => ({
      found: `le dossier ${fr.quote(folder, 200)}, qui ne se lit pas comme une version du format`,
      expected: 'un dossier fait comme « schema/next »',
      remedy: ended(reason?.fr ?? 'Il y manque « decp.schema.json »'),
    }),
    en: ({ folder, reason }) => ({
      found: `the folder ${en.quote(folder, 200)}, which cannot be read as a version of the format`,
      expected: 'a folder made like “schema/next”',
      remedy: ended(reason?.en ?? 'It lacks “decp.schema.json”'),
    }),
  },
  'input.no-repository': {
    severity: 'error',
    title: { fr: 'dépôt git absent', en: 'no git repository' },
    fr: () => ({
      found: "un dossier qui n'est pas dans un dépôt git, ou git qui n'est pas installé",
      expected: 'un clone du dépôt, et git sur la machine',
      remedy: 'Lancez la commande depuis un clone, ou donnez un fichier ou une version au lieu de « git: ».',
    }),
    en: () => ({
      found: 'a folder that is in no git repository, or no git installed',
      expected: 'a clone of the repository, and git on the machine',
      remedy: 'Run the command in a clone, or give a file or a version in place of “git:”.',
    }),
  },
  'input.no-such-ref': {
    severity: 'error',
    title: { fr: 'référence git inconnue', en: 'unknown git reference' },
    fr: ({ ref }) => ({
      found: `la référence git ${fr.quote(ref)}, que ce clone ne connaît pas`,
      expected: 'une branche, une étiquette ou un commit de ce clone',
      remedy:
        'Vérifiez le nom : « git branch --all » donne les branches, « origin/main » est celle du dépôt dont vient ce clone ; ce qui manque se ramène par « git fetch ».',
    }),
    en: ({ ref }) => ({
      found: `the git reference ${en.quote(ref)}, which this clone does not know`,
      expected: 'a branch, a tag or a commit of this clone',
      remedy:
        'Check the name: “git branch --all” lists the branches, “origin/main” is that of the repository that this clone came from; bring in what is missing with “git fetch”.',
    }),
  },
  'input.not-at-ref': {
    severity: 'error',
    title: { fr: 'chemin absent de ce commit', en: 'path that this commit does not have' },
    fr: ({ ref, path }) => ({
      found: `${fr.quote(path, 200)}, qui n'est ni un fichier ni un dossier de ${fr.quote(ref)}`,
      expected: 'un chemin depuis le haut du dépôt, tel que ce commit le connaît',
      remedy: 'Vérifiez le chemin : « git:RÉFÉRENCE:CHEMIN », et « schema/next » si le chemin est omis.',
    }),
    en: ({ ref, path }) => ({
      found: `${en.quote(path, 200)}, which is neither a file nor a folder of ${en.quote(ref)}`,
      expected: 'a path from the top of the repository, as this commit knows it',
      remedy: 'Check the path: “git:REF:PATH”, and “schema/next” where the path is left out.',
    }),
  },
  'input.bad-errata': {
    severity: 'error',
    title: { fr: "liste d'errata mal écrite", en: 'malformed list of errata' },
    fr: ({ file, reason }) => ({
      found: `les errata de ${fr.quote(file, 200)}, qui ne se lisent pas`,
      expected: 'une liste comme la décrit « schema/dialect/errata.schema.json »',
      remedy: ended(reason.fr),
    }),
    en: ({ file, reason }) => ({
      found: `the errata of ${en.quote(file, 200)}, which cannot be read`,
      expected: 'a list as “schema/dialect/errata.schema.json” tells it',
      remedy: ended(reason.en),
    }),
  },
};
