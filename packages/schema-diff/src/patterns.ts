import type { Texts } from '../../base/src/language.ts';
import { everySchema } from './dialect.ts';
import { isObject } from '../../base/src/json.ts';
import type { JsonSchema } from './types.ts';
import { textsOf } from '../../base/src/texts.ts';
import { CHANGES } from './compiled/changes.ts';
import { Budget, undecidable, isUnknown, STEPS, type Unknown } from './automata/unknown.ts';
import { contains, languageOf, type StringLanguage } from './automata/language.ts';
import { engineTest } from './backtracking.ts';

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
  if (odd !== undefined) return textsOf(CHANGES, (say) => say['note.pattern']({ pattern: odd }));
  const isPublishedSo = schemas.some((schema) => isObject(schema) && schema['x-unicode-patterns'] === false);
  return isPublishedSo ? textsOf(CHANGES, (say) => say['note.published']()) : undefined;
}

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

/** Tests texts against a pattern: as the engine does, unless that could take too many steps; then by automaton. */
export type PatternTest = { test: (text: string) => boolean; toString: () => string };

/**
 * Throws Undecidable, when a text is tested, for a pattern that is neither safe nor regular. `budget`: what a test takes its steps from, and
 * those of the automaton when it is first needed.
 */
export function patternTest(pattern: string, flags: string, budget: () => Budget = () => new Budget(STEPS)): PatternTest {
  const asEngine = engineTest(pattern, flags);
  let language: StringLanguage | Unknown | undefined;
  return {
    test: (text) => {
      const answer = asEngine(text, budget());
      if (answer !== undefined) return answer;
      language ??= languageOf({ patterns: [pattern], unicode: flags === 'u' }, budget());
      if (isUnknown(language)) throw undecidable('pattern-not-safe', pattern);
      return contains(language, text);
    },
    toString: () => `/${pattern}/${flags}`,
  };
}
