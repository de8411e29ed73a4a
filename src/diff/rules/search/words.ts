import {
  isUnknown,
  intersect,
  languageOf,
  type StringLanguage,
  witness,
  without,
} from '../../../../packages/schema-diff/src/automata.ts';
import type { Schema } from '../../../model/types.ts';

/** Steps for one word: a search is made of many. */
const STEPS = 200_000;

/** Texts that a field may hold and that tell the patterns of rules apart: for each, one that it matches, one that it does not, one that it alone matches. */
export function wordsFor(schema: Schema, patterns: readonly string[], unicode: boolean): string[] {
  const own = languageOf({
    patterns: schema.pattern === undefined ? [] : [schema.pattern],
    ...(schema.minLength !== undefined && { minLength: schema.minLength }),
    ...(schema.maxLength !== undefined && { maxLength: schema.maxLength }),
    unicode,
  });
  if (isUnknown(own)) return [];
  const languages = patterns.map((pattern) => languageOf({ patterns: [pattern], unicode: true }, STEPS)).filter(isLanguage);
  return languages.flatMap((one) => {
    const inside = intersect(own, one, STEPS);
    const apart = languages.filter((other) => other !== one);
    return [
      inside,
      without(own, one, STEPS),
      ...apart.map((other) => (isUnknown(inside) ? inside : without(inside, other, STEPS))),
    ]
      .filter(isLanguage)
      .map((language) => witness(language, STEPS))
      .filter((word): word is string => typeof word === 'string');
  });
}

const isLanguage = (found: StringLanguage | { unknown: unknown }): found is StringLanguage => !('unknown' in found);
