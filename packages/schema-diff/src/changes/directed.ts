import { canonical } from '../../../base/src/json.ts';
import type { Direction } from '../types.ts';
import type { Draft, Keywords } from './types.ts';

/** The keywords of these names that a schema has. */
export const pick = (view: Keywords, keywords: readonly string[]): Keywords =>
  Object.fromEntries(keywords.filter((keyword) => keyword in view).map((keyword) => [keyword, view[keyword]]));

/** Whether the two sides say the same in these keywords, as written. A reference of two documents may lead to two things. */
export function areAlike(p: Keywords, n: Keywords, keywords: readonly string[]): boolean {
  const text = canonical(pick(p, keywords));
  return text === canonical(pick(n, keywords)) && !/"\$(dynamicRef|recursiveRef|ref)":/.test(text);
}

/** The kind of a change, once its direction is known: `pattern-narrowed`. What does both, or is not reported, is `pattern-changed`. */
export const endedBy =
  (word: string) =>
  (direction: Direction): string =>
    `${word}-${direction === 'narrowed' || direction === 'widened' ? direction : 'changed'}`;

/** The kind of a change of something that may come or go altogether. */
export function comingOrGoing(word: string, before: boolean, after: boolean): Draft['kind'] {
  if (!before) return `${word}-added`;
  return after ? endedBy(word) : `${word}-removed`;
}
