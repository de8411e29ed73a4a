import type { Model } from '../../model/types.ts';
import { checkRule } from '../../rules/check-rule.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { appliesTo, isVersionBearing } from '../../rules/select.ts';

/** The rules that bear on what a version accepts, those that do not fit its schema left out: nothing can be judged by them. */
export function bearingRules(model: Model): CheckedRule[] {
  const rules = model.rules.filter((rule) => isVersionBearing(rule) && appliesTo(rule, model.version));
  return rules.flatMap((rule): CheckedRule[] => {
    const checked = checkRule(rule, model);
    return Array.isArray(checked) ? [] : [checked];
  });
}
