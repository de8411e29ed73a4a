/** How far days are from each other. All are texts (AAAA-MM-JJ). */
const MILLISECONDS = 86_400_000;

/** The days from one day to another one, negative where it is earlier. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / MILLISECONDS);

/** The day so many days after another one, or before it where they are negative. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * MILLISECONDS).toISOString().slice(0, 10);
