import { execFileSync } from 'node:child_process';
import { extname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaksAll, relatedTo } from './changed.ts';
import { ROOT } from './engine.ts';

describe('beside the tests that import what changed, those run that read', () => {
  test.each([
    ['a codelist', 'schema/next/codelists/nature-marche.csv', ['test/governance/examples.test.ts']],
    [
      'an example',
      'examples/next/valid/marche-complet.json',
      ['test/governance/examples.test.ts', 'test/sheet/agreement.test.ts'],
    ],
    ['a field', 'schema/fields/marche-objet.yaml', ['test/generate/dictionary.slow.test.ts', 'test/governance/checks.test.ts']],
    ['what a program runs', 'src/messages/derive.ts', ['test/library/package/package.slow.test.ts', 'test/architecture.test.ts']],
    ['what versions are built with', 'src/generate/validators.node.ts', ['src/validate/registry.node.ts']],
    ['a family of messages', 'messages/table.yaml', ['src/messages/compiled/findings.ts', 'test/messages/golden.test.ts']],
    ['messages of a package', 'packages/schema-diff/messages/errors.yaml', ['packages/schema-diff/src/compiled/findings.ts']],
    ['a golden file', 'test/golden/messages/syntax.fr.txt', ['test/messages/golden.test.ts']],
    ['cases of a test', 'test/federation/national/cases.yaml', ['test/federation/national/cases.test.ts']],
    ['a document', 'CONTRIBUTING.md', ['test/docs/contributing.test.ts']],
    ['a guide of the site', 'docs-site/guides/editeurs.md', ['test/docs/site-guides.slow.test.ts']],
    ['a workflow', '.github/workflows/check.yml', ['test/workflows/workflows.slow.test.ts']],
  ])('%s', async (_, changed, expected) => {
    expect(await relatedTo([changed])).toEqual(expect.arrayContaining(expected));
  });

  test('and no others', async () => {
    const ofCodelist = await relatedTo(['schema/next/codelists/nature-marche.csv']);
    for (const path of ['test/read/json-malformed.test.ts', 'test/schema-diff/automata.law.test.ts', 'test/support/engine.ts'])
      expect(ofCodelist).not.toContain(path);
    expect(await relatedTo(['test/model/tables.test.ts'])).toEqual(['test/model/tables.test.ts']);
  });
});

test('only files of the top run all tests: each folder that git follows has its readers', async () => {
  // Is this test failing? A new folder at the top has no entry in READERS of test/support/changed.ts.
  expect(['package.json', 'vitest.config.ts', 'test/support/build.ts'].every(breaksAll)).toBe(true);
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  const kinds = new Map(files.map((path) => [`${path.split('/')[0] ?? ''} ${path.includes('/')} ${extname(path)}`, path]));
  const unread: string[] = [];
  for (const path of kinds.values())
    if (/^(?!test\/).*\//.test(path) && !breaksAll(path) && (await relatedTo([path])).every((one) => one === path))
      unread.push(path);
  expect(unread.map((path) => path.split('/')[0])).toEqual(['.ci']);
});
