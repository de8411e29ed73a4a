import type { Rule } from '../model/rules.ts';
import type { RulesModule } from '../rules/compiled.ts';
import { lazyLists } from '../rules/lazy-lists.ts';
import type { RuleBook } from '../validate/rule-book.ts';
import type { Assets } from './assets.ts';
import { readJson, readText } from './registry.ts';

/** The current rules. */
export async function loadRules(assets: Assets): Promise<RuleBook> {
  const [data, lists, module] = await Promise.all([
    readJson<{ version: string; rules: Rule[] }>(assets, 'rules/rules.json'),
    readText(assets, 'rules/nomenclatures.json'),
    assets.module('rules/rules.js'),
  ]);
  return { ...data, nomenclatures: lazyLists(lists), module: module as RulesModule };
}
