import type { Random } from './random.ts';

/** A day as the number of days since the first of January 1970. */
export type Day = number;

const DAY_MS = 86_400_000;
const FIRST: Day = Date.UTC(2021, 0, 1) / DAY_MS;
const LAST: Day = Date.UTC(2024, 8, 30) / DAY_MS;

/** A day on which a contract may have been notified, early enough for what follows it to be past as well. */
export const anyDay = (random: Random): Day => random.whole(FIRST, LAST);

/** `AAAA-MM-JJ` */
export const written = (day: Day): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

export const yearOf = (day: Day): number => new Date(day * DAY_MS).getUTCFullYear();

/** Two months never have fewer days than that. */
const TWO_MONTHS = 59;

/** The data must be out within two months of the notification, and not after the last day when there is one. */
export const published = (random: Random, notified: Day, last: Day = Infinity): Day =>
  notified + random.whole(0, Math.min(TWO_MONTHS, last - notified));
