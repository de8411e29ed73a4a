/** schema.enum: the allowed codes, the most probable ones first. */
import type { Derived, Params } from './language.ts';
import { memo, memoOf } from './memo.ts';
import { nearest, normalise } from './nearest.ts';
import { signsIn } from './signs.ts';
import type { Derive, MessageContext } from './types.ts';
import { isInForm, isOptional } from './where.ts';

/** Longer lists are counted, not printed. */
const PRINTED = 12;

/** The allowed codes; `orNull`: null is allowed too (2.0.0). */
type List = { codes: readonly string[]; orNull: boolean };

/** Cached, since a schema has few lists, which findings share. */
const listOf = memoOf((allowed: readonly (string | null)[]): List => ({
  codes: allowed.filter((code) => code !== null),
  orNull: allowed.includes(null),
}));

const NO_CODES: readonly string[] = [];

/** All but what hangs on the language and on the place, which is not cached. */
type Values = Omit<Derived['schema.enum'], 'signs' | 'optional' | 'inForm'>;

/** `near`: the codes probably meant. They come first, or are the only ones named. */
function valuesOf({ codes, orNull }: List, value: unknown, near: readonly string[]): Values {
  const all = [...near, ...codes.filter((code) => !near.includes(code))];
  return { codes: all, count: all.length, long: all.length > PRINTED, near, orNull, advice: adviceOn(value, near) };
}

function adviceOn(value: unknown, near: readonly string[]): Values['advice'] {
  if (value === null || (typeof value === 'string' && !/\S/.test(value.slice(0, 100)))) return 'blank';
  if (near.length === 0) return 'choose';
  const isSame = near.length === 1 && typeof value === 'string' && normalise(value) === normalise(near[0] ?? '');
  return isSame ? 'respell' : 'other';
}

/** Cached, since the same wrong texts are frequent in a file. */
const onTexts = memoOf((list: List) => memo((text): Values => valuesOf(list, text, nearest(text, list.codes))));

export const enumeration: Derive<'schema.enum'> = (params, site) => {
  const values = codesMeant(params, site.context, site.path);
  return {
    ...values,
    signs: signsIn(params.value, site.language, values.near),
    optional: isOptional(site),
    inForm: isInForm(site),
  };
};

/** The codes that a value may mean, by the codes allowed at its path. */
export function codesMeant({ allowed, value, nearest: given }: Params['schema.enum'], context: MessageContext, path: string) {
  const list = listOf(allowed ?? context.codes?.(path) ?? NO_CODES);
  return given === undefined && typeof value === 'string' ? onTexts(list)(value) : valuesOf(list, value, given ?? NO_CODES);
}
