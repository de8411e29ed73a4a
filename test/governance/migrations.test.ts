import { expect, test } from 'vitest';
import { emptyStep } from '../../src/governance/empty-step.ts';
import { checkMigrations } from '../../src/governance/checks/migrations.ts';
import { pasted, whereOf } from '../../src/governance/problem.ts';
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
  return found.map((problem) => `${whereOf(problem)} ${problem.en}${pasted(problem)}`);
};

test('the steps of all versions have no problem', () => {
  expect(checkMigrations(files, models)).toEqual([]);
});

test('a version without its step is named', () => {
  const without = new Map(files);
  without.delete('2.0.2/migration.yaml');
  expect(checkMigrations(without, models).map(({ file }) => file)).toEqual(['schema/2.0.2/migration.yaml']);
});

test('the summary of an empty step is refused once the draft is announced as a break', () => {
  const newest = models.at(-1)!;
  const announce = (number: string) => {
    const index = JSON.parse(files.get('releases.json') ?? '') as { releases: { expectedVersion?: string }[] };
    const releases = index.releases.map((release, i) =>
      i === index.releases.length - 1 ? { ...release, expectedVersion: number } : release,
    );
    const announced = new Map(files)
      .set('releases.json', JSON.stringify({ ...index, releases }))
      .set('next/migration.yaml', emptyStep(newest.version));
    return checkMigrations(announced, [...models, { ...newest, version: 'next' }]).map(({ file, en }) => `${file} ${en}`);
  };
  expect(announce('3.0.0')).toEqual([
    expect.stringMatching(
      /^schema\/next\/migration\.yaml \/summary: .*the version announced, 3\.0\.0, refuses data.*say what changes/,
    ),
  ]);
  expect(announce('2.9.0')).toEqual([]);
});

test.each([
  ['has codes', 'concession-lieu-execution-type-code', ' (“moves” instead of “lost” if another field takes the code over)'],
  ['has none', 'concession-lieu-execution-code', ''],
])('a field that goes and %s: its entry is proposed with what can be done', (_, field, choice) => {
  const [said = ''] = problems('2.0.0/migration.yaml', `${field}, `, '');
  expect(said).toContain(`the field ${field} no longer exists, and the step does not mention it`);
  expect(said).toContain(`replacing “TO WRITE”${choice}:\nlost:`);
});

test.each([
  ['another version than the one before', '2.0.3/migration.yaml', 'from: 2.0.2', 'from: 2.0.1', /:4:\d+ .*write 2\.0\.2/],
  ['a key that the dialect does not have', '2.0.3/migration.yaml', 'level: equivalent', 'degree: equivalent', /degree/],
  [
    'words that a comma cut from a text in braces',
    '2.0.3/migration.yaml',
    /reason:\n {6}fr: [^\n]*\n {6}en: [^\n]*/,
    'reason: { fr: Le nom, et la suite, en: The name }',
    /“et la suite” is not known here; if it is the rest of the text before, cut by a comma, put all of the text in quotation marks/,
  ],
  ['a reason in one language', '2.0.3/migration.yaml', /\n {6}en: The name of[^\n]*/, '', /en/],
  [
    'entries beside the summary of an empty step',
    '2.0.3/migration.yaml',
    /\n {2}en: [^\n]*/,
    '\n  en: Nothing changes today.',
    /\/summary: the summary still says that nothing changes/,
  ],
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
    /the field lieu-execution-nom no longer exists.*:\nlost:\n {2}- fields:\n {6}- lieu-execution-nom\n {4}level: lost\n {4}reason:\n/,
  ],
  [
    'a required field that is new, without an entry',
    '2.0.0/migration.yaml',
    'marche-innovant, ',
    '',
    /marche-innovant becomes required.*:\nabsent:\n {2}- fields:\n {6}- marche-innovant\n {4}level: absent\n/,
  ],
  [
    'a code that went, without an entry',
    '2.0.1/migration.yaml',
    /\n {6}Bon de commande: [^\n]*/,
    '',
    /“Bon de commande” of marche-modalite-execution.*“Bons de commande”.*:\ncodes:\n {2}- fields:\n.*\n {4}map:\n {6}Bon de commande: À ÉCRIRE\n/,
  ],
  ['what was pasted and not written', '2.0.3/migration.yaml', /fr: Le nom de la liste[^\n]*/, 'fr: À ÉCRIRE', /À ÉCRIRE/],
  [
    'a value that is left out and said to be there still',
    '2.0.3/migration.yaml',
    'level: equivalent',
    'level: exact',
    /:\d+:\d+ \/lost\/0\/level: .*“lost” or “equivalent”/,
  ],
  [
    'codes that become one and are said to come back',
    '2.0.1/migration.yaml',
    'Bon de commande: Bons de commande',
    'Bon de commande: Tranches',
    /\/codes\/0\/level: codes that become one/,
  ],
  [
    'a code that no code says and that is said to be the same',
    '2.0.1/migration.yaml',
    'codes: [Mixte]\n    level: absent',
    'codes: [Mixte]\n    level: exact',
    /\/unmapped\/0\/level/,
  ],
  [
    'a rank that is said to be given',
    '2.0.1/migration.yaml',
    /(deduces:[^]*?)level: deduced/,
    '$1level: exact',
    /\/deduces\/0\/level/,
  ],
  [
    'what the data do not say and that is said to be known',
    '2.0.1/migration.yaml',
    /(absent:\n[^]*?)level: absent/,
    '$1level: deduced',
    /\/absent\/0\/level/,
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
  expect(found.join('\n')).toMatch(/2\.1\.0\/migration.*objet becomes? required/);
});
