/**
 * Candidate values for the fields that rules read: near the literals of the rules, near other values of the record, and unusual
 * ones.
 */
import type { Schema } from '../../../model/types.ts';
import { isDay } from '../../../../packages/base/src/days.ts';

/**
 * The context of a field whose value is to be replaced. `near`: values of the same type in the same record; `donors`: values of
 * the same field in other records.
 */
export type Around = {
  schema: Schema;
  near: readonly unknown[];
  donors: readonly unknown[];
  numbers: readonly number[];
  texts: readonly string[];
  words: readonly string[];
  today: string;
};

/** Maximum number of codes tried. */
const CODES = 40;

/** Other values for a field. Some may violate the schema; that is checked later. */
export function otherValues(value: unknown, around: Around): unknown[] {
  const found = [...own(value, around), ...around.donors];
  return [...new Map(found.map((one) => [JSON.stringify(one), one])).values()].filter((one) => one !== value);
}

function own(value: unknown, around: Around): unknown[] {
  const { schema, texts } = around;
  if (schema.enum) {
    const written = schema.enum.filter((code) => texts.includes(String(code)));
    return [...written, ...schema.enum.slice(0, CODES)];
  }
  if (typeof value === 'boolean') return [!value];
  if (typeof value === 'number') return numbersNear(value, around);
  if (typeof value !== 'string') return [];
  return schema.format === 'date' ? daysNear(value, around) : textsNear(value, around);
}

const ODD = [0, 1, 39_999, 40_000, 111_111_111, 123_456_789, 1_234_567_891, 10_000_000_000];

function numbersNear(value: number, { numbers, near, schema }: Around): number[] {
  const limits = [...numbers, ...near.filter((one) => typeof one === 'number'), value];
  const steps = schema.type === 'integer' ? [0, 1, -1] : [0, 1, -1, 0.01, -0.01, 0.001];
  const around = limits.flatMap((limit) => steps.map((step) => rounded(limit + step)));
  return [...around, ...limits.flatMap((limit) => [limit * 10, limit * 10 + 1, limit / 2]), ...ODD];
}

/** Removes floating-point noise: four decimals are enough. */
const rounded = (number: number): number => Number(number.toFixed(4));

const SHIFTS = [-1, 0, 1, 31, 62, 93, -31, 366, -366];
const FAR = ['2009-12-31', '2010-01-01', '2019-12-31', '2039-12-31', '2040-01-01'];

function daysNear(value: string, { near, today, texts, words }: Around): string[] {
  const limits = [...near.filter((one) => typeof one === 'string'), value, today];
  return [...limits.flatMap((limit) => SHIFTS.map((shift) => daysToText(limit, shift))), ...FAR, ...texts, ...words].filter(
    (day) => day !== undefined,
  );
}

function textsNear(value: string, { near, texts, words }: Around): string[] {
  const last = value.slice(-1);
  const shorter = value.slice(0, -1);
  const turned = /\d/.test(last) ? [shorter + String((Number(last) + 1) % 10), shorter + String((Number(last) + 5) % 10)] : [];
  return [
    ...near.filter((one) => typeof one === 'string'),
    ...texts,
    ...words,
    ...turned,
    shorter,
    `${value}x`,
    `${value}0`,
    `x${value.slice(1)}`,
    value.replace(/\d/g, '9'),
    value.replace(/\d/g, '1'),
    'x',
    '',
  ];
}

const DAY = 86_400_000;

/** Adds `shift` days to a day (AAAA-MM-JJ). Undefined if the input is not a day, or the result has no four-digit year. */
function daysToText(day: string, shift: number): string | undefined {
  if (!isDay(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`) + shift * DAY;
  if (Number.isNaN(time)) return undefined;
  const text = new Date(time).toISOString().slice(0, 10);
  return isDay(text) ? text : undefined;
}
