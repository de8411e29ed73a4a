import type { Problem } from '../../problem.ts';
import type { Texts } from '../../../model/types.ts';
import { visible } from '../../../../packages/base/src/visible.ts';

const bytes = (n: number, lang: string): string => `${Math.round(n / 1_048_576).toLocaleString(lang)} Mio`;

/** What a check of a release finds: one sentence that says what to do. */
const SENTENCES = {
  changed: () => ({
    fr: "n'a pas la somme écrite dans SHA256SUMS ; ce fichier a changé : reprenez-le à la source",
    en: 'has not the sum written in SHA256SUMS; this file has changed: take it from its source again',
  }),
  missing: () => ({
    fr: 'est dans SHA256SUMS et manque ici ; reprenez la publication entière',
    en: 'is in SHA256SUMS and missing here; take the whole release again',
  }),
  unlisted: () => ({
    fr: "n'est pas dans SHA256SUMS ; retirez ce fichier, qui n'est pas de la publication",
    en: 'is not in SHA256SUMS; remove this file, which is no part of the release',
  }),
  'no-sums': () => ({
    fr: "n'a pas de SHA256SUMS ; ce n'est pas une publication entière : reprenez-la à la source",
    en: 'has no SHA256SUMS; this is no whole release: take it from its source again',
  }),
  'bad-line': (line: number) => ({
    fr: `ligne ${line} : ce n'est pas « somme, deux espaces, nom » ; reprenez ce fichier à la source`,
    en: `line ${line}: this is not “sum, two spaces, name”; take this file from its source again`,
  }),
  twice: () => ({
    fr: "porte le nom d'un autre fichier de la publication, que tous les systèmes ne distinguent pas ; n'ouvrez pas cette archive",
    en: 'bears the name of another file of the release, which not every system tells apart; do not open this archive',
  }),
  'unsafe-name': () => ({
    fr: "est un nom qu'une publication ne porte jamais : il peut mener hors du dossier ; n'ouvrez pas cette archive",
    en: 'is a name that a release never bears: it may lead out of its folder; do not open this archive',
  }),
  'not-plain': () => ({
    fr: "n'est pas un simple fichier ; une publication n'a ni dossier ni lien",
    en: 'is no plain file; a release has no folders and no links',
  }),
  'too-large': (limit: number) => ({
    fr: `dépasse ${bytes(limit, 'fr')}, ce qu'aucune publication n'atteint ; n'ouvrez pas ce fichier`,
    en: `is larger than ${bytes(limit, 'en')}, which no release reaches; do not open this file`,
  }),
  'too-many': (limit: number) => ({
    fr: `contient plus de ${limit} fichiers, ce qu'aucune publication n'atteint`,
    en: `holds more than ${limit} files, which no release reaches`,
  }),
  'not-opened': (limit: number) => ({
    fr: `n'a pas été ouverte : les archives d'avant dépassent ensemble ${bytes(limit, 'fr')}, ce qu'aucune publication n'atteint ; n'ouvrez aucune de ces archives`,
    en: `was not opened: the archives before it are together larger than ${bytes(limit, 'en')}, which no release reaches; open none of these archives`,
  }),
  broken: () => ({
    fr: 'est une archive abîmée, ou qui contient deux fois le même fichier ; reprenez-la à la source',
    en: 'is a broken archive, or holds the same file twice; take it from its source again',
  }),
  'other-folder': (folder: string) => ({
    fr: `n'est pas dans le dossier « ${folder} », où sont tous les fichiers de cette archive`,
    en: `is not in the folder “${folder}”, where all files of this archive are`,
  }),
  'other-bytes': () => ({
    fr: "n'a pas les octets que ce programme donne à une archive des mêmes fichiers (ordre, dates, droits, entrées cachées) ; elle vient d'ailleurs, ou d'une autre version du programme",
    en: 'has not the bytes that this program gives to an archive of the same files (order, dates, permissions, hidden entries); it comes from elsewhere, or from another version of the program',
  }),
  'bad-provenance': () => ({
    fr: "n'est pas une attestation de provenance de ce programme ; reprenez ce fichier à la source",
    en: 'is no provenance statement of this program; take this file from its source again',
  }),
  'other-subject': (name: string) => ({
    fr: `n'atteste pas « ${name} » tel qu'il est ici`,
    en: `does not attest “${name}” as it is here`,
  }),
  'other-than-listed': () => ({
    fr: "n'a pas la taille ou la somme écrites dans schema/releases.json ; ce n'est pas le fichier publié",
    en: 'has not the size or the sum written in schema/releases.json; this is not the published file',
  }),
  'rebuilt-otherwise': () => ({
    fr: 'diffère de ce que donnent les sources de ce clone',
    en: 'differs from what the sources of this clone give',
  }),
  'not-rebuilt': () => ({
    fr: 'ne vient pas des sources de ce clone, qui ne donnent pas ce fichier',
    en: 'does not come from the sources of this clone, which do not give this file',
  }),
  'not-there': () => ({
    fr: 'manque, et les sources de ce clone le donnent',
    en: 'is missing, and the sources of this clone give it',
  }),
  'tag-missing': (tag: string) => ({
    fr: `version publiée dont ce clone n'a pas l'étiquette « ${tag} » ; ramenez-la par « git fetch --tags », et si le dépôt ne l'a plus, remettez-la`,
    en: `published version whose tag “${tag}” this clone has not; bring it in with “git fetch --tags”, and put it back if the repository has lost it`,
  }),
  'tag-moved': (tag: string) => ({
    fr: `l'étiquette « ${tag} » n'est pas sur le commit qui a figé cette version : elle a été déplacée ; remettez-la (git log --diff-filter=A -- schema/${tag}/SHA256SUMS donne ce commit)`,
    en: `tag “${tag}” is not on the commit that froze this version: it was moved; put it back (git log --diff-filter=A -- schema/${tag}/SHA256SUMS gives that commit)`,
  }),
  'tag-content': (tag: string) => ({
    fr: `l'étiquette « ${tag} » montre un autre contenu que celui qui a été publié : elle a été déplacée, ou l'histoire réécrite`,
    en: `tag “${tag}” shows another content than the one that was published: it was moved, or history rewritten`,
  }),
  'tag-elsewhere': (tag: string) => ({
    fr: `l'étiquette « ${tag} » n'est pas dans l'histoire de ce commit ; elle a été posée, ou déplacée, à côté`,
    en: `tag “${tag}” is not in the history of this commit; it was set, or moved, beside it`,
  }),
  'tag-unknown': (tag: string) => ({
    fr: `l'étiquette « ${tag} » porte le numéro d'une version que schema/releases.json ne connaît pas ; retirez-la`,
    en: `tag “${tag}” bears the number of a version that schema/releases.json does not know; remove it`,
  }),
} satisfies Record<string, (...values: never[]) => Texts>;

type Sentences = typeof SENTENCES;

/** What is wrong with a file of a release. */
export function problem<K extends keyof Sentences>(file: string, key: K, ...values: Parameters<Sentences[K]>): Problem {
  const sentence = SENTENCES[key] as (...given: Parameters<Sentences[K]>) => Texts;
  return { file: visible(file, 200), ...sentence(...values) };
}
