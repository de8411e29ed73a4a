import { percent } from '../../governance/mutants.ts';
import { mutantsOf } from '../../governance/mutants/enumerate.ts';
import { ruleMutants } from '../../governance/mutants/rules/enumerate.ts';
import type { Model } from '../../model/types.ts';
import { checkRule } from '../../rules/check-rule.ts';
import { labelOf } from '../../model/label.ts';
import { commitModel } from '../diff/version-folder.ts';
import { scoreOf } from '../examples.ts';
import { treeAt } from '../git.ts';
import { judging } from '../report/judged.ts';
import type { Base } from './base.ts';

/**
 * Of the mutants named, those that `next` of the base had and that its examples noticed (`before`), those that they did not notice even then
 * (`known`), and its score. The base is only tried where it had one of them.
 */
export async function mutantsAt(
  base: Base,
  wanted: ReadonlySet<string>,
): Promise<{ before: Set<string>; known: Set<string>; percent: number }> {
  const path = `${base.prefix}schema/next`;
  const model = await commitModel(base.commit, path, base.root, base.name);
  const shared = idsOf(model).filter((id) => wanted.has(id));
  if (shared.length === 0) return { before: new Set(), known: new Set(), percent: 100 };
  const examples = await treeAt(base.commit, `${base.prefix}examples/next`, base.root);
  const texts = new Map([...examples].map(([name, bytes]) => [name, bytes.toString('utf8')]));
  const score = await scoreOf((await judging(model, labelOf({ version: 'next', status: 'brouillon' }))).version, texts);
  const known = new Set(score.survivors.map(({ id }) => id));
  return { before: new Set(shared.filter((id) => !known.has(id))), known, percent: percent(score) };
}

function idsOf(model: Model): string[] {
  const checked = model.rules.flatMap((rule) => {
    const result = checkRule(rule, model);
    return Array.isArray(result) ? [] : [result];
  });
  return [...mutantsOf(model.schema), ...ruleMutants(checked)].map(({ id }) => id);
}
