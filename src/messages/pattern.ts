/** schema.pattern: the form expected, and how to correct the value found. */
import { daysIn } from '../../packages/base/src/days.ts';
import { siretValide } from '../model/siret.ts';
import { tvaValide } from '../model/tva.ts';
import { exists, isMonthFirst, iso, isWholeDay, numberedDay, readDay, shortYearDay } from './dates.ts';
import type { Derived, Language } from './language.ts';
import { normalise } from './nearest.ts';
import { signsIn } from './signs.ts';
import type { Derive } from './types.ts';
import { isInForm, isOptional } from './where.ts';

/** The params of the message where there is no advice. */
export const NO_ADVICE = {
  ...({ advice: 'other', text: '', count: 0, wanted: 0, fewer: false, month: 0, year: 0, last: 0 } as const),
  ...({ list: 'other', optional: false, inForm: false } as const),
};

export const pattern: Derive<'schema.pattern'> = ({ pattern: text, value }, site) => {
  const form = valueFormOf(text);
  const advice = formAdvice(form, String(value));
  return {
    ...adviceValues(form, advice, value, site.path, site.language),
    optional: isOptional(site),
    inForm: isInForm(site),
  };
};

/** What the message of a value that has not the form expected is made of. `path`: where the value stands. */
export function adviceValues(
  form: ValueForm | undefined,
  { kind, ...named }: Advice,
  value: unknown,
  path: string,
  language: Language,
): Derived['schema.pattern'] {
  const fewer = 'wanted' in named && named.count < named.wanted;
  const signs = signsIn(value, language);
  const list = LISTS.find((name) => path.includes(`/${name}/`)) ?? 'other';
  return { ...NO_ADVICE, ...named, fewer, signs, list, form: form ?? 'other', advice: kind === 'none' ? 'other' : kind };
}

/** The lists of identifiers of which people put several in one cell. */
const LISTS = ['titulaires', 'concessionnaires'] as const;

/** Advice on a text that does not have the expected form, independent of the language. */
export type Advice =
  | { kind: 'blank' }
  /** The only text that can be meant. */
  | { kind: 'write'; text: string }
  /** The text probably meant: a day written month first or with another time zone, another kind of contract. */
  | { kind: 'verify'; text: string }
  /** The right number of digits, with spaces or punctuation between them. */
  | { kind: 'digits-only'; text: string }
  /** One digit missing, and valid with a leading zero. */
  | { kind: 'lost-zero'; text: string }
  /** A day with a year of two digits, or one that a spreadsheet wrote as a number: to be verified. */
  | { kind: 'short-year' | 'day-number'; text: string }
  /** The code or the identifier that stands in a text with words around it. */
  | { kind: 'alone'; text: string }
  /** So many identifiers in the place of one. */
  | { kind: 'several'; count: number }
  | { kind: 'siren' }
  | { kind: 'digit-count'; count: number; wanted: number }
  | { kind: 'no-such-month'; month: number }
  | { kind: 'no-such-day'; year: number; month: number; last: number }
  | { kind: 'none' };

const NONE: Advice = { kind: 'none' };

function date(text: string): Advice {
  const found = readDay(text);
  if (!found) return unusualDate(text);
  if (exists(found) && iso(found) === text) return NONE;
  if (exists(found)) return { kind: isWholeDay(text) && !isMonthFirst(text) ? 'write' : 'verify', text: iso(found) };
  const last = daysIn(found.year, found.month);
  return last === 0
    ? { kind: 'no-such-month', month: found.month }
    : { kind: 'no-such-day', year: found.year, month: found.month, last };
}

/** A date whose century is not written, or that a spreadsheet wrote as a number. */
function unusualDate(text: string): Advice {
  const short = shortYearDay(text);
  if (short) return { kind: 'short-year', text: iso(short) };
  const numbered = numberedDay(text);
  return numbered === undefined ? NONE : { kind: 'day-number', text: numbered };
}

/** Hyphens and dashes of any kind, of which a word processor has several, and the minus sign. */
const DASH = /[\p{Pd}\u2212]/gu;

/** What people put between digits: blanks, dots, quotes, dashes of any kind, characters that are not seen. */
const MARKS = /[\s.\u00b7_'"\u2018\u2019\p{Pd}\u2212\p{Cf}]/gu;

const withoutMarks = (text: string): string => text.replace(MARKS, '');

function siret(text: string): Advice {
  const count = siretsIn(text);
  if (count > 1) return { kind: 'several', count };
  const digits = withoutMarks(text);
  const [only, ...others] = text.match(/\d+/g) ?? [];
  if (only !== undefined && others.length === 0 && only !== digits && siretValide(only)) return { kind: 'alone', text: only };
  if (!/^\d{1,30}$/.test(digits)) return NONE;
  if (digits.length === 14) return { kind: 'digits-only', text: digits };
  if (digits.length === 13 && siretValide(`0${digits}`)) return { kind: 'lost-zero', text: `0${digits}` };
  return digits.length === 9 ? { kind: 'siren' } : { kind: 'digit-count', count: digits.length, wanted: 14 };
}

/** What people put between two identifiers. */
const BETWEEN = /[\r\n;,/+&|]+|\s(?:et|and|ou|or)\s/i;

/** How many SIRETs are in a text that holds nothing else: apart from one another, or one after the other. */
function siretsIn(text: string): number {
  const apart = text
    .split(BETWEEN)
    .map(withoutMarks)
    .filter((piece) => piece !== '');
  if (apart.length > 1) return apart.every((piece) => /^\d{14}$/.test(piece)) ? apart.length : 0;
  const inOne = apart[0]?.match(/^(?:\d{14}){2,}$/)?.[0].match(/\d{14}/g) ?? [];
  return inOne.every(siretValide) ? inOne.length : 0;
}

function tva(text: string): Advice {
  const bare = withoutMarks(text);
  return tvaValide(bare) ? { kind: 'digits-only', text: bare } : NONE;
}

/** An identifier that a word processor or a web page has changed: its dashes are hyphens, its spaces plain ones. */
const identifier = (text: string): Advice => ({
  kind: 'write',
  text: text
    .replace(DASH, '-')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Zs}/gu, ' ')
    .trim(),
});

