import type { Rule } from '../../model/rules.ts';
import type { RulesModule } from '../../rules/compiled.ts';
import { lazyLists } from '../../rules/lazy-lists.ts';
import { bookFolder, type RuleBook } from '../../validate/rule-book.ts';
import type { Assets } from './assets.ts';
import { readJson, readText } from './registry.ts';

/** The rules that judge data of a version. */
export async function loadRules(assets: Assets, version: string): Promise<RuleBook> {
  const folder = bookFolder(version);
  const [data, lists, module] = await Promise.all([
    readJson<{ version: string; rules: Rule[] }>(assets, `${folder}/rules.json`),
    readText(assets, 'rules/nomenclatures.json'),
    assets.module(`${folder}/rules.js`),
  ]);
  return { ...data, nomenclatures: lazyLists(lists), module: module as RulesModule };
}
