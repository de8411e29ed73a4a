/** schema.pattern: the form wanted, in words, and how to get there from the value found. */
import { capital, type Lang, en, fr, type Kit } from '../../packages/base/src/language.ts';
import type { SchemaParams } from './params.ts';
import type { Entry, Writer } from './types.ts';
import { daysIn } from '../../packages/base/src/days.ts';
import { exists, iso, readDay } from './dates.ts';

type Phrases = {
  forms: Record<ValueForm, string>;
  otherForm(pattern: string): string;
  advice: { [K in Advice['kind']]: (advice: Extract<Advice, { kind: K }>) => string };
};

const MOIS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ');
const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const FR: Phrases = {
  forms: {
    date: 'une date qui existe, écrite AAAA-MM-JJ (année, mois, jour), comme « 2024-03-01 »',
    'date-zone': 'une date écrite AAAA-MM-JJ (année, mois, jour), comme « 2024-03-01 »',
    siret: 'un SIRET de 14 chiffres, sans espaces',
    cpv: 'un code CPV de 8 chiffres, avec ou sans sa clé après un tiret, comme « 45233140 » ou « 45233140-2 »',
    version: 'deux nombres séparés par un point, comme « 2.0 »',
    uid: "le SIRET de l'acheteur (14 chiffres) suivi de l'identifiant du contrat (7 à 16 caractères)",
    'not-blank': 'un texte qui dit quelque chose',
    marche: 'le mot « Marché », écrit ainsi',
    concession: 'les mots « Contrat de concession », écrits ainsi',
  },
  otherForm: (pattern) => `un texte de la forme ${fr.quote(pattern)}`,
  advice: {
    blank: () => "Écrivez la valeur ; si l'information n'existe pas et que le champ est facultatif, retirez le champ.",
    write: ({ text }) => `Écrivez ${fr.quote(text)}.`,
    'digits-only': ({ text }) => `Écrivez ${fr.quote(text)}, sans espaces ni ponctuation.`,
    'lost-zero': ({ text }) => `Un tableur a sans doute retiré le zéro du début : vérifiez, puis écrivez ${fr.quote(text)}.`,
    siren: () => "C'est un SIREN (9 chiffres) : ajoutez les 5 chiffres de l'établissement.",
    'digit-count': ({ count, wanted }) =>
      `Il y a ${fr.count(count, 'chiffre', 'chiffres')} au lieu de ${fr.number(wanted)} : reprenez le code à sa source${count < wanted ? ' (un tableur retire les zéros du début)' : ''}.`,
    'no-such-month': ({ month }) => `Il n'y a pas de mois ${fr.number(month)} : corrigez la date.`,
    'no-such-day': ({ year, month, last }) =>
      `${capital(MOIS[month - 1] ?? '')} ${String(year)} compte ${fr.number(last)} jours : corrigez la date.`,
    none: () => 'Donnez la valeur sous cette forme.',
  },
};

const EN: Phrases = {
  forms: {
    date: 'an existing date written YYYY-MM-DD (year, month, day), such as “2024-03-01”',
    'date-zone': 'a date written YYYY-MM-DD (year, month, day), such as “2024-03-01”',
    siret: 'a SIRET number of 14 digits, without spaces',
    cpv: 'a CPV code of 8 digits, with or without its check digit after a hyphen, such as “45233140” or “45233140-2”',
    version: 'two numbers separated by a dot, such as “2.0”',
    uid: 'the SIRET of the buyer (14 digits) followed by the identifier of the contract (7 to 16 characters)',
    'not-blank': 'a text that says something',
    marche: 'the word “Marché”, spelt like this',
    concession: 'the words “Contrat de concession”, spelt like this',
  },
  otherForm: (pattern) => `a text of the form ${en.quote(pattern)}`,
  advice: {
    blank: () => 'Write the value; if there is none and the field is optional, remove the field.',
    write: ({ text }) => `Write ${en.quote(text)}.`,
    'digits-only': ({ text }) => `Write ${en.quote(text)}, without spaces or punctuation.`,
    'lost-zero': ({ text }) => `A spreadsheet has probably dropped the leading zero: check, then write ${en.quote(text)}.`,
    siren: () => 'This is a SIREN number (9 digits): add the 5 digits of the establishment.',
    'digit-count': ({ count, wanted }) =>
      `There ${count === 1 ? 'is' : 'are'} ${en.count(count, 'digit', 'digits')} instead of ${en.number(wanted)}: take the code again from its source${count < wanted ? ' (spreadsheets drop leading zeros)' : ''}.`,
    'no-such-month': ({ month }) => `There is no month ${en.number(month)}: correct the date.`,
    'no-such-day': ({ year, month, last }) =>
      `${MONTHS[month - 1] ?? ''} ${String(year)} has ${en.number(last)} days: correct the date.`,
    none: () => 'Give the value in this form.',
  },
};

