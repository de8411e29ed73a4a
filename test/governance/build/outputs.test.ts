/** What is built is made again where anything that it is made of is other. */
import { expect, test } from 'vitest';
import { conformiteOutput, formOutputs } from '../../../src/governance/build/dist-files.node.ts';
import type { Sources } from '../../../src/governance/build/sources.node.ts';
import { checkedRules } from '../../../src/rules/check-rule.ts';
import type { Model } from '../../../src/model/types.ts';
import type { CheckedRule } from '../../../src/rules/checked-rule.ts';
import { GOLDEN, IN_FORCE } from '../../support/engine.ts';
import { modelOf } from '../support.ts';

const { version, lists, unicodePatterns, schema, fields, codelists, rules } = await modelOf(GOLDEN);
const next: Model = { version, lists, unicodePatterns, schema, fields, codelists, rules };
const checked = checkedRules(next);

const inputs = ({ model = next, texts = '{}', listsSum = 'lists', all = checked } = {}): string | undefined =>
  conformiteOutput({
    next: model,
    books: new Map([[model, { own: next, rules: all }]]),
    nomenclatures: {},
    listsSum,
    examples: new Map([['next', new Map([['valid/a.json', texts]])]]),
  } as unknown as Sources).inputs;

test.each<[string, Parameters<typeof inputs>[0]]>([
  ['a part of the draft', { model: { ...next, fields: {} } }],
  ['an example', { texts: '{ }' }],
  ['the lists that rules look in', { listsSum: 'other' }],
  ['the rules that are right', { all: checked.slice(1) }],
])('the kit of implementations elsewhere: %s', (_, other) => {
  expect(inputs(other)).not.toBe(inputs());
});

test('the same is not made again', () => {
  expect(inputs()).toBe(inputs());
});

const inForce = await modelOf(IN_FORCE);

/** The inputs of the source of the recogniser of the version in force, whose rules are those of the draft. */
const ofRecogniser = (all: readonly CheckedRule[]): string | undefined =>
  formOutputs({ inForce, next, books: new Map([[inForce, { own: next, rules: all }]]) } as unknown as Sources).find(
    ({ name }) => name === `forms/${IN_FORCE}/recogniser`,
  )?.inputs;

test('what the consolidation does with a record that breaks a rule is part of the source of a recogniser', () => {
  const [first, ...others] = checked as [CheckedRule, ...CheckedRule[]];
  const { consolidation } = first.rule;
  const other = { ...first, rule: { ...first.rule, consolidation: consolidation === 'drop' ? 'none' : 'drop' } as const };
  expect(ofRecogniser([other, ...others])).not.toBe(ofRecogniser(checked));
  expect(ofRecogniser([...checked])).toBe(ofRecogniser(checked));
});
