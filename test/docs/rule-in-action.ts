import { checkExamples } from '../../src/governance/examples.ts';
import { ruleMutants } from '../../src/governance/mutants/rules/enumerate.ts';
import { unnoticedRules } from '../../src/governance/mutants/rules/judge.ts';
import { BASES, newRuleFiles } from '../../src/governance/new-rule.ts';
import type { Problem } from '../../src/governance/problem.ts';
import { readRules } from '../../src/model/read-rules.ts';
import { EXAMPLES_DAY } from '../../src/node/examples.ts';
import { moduleOf } from '../../src/node/in-memory.ts';
import { loadVersion } from '../../src/node/registry.ts';
import { loadRules } from '../../src/node/rules.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import type { CompiledRules, RulesModule } from '../../src/rules/compiled.ts';
import { emitModule } from '../../src/rules/emit/module.ts';
import { library } from '../../src/rules/library.ts';
import { RecordRules } from '../../src/rules/run.ts';
import { judge, readText } from '../support/engine.ts';

const ID = 'duree-superieure-a-vingt-ans';

type Outcome = { problems: Problem[]; mutants: number; unnoticed: string[] };

/**
 * What becomes of the rule of the guide beside all rules of today: what is wrong with its two examples, made from the scaffold as the
 * guide tells (`kept` and `broken` are their durations), and which of its mutants they do not notice.
 */
export async function ruleInAction(text: string, findings: string, { kept = 240, broken = 241 } = {}): Promise<Outcome> {
  const next = await loadVersion('next');
  const { model } = next;
  const [rule] = readRules(new Map([[`rules/${ID}.yaml`, text]]));
  if (!rule) throw new Error('the guide shows no rule');
  const all = [...model.rules, rule];
  const checked = all.map((each) => checkRule(each, model) as CheckedRule);
  const examples = examplesOf(findings, kept, broken);
  const rules = new RecordRules(await compile(emitModule(checked, model)), all, EXAMPLES_DAY);
  const run = { records: rules, published: undefined };
  const own = checked.slice(-1);
  const mutants = ruleMutants(own);
  const texts = [...examples].flatMap(([path, content]) => (path.endsWith('.findings.json') ? [] : [content]));
  const unnoticed = await unnoticedRules(mutants, own, model, [{ version: next, texts }], compile);
  return {
    problems: checkExamples(examples, 'next', (content) => judge(content, next, run).findings),
    mutants: mutants.length,
    unnoticed: [...unnoticed].map(({ id }) => id),
  };
}

/** The examples of the scaffold, with these durations, the faulty one under another name. */
function examplesOf(findings: string, kept: number, broken: number): Map<string, string> {
  const base = readText(BASES.concession);
  const files = [...newRuleFiles({ id: ID, scope: 'concession', lang: 'fr' }, base)];
  const lasting = (content: string, months: number) => content.replace(/"dureeMois": \d+/, `"dureeMois": ${months}`);
  return new Map(
    files.flatMap(([path, content]): [string, string][] => {
      const name = path.replace('examples/next/', '').replace('a-completer', 'concession-de-241-mois');
      if (!path.startsWith('examples/')) return [];
      if (path.endsWith('.findings.json')) return [[name, findings]];
      return [[name, lasting(content, name.startsWith('valid/') ? kept : broken)]];
    }),
  );
}

const compile = async (source: string): Promise<CompiledRules> =>
  (await moduleOf<RulesModule>(source)).compile(library((await loadRules()).nomenclatures, EXAMPLES_DAY));
