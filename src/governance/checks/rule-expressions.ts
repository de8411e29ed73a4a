import type { Model } from '../../model/types.ts';
import { readSource } from '../../model/source-text.ts';
import { checkRule } from '../../rules/check-rule.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { Problem, SchemaFiles } from '../problem.ts';
import { problemOf } from './rule-fault.ts';
import { versionBearingFaults } from './rule-versions.ts';

/** The rules of a Model with their expressions checked against its schema, and what is wrong with the others. The form of their files was checked before. */
export function checkExpressions(files: SchemaFiles, model: Model): { rules: CheckedRule[]; problems: Problem[] } {
  const rules: CheckedRule[] = [];
  const problems: Problem[] = [];
  for (const rule of model.rules) {
    const path = `${model.version}/rules/${rule.id}.yaml`;
    const result = checkRule(rule, model);
    const faults = Array.isArray(result)
      ? result.map(({ pointer, texts }) => ({ at: pointer, texts }))
      : versionBearingFaults(rule, [...result.calls]).map((texts) => ({ at: '/on', texts }));
    if (!Array.isArray(result)) rules.push(result);
    if (faults.length === 0) continue;
    const source = readSource(files.get(path) ?? '');
    problems.push(...faults.map((fault) => problemOf(`schema/${path}`, source, fault)));
  }
  return { rules, problems };
}
