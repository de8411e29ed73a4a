import { beforeAll, describe, expect, test } from 'vitest';
import { FAMILIES, type RecordScope } from '../../src/model/rules.ts';
import type { RecordRules } from '../../src/rules/run.ts';
import { SEED } from '../fidelity/settings.ts';
import { type Bag, chosen, type Expected, expectedOf, outcomeOf, Records } from './rule-bench.ts';
import { RuleMachine } from './rule-machine.ts';
import { RULE_PLANTS } from './rule-plants.ts';
import { RECOGNISED } from '../support/engine.ts';
import { draws, someOf } from '../support/tier.ts';

/** Random records of a kind and a version. */
const COUNT = draws(100, 3000);

/** So many must be enough to notice any fault. */
const ENOUGH = 1000;
const SCOPES: readonly RecordScope[] = ['marche', 'concession'];
const VERSIONS = someOf(RECOGNISED);
/** Of the records that WebAssembly could judge, those that it must. */
const SURE = 0.97;
/** The same of the records of one kind, of which chance draws more that it leaves to JavaScript. */
const SURE_OF_KIND = 0.95;

/** All rules; those of a run without forecast, where dates that are no days leave other rules not evaluated. */
const choices = (version: string): Promise<RecordRules[]> =>
  Promise.all([chosen(version, FAMILIES), chosen(version, FAMILIES, ['date-future', 'cle-consolidation-dupliquee'])]);

describe.each(VERSIONS)('the rules of %s in WebAssembly', (version) => {
  let machine: RuleMachine;
  beforeAll(async () => {
    machine = await RuleMachine.make({ version });
  });

  test('find what JavaScript finds, in nearly all records', async () => {
    const all = { judged: 0, lost: 0 };
    for (const scope of SCOPES)
      for (const run of await choices(version)) {
        expect(machine.choose(run)).toBe(true);
        const counts = { judged: 0, lost: 0 };
        for (const record of (await Records.of(version, scope, SEED)).some(COUNT)) {
          const expected = expectedOf(run, scope, record);
          const { lost, wrong } = outcomeOf(machine, scope, record, expected);
          expect(wrong, JSON.stringify(record)).toBe(undefined);
          counts.judged += Number(expected.judged);
          counts.lost += Number(lost);
        }
        expect(counts.judged, scope).toBeGreaterThan(COUNT / 2);
        expect(counts.lost, scope).toBeLessThan(counts.judged * (1 - SURE_OF_KIND));
        all.judged += counts.judged;
        all.lost += counts.lost;
      }
    expect(all.lost).toBeLessThan(all.judged * (1 - SURE));
  });

  test('are not run for a choice of other rules', async () => {
    const run = await chosen(version, FAMILIES);
    const other = { judge: run.judge.bind(run), switches: run.switches.bind(run), today: run.today, roster: run.roster + 1 };
    expect(machine.choose(other)).toBe(false);
    expect(machine.choose({ judge: other.judge })).toBe(false);
  });
});

describe('a fault in the rules that were emitted', () => {
  let machine: RuleMachine;
  let asked: Asked[];
  beforeAll(async () => {
    machine = await RuleMachine.make({ version: '2.0.3', plants: RULE_PLANTS });
    asked = (await Promise.all(SCOPES.map((scope) => asking('2.0.3', scope)))).flat();
  });

  const firstWrong = (): string | undefined => {
    for (const { run, scope, records } of asked) {
      machine.choose(run);
      for (const { record, expected } of records) {
        const { wrong } = outcomeOf(machine, scope, record, expected);
        if (wrong !== undefined) return wrong;
      }
    }
    return undefined;
  };

  test('is not seen where there is none', () => {
    machine.wake(-1);
    expect(firstWrong()).toBe(undefined);
  });

  test.each(RULE_PLANTS.map(({ name }, number) => ({ name, number })))('is noticed: $name', ({ number }) => {
    machine.wake(number);
    expect(firstWrong()).toBeTypeOf('string');
  });
});

type Asked = { run: RecordRules; scope: RecordScope; records: { record: Bag; expected: Expected }[] };

/** The same records for all plants, with what JavaScript says of them. */
async function asking(version: string, scope: RecordScope): Promise<Asked[]> {
  const records = (await Records.of(version, scope, 'plants')).some(ENOUGH);
  return (await choices(version)).map((run) => ({
    run,
    scope,
    records: records.map((record) => ({ record, expected: expectedOf(run, scope, record) })),
  }));
}
