import { readFile } from 'node:fs/promises';
import { conformite } from '../../generate/conformite.ts';
import { loneRules } from '../../generate/conformite/judge.ts';
import type { FaultsOf } from '../../generate/conformite/types.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { Model } from '../../model/types.ts';
import type { CheckedRule } from '../../rules/checked-rule.ts';
import type { RulesModule } from '../../rules/compiled.ts';
import { emitModule } from '../../rules/emit/module.ts';
import { library } from '../../rules/library.ts';
import type { Nomenclatures } from '../../rules/nomenclature-names.ts';
import { faultPath, toFindings } from '../../validate/errors.ts';
import type { Check } from '../../validate/types.ts';
import type { ExampleFiles } from '../examples/check.ts';
import { EXAMPLES_DAY } from '../examples/all.node.ts';
import { moduleOf } from '../../host/in-memory.node.ts';
import { under } from '../../host/paths.node.ts';
import { rulesVersion } from './rules-files.node.ts';
import type { DistFile } from './write-dist.node.ts';

type ValidatorModule = { marche: Check; contratConcession: Check };

/**
 * `conformite/`: the rules and cases with which implementations in other languages prove themselves. `validators`: the source of the
 * module that judges records by the schema of `model`; `examples`: those of its version.
 */
export async function conformiteFiles(
  rules: readonly CheckedRule[],
  model: Model,
  nomenclatures: Nomenclatures,
  validators: string,
  examples: ExampleFiles,
): Promise<DistFile[]> {
  const functions = library(nomenclatures, EXAMPLES_DAY);
  const [{ compile }, { marche, contratConcession }, fr, en] = await Promise.all([
    moduleOf<RulesModule>(emitModule(loneRules(rules), model)),
    moduleOf<ValidatorModule>(validators),
    readme('LISEZMOI'),
    readme('README'),
  ]);
  const files = conformite({
    version: rulesVersion(model, nomenclatures),
    rules,
    model,
    compiled: compile(functions),
    functions,
    nomenclatures,
    day: EXAMPLES_DAY,
    examples,
    faultsOf: faultsOf({ marche, 'contrat-concession': contratConcession }),
    readme: { fr, en },
  });
  return files.map(({ path, text }) => ({ path: `conformite/${path}`, text }));
}

const readme = (name: string): Promise<string> => readFile(under('src', 'generate', 'conformite', `${name}.md`), 'utf8');

/** What the schema refuses in a record, as the rules are told of it. */
const faultsOf =
  (checks: Record<RecordKind, Check>): FaultsOf =>
  (kind, record) => {
    const check = checks[kind];
    return check(record) ? [] : [...new Set(toFindings(check.errors ?? [], record).map(faultPath))].sort();
  };
