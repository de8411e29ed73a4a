import { isKept } from '../../../packages/base/src/digits.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import type { RoundedNumber } from '../record.ts';

/** A number that may not be kept: more than 15 digits, or an exponent of three. It is no more than a guess, as it may be in a text. */
const LONG = /(?:^|[[:,][ \t\r\n]*)-?(?:[0-9][0-9.]{15}|[0-9.]+[eE][+-]?[0-9]{3})/;

/** The numbers of a value that it does not keep as they are written in its text. `written`: the number at a pointer, as it is written. */
export function roundedIn(text: string, value: unknown, written: (pointer: string) => string | undefined): RoundedNumber[] {
  if (!LONG.test(text)) return [];
  const rounded: RoundedNumber[] = [];
  for (const [pointer, number] of numbersIn(value)) {
    const digits = written(pointer);
    if (digits !== undefined && !isKept(digits, number)) rounded.push({ pointer, text: digits });
  }
  return rounded;
}

/** The finite numbers of a value. An infinite one is no number of JSON, and refused as such. */
function* numbersIn(value: unknown, pointer = ''): Generator<[pointer: string, number: number]> {
  if (typeof value === 'number' && Number.isFinite(value)) yield [pointer, value];
  else if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* numbersIn(item, child(pointer, i));
  else if (isObject(value)) for (const name of Object.keys(value)) yield* numbersIn(value[name], child(pointer, name));
}
