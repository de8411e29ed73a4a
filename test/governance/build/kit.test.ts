/** The kit of implementations elsewhere is made again where anything that it is made of is other. */
import { expect, test } from 'vitest';
import { conformiteOutput } from '../../../src/governance/build/dist-files.node.ts';
import type { Sources } from '../../../src/governance/build/sources.node.ts';
import { checkedRules } from '../../../src/rules/check-rule.ts';
import type { Model } from '../../../src/model/types.ts';
import { GOLDEN } from '../../support/engine.ts';
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
])('%s', (_, other) => {
  expect(inputs(other)).not.toBe(inputs());
});

test('the same is not made again', () => {
  expect(inputs()).toBe(inputs());
});
