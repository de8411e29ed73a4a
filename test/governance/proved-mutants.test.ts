/** Mutants that no example can notice are proved to change nothing: by the diff for schemas, on the line of numbers for rules. */
import { expect, test } from 'vitest';
import { isSameRule } from '../../src/governance/mutation/judge.ts';
import { ruleMutants } from '../../src/governance/mutation/rules/enumerate.ts';
import { agreeOnNumbers } from '../../src/diff/rules/number-line.ts';
import { checkRule } from '../../src/rules/check-rule.ts';
import type { CheckedEntry, CheckedRule } from '../../src/rules/checked-rule.ts';
import { library } from '../../src/rules/library.ts';
import { modelOf } from './support.ts';
import { GOLDEN } from '../support/engine.ts';

const functions = library({}, '2026-12-31');
const model = await modelOf(GOLDEN);

function checked(id: string, assert?: string): CheckedRule {
  const rule = model.rules.find((one) => one.id === id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  const on = rule.on
    .map((entry) => (assert !== undefined && 'assert' in entry ? { ...entry, assert } : entry))
    .slice(0, assert === undefined ? 2 : 1);
  const result = checkRule({ ...rule, on }, model);
  if (Array.isArray(result)) throw new Error(JSON.stringify(result));
  return result;
}

/** What people had judged equivalent, with their reasons, before there was a proof. */
const JUDGED = [
  // At 100,000,000 no digit but 0 repeats, so the other side of the or holds.
  'shift-comparison@montant-suspect/on/0/assert:0-29',
  'shift-comparison@montant-suspect/on/1/assert:0-39',
  // From 100,000,000 to 100,000,001 no digit but 0 occurs more than twice, so the other side of the or holds.
  'shift-number@montant-suspect/on/0/assert:18:1',
  'shift-number@montant-suspect/on/1/assert:28:1',
];

test('the proof and the people who judged before agree: the same four mutants of montant-suspect change nothing', () => {
  const rule = checked('montant-suspect');
  const proved = ruleMutants([rule]).filter(({ changed }) => isSameRule(rule, changed, functions));
  // 99,999,999 holds nine nines below the limit: the limit one lower lets it be found.
  expect(proved.map(({ id }) => id).sort()).toEqual(JUDGED);
});

test.each<[string, string, boolean]>([
  ['marche.montant < 5.0', 'marche.montant < 5.0', true],
  ['marche.montant < 5.0', 'marche.montant <= 5.0', false],
  ['marche.montant < 5.0', '5.0 > marche.montant', true],
  ['marche.montant < 5.0', '!(marche.montant >= 5.0)', true],
  ['marche.montant < 5.0 || marche.montant < 3.0', 'marche.montant < 5.0', true],
  ['marche.montant < 5.0 && marche.montant < 3.0', 'marche.montant < 5.0', false],
  ['marche.montant > 5.0 || marche.montant <= 5.0', 'marche.montant < 3.0 || marche.montant >= 3.0', true],
  [
    'chiffreRepete(marche.montant) <= 1 || marche.montant < 11.0',
    'chiffreRepete(marche.montant) <= 1 || marche.montant < 10.0',
    true,
  ],
  [
    'chiffreRepete(marche.montant) <= 1 || marche.montant < 11.5',
    'chiffreRepete(marche.montant) <= 1 || marche.montant < 11.0',
    false,
  ],
  ["commencePar(marche.montant, '12')", "commencePar(marche.montant, '12')", true],
  ["commencePar(marche.montant, '12')", "commencePar(marche.montant, '13')", false],
  ['marche.montant < 5.0', 'marche.dureeMois < 5', false],
  // No number stands for what is below 1e17 or between two doubles that follow each other: not proved, rather than judged at the limit.
  [
    'marche.montant < 100000000000000000.0',
    'marche.montant < 100000000000000000.0 && marche.montant > 100000000000000000.0',
    false,
  ],
  [
    'marche.montant > 100000000000000000.0 || marche.montant <= 100000000000000000.0',
    'marche.montant >= 100000000000000000.0',
    false,
  ],
  // From 2^53 on, one whole number and the next are the same: no walk from one to the other.
  [
    "commencePar(marche.montant, '90') || marche.montant < 9007199254740992.0",
    "commencePar(marche.montant, '90') || marche.montant < 9007199254740996.0",
    false,
  ],
  ['decimales(marche.montant) <= 2', 'decimales(marche.montant) <= 2', false],
])('%s and %s: proved the same, %s', (a, b, same) => {
  const [left, right] = [a, b].map((assert) => checked('montant-suspect', assert).entries[0]) as [CheckedEntry, CheckedEntry];
  const types = new Map([...left.types, ...right.types]);
  expect(agreeOnNumbers(left.assert, right.assert, types, functions)).toBe(same);
});
