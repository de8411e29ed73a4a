import { expect, test } from 'vitest';
import { ruleMutants } from '../../src/governance/mutation/rules/enumerate.ts';
import { type ExampleSet, unnoticedRules } from '../../src/governance/mutation/rules/judge.ts';
import { moduleOf } from '../../src/host/in-memory.node.ts';
import { rightRules } from '../../src/rules/check-rule.ts';
import type { RulesModule } from '../../src/rules/compiled.ts';
import { library } from '../../src/rules/library.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { renamedDraft } from '../rules/drafts.ts';
import { GOLDEN, IN_FORCE } from '../support/engine.ts';
import { exampleFiles } from './support.ts';

const RULE = 'taux-avance-nul';

test('the examples of an earlier version notice what is wrong with a rule of a draft that renames the fields that it reads', async () => {
  const [golden, old] = [await loadVersion(GOLDEN), await loadVersion(IN_FORCE)];
  const draft = renamedDraft(golden.model);
  const rules = rightRules(draft, draft.rules.filter(({ id }) => id === RULE)); // oxfmt-ignore
  const mutants = ruleMutants(rules);
  const texts = [...(await exampleFiles(GOLDEN))]
    .filter(([path]) => path.includes(`/${RULE}-`) && path.endsWith('.json') && !path.endsWith('.findings.json'))
    .map(([, text]) => text);
  const load = async (source: string) => (await moduleOf<RulesModule>(source)).compile(library({}, '2026-12-31'));
  const unnoticedBy = async (...sets: ExampleSet[]): Promise<string[]> => {
    const { unnoticed } = await unnoticedRules(mutants, rules, draft, sets, { load, isSame: () => false });
    return [...unnoticed].map(({ id }) => id);
  };
  const none = { version: { ...golden, model: draft }, texts: [] };
  expect(await unnoticedBy(none)).toContain(`drop-rule@${RULE}`);
  expect(await unnoticedBy(none, { version: old, texts })).not.toContain(`drop-rule@${RULE}`);
});
