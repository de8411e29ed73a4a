import type { Lang } from '../../packages/base/src/language.ts';

/** What of a description is about the notation of JSON, and how a person answers a question of yes or no. */
const NOTATION: Readonly<Record<Lang, { quotes: RegExp; yes: string; no: string; name: string }>> = {
  fr: {
    quotes: /, (?:dans une chaîne entre guillemets[^.,;]*|en texte)(?=[.,; ])/g,
    yes: '« oui »',
    no: '« non »',
    name: '« $1 »',
  },
  en: { quotes: /, (?:in a quoted string[^.,;]*|as text)(?=[.,; ])/g, yes: '“yes”', no: '“no”', name: '“$1”' },
};

/** The first sentence of the description of a field, for people who fill in a cell or a form: without the notation of JSON, which the rest goes on about. */
export function helpOf(description: string, lang: Lang): string {
  const { quotes, yes, no, name } = NOTATION[lang];
  return (/^.*?[.!?](?= |$)/s.exec(description)?.[0] ?? description)
    .replace(quotes, '')
    .replaceAll('`true`', yes)
    .replaceAll('`false`', no)
    .replace(/`([^`]+)`/g, name);
}
