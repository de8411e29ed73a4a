import { expect, test } from 'vitest';
import { scoreProblems } from '../../src/governance/gate/forgotten.ts';
import { percent, scoreTable } from '../../src/governance/mutation/score.ts';
import { readExamples } from '../../src/governance/examples/all.node.ts';
import { scoreOfNext } from '../../src/governance/mutation/score-of-next.node.ts';
import { modelOf } from './support.ts';

test('some example of next notices each mutant of its schema and of its rules', async () => {
  const { score } = await scoreOfNext(await modelOf('next'), await readExamples('next'));
  console.log(scoreTable(score, 'fr').join('\n'));
  expect(scoreProblems(score, new Map(), {})).toEqual([]);
  expect(percent(score)).toBe(100);
  expect(score.total).toBeGreaterThan(800);
});
