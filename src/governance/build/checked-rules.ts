import type { Model } from '../../model/types.ts';
import { checkRule } from '../../rules/check-rule.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';

/** The rules of a Model that were right when they were frozen, or were checked before. Throws where one is not. */
export const checkedRules = (model: Model): CheckedRule[] => model.rules.map((rule) => checked(rule, model));

function checked(rule: Model['rules'][number], model: Model): CheckedRule {
  const found = checkRule(rule, model);
  if (Array.isArray(found)) throw new Error(`${model.version}, ${rule.id}: ${found.map(({ texts }) => texts.en).join('; ')}`);
  return found;
}
