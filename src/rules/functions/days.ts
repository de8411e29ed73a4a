/** Calendar arithmetic of rules, on texts that begin with AAAA-MM-JJ. */
import { beginsWithDay, dayOf, monthOf, yearOf } from '../../../packages/base/src/days.ts';

/** Days from 29 February of the year 0 to 1 January 1970. */
const EPOCH = 719469;

/** Months since January of the year 0. */
const monthsOf = (text: string): number => yearOf(text) * 12 + monthOf(text) - 1;

/**
 * Days since 1970-01-01, negative before. Anything after the tenth character (a time zone) is ignored.
 * A day that does not exist rolls over (2023-02-29 is the first of March); 0 for a text that does not begin with AAAA-MM-JJ.
 */
export function jour(text: string): number {
  if (!beginsWithDay(text)) return 0;
  // Years are counted from March, so that the leap day is the last day.
  const months = monthsOf(text) - 2;
  const year = Math.floor(months / 12);
  const leapDays = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  const daysBeforeMonth = Math.floor((153 * (months - year * 12) + 2) / 5);
  return year * 365 + leapDays + daysBeforeMonth + dayOf(text) - EPOCH;
}

/**
 * Months from one day to another, rounded up: the least n such that `from` + n months is not before `to`. Adding months keeps the day
 * of the month, or takes the last one if there is no such day (31 January + 1 month = 28 or 29 February), as a duration in
 * months is counted in law (code de procédure civile, article 641). 0 for the same day; zero or negative when `to` is before.
 * 0 if one of the texts does not begin with AAAA-MM-JJ.
 */
export function moisEntre(from: string, to: string): number {
  if (!beginsWithDay(from) || !beginsWithDay(to)) return 0;
  const months = monthsOf(to) - monthsOf(from);
  // The length of the last month does not matter: `to` is never after its end.
  return dayOf(from) >= dayOf(to) ? months : months + 1;
}
