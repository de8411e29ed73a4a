import { percent } from '../mutation/score.ts';
import { mutantsOf } from '../mutation/enumerate.ts';
import { ruleMutants } from '../mutation/rules/enumerate.ts';
import type { Model } from '../../model/types.ts';
import { checkRule } from '../../rules/check-rule.ts';
import { labelOf } from '../../model/label.ts';
import { commitModel } from '../../diff/version-folder.node.ts';
import { scoreOf } from '../examples/all.node.ts';
import { treeAt } from '../../host/git.node.ts';
import { judging } from '../pull-request/judged.node.ts';
import type { Base } from './base.node.ts';

/**
 * Of the mutants named, those that `next` of the base had and that its examples noticed (`before`), those that they did not notice even then
 * (`known`), and its score where something of it is lost (100 otherwise). The base is only tried on those of them that it had.
 */
export async function mutantsAt(
  base: Base,
  wanted: ReadonlySet<string>,
): Promise<{ before: Set<string>; known: Set<string>; percent: number }> {
  const path = `${base.prefix}schema/next`;
  const model = await commitModel(base.commit, path, base.root, base.name);
  const shared = new Set(idsOf(model).filter((id) => wanted.has(id)));
  if (shared.size === 0) return { before: new Set(), known: new Set(), percent: 100 };
  const examples = await treeAt(base.commit, `${base.prefix}examples/next`, base.root);
  const texts = new Map([...examples].map(([name, bytes]) => [name, bytes.toString('utf8')]));
  const { version } = await judging(model, labelOf({ version: 'next', status: 'brouillon' }));
  const score = await scoreOf(version, texts, { isWanted: ({ id }) => shared.has(id) });
  const known = new Set(score.survivors.map(({ id }) => id));
  const before = new Set([...shared].filter((id) => !known.has(id)));
  return { before, known, percent: before.size === 0 ? 100 : percent(await scoreOf(version, texts)) };
}

function idsOf(model: Model): string[] {
  const checked = model.rules.flatMap((rule) => {
    const result = checkRule(rule, model);
    return Array.isArray(result) ? [] : [result];
  });
  return [...mutantsOf(model.schema), ...ruleMutants(checked)].map(({ id }) => id);
}
