/** The two languages: texts in both, and how each quotes, counts, lists and names values. */
import { LANGUAGE } from './compiled/language.ts';
import type { Messages } from './compiled/language.types.ts';
import { visible } from './visible.ts';

export type Lang = 'fr' | 'en';

export type Texts = { fr: string; en: string };

/** How a language quotes, counts, lists and names values. */
export type Kit = {
  /** A text between the quotes of the language, shortened and made safe. */
  quote(text: string, limit?: number): string;
  /** An exact number with the separators of the language. */
  number(value: number): string;
  /** `1 caractère`, `2 caractères`. */
  count(n: number, one: string, many: string): string;
  /** `a, b ou c`. */
  or(items: readonly string[]): string;
  /** `a, b et c`. */
  and(items: readonly string[]): string;
  /** A noun phrase for any JSON value: `le texte « x »`, `une liste de 3 éléments`. */
  value(value: unknown): string;
};

/** Names of an object, few enough to read; keys are data, so they are quoted and shortened too. */
function names(value: object, kit: Kit): string {
  const keys = Object.keys(value);
  const shown = keys.slice(0, 4).map((key) => kit.quote(key, 30));
  return keys.length > 4 ? `${shown.join(', ')}, …` : shown.join(', ');
}

function structureNoun(value: object, kit: Kit, words: Messages): string {
  if (Array.isArray(value)) return words.list({ count: value.length, written: kit.number(value.length) });
  return words.block({ names: Object.keys(value).length === 0 ? undefined : names(value, kit) });
}

/** Numbers stand as in the file (no separators), so that they can be searched for. */
function valueNoun(value: unknown, kit: Kit, words: Messages): string {
  if (typeof value === 'string') return value === '' ? words['empty-text']() : words.text({ quoted: kit.quote(value) });
  if (typeof value === 'number') return words.number({ written: String(value) });
  if (typeof value === 'object' && value !== null) return structureNoun(value, kit, words);
  return words.literal({ quoted: kit.quote(String(value)) });
}

/** Words for the name of a JSON type; any other word stands as it is, quoted. */
export const typeNoun = (type: string, lang: Lang): string => LANGUAGE[lang].type({ type, quoted: KITS[lang].quote(type) });

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const joined = (items: readonly string[], join: Messages['and']): string =>
  items.length < 2 ? (items[0] ?? '') : join({ first: items.slice(0, -1).join(', '), last: items.at(-1) ?? '' });

/** `String(value)` is exact (shortest form that reads back as the same number), unlike the rounding of `Intl`. */
function grouped(value: number, separator: string, point: string): string {
  if (value >= 0 && value < 1000 && Number.isInteger(value)) return String(value);
  // What a file writes beyond the greatest double is read as an infinite number.
  if (!Number.isFinite(value)) return `${value < 0 ? '-' : ''}${grouped(Number.MAX_VALUE, separator, point)}…`;
  const [mantissa = '', exponent] = String(value).split('e');
  const [whole = '', decimals] = mantissa.split('.');
  const digits = whole.replace(/\B(?=(\d{3})+$)/g, separator) + (decimals === undefined ? '' : point + decimals);
  return exponent === undefined ? digits : `${digits} × 10^${exponent.replace('+', '')}`;
}

/** Whether a number takes the singular, where it is not 1 only. */
const ONE: Readonly<Partial<Record<string, (n: number) => boolean>>> = { fr: (n) => Math.abs(n) < 2 };

function kitOf(lang: string, words: Messages): Kit {
  const [separator, point, isOne] = [words.thousands(), words.decimals(), ONE[lang] ?? ((n: number) => n === 1)];
  const number = (value: number): string => grouped(value, separator, point);
  const kit: Kit = {
    quote: (text, limit) => words.quote({ text: visible(text, limit) }),
    number,
    count: (n, one, many) => `${number(n)} ${isOne(n) ? one : many}`,
    or: (items) => joined(items, words.or),
    and: (items) => joined(items, words.and),
    value: (value) => valueNoun(value, kit, words),
  };
  return kit;
}

/** The kit of each language of the catalogue. */
export const KITS: Record<Lang, Kit> = Object.fromEntries(
  Object.entries(LANGUAGE).map(([lang, words]) => [lang, kitOf(lang, words)]),
) as Record<Lang, Kit>;

export const fr: Kit = KITS.fr;
export const en: Kit = KITS.en;
