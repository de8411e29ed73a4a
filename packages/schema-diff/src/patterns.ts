import type { Texts } from '../../base/src/language.ts';
import { everySchema } from './dialect.ts';
import { isObject } from '../../base/src/json.ts';
import type { JsonSchema } from './types.ts';
import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { textsOf } from '../../base/src/texts.ts';
import { CHANGES } from './compiled/changes.ts';
import { undecidable, isUnknown, type Unknown } from './automata/unknown.ts';
import { contains, languageOf, type StringLanguage } from './automata/language.ts';

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

/** Texts up to this length are given to the regular expressions of the engine, whatever the pattern: they cannot take long. */
const SHORT = 16;

/** Tests texts against a pattern: as the engine does, unless that could take steps without number; then by automaton. */
export type PatternTest = { test: (text: string) => boolean; toString: () => string };

/** Throws Undecidable, when a text is tested, for a pattern that is neither safe nor regular. */
export function patternTest(pattern: string, flags: string): PatternTest {
  const engine = new RegExp(pattern, flags);
  const safe = !mayExplode(pattern, flags);
  let language: StringLanguage | Unknown | undefined;
  return {
    test: (text) => {
      if (safe || text.length <= SHORT) return engine.test(text);
      language ??= languageOf({ patterns: [pattern], unicode: flags === 'u' });
      if (isUnknown(language)) throw undecidable('pattern-not-safe', pattern);
      return contains(language, text);
    },
    toString: () => String(engine),
  };
}

/**
 * Whether a part that repeats holds another that repeats, or a choice, or several parts repeat as often as they like: there an engine that
 * goes back may try ways without number.
 */
function mayExplode(pattern: string, flags: string): boolean {
  let found = false;
  let repeats = 0;
  let free = 0;
  const tree = new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: flags === 'u' });
  visitRegExpAST(tree, {
    onQuantifierEnter: (quantifier) => {
      if (!isRepeat(quantifier)) return;
      if (quantifier.min !== quantifier.max) free++;
      found ||= repeats > 0 || free > 1;
      repeats++;
    },
    onQuantifierLeave: (quantifier) => {
      if (isRepeat(quantifier)) repeats--;
    },
    onAlternativeEnter: ({ parent }) => {
      found ||= repeats > 0 && 'alternatives' in parent && parent.alternatives.length > 1;
    },
    onBackreferenceEnter: () => {
      found = true;
    },
  });
  return found;
}

const isRepeat = ({ max }: AST.Quantifier): boolean => max > 1;
