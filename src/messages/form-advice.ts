/** What can be said about a text that has not the form wanted: facts, in no language. */
import { daysIn, exists, iso, readDay } from './dates.ts';
import type { Form } from './forms.ts';

export type Advice =
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

const ADVISERS: Record<Form, (text: string) => Advice> = {
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

export function formAdvice(form: Form | undefined, text: string): Advice {
  if (text.length > LONGEST) return NONE;
  if (isBlank(text)) return { kind: 'blank' };
  return form === undefined ? NONE : ADVISERS[form](text);
}
