import type { Lang } from '../../packages/base/src/language.ts';
import { unticked } from '../../packages/base/src/unticked.ts';

/** What of a description is about the notation of JSON, and how a person answers a question of yes or no. */
const NOTATION: Readonly<Record<Lang, { quotes: RegExp; yes: string; no: string }>> = {
  fr: {
    quotes: /, (?:dans une chaîne entre guillemets[^.,;]*|en texte)(?=[.,; ])/g,
    yes: '« oui »',
    no: '« non »',
  },
  en: { quotes: /, (?:in a quoted string[^.,;]*|as text)(?=[.,; ])/g, yes: '“yes”', no: '“no”' },
};

/** The first sentence of the description of a field, for people who fill in a cell or a form: without the notation of JSON, which the rest goes on about. */
export function helpOf(description: string, lang: Lang): string {
  const { quotes, yes, no } = NOTATION[lang];
  const sentence = /^.*?[.!?](?= |$)/s.exec(description)?.[0] ?? description;
  return unticked(sentence.replace(quotes, '').replaceAll('`true`', yes).replaceAll('`false`', no), lang);
}
