import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordScope } from '../../src/model/rules.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import { interpretRules } from '../../src/rules/interpret/rules.ts';
import { library } from '../../src/rules/library.ts';
import { RecordRules } from '../../src/rules/run.ts';
import { draws } from '../support/tier.ts';
import { SEED } from '../fidelity/settings.ts';
import { TODAY } from '../rules/values.ts';
import { inventedRules } from './invented-rules.ts';
import { expectedOf, outcomeOf, Records } from './rule-bench.ts';
import { checkedRules, RuleMachine } from './rule-machine.ts';
import { GOLDEN } from '../support/engine.ts';

const COUNT = draws(2500, 3000);
/** Records for each rule; more of them where it does not yet hold in one and break in another. */
const FEWEST = draws(150, 3000);
const SCOPES: readonly RecordScope[] = ['marche', 'concession'];

/** Runs some of these rules in JavaScript. */
async function runner(checked: readonly CheckedRule[]): Promise<(only: readonly CheckedRule[]) => RecordRules> {
  const [{ nomenclatures }, { model }] = await Promise.all([loadRules(GOLDEN), loadVersion(GOLDEN)]);
  const compiled = interpretRules(checked, model, library(nomenclatures, TODAY));
  return (only) =>
    new RecordRules(
      compiled,
      only.map(({ rule }) => rule),
      TODAY,
    );
}

/** Random records by kind, for all tests. */
const records = new Map<RecordScope, ReturnType<Records['some']>>();
beforeAll(async () => {
  for (const scope of SCOPES) records.set(scope, (await Records.of(GOLDEN, scope, SEED)).some(COUNT));
});

describe('rules that nobody has written, one by one', () => {
  let machine: RuleMachine;
  let checked: CheckedRule[];
  beforeAll(async () => {
    checked = await inventedRules();
    machine = await RuleMachine.make({ version: GOLDEN, rules: checked });
  });

  test('hold in WebAssembly where they do in JavaScript, and there only', async () => {
    const oneSided: string[] = [];
    const running = await runner(checked);
    for (const rule of checked) {
      const run = running([rule]);
      expect(machine.choose(run)).toBe(true);
      const [entry] = [...rule.entries, ...rule.fileEntries];
      const scope = entry?.scope === 'fichier' ? entry.kind : (entry?.scope ?? 'marche');
      const written = JSON.stringify(rule.rule.on);
      const seen = { holds: 0, broken: 0 };
      for (const [number, record] of (records.get(scope) ?? []).entries()) {
        if (number >= FEWEST && seen.holds > 0 && (seen.broken > 0 || rule.entries.length === 0)) break;
        const expected = expectedOf(run, scope, record);
        const { wrong, lost } = outcomeOf(machine, scope, record, expected);
        if (wrong !== undefined) throw new Error(`${written}: ${wrong}\n${JSON.stringify(record)}`);
        // Amounts with more decimals than two are for JavaScript.
        if (lost && expected.hits.length === 0) throw new Error(`${written}: not sure\n${JSON.stringify(record)}`);
        seen[expected.hits.length + expected.national.length === 0 ? 'holds' : 'broken']++;
      }
      if (seen.holds === 0 || (seen.broken === 0 && rule.entries.length > 0)) oneSided.push(written);
    }
    expect(oneSided).toEqual([]);
  });
});

describe('what cannot be compiled', () => {
  test('is left to JavaScript where its guard lets it be asked', async () => {
    const checked = await checkedRules();
    const machine = await RuleMachine.make({ version: GOLDEN, patterns: { name: () => undefined } });
    const running = await runner(checked);
    const run = running(checked);
    machine.choose(run);
    const counts = { judged: 0, lost: 0 };
    for (const scope of SCOPES)
      for (const record of (records.get(scope) ?? []).slice(0, FEWEST)) {
        const expected = expectedOf(run, scope, record);
        const { wrong, lost } = outcomeOf(machine, scope, record, expected);
        expect(wrong, JSON.stringify(record)).toBe(undefined);
        counts.judged += Number(expected.judged);
        counts.lost += Number(lost);
      }
    // The subject of every record is asked of patterns.
    expect(counts.lost).toBeGreaterThan(counts.judged * 0.9);
    const without = checked.filter(({ rule: { on } }) => !JSON.stringify(on).includes('.matches('));
    expect(without).not.toEqual([]);
    const few = running(without);
    machine.choose(few);
    const some = (records.get('marche') ?? [])
      .slice(0, FEWEST)
      .map((record) => ({ record, expected: expectedOf(few, 'marche', record) }))
      .filter(({ expected }) => expected.hits.length === 0)
      .map(({ record, expected }) => outcomeOf(machine, 'marche', record, expected));
    expect(some).not.toEqual([]);
    expect(some.filter(({ lost }) => lost)).toEqual([]);
  });

  test('or stands in an older version: rules of fields that it does not have', async () => {
    const checked = await checkedRules();
    const machine = await RuleMachine.make({ version: '2.0.0' });
    const run = (await runner(checked))(checked.filter(({ rule: { since } }) => since <= '2.0.0'));
    machine.choose(run);
    expect(machine.judge('concession', {}).judged).toBeTypeOf('boolean');
  });
});
