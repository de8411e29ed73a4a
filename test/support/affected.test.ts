import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { extname } from 'node:path';
import { describe, expect, test } from 'vitest';
import { affectedIn } from './affected.ts';
import { ROOT } from './engine.ts';
import { readSources } from './run-tests.ts';

const sources = await readSources();

const isFolder = (name: string): boolean => statSync(`${ROOT}${name}`).isDirectory();

const affectedBy = affectedIn(sources);
const of = (...changed: string[]) => affectedBy(changed);

describe('a change runs the tests that it can break', () => {
  test.each([
    [
      'a codelist',
      'schema/next/codelists/nature-marche.csv',
      ['test/governance/score.test.ts', 'test/governance/examples.test.ts', 'test/generate/conformite/conformite.test.ts'],
    ],
    [
      'an example',
      'examples/next/valid/marche-complet.json',
      ['test/governance/examples.test.ts', 'test/sheet/agreement.test.ts'],
    ],
    ['a field', 'schema/fields/marche-objet.yaml', ['test/generate/dictionary.test.ts', 'test/governance/checks.test.ts']],
    ['a rule', 'schema/next/rules/montants.yaml', ['test/governance/score.test.ts', 'test/rules/compiled.law.test.ts']],
    [
      'code',
      'packages/schema-diff/src/automata/language.ts',
      ['test/schema-diff/automata.law.test.ts', 'test/schema-diff/contain.test.ts'],
    ],
    ['code that the program runs', 'src/messages/derive.ts', ['test/messages/catalogue.test.ts', 'test/cli/malformed.test.ts']],
    ['a test', 'test/model/tables.test.ts', ['test/model/tables.test.ts']],
    ['a helper of tests', 'test/schema-diff/reference.ts', ['test/schema-diff/laws.law.test.ts']],
    ['a family of messages', 'messages/table.yaml', ['test/messages/golden.test.ts', 'test/report/text.test.ts']],
    ['messages of a package', 'packages/schema-diff/messages/errors.yaml', ['test/messages/golden.test.ts']],
    ['a golden file', 'test/golden/messages/syntax.fr.txt', ['test/messages/golden.test.ts']],
    ['a document', 'CONTRIBUTING.md', ['test/docs/contributing.test.ts']],
    ['a guide of the site', 'docs-site/guides/editeurs.md', ['test/docs/site-guides.slow.test.ts']],
    ['a workflow', '.github/workflows/check.yml', ['test/workflows/workflows.slow.test.ts']],
  ])('%s', (_, changed, expected) => {
    expect(of(changed)).toEqual(expect.arrayContaining(expected));
  });

  test('and not the others', () => {
    const ofCodelist = of('schema/next/codelists/nature-marche.csv');
    for (const path of ['test/read/json-malformed.test.ts', 'test/schema-diff/automata.law.test.ts', 'test/sheet/xlsx.test.ts'])
      expect(ofCodelist).not.toContain(path);
    expect(of('packages/schema-diff/src/automata/language.ts')).not.toContain('test/report/layout.test.ts');
    expect(of('test/model/tables.test.ts')).toHaveLength(1);
  });

  test('a source that cannot be read is left to the checks of code', () => {
    const broken = new Map(sources).set('src/model/tables.ts', 'export const = 1;');
    expect(affectedIn(broken)(['src/model/tables.ts'])).toContain('test/model/tables.test.ts');
  });

  test('a path that no rule knows runs all tests', () => {
    expect(of('package.json')).toBe('all');
    expect(of('vitest.config.ts')).toBe('all');
  });
});

test('only files of the top and of the tools run all tests: each folder that git follows has its rule', () => {
  // Is this test failing? A new folder at the top has no rule in test/support/affected.ts: all tests would run for each change in it.
  const files = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter(Boolean);
  const kinds = new Map(files.map((path) => [`${path.split('/')[0] ?? ''} ${path.includes('/')} ${extname(path)}`, path]));
  const forAll = [...kinds.values()].filter((path) => of(path) === 'all').map((path) => path.split('/')[0]);
  expect(forAll.filter((name) => name !== undefined && isFolder(name) && !['packages', 'src'].includes(name))).toEqual(['.ci']);
});

test('a helper whose tests run already, for another change, asks for no more', () => {
  const [tests, helper] = ['test/support/affected.test.ts', 'test/support/run-tests.ts'];
  expect(of(helper)).toEqual([tests]);
  expect(of(tests, helper)).toEqual([tests]);
});

test('a test that imports what changed is found through any number of files', () => {
  const made = new Map([
    ['test/a/a.test.ts', "import { b } from '../support/b.ts';"],
    ['test/support/b.ts', "export const b = () => import('../../src/c.ts');"],
    ['src/c.ts', "import '../src/d.ts';\nexport const c = 1;"],
    ['src/d.ts', ''],
    ['test/e/e.test.ts', "import { expect } from 'vitest';"],
  ]);
  expect(affectedIn(made)(['src/d.ts'])).toEqual(['test/a/a.test.ts']);
});
