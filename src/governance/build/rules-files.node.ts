import { createHash } from 'node:crypto';
import type { Rule, RuleFacts } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { rulesFrom } from '../../model/releases.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import { emitModule } from '../../rules/emit/module.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { appliesTo } from '../../rules/roster.ts';
import { bookFolder } from '../../validate/rule-book.ts';
import type { DistFile } from './write-dist.node.ts';

/**
 * The book of a version: `index.json`, what chooses among the rules; `rules.json`, the rules as data with a version made of their content;
 * `rules.js`, the same compiled.
 */
export function bookFiles(rules: readonly CheckedRule[], model: Model, nomenclatures: Nomenclatures): DistFile[] {
  const data = rules.map(({ rule }) => rule);
  const version = rulesVersion(model, nomenclatures);
  const folder = bookFolder(model.version);
  return [
    { path: `${folder}/index.json`, text: JSON.stringify({ version, rules: data.map(factsOf) }) },
    { path: `${folder}/rules.json`, text: JSON.stringify({ version, rules: data }) },
    { path: `${folder}/rules.js`, text: emitModule(rules, model) },
  ];
}

const factsOf = ({ id, severity, family, consolidation, since, until }: Rule): RuleFacts => ({
  ...{ id, severity, family, consolidation, since },
  ...(until !== undefined && { until }),
});

/** `rules/<version>.json`: the rules that judge data of a version, as data; `rules/nomenclatures.json`: the lists that they ask. */
export function rulesByVersion(models: readonly Model[], nomenclatures: Nomenclatures): DistFile[] {
  const files = models.map(({ version }) => {
    const own = ruledBy(models, version);
    const rules = own.rules.filter((rule) => appliesTo(rule, version));
    return { path: `rules/${version}.json`, text: JSON.stringify({ version: rulesVersion(own, nomenclatures), rules }) };
  });
  return [...files, { path: 'rules/nomenclatures.json', text: JSON.stringify(nomenclatures) }];
}

/** The Model whose rules judge data of a version. */
export function ruledBy(models: readonly Model[], version: string): Model {
  const own = models.find((model) => model.version === rulesFrom(version));
  if (!own) throw new Error(`no rules for ${version}`);
  return own;
}

/** The version that the rules belong to, and a sum of what they and their lists say. */
export function rulesVersion({ version, rules }: Model, nomenclatures: Nomenclatures): string {
  const sum = createHash('sha256')
    .update(JSON.stringify([rules, nomenclatures]))
    .digest('hex');
  return `${version}-${sum.slice(0, 12)}`;
}
