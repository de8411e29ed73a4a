import { beforeAll, expect, test } from 'vitest';
import { scoreProblems } from '../../src/governance/gate/forgotten.ts';
import type { ExampleFiles } from '../../src/governance/examples/check.ts';
import { percent, type Score, scoreTable } from '../../src/governance/mutation/score.ts';
import { provedScore, scoreOf } from '../../src/governance/examples/all.node.ts';
import { ruleMutants } from '../../src/governance/mutation/rules/enumerate.ts';
import { rightRules } from '../../src/rules/check-rule.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import type { Version } from '../../src/validate/types.ts';
import { exampleFiles } from './support.ts';
import { GOLDEN } from '../support/engine.ts';

let frozen: Version;
let files: ExampleFiles;
let score: Score;
let ids: string[];

beforeAll(async () => {
  frozen = await loadVersion(GOLDEN);
  files = await exampleFiles(GOLDEN);
  score = await scoreOf(frozen, files);
  ids = idsOf(ruleMutants(rightRules(frozen.model)));
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
])('without %s, the mutant %s survives and is named, also where the score is one that is kept', async (name, id) => {
  const without = new Map([...files].filter(([path]) => !path.startsWith(name)));
  const only = new Set(ids.filter((one) => one.startsWith(id)));
  const made = await scoreOf(frozen, without, { only });
  expect(idsOf(made.survivors).join('\n')).toContain(id);
  const asked = () => provedScore(frozen.model, () => Promise.resolve(frozen), { files: without, only });
  for (const isKept of [expect.any(Boolean) as boolean, true]) {
    const { score: kept, ...rest } = await asked();
    expect(rest).toEqual({ isKept });
    expect(plain(kept)).toEqual(plain(made));
  }
});

const idsOf = (mutants: readonly { id: string }[]): string[] => mutants.map(({ id }) => id);
const plain = (one: Score) => ({ ...one, survivors: idsOf(one.survivors), proved: idsOf(one.proved) });
