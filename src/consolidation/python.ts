/** Values and texts as a program in Python compares them. */
import { daysIn } from '../../packages/base/src/days.ts';
import { isObject } from '../../packages/base/src/json.ts';

/** The order of texts: by code points. */
export function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  const [left, right] = [[...a], [...b]];
  const at = left.findIndex((character, index) => character !== right[index]);
  if (at === -1) return -1;
  const other = right[at];
  return other === undefined ? 1 : (left[at]?.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
}

/** What `str` makes of a value, but for what stands in objects and lists, which is compared and not shown. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}

/** What stops a program at a value, by the name of the exception. */
export class PythonError extends Error {
  override name: 'TypeError' | 'KeyError' | 'ValueError' | 'OverflowError' | 'DataError' | 'IndexError';
  constructor(name: PythonError['name'], message: string) {
    super(message);
    this.name = name;
  }
}

/** `container[key]`, of an object or a list of one. */
export function memberOf(container: unknown, key: string): unknown {
  if (!isObject(container)) throw new PythonError('TypeError', `${textOf(container)} has no ${key}`);
  if (!Object.hasOwn(container, key)) throw new PythonError('KeyError', key);
  return container[key];
}

/** `key in container`. */
export function isIn(key: string, container: unknown): boolean {
  if (isObject(container)) return Object.hasOwn(container, key);
  if (Array.isArray(container)) return container.includes(key);
  if (typeof container === 'string') return container.includes(key);
  throw new PythonError('TypeError', `${textOf(container)} has no members`);
}

/** `for item in value`. */
export function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  if (isObject(value)) return Object.keys(value);
  if (typeof value === 'string') return [...value];
  throw new PythonError('TypeError', `${textOf(value)} is no list`);
}

/** `a > b`, `max`, `sorted`: texts among themselves, numbers among themselves. */
export function compare(a: unknown, b: unknown): number {
  if (typeof a === 'string' && typeof b === 'string') return compareTexts(a, b);
  if (isNumber(a) && isNumber(b)) return Number(a) - Number(b);
  throw new PythonError('TypeError', `${textOf(a)} and ${textOf(b)} have no order`);
}

const isNumber = (value: unknown): value is number | boolean => typeof value === 'number' || typeof value === 'boolean';

/** What `float` takes: underscores between digits, digits of any script, an exponent, `inf` and `nan`. */
const FLOAT = /^[+-]?(?:(?:\d+(?:_\d+)*)(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[+-]?\d+(?:_\d+)*)?$/i;
const INFINITE = /^[+-]?inf(?:inity)?$/i;
const NAN = /^[+-]?nan$/i;
const INTEGER = /^[+-]?\d+(?:_\d+)*$/;

/** The number that `float` makes of a text; undefined where it makes none. */
export function floatOf(written: string): number | undefined {
  const text = withDigits(written.trim());
  if (FLOAT.test(text)) return Number(text.replaceAll('_', ''));
  if (NAN.test(text)) return Number.NaN;
  return INFINITE.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : undefined;
}

/** The number that `int` makes of a text; undefined where it makes none. */
export function intOf(written: string): number | undefined {
  const text = withDigits(written.trim());
  return INTEGER.test(text) ? Number(text.replaceAll('_', '')) : undefined;
}

/** Digits of other scripts as ours: each script has them side by side. */
const withDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1))) zero--;
    return String((code - zero) % 10);
  });

/**
 * The order that numpy's quicksort gives `texts`, as indexes: it is not stable beyond 16 of them. Undefined where it would change to another sort, which is not
 * replayed. Source: numpy 2.2, `numpy/_core/src/npysort/quicksort.cpp` (`npy_aquicksort`).
 */
export function quicksorted(texts: readonly string[]): number[] | undefined {
  const order = texts.map((_, index) => index);
  const at = (place: number): string => texts[order[place] as number] as string;
  const swap = (a: number, b: number): void => {
    [order[a], order[b]] = [order[b] as number, order[a] as number];
  };
  const isLess = (a: string, b: string): boolean => compareTexts(a, b) < 0;
  const waiting: { first: number; last: number; depth: number }[] = [];
  let [first, last, depth] = [0, order.length - 1, Math.floor(Math.log2(Math.max(1, order.length))) * 2];
  for (;;) {
    if (depth < 0) return undefined;
    while (last - first > SMALL) {
      const middle = first + ((last - first) >> 1);
      if (isLess(at(middle), at(first))) swap(middle, first);
      if (isLess(at(last), at(middle))) swap(last, middle);
      if (isLess(at(middle), at(first))) swap(middle, first);
      const pivot = at(middle);
      let [low, high] = [first, last - 1];
      swap(middle, high);
      for (;;) {
        do low++;
        while (isLess(at(low), pivot));
        do high--;
        while (isLess(pivot, at(high)));
        if (low >= high) break;
        swap(low, high);
      }
      swap(low, last - 1);
      depth--;
      if (low - first < last - low) {
        waiting.push({ first: low + 1, last, depth });
        last = low - 1;
      } else {
        waiting.push({ first, last: low - 1, depth });
        first = low + 1;
      }
      if (depth < 0) return undefined;
    }
    for (let place = first + 1; place <= last; place++)
      for (let down = place; down > first && isLess(at(down), at(down - 1)); down--) swap(down, down - 1);
    const next = waiting.pop();
    if (!next) return order;
    ({ first, last, depth } = next);
  }
}

/** Up to so many places are sorted by insertion. */
const SMALL = 16;

/** Whether NaN or an infinite number stands anywhere in a value. */
export function hasNoNumber(value: unknown): boolean {
  if (typeof value === 'number') return !Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const name in value) if (hasNoNumber((value as Record<string, unknown>)[name])) return true;
  return false;
}

/** Whether a day is in the calendar, of the years that Python knows. */
export const isDay = (year: number, month: number, day: number): boolean =>
  year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);

export const dayText = (year: number, month: number, day: number): string =>
  `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
