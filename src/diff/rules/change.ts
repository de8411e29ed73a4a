import type { Rule } from '../../model/rules.ts';
import type { Texts } from '../../../packages/base/src/language.ts';
import { isVersionBearing, appliesTo } from '../../rules/roster.ts';
import { bumpOf, fingerprintOf } from '../../../packages/schema-diff/src/extension.ts';
import type { Bump, Change, Direction, Witness } from '../../../packages/schema-diff/src/index.ts';
import { type RuleKind, ruleSentence } from './kinds.ts';
import type { Model } from '../../model/types.ts';
import { rightRules } from '../../rules/check-rule.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';

export type Found = { direction: Direction; witnesses?: readonly (Witness | undefined)[]; reason?: Texts | undefined };

/**
 * Builds the change of a rule. `bears`: whether the rule affects what the version accepts, before or after; otherwise the bump is
 * at most minor. `own`: the params specific to the change. The fingerprint is computed from `own` and `asked`.
 */
export function ruleChange(
  kind: RuleKind,
  rule: Rule,
  bears: boolean,
  own: Record<string, unknown>,
  found: Found,
  asked: Record<string, unknown> = {},
): Change {
  const params = { ...own, family: rule.family, severity: rule.severity, versionBearing: bears };
  const { direction, witnesses = [], reason } = found;
  return {
    kind,
    path: rule.id,
    direction,
    bump: bumpOfRule(direction, bears),
    params,
    sentence: ruleSentence(kind, rule.title, params),
    fingerprint: fingerprintOf(kind, rule.id, { ...own, ...asked }),
    witnesses: witnesses.filter((witness) => witness !== undefined),
    ...(reason && { reason }),
  };
}

function bumpOfRule(direction: Direction, bears: boolean): Bump {
  if (direction === 'none') return 'patch';
  return bears ? bumpOf(direction) : 'minor';
}

export const bears = (...rules: readonly Rule[]): boolean => rules.some(isVersionBearing);

/** Whether a change of a rule may reduce what the previous version (`mayNarrow`) or the next one (`mayWiden`) is promised. */
export const mayNarrow = ({ params, direction }: Change): boolean =>
  params['versionBearing'] === true && (direction === 'narrowed' || direction === 'both' || direction === 'unknown');
export const mayWiden = ({ params, direction }: Change): boolean =>
  params['versionBearing'] === true && (direction === 'widened' || direction === 'both' || direction === 'unknown');

/** The rules that affect what a version accepts, without those that do not fit its schema, which cannot be evaluated. */
export function bearingRules(model: Model): CheckedRule[] {
  const rules = model.rules.filter((rule) => isVersionBearing(rule) && appliesTo(rule, model.version));
  return rightRules(model, rules);
}
