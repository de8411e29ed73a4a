/** What a source cites, in words that say how far a text of law was read: those of the dictionary, of the schemas and of the codelists that are generated. */
import { citedIn, entryOf, type LegalText, type LegalTexts } from './citation.ts';
import { LEGAL_READ } from '../messages/compiled/legal-read.ts';
import type { Texts } from '../../packages/base/src/language.ts';

/** How far an entry was read, where it is of a text of law. */
const readOn = (entry: LegalText | undefined) => (entry?.kind === 'droit' ? entry.verified?.on : undefined);

/** How far an entry of a text of law was read, in words; nothing of others. */
export function howRead(entry: LegalText | undefined, lang: keyof Texts): string | undefined {
  const on = readOn(entry);
  return on && LEGAL_READ[lang][on]();
}

/**
 * A source with its identifiers replaced by names: « arrêté du 22 décembre 2022 (marchés), annexe I (texte non lu) ». Semicolons separate several texts.
 * Unknown identifiers, as in versions published elsewhere, stay as they are.
 */
export const sourceInWords = (source: string, texts: LegalTexts, lang: keyof Texts): string =>
  source.replace(/[^;\s][^;]*?(?=\s*(?:;|$))/g, (one) => inWords(one, texts, lang));

/** One text of a source, which is read only where it is not as a commentary has it. */
function inWords(one: string, texts: LegalTexts, lang: keyof Texts): string {
  const [cited] = citedIn(one);
  const name = cited && texts.get(cited.id)?.name[lang];
  if (!cited || name === undefined) return one;
  const entry = entryOf(cited, texts);
  const on = readOn(entry);
  const unread = on === 'non-lu' || on === 'commentaire' ? ` (${howRead(entry, lang)})` : '';
  return `${name}${one.slice(cited.id.length)}${unread}`;
}
