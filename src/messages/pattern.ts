/** schema.pattern: the form wanted, in words, and how to get there from the value found. */
import { capital, type Lang } from '../../packages/base/src/language.ts';
import type { Advice } from './form-advice.ts';
import { formAdvice } from './form-advice.ts';
import type { Form } from './forms.ts';
import { formOf } from './forms.ts';
import { en, fr } from '../../packages/base/src/language.ts';
import type { SchemaParams } from './params.ts';
import type { Entry, Writer } from './types.ts';
import type { Kit } from '../../packages/base/src/language.ts';

type Phrases = {
  forms: Record<Form, string>;
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
  const form = formOf(text);
  return form === undefined ? phrases.otherForm(text) : phrases.forms[form];
}

const writer =
  (phrases: Phrases, say: Kit): Writer<SchemaParams['schema.pattern']> =>
  ({ pattern, value }) => ({
    found: say.value(value),
    expected: wanted(phrases, pattern),
    remedy: advise(phrases, formAdvice(formOf(pattern), String(value))),
  });

const title: Record<Lang, string> = { fr: 'forme non respectée', en: 'wrong form' };

export const pattern: Entry<SchemaParams['schema.pattern']> = {
  severity: 'error',
  title,
  fr: writer(FR, fr),
  en: writer(EN, en),
};
