import type { Lang, Texts } from './language.ts';

/** Builds a text in each language from the messages of a family: `textsOf(GATE, (say) => say.next({ name }))`. */
export const textsOf = <M>(family: Readonly<Record<Lang, M>>, text: (say: M, lang: Lang) => string): Texts =>
  Object.fromEntries((Object.keys(family) as Lang[]).map((lang) => [lang, text(family[lang], lang)])) as Texts;
