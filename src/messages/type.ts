/** schema.type: the type found, the type expected, and how to correct the value. */
import { type Lang, typeNoun } from '../../packages/base/src/language.ts';
import { SURE_DIGITS } from '../../packages/base/src/digits.ts';
import { decimalText } from '../model/xml-text.ts';
import { isItem } from './paths.ts';
import { sheetCell } from './sheet-cell.ts';
import { signsIn } from './signs.ts';
import type { Derived } from './language.ts';
import type { Derive, Site } from './types.ts';
import { isInForm, isOptional, isRemovable } from './where.ts';

/** The one name that the object at this path (or the items of the list at this path) may hold. */
function wrapperAt({ context, path }: Site, expected: readonly string[]): string | undefined {
  const names = context.children?.(expected.includes('array') ? `${path}/0` : path) ?? [];
  return names.length === 1 ? names[0] : undefined;
}

export const type: Derive<'schema.type'> = ({ expected, value }, site) => {
  const { finding, language, path, context } = site;
  const types = expected.map((name) => typeNoun(name, language.lang));
  const inTable = sheetCell(finding) !== undefined;
  const isRate = context.largest?.(path) === 1;
  const unit = context.unit?.(path);
  const advice = typeAdvice({ expected, value, inTable, isRate, unit, item: isItem(path), wrapper: wrapperAt(site, expected) });
  const said = { ...NOTHING_NAMED, ...wordsOf(advice) };
  if (said.advice === 'null' && isRemovable(path, context)) said.advice = 'remove';
  return {
    ...said,
    types,
    kind: KINDS.find((kind) => expected.includes(kind)) ?? 'other',
    signs: signsIn(value, language),
    isYes: said.json === 'true',
    optional: isOptional(site),
    inForm: isInForm(site),
    inCell: numberInCell(said.json, language.lang),
    decimalsInCell: numberInCell(said.decimals, language.lang),
  };
};

const KINDS = ['boolean', 'integer', 'number', 'string'] as const;

/** A number of JSON as a person writes it in a cell: with the decimals of the language, and so that it is not taken for thousands. */
export function numberInCell(json: string, lang: Lang): string {
  const [whole = '', decimals] = json.split('.');
  if (decimals === undefined) return json;
  return whole + (lang === 'fr' ? ',' : '.') + (AMBIGUOUS.test(json) ? `${decimals}0` : decimals);
}

type Named = {
  json: string;
  name: string;
  thousands: string;
  decimals: string;
  sign: 'comma' | 'other';
  percent: string;
  years: number;
};

const NOTHING_NAMED: Named = { json: '', name: '', thousands: '', decimals: '', sign: 'other', percent: '', years: 0 };

/** The case of the message, and what it names. */
function wordsOf(advice: TypeAdvice): Pick<Derived['schema.type'], 'advice'> & Partial<Named> {
  if (advice.kind === 'none') return { advice: 'other' };
  if (advice.kind !== 'bracket') {
    const { kind, ...named } = advice;
    return { advice: kind, ...named };
  }
  return advice.wrapper === undefined ? { advice: 'list' } : { advice: 'list-of-blocks', name: advice.wrapper };
}

/** A value of a wrong type. */
type TypeCase = {
  expected: readonly string[];
  value: unknown;
  /** The value comes from a cell of a table, where people write words around a number. */
  inTable: boolean;
  /** The field accepts shares, from 0 to 1. */
  isRate: boolean;
  /** The unit of the field, in French: « euros hors taxes ». */
  unit?: string | undefined;
  /** The value is an item of a list. */
  item: boolean;
  /** The only name that the expected object may hold: the wrapper that 2.x has around the items of its lists. */
  wrapper: string | undefined;
};

