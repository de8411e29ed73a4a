import { join } from 'node:path';
import { labelOf } from '../../model/label.ts';
import type { RulesModule } from '../../rules/compiled.ts';
import { emitModule } from '../../rules/emit/module.ts';
import { readNomenclatures } from '../../rules/read-nomenclatures.ts';
import type { RuleBook } from '../../validate/rule-book.ts';
import type { Version } from '../../validate/types.ts';
import type { BuildState } from '../build/run.node.ts';
import { readTree } from '../../host/tree.node.ts';
import { numberOf } from '../../diff/numbers.node.ts';
import { moduleOf } from '../../host/in-memory.node.ts';
import { judging } from '../pull-request/judged.node.ts';

/** `next` as it is proposed, and its rules, made in memory: what was built may be older. */
export type Proposed = { version: Version; book: RuleBook };

export async function proposedNext({ models, rules, schemaDir }: BuildState): Promise<Proposed> {
  const model = models.at(-1);
  if (!model) throw new Error('the sources have no version next');
  const label = labelOf({ version: 'next', status: 'brouillon', expectedVersion: (await numberOf('next')) ?? '' });
  const nomenclatures = readNomenclatures(await readTree(join(schemaDir, 'nomenclatures')));
  const module = await moduleOf<RulesModule>(emitModule(rules, model));
  return {
    version: (await judging(model, label)).version,
    book: { version: 'next', rules: model.rules, module, nomenclatures },
  };
}
