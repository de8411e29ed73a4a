import { valueAt } from '../../../packages/base/src/pointer.ts';
import type { Texts } from '../../model/types.ts';
import { placeholdersOf } from '../../rules/placeholder.ts';
import type { Fault } from './rule-fault.ts';
import { isUnwritten } from './rule-texts.ts';

const LANGS = ['fr', 'en'] as const;

/** What is wrong with how the texts of a rule are written: they stand in lists and in sentences of ours, and in both languages. */
export function styleFaults(rule: unknown): Fault[] {
  const entries = valueAt(rule, '/on');
  const messages = ['/message', ...(Array.isArray(entries) ? entries.map((_, i) => `/on/${i}/message`) : [])];
  return [
    ...LANGS.flatMap((lang) => titleFaults(rule, `/title/${lang}`)),
    ...LANGS.flatMap((lang) => remedyFaults(rule, `/remedy/${lang}`)),
    ...messages.flatMap((at) => LANGS.flatMap((lang) => placeholderFaults(rule, at, lang))),
  ];
}

/** A text that somebody has written, or undefined. */
function textAt(rule: unknown, at: string): string | undefined {
  const text = valueAt(rule, at);
  return typeof text === 'string' && text.trim() !== '' && !isUnwritten(text) ? text.trim() : undefined;
}

/** A capital that is not that of an acronym, nor one that English gives to the names of peoples. */
const CAPITAL = /^(?!French\b|European\b)\p{Lu}(?!\p{Lu})/u;

function titleFaults(rule: unknown, at: string): Fault[] {
  const title = textAt(rule, at);
  if (title === undefined) return [];
  if (CAPITAL.test(title)) return [{ at, texts: capital(title.charAt(0)) }];
  return title.endsWith('.') ? [{ at, texts: TITLE_STOP }] : [];
}

const remedyFaults = (rule: unknown, at: string): Fault[] => {
  const remedy = textAt(rule, at);
  return remedy === undefined || /[.!?]$/.test(remedy) ? [] : [{ at, texts: REMEDY_STOP }];
};

/** The placeholders that this language alone has, told where they lack. */
function placeholderFaults(rule: unknown, at: string, lang: 'fr' | 'en'): Fault[] {
  const elsewhere = `${at}/${lang === 'fr' ? 'en' : 'fr'}`;
  const [here, there] = [textAt(rule, `${at}/${lang}`), textAt(rule, elsewhere)];
  if (here === undefined || there === undefined) return [];
  const [mine, other] = [namesIn(here), namesIn(there)];
  const alone = mine.filter((name) => !other.includes(name));
  return alone.map((name) => ({ at: elsewhere, texts: ALONE[lang](name) }));
}

/** What a text cites; one language may write a constant in words (`{MOIS, spellout}`), the other in digits. */
const namesIn = (text: string): string[] => [
  ...new Set(placeholdersOf({ fr: text, en: '' }).map((name) => name.replace(/,.*$/, ''))),
];

const capital = (letter: string): Texts => ({
  fr: `un titre commence sans majuscule, car il peut suivre d'autres mots ; écrivez « ${letter.toLowerCase()} » et non « ${letter} »`,
  en: `a title begins without a capital, since other words may come before it; write “${letter.toLowerCase()}” and not “${letter}”`,
});

const TITLE_STOP: Texts = {
  fr: 'un titre ne finit pas par un point ; retirez-le',
  en: 'a title does not end with a full stop; remove it',
};

const REMEDY_STOP: Texts = {
  fr: 'un conseil est une phrase ; mettez un point à la fin',
  en: 'a remedy is a sentence; put a full stop at its end',
};

const ALONE: Record<'fr' | 'en', (name: string) => Texts> = {
  fr: (name) => ({
    fr: `{${name}} est dans le français et non dans l'anglais ; les deux disent la même chose : ajoutez-le à l'anglais, ou retirez-le`,
    en: `{${name}} is in the French and not in the English; both say the same: add it to the English, or remove it`,
  }),
  en: (name) => ({
    fr: `{${name}} est dans l'anglais et non dans le français ; les deux disent la même chose : ajoutez-le au français, ou retirez-le`,
    en: `{${name}} is in the English and not in the French; both say the same: add it to the French, or remove it`,
  }),
};
