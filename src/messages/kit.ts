/** How each language quotes, counts, lists and names values. */
import type { Lang } from '../finding.ts';
import { valueNoun } from './nouns.ts';
import type { Kit } from './types.ts';
import { visible } from './visible.ts';

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
