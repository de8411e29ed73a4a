import { expect, test } from 'vitest';
import { scoreProblems } from '../../src/governance/gate/forgotten.ts';
import { scoreTable } from '../../src/governance/mutants/tell.ts';
import { percent } from '../../src/governance/mutants.ts';
import { readExamples } from '../../src/node/examples.ts';
import { scoreOfNext } from '../../src/node/score.ts';

test('some example of next notices each mutant of its schema and of its rules', async () => {
  const { score } = await scoreOfNext(await readExamples('next'));
  console.log(scoreTable(score, 'fr').join('\n'));
  expect(scoreProblems(score, new Map(), {})).toEqual([]);
  expect(percent(score)).toBe(100);
  expect(score.total).toBeGreaterThan(800);
});
