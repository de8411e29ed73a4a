/**
 * Days of the proleptic Gregorian calendar (ISO 8601), as texts that begin with AAAA-MM-JJ. Reads character codes for speed,
 * since these functions are called several times per record.
 */
const HYPHEN = 45;

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;
const two = (text: string, at: number): number => digit(text, at) * 10 + digit(text, at + 1);
const isDigit = (text: string, at: number): boolean => digit(text, at) >= 0 && digit(text, at) <= 9;
const areDigits = (text: string, at: number): boolean => isDigit(text, at) && isDigit(text, at + 1);

export const yearOf = (text: string): number => two(text, 0) * 100 + two(text, 2);
export const monthOf = (text: string): number => two(text, 5);
export const dayOf = (text: string): number => two(text, 8);

/** Whether the text begins with AAAA-MM-JJ in digits, even if there is no such day. */
export const beginsWithDay = (text: string): boolean =>
  text.charCodeAt(4) === HYPHEN &&
  text.charCodeAt(7) === HYPHEN &&
  areDigits(text, 0) &&
  areDigits(text, 2) &&
  areDigits(text, 5) &&
  areDigits(text, 8);

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Number of days of a month (1 to 12), or 0 if there is no such month. */
export const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : ([31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0);

/** Whether the text is exactly AAAA-MM-JJ and an existing day, from 0000-01-01 to 9999-12-31. */
export const isDay = (text: string): boolean =>
  text.length === 10 && beginsWithDay(text) && dayOf(text) >= 1 && dayOf(text) <= daysIn(yearOf(text), monthOf(text));
