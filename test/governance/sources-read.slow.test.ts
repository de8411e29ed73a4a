import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Problem } from '../../src/governance/problem.ts';
import { readSources, type Reading } from '../../src/governance/build/sources.node.ts';
import { CHECKS, readySteps, STEPS } from '../../src/governance/build/steps.node.ts';
import { checkPublished } from '../../src/governance/build/freeze.node.ts';
import { NEWEST, ROOT } from '../support/engine.ts';

const root = mkdtempSync(join(tmpdir(), 'decp-sources-'));
const schemaDir = join(root, 'schema');
cpSync(`${ROOT}schema`, schemaDir, { recursive: true, filter: (path) => !path.includes('nomenclatures') });
cpSync(`${ROOT}propositions`, join(root, 'propositions'), { recursive: true });
afterAll(() => {
  rmSync(root, { recursive: true });
});

/** What is read with one file otherwise. */
async function readWith(path: string, change: (text: string) => string | Buffer): Promise<Reading> {
  const file = join(schemaDir, path);
  const before = readFileSync(file);
  writeFileSync(file, change(before.toString('utf8')));
  try {
    return await readSources(root);
  } finally {
    writeFileSync(file, before);
  }
}

/** What the first of the steps that look at the files and at what came of reading them say, where one finds something. */
async function problemsWith(path: string, change: (text: string) => string | Buffer): Promise<readonly Problem[]> {
  const steps = CHECKS.filter(({ of }) => of !== 'sources');
  for (const { run } of readySteps(steps, await readWith(path, change))) {
    const { problems } = await run();
    if (problems.length > 0) return problems;
  }
  return [];
}

test('a slip in a file that all versions share is said once, and not once a version', async () => {
  const problems = await problemsWith('fields/marche-objet.yaml', (text) => text.replace('title:', 'title: {'));
  expect(problems).toEqual([
    {
      file: 'schema/fields/marche-objet.yaml',
      place: { line: 2, column: expect.any(Number) as number },
      fr: expect.stringContaining("n'est pas refermé") as string,
      en: expect.stringContaining('is not closed') as string,
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

test('what could not be read of a version is a problem of the reading, and the checks of all that the sources say are left out', async () => {
  const reading = await readWith('fields/marche-objet.yaml', (text) => text.replace('title:', 'title: {'));
  expect(reading.problems.map(({ file }) => file)).toEqual(['schema/fields/marche-objet.yaml']);
  expect([reading.sources, reading.failures, reading.models]).toEqual([undefined, [], []]);
  const ids = readySteps(STEPS, reading).map(({ id }) => id);
  expect(ids).toEqual(STEPS.flatMap(({ id, of }) => (of === 'files' || of === 'reading' ? [id] : [])));
  const withoutReason = STEPS.filter(({ id }) => id !== 'models');
  expect(() => readySteps(withoutReason, reading)).toThrow(/^steps fields, .*the sources could not be read, .*"models"/);
});

test('what is no fault that the sources are checked for is kept as it was thrown, for who reads on', async () => {
  const reading = await readWith('next/marche.schema.json', () => '{');
  expect([reading.problems, reading.sources]).toEqual([[], undefined]);
  expect(reading.failures).toHaveLength(1);
  expect(reading.models.map(({ version }) => version)).not.toContain('next');
});

test('the examples are those that stand beside the schemas', async () => {
  const folder = join(root, 'examples', 'next');
  expect((await readSources(root)).sources?.examples).toEqual(new Map());
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'own.json'), '{}');
  const { examples } = (await readSources(root)).sources ?? {};
  expect(Array.from(examples ?? [], ([version, files]) => [version, [...files]])).toEqual([['next', [['own.json', '{}']]]]);
  rmSync(join(root, 'examples'), { recursive: true });
  writeFileSync(join(root, 'examples'), 'no folder');
  expect((await readSources(root)).sources?.examples).toEqual(new Map());
  rmSync(join(root, 'examples'));
});

test('what was read does not change any more', async () => {
  const { sources } = await readSources(root);
  if (!sources) throw new Error('the sources are right');
  expect([sources, sources.next, sources.next.schema, sources.next.rules[0]].every(Object.isFrozen)).toBe(true);
  expect(sources.expressions).toBe(sources.expressions);
  expect(sources.books.get(sources.next)?.own).toBe(sources.next);
  expect([...sources.published, sources.next]).toEqual(sources.models);
  expect(sources.releases.map(({ version }) => version)).toEqual(sources.versions);
});

test.each([
  [
    'an edit of a published version is said of its file, and not of what hangs on it',
    `${NEWEST}/marche.schema.json`,
    `schema/${NEWEST}/marche.schema.json`,
  ],
  ['the file at the stable path is that of the newest release', 'decp.schema.json', 'schema/decp.schema.json'],
])('%s', async (_, path, file) => {
  const { sources } = await readWith(path, (text) => `${text}\n`);
  if (!sources) throw new Error('the sources can be read');
  expect(checkPublished(sources).map((problem) => problem.file)).toEqual([file]);
});

test('each step of a build has a name of its own in both languages, and those that check write nothing', () => {
  expect(new Set(STEPS.map(({ id }) => id)).size).toBe(STEPS.length);
  for (const lang of ['fr', 'en'] as const) expect(new Set(STEPS.map(({ name }) => name[lang])).size).toBe(STEPS.length);
  expect(CHECKS.map(({ id }) => id)).toEqual(
    [
      'files',
      'sources',
      'frozen',
      'dialect',
      'shapes',
      'rules',
      'errata',
      'propositions',
      'models',
      'fields',
      'codelists',
    ].concat(['expressions', 'legal-sources', 'organisation', 'ocds', 'migrations', 'release-records', 'cases', 'published']),
  );
});
