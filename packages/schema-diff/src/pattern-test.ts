import { type AST, RegExpParser, visitRegExpAST } from '@eslint-community/regexpp';
import { cannotTell } from './reasons.ts';
import { isUnknown, type Unknown } from './automata/unknown.ts';
import { contains, languageOf, type StringLanguage } from './automata/language.ts';

/** Texts up to this length are given to the regular expressions of the engine, whatever the pattern: they cannot take long. */
const SHORT = 16;

/** Tests texts against a pattern: as the engine does, unless that could take steps without number; then by automaton. */
export type PatternTest = { test: (text: string) => boolean; toString: () => string };

/** Throws CannotTell, when a text is tested, for a pattern that is neither safe nor regular. */
export function patternTest(pattern: string, flags: string): PatternTest {
  const engine = new RegExp(pattern, flags);
  const safe = !mayExplode(pattern, flags);
  let language: StringLanguage | Unknown | undefined;
  return {
    test: (text) => {
      if (safe || text.length <= SHORT) return engine.test(text);
      language ??= languageOf({ patterns: [pattern], unicode: flags === 'u' });
      if (isUnknown(language)) throw cannotTell('pattern-not-safe', pattern);
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
