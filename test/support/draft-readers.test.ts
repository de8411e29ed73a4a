import { expect, test } from 'vitest';
import { readTree } from '../../src/host/tree.node.ts';
import { NAME_DRAFT, namingDraft, READ_DRAFT } from './draft-readers.ts';
import { ROOT } from './engine.ts';

test('tests judge frozen versions and fixtures: those that name the draft are listed, each with why no proposal makes it fail', async () => {
  // Is this test failing? A test that reads schema/next goes red with the next proposal that is right. Let it read a frozen version (GOLDEN of
  // test/support/engine.ts) or a fixture; make what it asks of the standard a check (src/governance/checks); or say in draft-readers.ts why the draft
  // cannot make it fail.
  const files = await readTree(`${ROOT}test`, (path) => path.endsWith('.ts'));
  expect(namingDraft(files)).toEqual([...Object.keys(NAME_DRAFT), ...Object.keys(READ_DRAFT)].sort());
});

test.each([
  "const { model } = await loadVersion('next');",
  "readText('schema/next/marche.schema.json')",
  'readdirSync(`${EXAMPLES}next/valid`)',
  'const { rules } = await loadRules();',
  "await decp(['validate', 'a.json', '--schema', 'next'])",
])('a test that reads the draft is noticed: %s', (line) => {
  expect(namingDraft(new Map([['planted.test.ts', line]]))).toEqual(['planted.test.ts']);
  expect(namingDraft(new Map([['planted.test.ts', line.replace('next', '2.1.0').replace('()', '(GOLDEN)')]]))).toEqual([]);
});