/** A code with its name, which has no other digits; a code of the divisions 03 and 09 without its zero, with its check digit. */
const LABELLED = /^\s*(\d{8})(?:\s?[\p{Pd}\u2212]\s?(\d))?\s*[\p{Pd}\u2212:(]?\s*\p{L}\D*$/u;
const WITHOUT_ZERO = /^\s*([39]\d{6})\s*[\p{Pd}\u2212]\s*(\d)\s*$/u;

function cpv(text: string): Advice {
  const digits = withoutMarks(text);
  const [, code, key] = LABELLED.exec(text) ?? [];
  if (code !== undefined) return { kind: 'alone', text: key === undefined ? code : `${code}-${key}` };
  if (!/^\d{1,30}$/.test(digits)) return NONE;
  const [, short, its] = WITHOUT_ZERO.exec(text) ?? [];
  if (short !== undefined) return { kind: 'lost-zero', text: `0${short}-${its}` };
  if (digits.length === 9) return { kind: 'write', text: `${digits.slice(0, 8)}-${digits.slice(8)}` };
  // `3000000-1` lacks a digit: what stands after the hyphen is the check digit, not part of the code.
  if (digits.length === 8) return /[\p{Pd}\u2212]\s*\d\s*$/u.test(text) ? NONE : { kind: 'write', text: digits };
  return { kind: 'digit-count', count: digits.length, wanted: 8 };
}

function version(text: string): Advice {
  const [, major, minor] = /^\s*v?(\d{1,4})(?:[.,](\d{1,4}))?(?:[.,]\d{1,4})?\s*$/i.exec(text) ?? [];
  return major === undefined ? NONE : { kind: 'write', text: `${String(Number(major))}.${String(Number(minor ?? '0'))}` };
}

const none = (): Advice => NONE;

const ADVISERS: Record<ValueForm, (text: string) => Advice> = {
  date,
  'date-zone': date,
  siret,
  tva,
  identifier,
  cpv,
  version,
  uid: none,
  'not-blank': none,
  marche: (text) => onlyText('Marché', text),
  concession: (text) => onlyText('Contrat de concession', text),
};

/** The only text that a form accepts: certain where another spelling of it stands there. */
const onlyText = (only: string, text: string): Advice => ({
  kind: normalise(text) === normalise(only) ? 'write' : 'verify',
  text: only,
});

const isBlank = (text: string): boolean => !/\S/.test(text);

/** No value of a known form is longer; longer texts get no advice. */
const LONGEST = 100;

/** Advice on a text that should have a form. */
export function formAdvice(form: ValueForm | undefined, text: string): Advice {
  if (text.length > LONGEST) return NONE;
  if (isBlank(text)) return { kind: 'blank' };
  return form === undefined ? NONE : ADVISERS[form](text);
}

/** The known forms. A pattern is recognised by the texts that it accepts, so that it may be corrected without a change here. `tva` and `identifier` are forms of rules alone. */
export type ValueForm =
  | 'date'
  | 'date-zone'
  | 'siret'
  | 'tva'
  | 'identifier'
  | 'cpv'
  | 'version'
  | 'uid'
  | 'not-blank'
  | 'marche'
  | 'concession';

type Probe = { form: ValueForm; accepts: readonly string[]; refuses: readonly string[] };

const PROBES: readonly Probe[] = [
  { form: 'marche', accepts: ['Marché'], refuses: ['', 'x', 'Contrat de concession'] },
  { form: 'concession', accepts: ['Contrat de concession'], refuses: ['', 'x', 'Marché'] },
  { form: 'not-blank', accepts: ['x', '0', ' é '], refuses: ['', ' '] },
  { form: 'siret', accepts: ['12345678901234'], refuses: ['x', '1234567890123', '123456789012345'] },
  { form: 'cpv', accepts: ['45233140', '45233140-2'], refuses: ['x', '4523314', '45233140-'] },
  { form: 'version', accepts: ['2.0', '10.12'], refuses: ['x', '2', '2.0.3'] },
  { form: 'uid', accepts: ['123456789012342024001', '12345678901234abcdefg'], refuses: ['x', '2024001', '12345678901234'] },
  { form: 'date-zone', accepts: ['2024-02-29', '2024-02-29+01:00'], refuses: ['x', 'x2024-02-29'] },
  { form: 'date', accepts: ['2024-02-29', '1999-12-31'], refuses: ['x', '29/02/2024', '12345678901234'] },
];

/** Patterns of 1.x have escapes that are only valid without the flag `u`. */
function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return new RegExp(pattern);
  }
}

function recognise(pattern: string): ValueForm | undefined {
  const regex = compile(pattern);
  const fits = ({ accepts, refuses }: Probe): boolean =>
    accepts.every((text) => regex.test(text)) && !refuses.some((text) => regex.test(text));
  return PROBES.find(fits)?.form;
}

/** A cache without bound: patterns come from the schemas, which have about a dozen. */
const known = new Map<string, ValueForm | undefined>();

/** The known form that a pattern describes; undefined where there is none. */
export function valueFormOf(pattern: string): ValueForm | undefined {
  if (!known.has(pattern)) known.set(pattern, recognise(pattern));
  return known.get(pattern);
}
