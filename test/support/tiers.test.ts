import { expect, test } from 'vitest';
import { readTree } from '../../src/host/tree.node.ts';
import { ROOT } from './engine.ts';

const tests = await readTree(`${ROOT}test`, (path) => path.endsWith('.test.ts'));

test('what depends on the tier stands in a file that more than one tier runs', () => {
  // Is this test failing? `npm run test:all` does not run plain test files again: the cases that this one keeps for it would run at night only.
  const plain = [...tests].filter(
    ([path, text]) =>
      !/\.(law|slow)\.test\.ts$/.test(path) && /import \{[^}]*\b(draws|TIER)\b[^}]*\} from '[./]*support\/tier\.ts'/.test(text),
  );
  expect(plain.map(([path]) => path)).toEqual([]);
});
