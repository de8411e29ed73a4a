import { expect, test } from 'vitest';
import type { RecordScope } from '../../src/model/rules.ts';
import type { Model } from '../../src/model/types.ts';
import { checkedRules } from '../../src/rules/check-rule.ts';
import { interpretRules } from '../../src/rules/interpret/rules.ts';
import { library } from '../../src/rules/library.ts';
import { RecordRules } from '../../src/rules/run.ts';
import { rulesOf } from '../../src/rules/versions/book.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { SEED } from '../fidelity/settings.ts';
import { renamedDraft } from '../rules/drafts.ts';
import { TODAY } from '../rules/values.ts';
import { GOLDEN, IN_FORCE } from '../support/engine.ts';
import { draws } from '../support/tier.ts';
import { expectedOf, outcomeOf, Records } from './rule-bench.ts';
import { RuleMachine } from './rule-machine.ts';

/** Random records of each kind. */
const COUNT = draws(300, 3000);

test('the rules of a draft that renames all fields find in WebAssembly what they find in JavaScript, and what they found before', async () => {
  const { model: golden } = await loadVersion(GOLDEN);
  const { model } = await loadVersion(IN_FORCE);
  const functions = library((await loadRules(GOLDEN)).nomenclatures, TODAY);
  const judging = (home: Model) => {
    const { own, rules } = rulesOf(model, checkedRules(home), home);
    const data = rules.map(({ rule }) => rule);
    return { own, rules, run: new RecordRules(interpretRules(rules, own, functions), data, TODAY) };
  };
  const before = judging({ ...golden, version: 'next' });
  const { own, rules, run } = judging(renamedDraft(golden));
  const machine = await RuleMachine.make({ version: IN_FORCE, rules, own });
  expect(machine.choose(run)).toBe(true);
  for (const scope of ['marche', 'concession'] as RecordScope[]) {
    let judged = 0;
    for (const record of (await Records.of(IN_FORCE, scope, SEED)).some(COUNT)) {
      const expected = expectedOf(run, scope, record);
      expect(expected).toEqual(expectedOf(before.run, scope, record));
      const { wrong, lost } = outcomeOf(machine, scope, record, expected);
      if (wrong !== undefined) throw new Error(`${wrong}\n${JSON.stringify(record)}`);
      judged += Number(!lost);
    }
    expect(judged, scope).toBeGreaterThan(COUNT * 0.8);
  }
});
