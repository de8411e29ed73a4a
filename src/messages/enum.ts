/** schema.enum: the codes allowed, those that were probably meant first. */
import type { Derived } from './language.ts';
import { memo, memoOf } from './memo.ts';
import { nearest, normalise } from './nearest.ts';
import type { Derive } from './types.ts';

/** Longer lists are counted, not printed. */
const PRINTED = 12;

/** The codes allowed; `empty`: null is allowed beside them (2.0.0). */
type List = { codes: readonly string[]; empty: boolean };

/** A schema has few lists, and findings share them: what is made of a list is made once. */
const listOf = memoOf((allowed: readonly (string | null)[]): List => ({
  codes: allowed.filter((code) => code !== null),
  empty: allowed.includes(null),
}));

const NO_CODES: readonly string[] = [];

type Values = Derived['schema.enum'];

/** The codes that were probably meant come first, or are the only ones named. */
function valuesOf({ codes, empty }: List, value: unknown, near: readonly string[]): Values {
  const all = [...near, ...codes.filter((code) => !near.includes(code))];
  return { codes: all, count: all.length, long: all.length > PRINTED, near, orNull: empty, advice: adviceOn(value, near) };
}

function adviceOn(value: unknown, near: readonly string[]): Values['advice'] {
  if (value === null || (typeof value === 'string' && !/\S/.test(value.slice(0, 100)))) return 'blank';
  if (near.length === 0) return 'choose';
  const isSame = near.length === 1 && typeof value === 'string' && normalise(value) === normalise(near[0] ?? '');
  return isSame ? 'respell' : 'other';
}

/** The same wrong texts come again and again. */
const onTexts = memoOf((list: List) => memo((text): Values => valuesOf(list, text, nearest(text, list.codes))));

export const enumeration: Derive<'schema.enum'> = ({ allowed, value, nearest: given }, { context, path }) => {
  const list = listOf(allowed ?? context.codes?.(path) ?? NO_CODES);
  return given === undefined && typeof value === 'string' ? onTexts(list)(value) : valuesOf(list, value, given ?? NO_CODES);
};
