/** Dates as people and spreadsheets write them. */
import { daysIn } from '../../packages/base/src/days.ts';

export type Day = { year: number; month: number; day: number };

const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');

const YEAR_FIRST = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*|Z|[+-]\d\d:?\d\d.?)?$/;
const DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/;
const WORDS = /^(\d{1,2})(?:er)? (\p{L}+) (\d{4})$/u;

export const exists = ({ year, month, day }: Day): boolean => day >= 1 && day <= daysIn(year, month);

const pad = (n: number, width: number): string => String(n).padStart(width, '0');
export const iso = ({ year, month, day }: Day): string => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;

const day = (year: string, month: string, dayOfMonth: string): Day => ({
  year: Number(year),
  month: Number(month),
  day: Number(dayOfMonth),
});

/** Day before month, unless only the other order is a date. */
function dayFirst(first: string, second: string, year: string): Day {
  const french = day(year, second, first);
  const american = day(year, first, second);
  return !exists(french) && exists(american) ? american : french;
}

function inWords(text: string): Day | undefined {
  const match = WORDS.exec(text);
  if (!match) return undefined;
  const [, d = '', word = '', year = ''] = match;
  const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const month = MONTHS.indexOf(plain) + 1;
  return month === 0 ? undefined : day(year, String(month), d);
}

/** The day written in a text, whether or not it exists; undefined where the text is not a date. */
export function readDay(text: string): Day | undefined {
  const trimmed = text.length > 60 ? '' : text.trim();
  const [, y = '', m = '', d = ''] = YEAR_FIRST.exec(trimmed) ?? COMPACT.exec(trimmed) ?? [];
  if (y !== '') return day(y, m, d);
  const [, first = '', second = '', year = ''] = DAY_FIRST.exec(trimmed) ?? [];
  return year === '' ? inWords(trimmed) : dayFirst(first, second, year);
}
