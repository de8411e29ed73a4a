import { existsSync } from 'node:fs';
import { parse } from 'yaml';
import { explainAll, type LegalTitles } from '../explanations.ts';
import type { ExampleFiles } from '../examples/check.ts';
import type { Rule } from '../../model/rules.ts';
import type { Model } from '../../model/types.ts';
import { under } from '../../host/paths.node.ts';
import { readExamples } from '../examples/all.node.ts';
import type { DistFile } from './write-dist.node.ts';

/** `explain.json`: what `decp explain` says of each code of the catalogue and of each rule, as the newest Model that has it puts it. `legalTexts`: the text of `legal-texts.yaml`. */
export function explainFiles(
  examples: ReadonlyMap<string, ExampleFiles>,
  models: readonly Model[],
  legalTexts: string,
): DistFile[] {
  const legal = (parse(legalTexts) ?? {}) as LegalTitles;
  const codes = explainAll(newestFirst(examples, models), everyRule(models), legal);
  return [{ path: 'explain.json', text: JSON.stringify({ codes }) }];
}

const everyRule = (models: readonly Model[]): Rule[] => [
  ...new Map(models.flatMap(({ rules }) => rules.map((rule) => [rule.id, rule] as const))).values(),
];

/** The example files of each version that has some. */
export async function readAllExamples(versions: readonly string[]): Promise<Map<string, ExampleFiles>> {
  const folders = versions.map((version) => [version, under('examples', version)] as const);
  const read = folders
    .filter(([, folder]) => existsSync(folder))
    .map(async ([version]) => [version, await readExamples(version)] as const);
  return new Map(await Promise.all(read));
}

/** An example of the next version serves best, then of the version in force. */
function newestFirst(examples: ReadonlyMap<string, ExampleFiles>, models: readonly Model[]): Map<string, ExampleFiles> {
  const ordered = models.map(({ version }) => version).reverse();
  return new Map(ordered.flatMap((version) => [[version, examples.get(version) ?? new Map<string, string>()] as const]));
}
