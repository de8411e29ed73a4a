/** Dates as people and spreadsheets write them. */
import { daysIn } from '../../packages/base/src/days.ts';

export type Day = { year: number; month: number; day: number };

const MONTHS = 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre'.split(' ');

const YEAR_FIRST = /^(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})(?:[T ].*|Z|[+-]\d\d:?\d\d.?)?$/;
const DAY_FIRST = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[T ].*)?$/;
const COMPACT = /^(\d{4})(\d\d)(\d\d)$/;
/** `15 août 2024`, `lundi 1er avril 2024`, `15-sept-2024` as spreadsheets shorten it. */
const WORDS = /^(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) )?(\d{1,2})(?:er)?[ -](\p{L}{3,})\.?[ -](\d{4})$/iu;

export const exists = ({ year, month, day }: Day): boolean => day >= 1 && day <= daysIn(year, month);

const pad = (n: number, width: number): string => String(n).padStart(width, '0');
export const iso = ({ year, month, day }: Day): string => `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;

const day = (year: string, month: string, dayOfMonth: string): Day => ({
  year: Number(year),
  month: Number(month),
  day: Number(dayOfMonth),
});

type Orders = { french: Day; american: Day };

/** A day whose year comes last, read in both orders; undefined for any other text. */
function ordersOf(text: string): Orders | undefined {
  const [, first = '', second = '', year = ''] = DAY_FIRST.exec(text) ?? [];
  return year === '' ? undefined : { french: day(year, second, first), american: day(year, first, second) };
}

/** Whether only the American order, month first, makes a day of the text. */
export function isMonthFirst(text: string): boolean {
  const orders = ordersOf(bare(text));
  return orders !== undefined && !exists(orders.french) && exists(orders.american);
}

/** Whether both orders make a day of the text, and not the same. */
export function isEitherOrder(text: string): boolean {
  const { french, american } = ordersOf(bare(text)) ?? {};
  return french !== undefined && american !== undefined && exists(french) && exists(american) && french.day !== american.day;
}

/**
 * Whether nothing stands after the day but a time without zone, or midnight: in another time zone, the day of a time may be the one before; of two days,
 * one would be lost.
 */
export const isWholeDay = (text: string): boolean => AFTER.test((BEGINNING.exec(bare(text)) ?? [])[1] ?? '');

const BEGINNING = /^(?:\d{4}[-/. ]\d{1,2}[-/. ]\d{1,2}|\d{1,2}[-/. ]\d{1,2}[-/. ]\d{4})(.*)$/s;
const AFTER = /^(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?|(?:[T ]00:00(?::00(?:\.0+)?)?)? ?(?:Z|[+-]\d\d:?\d\d)?)$/;

/** No day is longer. */
const bare = (text: string): string => (text.length > 60 ? '' : text.trim());

function inWords(text: string): Day | undefined {
  const match = WORDS.exec(text);
  if (!match) return undefined;
  const [, d = '', word = '', year = ''] = match;
  const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '');
  const [month, other] = MONTHS.filter((name) => name.startsWith(plain));
  return month === undefined || other !== undefined ? undefined : day(year, String(MONTHS.indexOf(month) + 1), d);
}

/** The day written in a text, whether or not it exists; undefined where the text is not a date. */
export function readDay(text: string): Day | undefined {
  const trimmed = bare(text);
  const [, y = '', m = '', d = ''] = YEAR_FIRST.exec(trimmed) ?? COMPACT.exec(trimmed) ?? [];
  if (y !== '') return day(y, m, d);
  const orders = ordersOf(trimmed);
  if (!orders) return inWords(trimmed);
  // Day before month, unless only the other order is a date.
  return isMonthFirst(trimmed) ? orders.american : orders.french;
}

/** The day that a text with a year of two digits means in this century; undefined for any other text. */
export function shortYearDay(text: string): Day | undefined {
  const [, before = '', year = ''] = /^(\d{1,2}[-/. ].*[-/. ])(\d{2})$/.exec(bare(text)) ?? [];
  const found = year === '' || isMonthFirst(`${before}20${year}`) ? undefined : readDay(`${before}20${year}`);
  return found && exists(found) ? found : undefined;
}

/** The days from 2010-01-01 to 2039-12-31, as spreadsheets number them from 1899-12-30. */
const [FIRST_NUMBER, LAST_NUMBER] = [40_179, 51_134];
const DAY = 86_400_000;

/** The day that a spreadsheet has written as its number, in AAAA-MM-JJ: `45356` is 2024-03-05. Undefined for any other text. */
export function numberedDay(text: string): string | undefined {
  const number = /^\d{5}(?:[.,]\d+)?$/.test(bare(text)) ? Math.trunc(Number(bare(text).replace(',', '.'))) : 0;
  if (number < FIRST_NUMBER || number > LAST_NUMBER) return undefined;
  return new Date(Date.UTC(1899, 11, 30) + number * DAY).toISOString().slice(0, 10);
}
