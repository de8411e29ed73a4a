/**
 * Days of the Gregorian calendar, also before it was in use (ISO 8601), as texts that begin with AAAA-MM-JJ.
 * Read by character codes: these functions are called several times a record.
 */
import { daysIn } from '../../messages/dates.ts';

const HYPHEN = 45;
/** Days from the eve of 1 March of the year 0 to 1 January 1970. */
const EPOCH = 719469;

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
const isDigit = (text: string, at: number): boolean => digit(text, at) >= 0 && digit(text, at) <= 9;
const areDigits = (text: string, at: number): boolean => isDigit(text, at) && isDigit(text, at + 1);

const yearOf = (text: string): number => two(text, 0) * 100 + two(text, 2);
const monthOf = (text: string): number => two(text, 5);
const dayOf = (text: string): number => two(text, 8);
/** Months since January of the year 0. */
const monthsOf = (text: string): number => yearOf(text) * 12 + monthOf(text) - 1;

const hasForm = (text: string): boolean =>
  text.charCodeAt(4) === HYPHEN &&
  text.charCodeAt(7) === HYPHEN &&
  areDigits(text, 0) &&
  areDigits(text, 2) &&
  areDigits(text, 5) &&
  areDigits(text, 8);

/** Whether the text is AAAA-MM-JJ, nothing more, and a day of the calendar, from 0000-01-01 to 9999-12-31. */
export const isDay = (text: string): boolean =>
  text.length === 10 && hasForm(text) && dayOf(text) >= 1 && dayOf(text) <= daysIn(yearOf(text), monthOf(text));

/**
 * Days since 1970-01-01, negative before. What follows the tenth character (a time zone) does not count.
 * A month or a day too many rolls over (2023-02-29 is the first of March); 0 for a text that does not begin with AAAA-MM-JJ.
 */
export function jour(text: string): number {
  if (!hasForm(text)) return 0;
  // Years that begin in March have their leap day at the end.
  const months = monthsOf(text) - 2;
  const year = Math.floor(months / 12);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const daysBeforeMonth = Math.floor((153 * (months - year * 12) + 2) / 5);
  return year * 365 + leapDays + daysBeforeMonth + dayOf(text) - EPOCH;
}

/**
 * Months begun from one day to another: the least n such that `from` + n months is not before `to`. Adding months keeps the day
 * of the month, or takes the last one if there is no such day (31 January + 1 month = 28 or 29 February), as a duration in
 * months is counted in law (code de procédure civile, article 641). 0 for the same day; zero or negative when `to` is before.
 * 0 if one of the texts does not begin with AAAA-MM-JJ.
 */
export function moisEntre(from: string, to: string): number {
  if (!hasForm(from) || !hasForm(to)) return 0;
  const months = monthsOf(to) - monthsOf(from);
  // No need to know how long the month of arrival is: `to` is never after its last day.
  return dayOf(from) >= dayOf(to) ? months : months + 1;
}
