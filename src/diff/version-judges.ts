/** What a version accepts: what its schema accepts and no rule that bears on the version refuses (DESIGN §7). */
import { type Extension, type Judge, reason } from '../../packages/schema-diff/src/extension.ts';
import type { Model } from '../model/types.ts';
import { library } from '../rules/library.ts';
import type { Nomenclatures } from '../rules/nomenclature-names.ts';
import { bearingRules } from './rules/bearing.ts';
import { RuleJudge } from './rules/search/judge.ts';

type Asked = { nomenclatures: Nomenclatures; today: string };

/** What each version asks of a file beside its schema; nothing where neither has such a rule. */
export function rulesAsConditions(previous: Model, next: Model, asked: Asked): Pick<Extension, 'conditions'> {
  const [before, after] = [conditionOf(previous, asked), conditionOf(next, asked)];
  return { conditions: { previous: before, next: after, otherwise: reason('refused-by-rule') } };
}

function conditionOf(model: Model, { nomenclatures, today }: Asked): Judge {
  const rules = bearingRules(model);
  if (rules.length === 0) return () => true;
  const bearing = new RuleJudge(rules, model, library(nomenclatures, today), today);
  return (instance) => bearing.inFile(instance) === undefined;
}
