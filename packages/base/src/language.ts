/** The two languages: texts in both, and how each quotes, counts, lists and names values. */
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

type Nouns = {
  text: string;
  number: string;
  literal: string;
  emptyText: string;
  emptyList: string;
  emptyBlock: string;
  list(count: string): string;
  element: [one: string, many: string];
  block(names: string): string;
  types: Record<string, string>;
};

const FR: Nouns = {
  text: 'le texte',
  number: 'le nombre',
  literal: 'la valeur',
  emptyText: 'un texte vide',
  emptyList: 'une liste vide',
  emptyBlock: 'un bloc de champs vide',
  list: (count) => `une liste de ${count}`,
  element: ['élément', 'éléments'],
  block: (names) => `un bloc de champs (${names})`,
  types: {
    string: 'un texte entre guillemets',
    number: 'un nombre sans guillemets',
    integer: 'un nombre entier sans guillemets',
    boolean: '« true » (oui) ou « false » (non) sans guillemets',
    object: 'un bloc de champs entre accolades { }',
    array: 'une liste entre crochets [ ]',
    null: '« null »',
  },
};

const EN: Nouns = {
  text: 'the text',
  number: 'the number',
  literal: 'the value',
  emptyText: 'an empty text',
  emptyList: 'an empty list',
  emptyBlock: 'an empty block of fields',
  list: (count) => `a list of ${count}`,
  element: ['item', 'items'],
  block: (names) => `a block of fields (${names})`,
  types: {
    string: 'a text in quotes',
    number: 'a number without quotes',
    integer: 'a whole number without quotes',
    boolean: '“true” or “false” without quotes',
    object: 'a block of fields in braces { }',
    array: 'a list in brackets [ ]',
    null: '“null”',
  },
};

const NOUNS: Record<Lang, Nouns> = { fr: FR, en: EN };

/** Names of an object, few enough to read; keys are data, so they are quoted and shortened too. */
function names(value: object, say: Kit): string {
  const keys = Object.keys(value);
  const shown = keys.slice(0, 4).map((key) => say.quote(key, 30));
  return keys.length > 4 ? `${shown.join(', ')}, …` : shown.join(', ');
}

function structureNoun(value: object, say: Kit, nouns: Nouns): string {
  if (Array.isArray(value)) return value.length === 0 ? nouns.emptyList : nouns.list(say.count(value.length, ...nouns.element));
  return Object.keys(value).length === 0 ? nouns.emptyBlock : nouns.block(names(value, say));
}

/** Numbers stand as in the file (no separators), so that they can be searched for. */
function valueNoun(value: unknown, say: Kit, lang: Lang): string {
  const nouns = NOUNS[lang];
  if (typeof value === 'string') return value === '' ? nouns.emptyText : `${nouns.text} ${say.quote(value)}`;
  if (typeof value === 'number') return `${nouns.number} ${String(value)}`;
  if (typeof value === 'object' && value !== null) return structureNoun(value, say, nouns);
  return `${nouns.literal} ${say.quote(String(value))}`;
}

/** Words for the name of a JSON type; any other word stands as it is, quoted. */
export const typeNoun = (type: string, say: Kit, lang: Lang): string => NOUNS[lang].types[type] ?? say.quote(type);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const joined = (items: readonly string[], word: string): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;

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

const frNumber = (value: number): string => grouped(value, ' ', ',');
const enNumber = (value: number): string => grouped(value, ',', '.');

export const fr: Kit = {
  quote: (text, limit) => `« ${visible(text, limit)} »`,
  number: frNumber,
  count: (n, one, many) => `${frNumber(n)} ${Math.abs(n) < 2 ? one : many}`,
  or: (items) => joined(items, 'ou'),
  and: (items) => joined(items, 'et'),
  value: (value) => valueNoun(value, fr, 'fr'),
};

export const en: Kit = {
  quote: (text, limit) => `“${visible(text, limit)}”`,
  number: enNumber,
  count: (n, one, many) => `${enNumber(n)} ${n === 1 ? one : many}`,
  or: (items) => joined(items, 'or'),
  and: (items) => joined(items, 'and'),
  value: (value) => valueNoun(value, en, 'en'),
};

export const KITS: Record<Lang, Kit> = { fr, en };
