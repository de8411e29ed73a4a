import { expect, test } from 'vitest';
import { checkMigrations } from '../../src/governance/checks/migrations.ts';
import { whereOf } from '../../src/governance/problem.ts';
import { readTree } from '../../src/host/tree.node.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { ROOT, VERSIONS } from '../support/engine.ts';

const files = await readTree(`${ROOT}schema`, (path) => !path.startsWith('nomenclatures/'));
const models = await Promise.all(VERSIONS.map(async (version) => (await loadVersion(version)).model));

const problems = (path: string, from: string | RegExp, to: string): string[] => {
  const text = files.get(path) ?? '';
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  const found = checkMigrations(new Map(files).set(path, edited), models);
  return found.map((problem) => `${whereOf(problem)} ${problem.en}`);
};

test('the steps of all versions have no problem', () => {
  expect(checkMigrations(files, models)).toEqual([]);
});

test('a version without its step is named', () => {
  const without = new Map(files);
  without.delete('2.0.2/migration.yaml');
  expect(checkMigrations(without, models).map(({ file }) => file)).toEqual(['schema/2.0.2/migration.yaml']);
});

test.each([
  ['another version than the one before', '2.0.3/migration.yaml', 'from: 2.0.2', 'from: 2.0.1', /:4:\d+ .*write 2\.0\.2/],
  ['a key that the dialect does not have', '2.0.3/migration.yaml', 'level: equivalent', 'degree: equivalent', /degree/],
  ['a reason in one language', '2.0.3/migration.yaml', /\n {6}en: The name of[^\n]*/, '', /en/],
  ['a field of no version', '2.0.3/migration.yaml', '[marche-type]', '[marche-typ]', /marche-typ.*perhaps “marche-type”/],
  [
    'a code that the version before has not',
    '2.0.2/migration.yaml',
    'Système d\\u2019acq',
    'Système d’’acq',
    /is not a code of marche-technique/,
  ],
  ['a source that is no text', '2.0.3/migration.yaml', 'source: format-publie', 'source: arrete-2042', /arrete-2042/],
  [
    'a field that went, without an entry',
    '2.0.0/migration.yaml',
    '[lieu-execution-nom]',
    '[acheteur-nom]',
    /lieu-execution-nom no longer exists/,
  ],
  [
    'a required field that is new, without an entry',
    '2.0.0/migration.yaml',
    'marche-innovant, ',
    '',
    /marche-innovant becomes required/,
  ],
  [
    'a code that went, without an entry',
    '2.0.1/migration.yaml',
    /\n {6}Bon de commande: [^\n]*/,
    '',
    /“Bon de commande” of marche-modalite-execution/,
  ],
])('%s is refused', (_, path, from, to, message) => {
  const found = problems(path, from, to);
  expect(found.length).toBeGreaterThan(0);
  expect(found.join('\n')).toMatch(message);
});

test.each([
  [
    'optional',
    (name: string, value: unknown) => (name === 'required' ? (value as string[]).filter((one) => one !== 'objet') : value),
  ],
  ['nullable', (name: string, value: unknown) => (name === 'objet' ? { ...(value as object), type: ['string', 'null'] } : value)],
])('a field that was %s and becomes required is refused without an entry', (_, edited) => {
  const before = models.map((model) => {
    if (model.version !== '2.0.3') return model;
    const schema = JSON.parse(JSON.stringify(model.schema, edited)) as typeof model.schema;
    return { ...model, schema };
  });
  const found = checkMigrations(files, before).map((problem) => `${whereOf(problem)} ${problem.en}`);
  expect(found.join('\n')).toMatch(/2\.1\.0\/migration.*objet becomes required/);
});
