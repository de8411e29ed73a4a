import { execFileSync } from 'node:child_process';
import { extname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { breaksAll, relatedTo } from './changed.ts';
import { ROOT } from './engine.ts';

describe('beside the tests that import what changed, those run that read', () => {
  test.each([
    ['a codelist', 'schema/next/codelists/nature-marche.csv', ['test/governance/codelist-form.test.ts']],
    ['a table of examples', 'examples/cases/marche-montant.yaml', ['test/governance/cases.test.ts']],
    ['an example', 'examples/next/valid/marche-complet.json', ['test/governance/cases.test.ts']],
    ['a field', 'schema/fields/marche-objet.yaml', ['test/support/golden-model.ts', 'test/ocds/mapping.test.ts']],
    ['a proposition', 'propositions/0001-fermer-les-objets.md', ['test/docs/propositions.test.ts']],
    [
      'a published version',
      'schema/2.0.3/marche.schema.json',
      [
        'test/governance/checks.test.ts',
        'test/sheet/agreement.test.ts',
        'test/fix/hostile.test.ts',
        'test/migrate/start.law.test.ts',
      ],
    ],
    ['what a program runs', 'src/messages/derive.ts', ['test/library/package/package.slow.test.ts', 'test/architecture.test.ts']],
    ['what versions are built with', 'src/generate/validators.node.ts', ['src/validate/registry.node.ts']],
    ['what the rules of versions are built with', 'src/rules/emit/module.ts', ['src/validate/registry.node.ts']],
    ['what a test starts', 'test/fast-validate/check-files.ts', ['test/fast-validate/fuzz/fuzz.law.test.ts']],
    ['a family of messages', 'messages/table.yaml', ['src/messages/compiled/findings.ts', 'test/messages/golden.test.ts']],
    ['messages of a package', 'packages/schema-diff/messages/errors.yaml', ['packages/schema-diff/src/compiled/findings.ts']],
    ['a golden file', 'test/golden/messages/syntax.fr.txt', ['test/messages/golden.test.ts']],
    ['cases of a test', 'test/consolidation/cases.yaml', ['test/consolidation/cases.test.ts']],
    ['a document', 'CONTRIBUTING.md', ['test/docs/contributing.slow.test.ts']],
    ['a guide of the site', 'docs-site/guides/editeurs.md', ['test/docs/site-guides.slow.test.ts']],
    ['a workflow', '.github/workflows/check.yml', ['test/workflows/workflows.slow.test.ts', 'test/support/tiers.slow.test.ts']],
    ['the licence', 'LICENSE', ['test/library/package/package.slow.test.ts']],
  ])('%s', async (_, changed, expected) => {
    expect(await relatedTo([changed])).toEqual(expect.arrayContaining(expected));
  });

  test('and no others', async () => {
    const ofCodelist = await relatedTo(['schema/next/codelists/nature-marche.csv']);
    // Tests never judge the draft: those that look at published versions are not run for it.
    for (const path of ['test/read/json-malformed.test.ts', 'test/sheet/agreement.test.ts', 'test/support/engine.ts'])
      expect(ofCodelist).not.toContain(path);
    expect(await relatedTo(['test/model/tables.test.ts'])).toEqual(['test/model/tables.test.ts']);
    expect(await relatedTo(['test/budget.json'])).toEqual([]);
  });
});

test('a file that nobody is said to read can break all tests', () => {
  for (const path of [
    'package.json',
    'federation/package.json',
    'vitest.config.ts',
    '.oxlintrc.json',
    'action.yml',
    'new/file.ts',
  ])
    expect([path, breaksAll(path)]).toEqual([path, true]);
  expect(breaksAll('test/support/build.ts')).toBe(true);
  for (const path of ['README.md', 'src/finding.ts', 'test/model/tables.test.ts', 'test/golden/gate/new.txt'])
    expect([path, breaksAll(path)]).toEqual([path, false]);
});

test('of each kind of file that git follows one is read by some test, or can break all, or is said to be read by none', async () => {
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  const kinds = new Map(files.map((path) => [`${path.split('/')[0] ?? ''} ${path.includes('/')} ${extname(path)}`, path]));
  const unread: string[] = [];
  for (const path of kinds.values())
    if (!breaksAll(path) && !path.endsWith('.test.ts') && (await relatedTo([path])).every((one) => one === path))
      unread.push(path);
  expect(unread).toEqual(['.ci/run']);
});
