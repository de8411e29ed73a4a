/** Checks of the arguments of the library, in Node.js and in a page. */
import { textsOf } from '../../packages/base/src/texts.ts';
import { LIBRARY } from '../messages/compiled/library.ts';
import { isObject } from '../../packages/base/src/json.ts';
import { type Expectation, isText } from '../../packages/base/src/options.ts';
import { FAMILIES, ruleWords, type WantedRules } from '../model/rules.ts';
import { isDay } from '../../packages/base/src/days.ts';
import { allRules, type RuleChoice } from '../validate/rule-book.ts';
import { InputError } from '../finding.ts';
import type { Lang } from '../../packages/base/src/language.ts';
import { describe, NO_CONTEXT } from '../messages.ts';
import { findingOfInput } from '../messages/finding-of.ts';

export const DAY: Expectation = {
  ...textsOf(LIBRARY, (say) => say.day()),
  type: 'string',
  accepts: (value) => isText(value) && isDay(value),
};

export const VERSION: Expectation = {
  ...textsOf(LIBRARY, (say) => say.version({ number: '2.0.3', latest: 'latest', next: 'next' })),
  accepts: isText,
};

export const MODEL: Expectation = {
  ...textsOf(LIBRARY, (say) => say.model()),
  accepts: (value) => isObject(value) && ['version', 'schema', 'fields', 'lists', 'rules'].every((name) => name in value),
};

export const RULES: Expectation = {
  ...textsOf(LIBRARY, (say) => say.rules({ families: FAMILIES })),
  accepts: (value) =>
    typeof value === 'boolean' ||
    (Array.isArray(value) && value.length > 0 && value.every(isText) && ruleWords(value) !== undefined),
};

/** The rules that options ask for, all where they say nothing of it; undefined for none. The day is today where none is given. */
export function chosenRules({ rules = true, date }: { rules?: WantedRules; date?: string }): RuleChoice | undefined {
  if (rules === false) return undefined;
  return { ...allRules(date), ...(rules !== true && ruleWords(rules)) };
}

/** Gives an InputError a sentence as its message, which is only a code within the program. Returns the error. */
export function worded(error: unknown, lang: Lang): unknown {
  if (error instanceof InputError) error.message = describe(findingOfInput(error), NO_CONTEXT, lang).text;
  return error;
}