const advise = (phrases: Phrases, advice: Advice): string => (phrases.advice[advice.kind] as (advice: Advice) => string)(advice);

/** What a pattern asks for, in words: « un SIRET de 14 chiffres, sans espaces ». A pattern that is no known form is quoted. */
export const formWords = (text: string, lang: Lang): string => wanted(lang === 'fr' ? FR : EN, text);

function wanted(phrases: Phrases, text: string): string {
  const form = valueFormOf(text);
  return form === undefined ? phrases.otherForm(text) : phrases.forms[form];
}

const writer =
  (phrases: Phrases, say: Kit): Writer<SchemaParams['schema.pattern']> =>
  ({ pattern, value }) => ({
    found: say.value(value),
    expected: wanted(phrases, pattern),
    remedy: advise(phrases, formAdvice(valueFormOf(pattern), String(value))),
  });

const title: Record<Lang, string> = { fr: 'forme non respectée', en: 'wrong form' };

export const pattern: Entry<SchemaParams['schema.pattern']> = {
  severity: 'error',
  title,
  fr: writer(FR, fr),
  en: writer(EN, en),
};

/** What can be said about a text that has not the form wanted: facts, in no language. */
type Advice =
  | { kind: 'blank' }
  /** The text was very likely meant to be this one. */
  | { kind: 'write'; text: string }
  /** Right digits, with spaces or marks between them. */
  | { kind: 'digits-only'; text: string }
  /** One digit short, and right with a zero in front. */
  | { kind: 'lost-zero'; text: string }
  | { kind: 'siren' }
  | { kind: 'digit-count'; count: number; wanted: number }
  | { kind: 'no-such-month'; month: number }
  | { kind: 'no-such-day'; year: number; month: number; last: number }
  | { kind: 'none' };

const NONE: Advice = { kind: 'none' };

/** Luhn's check, which all SIRETs pass (but some of La Poste). */
function luhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i += 1) {
    const doubled = Number(digits.at(-1 - i)) * (i % 2 === 0 ? 1 : 2);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function date(text: string): Advice {
  const found = readDay(text);
  if (!found) return NONE;
  if (exists(found)) return iso(found) === text ? NONE : { kind: 'write', text: iso(found) };
  const last = daysIn(found.year, found.month);
  return last === 0
    ? { kind: 'no-such-month', month: found.month }
    : { kind: 'no-such-day', year: found.year, month: found.month, last };
}

const withoutMarks = (text: string): string => text.replace(/[\s.\-_'"\u200b-\u200f\ufeff]/g, '');

function siret(text: string): Advice {
  const digits = withoutMarks(text);
  if (!/^\d{1,30}$/.test(digits)) return NONE;
  if (digits.length === 14) return { kind: 'digits-only', text: digits };
  if (digits.length === 13 && luhn(`0${digits}`)) return { kind: 'lost-zero', text: `0${digits}` };
  return digits.length === 9 ? { kind: 'siren' } : { kind: 'digit-count', count: digits.length, wanted: 14 };
}

function cpv(text: string): Advice {
  const digits = withoutMarks(text);
  if (!/^\d{1,30}$/.test(digits)) return NONE;
  if (digits.length === 9) return { kind: 'write', text: `${digits.slice(0, 8)}-${digits.slice(8)}` };
  if (digits.length === 8) return { kind: 'write', text: digits };
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
  cpv,
  version,
  uid: none,
  'not-blank': none,
  marche: () => ({ kind: 'write', text: 'Marché' }),
  concession: () => ({ kind: 'write', text: 'Contrat de concession' }),
};

const isBlank = (text: string): boolean => !/\S/.test(text);
/** No value of a known form is longer; longer texts are not worth the reading. */
const LONGEST = 100;

function formAdvice(form: ValueForm | undefined, text: string): Advice {
  if (text.length > LONGEST) return NONE;
  if (isBlank(text)) return { kind: 'blank' };
  return form === undefined ? NONE : ADVISERS[form](text);
}

/** Which known form a pattern describes. Told by what the pattern accepts, so that mending a pattern does not lose its description. */

export type ValueForm = 'date' | 'date-zone' | 'siret' | 'cpv' | 'version' | 'uid' | 'not-blank' | 'marche' | 'concession';

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

/** Patterns of 1.x hold escapes that only the older syntax knows. */
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

/** Patterns come from the schemas: there are a dozen of them. */
const known = new Map<string, ValueForm | undefined>();

/** The form that a pattern describes; undefined for a pattern that is none of the known ones. */
export function valueFormOf(pattern: string): ValueForm | undefined {
  if (!known.has(pattern)) known.set(pattern, recognise(pattern));
  return known.get(pattern);
}
