/** The codes of a call that asks for a form of file that there is not. */
import { en, fr } from '../../packages/base/src/language.ts';
import type { FormsParams } from './params.ts';
import type { Catalogue } from './types.ts';

const listFr = (names: readonly string[]): string => names.map((name) => fr.quote(name)).join(', ');
const listEn = (names: readonly string[]): string => names.map((name) => en.quote(name)).join(', ');

export const FORMS: Catalogue<FormsParams> = {
  'convert.version-left-out': {
    severity: 'info',
    title: { fr: 'version annoncée laissée de côté', en: 'announced version left out' },
    fr: ({ form, version }) => ({
      found: `la version ${fr.quote(version)} annoncée par le fichier, sans place dans la forme ${fr.quote(form)}`,
      expected: 'un fichier dont la version se reconnaît à ses colonnes',
      remedy: "Rien n'est à faire ; au contrôle, l'option « --schema » choisit la version.",
    }),
    en: ({ form, version }) => ({
      found: `version ${en.quote(version)} announced by the file, which has no place in the form ${en.quote(form)}`,
      expected: 'a file whose version is told from its columns',
      remedy: 'Nothing is to be done; the option “--schema” chooses the version of a check.',
    }),
  },
  'output.folder-in-use': {
    severity: 'error',
    title: { fr: 'dossier de sortie déjà occupé', en: 'output folder already in use' },
    fr: ({ file }) => ({
      found: `le dossier ${fr.quote(file, 200)}, qui contient déjà des fichiers`,
      expected: "un dossier vide ou qui n'existe pas encore",
      remedy: 'Donnez un autre nom, ou videz ce dossier.',
    }),
    en: ({ file }) => ({
      found: `the folder ${en.quote(file, 200)}, which already holds files`,
      expected: 'a folder that is empty or does not exist yet',
      remedy: 'Give another name, or empty this folder.',
    }),
  },
  'input.unknown-form': {
    severity: 'error',
    title: { fr: 'forme de sortie inconnue', en: 'unknown form of output' },
    fr: ({ file, known }) => ({
      found: `la sortie ${fr.quote(file, 200)}, dont le nom ne dit pas la forme`,
      expected: `un nom qui se termine par ${listFr(known)}, ou par une barre oblique pour un dossier de tables`,
      remedy: "Donnez l'une de ces extensions à la sortie, ou ajoutez l'option « --to ».",
    }),
    en: ({ file, known }) => ({
      found: `the output ${en.quote(file, 200)}, whose name does not say its form`,
      expected: `a name that ends with ${listEn(known)}, or with a slash for a folder of tables`,
      remedy: 'Give the output one of these extensions, or add the option “--to”.',
    }),
  },
  'input.one-file': {
    severity: 'error',
    title: { fr: 'un fichier à la fois', en: 'one file at a time' },
    fr: ({ file }) => ({
      found: `${fr.quote(file, 200)}, qui contient plusieurs fichiers`,
      expected: 'un seul fichier à convertir',
      remedy: 'Convertissez les fichiers un par un.',
    }),
    en: ({ file }) => ({
      found: `${en.quote(file, 200)}, which holds several files`,
      expected: 'a single file to convert',
      remedy: 'Convert the files one by one.',
    }),
  },
  'input.form-of-version': {
    severity: 'error',
    title: { fr: 'forme absente de cette version', en: 'form that this version has not' },
    fr: ({ version, form, since }) => ({
      found: `la forme ${fr.quote(form)} demandée pour la version ${fr.quote(version)}`,
      expected: `une version à partir de ${since}`,
      remedy: "Convertissez en JSON, ou choisissez une autre version avec l'option « --schema ».",
    }),
    en: ({ version, form, since }) => ({
      found: `the form ${en.quote(form)} asked for version ${en.quote(version)}`,
      expected: `a version from ${since} on`,
      remedy: 'Convert to JSON, or choose another version with the option “--schema”.',
    }),
  },
  'input.unknown-target': {
    severity: 'error',
    title: { fr: 'cible inconnue', en: 'unknown target' },
    fr: ({ target, known }) => ({
      found: `la cible ${fr.quote(target)}`,
      expected: `une de ces cibles : ${known.join(', ')}`,
      remedy: 'Corrigez le nom, ou retirez « --target » pour les produire toutes.',
    }),
    en: ({ target, known }) => ({
      found: `the target ${en.quote(target)}`,
      expected: `one of these targets: ${known.join(', ')}`,
      remedy: 'Mend the name, or leave “--target” out to make them all.',
    }),
  },
};
