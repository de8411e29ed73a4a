import type { Texts } from '../../base/src/language.ts';
import { everySchema } from './dialect.ts';
import { isObject } from '../../base/src/json.ts';
import type { JsonSchema } from './types.ts';

/** Every pattern in some schemas. */
function* patternsOf(schemas: Iterable<JsonSchema>): Generator<string> {
  for (const schema of everySchema(schemas)) {
    if (typeof schema['pattern'] === 'string') yield schema['pattern'];
    if (isObject(schema['patternProperties'])) yield* Object.keys(schema['patternProperties']);
  }
}

/**
 * Why the patterns of some schemas are all read without the u flag; undefined where they are read with it. One pattern that does not compile
 * with it is reason enough, and so is a version of the format that was published so (`x-unicode-patterns: false`).
 */
export function withoutUnicode(schemas: readonly JsonSchema[]): Texts | undefined {
  const odd = [...patternsOf(schemas)].find((pattern) => !compiles(pattern));
  if (odd !== undefined) return NOTES.odd(odd);
  return schemas.some((schema) => isObject(schema) && schema['x-unicode-patterns'] === false) ? NOTES.published : undefined;
}

const NOTES = {
  odd: (pattern: string): Texts => ({
    fr: `Le motif ${pattern} ne se lit pas avec le drapeau u : tous les motifs des deux côtés sont lus sans lui.`,
    en: `The pattern ${pattern} does not compile with the u flag: all patterns of both sides are read without it.`,
  }),
  published: {
    fr: 'Une des deux versions a été publiée pour des validateurs sans le drapeau u : tous les motifs des deux côtés sont lus sans lui.',
    en: 'One of the two versions was published for validators without the u flag: all patterns of both sides are read without it.',
  },
};

/** The first pattern that does not compile at all. */
export const noPattern = (schemas: Iterable<JsonSchema>): string | undefined =>
  [...patternsOf(schemas)].find((pattern) => !compiles(pattern) && !compiles(pattern, ''));

function compiles(pattern: string, flags = 'u'): boolean {
  try {
    return new RegExp(pattern, flags).flags === flags;
  } catch {
    return false;
  }
}
