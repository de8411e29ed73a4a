/** The two languages: texts in both, and how each quotes, lists and names values. */
import { LANGUAGE } from './compiled/language.ts';
import type { Messages } from './compiled/language.types.ts';
import { shown, spacesShown } from './visible.ts';

export type Lang = 'fr' | 'en';

export type Texts = { fr: string; en: string };

/** What stands between the items of a list that have commas of their own. */
export const SEMICOLON: Texts = { fr: ' ; ', en: '; ' };

/** How a language quotes, lists and names values. */
export type Formatters = {
  /** A text between the quotes of the language, shortened and made safe. */
  quote(text: string, limit?: number): string;
  /** An exact number with the separators of the language. */
  number(value: number): string;
  /** `a, b ou c`. */
  or(items: readonly string[]): string;
  /** `a, b et c`. */
  and(items: readonly string[]): string;
  /** A noun phrase for any JSON value: `le texte « x »`, `une liste de 3 éléments`. */
  value(value: unknown): string;
};

/** Names of an object, few enough to read; keys are data, so they are quoted and shortened too. */
function names(value: object, formatters: Formatters): string {
  const keys = Object.keys(value);
  const shown = keys.slice(0, 4).map((key) => formatters.quote(key, 30));
  return keys.length > 4 ? `${shown.join(', ')}, …` : shown.join(', ');
}

function structureNoun(value: object, formatters: Formatters, words: Messages): string {
  if (Array.isArray(value)) return words.list({ count: value.length, written: formatters.number(value.length) });
  return words.block({ names: Object.keys(value).length === 0 ? undefined : names(value, formatters) });
}

/** Numbers stand as in the file (no separators), so that they can be searched for. */
function valueNoun(value: unknown, formatters: Formatters, words: Messages): string {
  if (typeof value === 'string')
    return value === '' ? words['empty-text']() : words.text({ quoted: formatters.quote(spacesShown(value)) });
  if (typeof value === 'number') return words.number({ written: String(value) });
  if (typeof value === 'object' && value !== null) return structureNoun(value, formatters, words);
  return words.literal({ quoted: formatters.quote(String(value)) });
}

/** Words for the name of a JSON type; any other word stands as it is, quoted. */
export const typeNoun = (type: string, lang: Lang): string => LANGUAGE[lang].type({ type, quoted: FORMATTERS[lang].quote(type) });

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const joined = (items: readonly string[], join: Messages['and']): string =>
  items.length < 2 ? (items[0] ?? '') : join({ first: items.slice(0, -1).join(', '), last: items.at(-1) ?? '' });

/** Integers below are written without exponent. */
const PLAIN = 1e15;

/** Puts a separator before each three digits from the end on. */
function inThousands(digits: string, separator: string): string {
  let at = digits.length - 3;
  if (at <= 0) return digits;
  let text = digits.slice(at);
  for (; at > 0; at -= 3) text = digits.slice(Math.max(0, at - 3), at) + separator + text;
  return text;
}

function withDecimals(digits: string, separator: string, point: string): string {
  if (digits.startsWith('-')) return `-${withDecimals(digits.slice(1), separator, point)}`;
  const at = digits.indexOf('.');
  return at === -1 ? inThousands(digits, separator) : inThousands(digits.slice(0, at), separator) + point + digits.slice(at + 1);
}

/** `String(value)` is exact (shortest form that reads back as the same number), unlike the rounding of `Intl`. */
function grouped(value: number, separator: string, point: string): string {
  if (value >= 0 && value < PLAIN && Number.isInteger(value)) return inThousands(String(value), separator);
  // What a file writes beyond the greatest double is read as an infinite number.
  if (!Number.isFinite(value)) return `${value < 0 ? '-' : ''}${grouped(Number.MAX_VALUE, separator, point)}…`;
  const written = String(value);
  const exponentAt = written.indexOf('e');
  if (exponentAt !== -1)
    return `${withDecimals(written.slice(0, exponentAt), separator, point)} × 10^${written.slice(exponentAt + 1).replace('+', '')}`;
  return withDecimals(written, separator, point);
}

function formattersOf(words: Messages): Formatters {
  const [separator, point] = [words.thousands(), words.decimals()];
  const number = (value: number): string => grouped(value, separator, point);
  const formatters: Formatters = {
    quote: (text, limit) => words.quote({ text: shown(text, limit) }),
    number,
    or: (items) => joined(items, words.or),
    and: (items) => joined(items, words.and),
    value: (value) => valueNoun(value, formatters, words),
  };
  return formatters;
}

/** The formatters of each language of the catalogue. */
export const FORMATTERS: Record<Lang, Formatters> = Object.fromEntries(
  Object.entries(LANGUAGE).map(([lang, words]) => [lang, formattersOf(words)]),
) as Record<Lang, Formatters>;

export const fr: Formatters = FORMATTERS.fr;
export const en: Formatters = FORMATTERS.en;
