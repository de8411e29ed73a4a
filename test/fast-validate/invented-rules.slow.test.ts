import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordScope } from '../../src/model/rules.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import type { CheckedRule } from '../../src/rules/checked-rule.ts';
import { interpretRules } from '../../src/rules/interpret/rules.ts';
import { library } from '../../src/rules/library.ts';
import { RecordRules } from '../../src/rules/run.ts';
import { FULL } from '../support/tier.ts';
import { PATIENCE, SEED } from '../fidelity/settings.ts';
import { TODAY } from '../rules/values.ts';
import { inventedRules } from './invented-rules.ts';
import { expectedOf, outcomeOf, Records } from './rule-bench.ts';
import { checkedRules, RuleMachine } from './rule-machine.ts';

const COUNT = 1500 * (FULL ? 50 : 1);
const SCOPES: readonly RecordScope[] = ['marche', 'concession'];

/** Runs some of these rules in JavaScript. */
async function runner(checked: readonly CheckedRule[]): Promise<(only: readonly CheckedRule[]) => RecordRules> {
  const [{ nomenclatures }, { model }] = await Promise.all([loadRules(), loadVersion('next')]);
  const compiled = interpretRules(checked, model, library(nomenclatures, TODAY));
  return (only) =>
    new RecordRules(
      compiled,
      only.map(({ rule }) => rule),
      TODAY,
    );
}

describe('rules that nobody has written, one by one', () => {
  let machine: RuleMachine;
  let checked: CheckedRule[];
  const records = new Map<RecordScope, Awaited<ReturnType<Records['some']>>>();
  beforeAll(async () => {
    checked = await inventedRules();
    machine = await RuleMachine.make({ version: 'next', rules: checked });
    for (const scope of SCOPES) records.set(scope, (await Records.of('next', scope, SEED)).some(COUNT));
  }, 4 * PATIENCE);

  test(
    'hold in WebAssembly where they do in JavaScript, and there only',
    async () => {
      const oneSided: string[] = [];
      const running = await runner(checked);
      for (const rule of checked) {
        const run = running([rule]);
        expect(machine.choose(run)).toBe(true);
        const [entry] = [...rule.entries, ...rule.fileEntries];
        const scope = entry?.scope === 'fichier' ? entry.kind : (entry?.scope ?? 'marche');
        const written = JSON.stringify(rule.rule.on);
        const seen = { holds: 0, broken: 0 };
        for (const record of records.get(scope) ?? []) {
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
    },
    4 * PATIENCE,
  );
});

describe('what cannot be compiled', () => {
  test(
    'is left to JavaScript where its guard lets it be asked',
    async () => {
      const checked = await checkedRules();
      const machine = await RuleMachine.make({ version: 'next', patterns: { name: () => undefined } });
      const running = await runner(checked);
      const run = running(checked);
      machine.choose(run);
      const counts = { judged: 0, lost: 0 };
      for (const scope of SCOPES)
        for (const record of (await Records.of('next', scope, SEED)).some(COUNT)) {
          const expected = expectedOf(run, scope, record);
          const { wrong, lost } = outcomeOf(machine, scope, record, expected);
          expect(wrong, JSON.stringify(record)).toBe(undefined);
          counts.judged += Number(expected.judged);
          counts.lost += Number(lost);
        }
      // The subject of every record is asked of patterns.
      expect(counts.lost).toBeGreaterThan(counts.judged * 0.9);
      const without = checked.filter(
        ({ rule: { id } }) => !/^(objet|identifiant|date-invraisemblable|cpv|lieu|origine-attendue)/.test(id),
      );
      const few = running(without);
      machine.choose(few);
      const some = (await Records.of('next', 'marche', SEED))
        .some(COUNT)
        .map((record) => ({ record, expected: expectedOf(few, 'marche', record) }))
        .filter(({ expected }) => expected.hits.length === 0)
        .map(({ record, expected }) => outcomeOf(machine, 'marche', record, expected));
      expect(some.filter(({ lost }) => lost)).toEqual([]);
    },
    4 * PATIENCE,
  );

  test(
    'or stands in an older version: rules of fields that it does not have',
    async () => {
      const checked = await checkedRules();
      const machine = await RuleMachine.make({ version: '2.0.0' });
      const run = (await runner(checked))(checked.filter(({ rule: { since } }) => since <= '2.0.0'));
      machine.choose(run);
      expect(machine.judge('concession', {}).judged).toBeTypeOf('boolean');
    },
    4 * PATIENCE,
  );
});
