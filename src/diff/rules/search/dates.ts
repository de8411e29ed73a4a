import { isDay } from '../../../rules/functions/days.ts';

const DAY = 86_400_000;

/** The day that comes so many days after another, as AAAA-MM-JJ; undefined for what is no day, or beyond the years that have four digits. */
export function daysToText(day: string, shift: number): string | undefined {
  if (!isDay(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`) + shift * DAY;
  if (Number.isNaN(time)) return undefined;
  const text = new Date(time).toISOString().slice(0, 10);
  return isDay(text) ? text : undefined;
}
