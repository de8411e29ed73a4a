/** What is said of each kind of change of a rule, and the forms in which conditions are compared. */
import type { Texts } from '../../../packages/base/src/language.ts';
import { DIFF } from '../../messages/compiled/diff.ts';
import type { Messages } from '../../messages/compiled/diff.types.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';

/** An operand of a comparison, reported by a text that is the same for equal operands; `value` where it is written out. */
export type Operand = { key: string; value?: string | number | boolean };

/**
 * What a condition says, in a form that is the same for conditions that differ in their writing only: `!` stands at the leaves, the
 * operands of && and || are sorted, bound variables have no names of their own. `key` is that form as a text.
 */
export type Formula = { key: string } & (
  | { op: 'true' | 'false' | 'atom' }
  | { op: 'and' | 'or'; parts: readonly Formula[] }
  | { op: 'all' | 'exists'; list: string; body: Formula }
  | { op: '<' | '<=' | '==' | '!='; left: Operand; right: Operand }
  | { op: 'in' | 'not in'; item: Operand; values: readonly (string | number | boolean)[] }
);

export type Pair = Extract<Formula, { op: '<' | '<=' | '==' | '!=' }>;
export type Member = Extract<Formula, { op: 'in' | 'not in' }>;

export type RuleKind = Extract<keyof Messages, `rule-${string}`>;

/** The sentence of a change of a rule. The params of each kind are those that its message names. */
export const ruleSentence = (kind: RuleKind, title: Texts, params: Readonly<Record<string, unknown>>): Texts =>
  textsOf(DIFF, (say, lang) => {
    const parts = Array.isArray(params['parts']) ? (params['parts'] as string[]).map((part) => say.part({ part })) : [];
    const values = { ...params, title: title[lang], parts };
    return (say[kind] as (values: object) => string)(values);
  });

/** Why no witness, or no sure direction, is there. */
export const ruleReason = (key: 'no-record' | 'one-way' | 'lists' | 'unsound' | 'not-shown'): Texts =>
  textsOf(DIFF, (say) => say[`reason.${key}`]());
