import { createHash } from 'node:crypto';
import type { Rule, RuleFacts } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { emitModule } from '../../rules/emit/module.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { appliesTo } from '../../rules/select.ts';
import type { DistFile } from './write-dist.ts';

/**
 * `rules/index.json`: what chooses among the rules; `rules/rules.json`: the rules as data with a version made of their content; `rules/rules.js`: the same, compiled;
 * `rules/nomenclatures.json`: the lists that they ask.
 */
export function rulesFiles(rules: readonly CheckedRule[], model: Model, nomenclatures: Nomenclatures): DistFile[] {
  const data = rules.map(({ rule }) => rule);
  const version = rulesVersion(model, nomenclatures);
  return [
    { path: 'rules/index.json', text: JSON.stringify({ version, rules: data.map(factsOf) }) },
    { path: 'rules/rules.json', text: JSON.stringify({ version, rules: data }) },
    { path: 'rules/rules.js', text: emitModule(rules, model) },
    { path: 'rules/nomenclatures.json', text: JSON.stringify(nomenclatures) },
  ];
}

const factsOf = ({ id, severity, family, consolidation, since, until }: Rule): RuleFacts => ({
  ...{ id, severity, family, consolidation, since },
  ...(until !== undefined && { until }),
});

/** `rules/<version>.json`: the current rules that speak of a version, as data. The published versions have none of their own. */
export function rulesByVersion(models: readonly Model[], nomenclatures: Nomenclatures): DistFile[] {
  const next = models.at(-1);
  if (!next) return [];
  return models.map(({ version }) => ({
    path: `rules/${version}.json`,
    text: JSON.stringify({
      version: rulesVersion(next, nomenclatures),
      rules: next.rules.filter((rule) => appliesTo(rule, version)),
    }),
  }));
}

/** Rules have no number of their own before a release copies them: the version that they belong to, and a sum of what they and their lists say. */
export function rulesVersion({ version, rules }: Model, nomenclatures: Nomenclatures): string {
  const sum = createHash('sha256')
    .update(JSON.stringify([rules, nomenclatures]))
    .digest('hex');
  return `${version}-${sum.slice(0, 12)}`;
}
