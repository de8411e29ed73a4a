/** Where versions stand on the drawing: its width is shared among the years, labels that would touch stand higher or lower. */

export type Point = { version: string; x: number; y: number };
export type Year = { year: number; x: number };

export const WIDTH = 1000;
export const AXIS = 66;
const MARGIN = 24;
const LABEL = 44;

/** Heights of labels, nearest first: above the line, then below. */
const LEVELS = [AXIS - 28, AXIS + 40, AXIS - 54];

const yearsOf = (date: string): number => {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return year + (month - 1) / 12 + (day - 1) / 365;
};

/** `undated` versions, not published yet, stand at the end. */
export function layout(versions: readonly { version: string; date?: string }[]): { points: Point[]; years: Year[]; end: number } {
  const dated = versions.flatMap(({ date }) => (date === undefined ? [] : [yearsOf(date)]));
  const first = Math.floor(Math.min(...dated));
  const last = Math.ceil(Math.max(...dated)) + 1;
  const xOf = (years: number): number => MARGIN + ((years - first) / (last - first)) * (WIDTH - 2 * MARGIN);
  const taken: Point[] = [];
  for (const { version, date } of versions) {
    const x = date === undefined ? WIDTH - MARGIN - 8 : xOf(yearsOf(date));
    const y = LEVELS.find((level) => taken.every((other) => other.y !== level || Math.abs(other.x - x) > LABEL)) ?? AXIS + 62;
    taken.push({ version, x: Math.round(x), y });
  }
  const years = Array.from({ length: last - first }, (_, i) => ({ year: first + i, x: Math.round(xOf(first + i)) }));
  return { points: taken, years, end: Math.round(xOf(Math.max(...dated))) };
}
