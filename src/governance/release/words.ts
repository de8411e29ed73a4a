import type { Lang } from '../../../packages/base/src/language.ts';
import type { Texts } from '../../model/types.ts';

/** What `decp release artefacts` and `decp release verify` say of their work. What is wrong is in `verify/words.ts`. */
const TEXTS = {
  'artefacts.done': {
    fr: 'Écrits dans {0}. « decp release verify {0} » les vérifie.',
    en: 'Written to {0}. “decp release verify {0}” checks them.',
  },
  'verify.files': {
    fr: 'fichiers lus : {0} ; sommes, noms et contenu justes',
    en: 'files read: {0}; sums, names and contents are right',
  },
  'verify.listed': {
    fr: 'tailles et sommes de schema/releases.json : {0} comparées',
    en: 'sizes and sums of schema/releases.json: {0} compared',
  },
  'verify.rebuilt': {
    fr: 'refait à partir des sources de ce clone : mêmes octets',
    en: 'made again from the sources of this clone: the same bytes',
  },
  'verify.clone': {
    fr: 'versions publiées inchangées : {0} ; étiquettes en place : {1}',
    en: 'published versions unchanged: {0}; tags in place: {1}',
  },
  'verify.wrong': { fr: 'La publication ne se vérifie pas : {0}.', en: 'The release does not verify: {0}.' },
  'verify.wrong-clone': { fr: 'Ce clone ne se vérifie pas : {0}.', en: 'This clone does not verify: {0}.' },
  'verify.one': { fr: '1 écart', en: '1 difference' },
  'verify.several': { fr: '{0} écarts', en: '{0} differences' },
  'verify.elsewhere': {
    fr: "Ce clone n'est pas à l'étiquette {0} : ses sources peuvent être autres que celles de cette publication, et un écart ne prouverait rien contre elle. Pour la refaire : git switch --detach {0}, npm ci, puis relancez.",
    en: 'This clone is not at the tag {0}: its sources may be others than those of this release, and a difference would prove nothing against it. To make it again: git switch --detach {0}, npm ci, then run again.',
  },
  'verify.no-tag': {
    fr: "L'étiquette {0} n'est pas dans ce clone : on ne sait pas si ses sources sont celles de cette publication, et un écart ne prouverait rien contre elle. Pour la refaire : git fetch --tags, git switch --detach {0}, npm ci, puis relancez.",
    en: 'The tag {0} is not in this clone: nothing says whether its sources are those of this release, and a difference would prove nothing against it. To make it again: git fetch --tags, git switch --detach {0}, npm ci, then run again.',
  },
  more: { fr: '… et {0} de plus', en: '… and {0} more' },
  'no-commit': {
    fr: "La provenance ne nomme aucun commit : des sources ne sont pas dans git telles qu'elles sont ici. Ne publiez pas ces fichiers.",
    en: 'The provenance names no commit: some sources are not in git as they are here. Do not publish these files.',
  },
  'no-history': {
    fr: "La provenance ne nomme aucun commit : il n'y a pas ici d'histoire git entière. Ne publiez pas ces fichiers.",
    en: 'The provenance names no commit: there is no whole git history here. Do not publish these files.',
  },
} as const satisfies Record<string, Texts>;

export type ReleaseKey = keyof typeof TEXTS;

/** The text of a key, with `{0}`, `{1}` replaced. */
export const releaseText = (key: ReleaseKey, lang: Lang, ...values: (string | number)[]): string =>
  values.reduce<string>((said, value, i) => said.replaceAll(`{${i}}`, () => String(value)), TEXTS[key][lang]);

/** Long work says what it is at, where results are not read. */
export const telling =
  (lang: Lang) =>
  (step: Texts): void =>
    console.error(`  … ${step[lang]}`);