type TypeAdvice =
  | { kind: 'null' }
  | { kind: 'blank' }
  | { kind: 'unquote'; json: string }
  | { kind: 'decimal'; json: string }
  /** Both numbers that the text may be. */
  | { kind: 'ambiguous'; thousands: string; decimals: string; sign: 'comma' | 'other' }
  | { kind: 'percent'; percent: string; json: string }
  | { kind: 'not-percent' }
  /** A duration in years where the field counts months. */
  | { kind: 'years'; years: number; json: string }
  /** An amount with VAT, in thousands or millions; a duration in days; a number with other words. */
  | { kind: 'with-vat' | 'in-thousands' | 'in-months' | 'with-words' }
  | { kind: 'boolean'; json: 'true' | 'false' }
  | { kind: 'whole' }
  | { kind: 'quote'; json: string }
  /** A number that may have lost the zeros that its text began with: 1004 may be 01004. */
  | { kind: 'quote-zeros'; json: string }
  | { kind: 'bracket'; wrapper: string | undefined }
  | { kind: 'unbracket' }
  | { kind: 'wrap-item'; name: string }
  | { kind: 'wrap-list'; name: string }
  | { kind: 'wrap-value'; name: string }
  | { kind: 'none' };

const NONE: TypeAdvice = { kind: 'none' };
const YES = new Set(['oui', 'vrai', 'true', 'yes', 'o', 'y', '1']);
const NO = new Set(['non', 'faux', 'false', 'no', 'n', '0']);

const JSON_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;
/** Digits in groups of three after a space, a decimal comma or point: how French people write an amount. A line break stands between two amounts. */
const FRENCH_NUMBER = /^(-?\d{1,3}(?:[^\S\r\n\t]\d{3})*|-?\d+)(?:[.,](\d+))?$/;

/** What people write after a number, by the first word of the unit of its field. An amount in euros is one without VAT. */
const CURRENCY = /\s?(?:€|euros?|eur)$/i;
const UNITS: Readonly<Record<string, RegExp>> = {
  euros: /\s?(?:(?:€|euros?|eur)\s?)?(?:h\.?\s?t\.?|hors[ -]taxes?)$|\s?(?:€|euros?|eur)$/i,
  mois: /\s?mois$/i,
  offres: /\s?offres?$/i,
};

const firstWord = (unit = ''): string => unit.split(' ')[0] ?? '';

const YEARS = /^([1-9]\d?)\s?(?:ans?|années?)$/i;
const MONTHS_A_YEAR = 12;

const WITH_VAT = /\bt\.?t\.?c\b|taxes? comprises?/i;
const IN_THOUSANDS = /\d\s?(?:k|m)\s?(?:€|euros?|eur)|milliers?|millions?|milliards?/i;
const WITH_WORDS = /\d.*\p{L}{2}|\p{L}{2}.*\d/u;

/** `1,234` and `1.234` are a thousand to some and one point two to others: both are named rather than the wrong one. `0,234` is only one of them. */
const AMBIGUOUS = /^([+-]?[1-9]\d{0,2})([.,])(\d{3})$/;

const PERCENT = /^(\d{1,3}(?:[.,]\d{1,10})?)\s?%$/;

function frenchNumber(text: string): string | undefined {
  const [, whole, decimals] = FRENCH_NUMBER.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = whole.replace(/\s/g, '').replace(/^(-?)0+(?=\d)/, '$1');
  return decimals === undefined ? digits : `${digits}.${decimals}`;
}

function numberFrom(written: string, integer: boolean, it: TypeCase): TypeAdvice {
  const { isRate, unit } = it;
  const text = written.replace(UNITS[firstWord(unit)] ?? CURRENCY, '');
  const fits = (json: string): boolean => !integer || Number.isInteger(Number(json));
  const [, before = '', sign, after = ''] = AMBIGUOUS.exec(text) ?? [];
  if (sign !== undefined) {
    const both = { thousands: before + after, decimals: `${before}.${after}` };
    return integer ? NONE : { kind: 'ambiguous', ...both, sign: sign === ',' ? 'comma' : 'other' };
  }
  const [, percent] = PERCENT.exec(text) ?? [];
  if (percent !== undefined) return percentFrom(percent, isRate);
  if (JSON_NUMBER.test(text) && text === written) return fits(text) ? { kind: 'unquote', json: text } : { kind: 'whole' };
  const json = frenchNumber(text);
  if (json === undefined) return wordsAround(written, it);
  return fits(json) ? { kind: 'decimal', json } : { kind: 'whole' };
}

