/** schema.enum: the allowed codes, the most probable ones first. */
import { meansNothing } from '../model/no-contract.ts';
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
const onTexts = memoOf((list: List) =>
  memo((text): Values => {
    const several = codesIn(text, list.codes);
    if (several.length > 1) return { ...valuesOf(list, text, several), advice: 'several' };
    const near = nearest(text, list.codes);
    return valuesOf(list, text, near.length > 0 ? near : meantBy(text, list.codes));
  }),
);

/** No text of codes is longer. */
const LONGEST = 200;

/** What people put between two codes. */
const BETWEEN = /[\r\n;,/+|]+|\s(?:et|and)\s/i;

/** The codes that a text holds, where it holds nothing else. */
function codesIn(text: string, codes: readonly string[]): string[] {
  const pieces = text.length > LONGEST ? [] : text.split(BETWEEN).filter((piece) => /\S/.test(piece));
  const found = pieces.map((piece) => codes.find((code) => normalise(code) === normalise(piece)));
  return found.length > 1 && found.every((code) => code !== undefined) ? [...new Set(found)] : [];
}

/** The code for « nothing » that a word of that meaning stands for (« non »: « Pas de groupement »), or the one whose initials a text is (« AOO »). */
function meantBy(text: string, codes: readonly string[]): string[] {
  const wanted = normalise(text).replaceAll(' ', '');
  const isMeant = meansNothing(text)
    ? (code: string): boolean => NONE_OF.test(code)
    : (code: string): boolean => wanted.length > 1 && initials(code) === wanted;
  const meant = codes.filter(isMeant);
  return meant.length === 1 ? meant : [];
}

const NONE_OF = /^(?:pas de |sans )/i;

/** Words that initials leave out. */
const SMALL = new Set('a d de des du en et l la le les ou'.split(' '));

const initials = (code: string): string =>
  normalise(code)
    .split(' ')
    .flatMap((word) => (SMALL.has(word) ? [] : [word.charAt(0)]))
    .join('');

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
