/** A text in each language, where something is said to people of any. */
import type { Lang, Texts } from './language.ts';

/** What `text` says with the messages of each language of a family: `textsOf(GATE, (say) => say.next({ name }))`. */
export const textsOf = <M>(family: Readonly<Record<Lang, M>>, text: (say: M, lang: Lang) => string): Texts =>
  Object.fromEntries((Object.keys(family) as Lang[]).map((lang) => [lang, text(family[lang], lang)])) as Texts;
