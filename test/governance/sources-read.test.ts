import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Problem } from '../../src/governance/problem.ts';
import { checkSteps, newState } from '../../src/governance/build/run.node.ts';
import { ROOT } from '../support/engine.ts';

const schemaDir = mkdtempSync(join(tmpdir(), 'decp-sources-'));
cpSync(`${ROOT}schema`, schemaDir, { recursive: true, filter: (path) => !path.includes('nomenclatures') });
afterAll(() => {
  rmSync(schemaDir, { recursive: true });
});

/** What the first steps that find something say of the sources, with one file otherwise. */
async function problemsWith(path: string, change: (text: string) => string | Buffer): Promise<Problem[]> {
  const file = join(schemaDir, path);
  const before = readFileSync(file);
  writeFileSync(file, change(before.toString('utf8')));
  try {
    const state = { ...newState(), schemaDir };
    for (const { run } of checkSteps(state).slice(0, 3)) {
      const { problems } = await run();
      if (problems.length > 0) return problems;
    }
    return [];
  } finally {
    writeFileSync(file, before);
  }
}

test('a slip in a file that all versions share is said once, and not once a version', async () => {
  const problems = await problemsWith('fields/marche-objet.yaml', (text) => text.replace('title:', 'title: {'));
  expect(problems).toEqual([
    {
      file: 'schema/fields/marche-objet.yaml',
      fr: expect.stringMatching(/^ligne 2, .*ce fichier YAML ne se lit pas/) as string,
      en: expect.stringContaining('line 2') as string,
    },
  ]);
});

test('a codelist that a spreadsheet saved is said once, before any of its codes is looked at', async () => {
  const problems = await problemsWith('next/codelists/technique.csv', (text) => Buffer.from(text, 'latin1'));
  expect(problems).toEqual([
    {
      file: 'schema/next/codelists/technique.csv',
      fr: expect.stringMatching(/Windows-1252.*npm run format/) as string,
      en: expect.stringContaining('npm run format') as string,
    },
  ]);
});

test.each(['legal-texts.yaml', 'releases.json'])(
  'a slip in %s is said of it, and not of each file that cites it',
  async (name) => {
    const problems = await problemsWith(name, (text) => `${text}\n - x: [`);
    expect(problems.map(({ file }) => file)).toEqual([`schema/${name}`]);
  },
);
