import { expect, test } from 'vitest';
import { judgesAll } from '../../../src/governance/gate/proof.node.ts';

test.each<[path: string, all: boolean]>([
  ['schema/nomenclatures/cpv-2008.csv', true],
  ['schema/next/rules/montant-centimes.yaml', true],
  ['src/rules/functions/days.ts', true],
  ['packages/schema-diff/src/judge.ts', true],
  ['schema/next/marche.schema.json', false],
  ['examples/2.0.3/valid/a.json', false],
])('a change of %s makes the examples of all versions be judged again: %s', (path, all) => {
  expect(judgesAll({ path })).toBe(all);
});
