import type { Lang } from '../../packages/base/src/language.ts';

/** A day (`2024-01-01`) as people write it: « 1er janvier 2024 », “1 January 2024”. */
export const dayIn = (day: string, lang: Lang): string =>
  new Date(`${day}T00:00:00Z`)
    .toLocaleDateString(lang === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone: 'UTC' })
    .replace(/^1 (?=\p{Ll})/u, '1er ');
