import { beforeAll, expect, test } from 'vitest';
import { scoreProblems } from '../../src/governance/gate/forgotten.ts';
import type { ExampleFiles } from '../../src/governance/examples/check.ts';
import { percent, type Score, scoreTable } from '../../src/governance/mutation/score.ts';
import { scoreOf } from '../../src/governance/examples/all.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import type { Version } from '../../src/validate/types.ts';
import { exampleFiles } from './support.ts';
import { GOLDEN } from '../support/engine.ts';

let frozen: Version;
let files: ExampleFiles;
let score: Score;

beforeAll(async () => {
  frozen = await loadVersion(GOLDEN);
  files = await exampleFiles(GOLDEN);
  score = await scoreOf(frozen, files);
});

test('some example notices each mutant of the schema and of the rules', () => {
  console.log(scoreTable(score, 'fr').join('\n'));
  expect(scoreProblems(score, new Map(), {})).toEqual([]);
  expect(percent(score)).toBe(100);
});

test('each rule is dropped, each assert and each guard negated, each comparison shifted', () => {
  const { rules } = frozen.model;
  const entries = rules.flatMap(({ on }) => on.filter(({ scope }) => scope !== 'fichier'));
  const guarded = entries.filter((entry) => entry.scope !== 'fichier' && entry.when !== undefined);
  const total = (name: string) => score.byOperator.find(({ operator }) => operator === name)?.total;
  expect(total('drop-rule')).toBe(rules.length);
  expect(total('negate-assert')).toBe(entries.length);
  expect(total('negate-when')).toBe(guarded.length);
  expect(total('shift-comparison')).toBeGreaterThan(100);
});

test.each([
  ['invalid/avance-sans-taux--taux-oublie', 'drop-rule@avance-sans-taux'],
  ['invalid/sans-objet-exclusif--', 'drop-rule@sans-objet-exclusif'],
  ['valid/modification-a-dix-fois-le-montant', 'shift-comparison@modification-montant-decuple'],
])('without %s, the mutant %s survives and is named', async (name, id) => {
  const without = new Map([...files].filter(([path]) => !path.startsWith(name)));
  const { survivors } = await scoreOf(frozen, without);
  expect(survivors.map((mutant) => mutant.id).join('\n')).toContain(id);
});