/** What is to be done with a text that has a number in it, but is none. */
function wordsAround(text: string, { unit, inTable }: TypeCase): TypeAdvice {
  const counted = firstWord(unit);
  const years = counted === 'mois' ? YEARS.exec(text)?.[1] : undefined;
  if (years !== undefined) return { kind: 'years', years: Number(years), json: String(Number(years) * MONTHS_A_YEAR) };
  if (!inTable || !/\d/.test(text)) return NONE;
  if (counted === 'euros' && WITH_VAT.test(text)) return { kind: 'with-vat' };
  if (counted === 'euros' && IN_THOUSANDS.test(text)) return { kind: 'in-thousands' };
  if (!WITH_WORDS.test(text)) return NONE;
  return { kind: counted === 'mois' ? 'in-months' : 'with-words' };
}

/** `toPrecision` removes the rounding error of the division. */
function percentFrom(percent: string, isRate: boolean): TypeAdvice {
  const share = Number((Number(percent.replace(',', '.')) / 100).toPrecision(12));
  if (!isRate) return { kind: 'not-percent' };
  return share <= 1 ? { kind: 'percent', percent, json: decimalText(share) } : NONE;
}

function booleanFrom(value: string | number): TypeAdvice {
  const word = String(value).trim().toLowerCase();
  if (YES.has(word)) return { kind: 'boolean', json: 'true' };
  return NO.has(word) ? { kind: 'boolean', json: 'false' } : NONE;
}

/** Numbers and answers are short; a longer text is neither. */
const LONGEST = 60;

function fromText(text: string, it: TypeCase): TypeAdvice {
  const { expected } = it;
  const short = text.length > LONGEST ? '' : text.trim();
  if (text.length <= LONGEST && short === '') return { kind: 'blank' };
  if (expected.includes('boolean')) return booleanFrom(short);
  if (expected.includes('number')) return numberFrom(short, false, it);
  return expected.includes('integer') ? numberFrom(short, true, it) : NONE;
}

const SIRET_DIGITS = 14;

function fromNumber(value: number, { expected }: TypeCase): TypeAdvice {
  const text = String(value);
  const isWhole = Number.isSafeInteger(value) && text.length >= SIRET_DIGITS;
  if (expected.includes('string')) return { kind: isWhole ? 'quote' : 'quote-zeros', json: JSON.stringify(text) };
  if (expected.includes('boolean')) return booleanFrom(value);
  return expected.includes('integer') ? { kind: 'whole' } : NONE;
}

function wrapped({ expected, value, item, wrapper }: TypeCase): TypeAdvice | undefined {
  if (expected.includes('array') && !Array.isArray(value)) return { kind: 'bracket', wrapper };
  if (!expected.includes('object') || wrapper === undefined) return undefined;
  if (item) return { kind: 'wrap-item', name: wrapper };
  return Array.isArray(value) ? { kind: 'wrap-list', name: wrapper } : { kind: 'wrap-value', name: wrapper };
}

const isScalar = (type: string): boolean => type !== 'array' && type !== 'object';

/** What is to be written in the place of a value, or done with it. */
export function typeAdvice(it: TypeCase): TypeAdvice {
  const advice = adviceOn(it);
  const isNumber = advice.kind === 'unquote' || advice.kind === 'decimal' || advice.kind === 'percent' || advice.kind === 'years';
  // Of more digits programs keep some only.
  return isNumber && advice.json.replace(/[^0-9]/g, '').length > SURE_DIGITS ? NONE : advice;
}

function adviceOn(it: TypeCase): TypeAdvice {
  if (it.value === null) return { kind: 'null' };
  if (typeof it.value === 'string' && it.value.trim() === '') return { kind: 'blank' };
  const wrapping = wrapped(it);
  if (wrapping) return wrapping;
  if (typeof it.value === 'string') return fromText(it.value, it);
  if (typeof it.value === 'number') return fromNumber(it.value, it);
  if (!Array.isArray(it.value) || it.value.length !== 1 || !it.expected.every(isScalar)) return NONE;
  return typeof it.value[0] === 'object' ? NONE : { kind: 'unbracket' };
}
