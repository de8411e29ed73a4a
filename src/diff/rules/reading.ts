import { canonical } from '../../../packages/base/src/json.ts';
import type { FileEntry, RecordEntry, Rule, RuleEntry } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { CelFault } from '../../rules/cel/fault.ts';
import { parseCel } from '../../rules/cel/parse.ts';
import { checkRule } from '../../rules/check-rule.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { and, TRUE } from './formula/make.ts';
import { formulaOf } from './formula/read.ts';
import type { Formula } from './formula/types.ts';

/** When an entry finds fault with what it looks at: its guard holds and what it asserts does not. */
export type Condition = { place: string; fails: Formula; index: number };

/** The parts of the key by which records must differ; undefined where the whole record is the key. */
export type Uniqueness = { kind: string; parts: readonly string[] | undefined; index: number };

/**
 * A rule as it stands in a Model. `checked` is undefined where an expression does not fit the schema; `conditions` and `keys` are, where
 * one cannot even be read.
 */
export type Reading = {
  rule: Rule;
  model: Model;
  checked: CheckedRule | undefined;
  said: { conditions: readonly Condition[]; keys: readonly Uniqueness[] } | undefined;
};

export function readingOf(rule: Rule, model: Model): Reading {
  const checked = checkRule(rule, model);
  return { rule, model, checked: Array.isArray(checked) ? undefined : checked, said: saidBy(rule) };
}

function saidBy({ on }: Rule): Reading['said'] {
  try {
    return {
      conditions: on.flatMap((entry, index) => (isOfRecord(entry) ? [conditionOf(entry, index)] : [])),
      keys: on.flatMap((entry, index) => (isOfRecord(entry) ? [] : [keyOf(entry, index)])),
    };
  } catch (error) {
    if (error instanceof CelFault) return undefined;
    throw error;
  }
}

const isOfRecord = (entry: RuleEntry): entry is RecordEntry => entry.scope !== 'fichier';

const conditionOf = ({ scope, each, when, assert }: RecordEntry, index: number): Condition => ({
  place: `${scope} ${each ?? ''}`,
  fails: and([when === undefined ? TRUE : formulaOf(parseCel(when)), formulaOf(parseCel(assert), true)]),
  index,
});

const keyOf = ({ kind, unique }: FileEntry, index: number): Uniqueness => ({
  kind,
  index,
  parts: unique === 'record' ? undefined : [...new Set(unique.map((part) => formulaOf(parseCel(part)).key))].sort(),
});

/** What each entry says, as a text that is the same for entries that say the same; its place in the rule. */
export const entriesOf = ({ conditions, keys }: NonNullable<Reading['said']>): { text: string; index: number }[] => [
  ...conditions.map(({ place, fails, index }) => ({ text: `${place} ${fails.key}`, index })),
  ...keys.map(({ kind, parts, index }) => ({ text: `${kind} ${canonical(parts ?? 'record')}`, index })),
];
