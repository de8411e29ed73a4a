/** Days of the calendar as rules count them: texts that begin with AAAA-MM-JJ. */
import { beginsWithDay, dayOf, monthOf, yearOf } from '../../../packages/base/src/days.ts';

/** Days from the eve of 1 March of the year 0 to 1 January 1970. */
const EPOCH = 719469;

/** Months since January of the year 0. */
const monthsOf = (text: string): number => yearOf(text) * 12 + monthOf(text) - 1;

/**
 * Days since 1970-01-01, negative before. What follows the tenth character (a time zone) does not count.
 * A month or a day too many rolls over (2023-02-29 is the first of March); 0 for a text that does not begin with AAAA-MM-JJ.
 */
export function jour(text: string): number {
  if (!beginsWithDay(text)) return 0;
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
  if (!beginsWithDay(from) || !beginsWithDay(to)) return 0;
  const months = monthsOf(to) - monthsOf(from);
  // No need to know how long the month of arrival is: `to` is never after its last day.
  return dayOf(from) >= dayOf(to) ? months : months + 1;
}
