import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { decp } from '../cli/run.ts';
import { ROOT } from '../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-diff-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const put = (name: string, content: unknown): string => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  return name;
};
const run = (...args: string[]) => decp(['diff', ...args], { folder });

type Reported = {
  previous: { name: string; version?: string; sha256?: string };
  next: { name: string; version?: string };
  relation: string;
  backward: { verdict: string; witness?: unknown; reason?: { fr: string } };
  forward: { verdict: string };
  bump: string;
  required: string;
  declared: string | null;
  undeclared: string[];
  changes: {
    kind: string;
    bump: string;
    path: string;
    direction: string;
    fingerprint: string;
    source: { file: string; line?: number } | null;
  }[];
};
const json = async (...args: string[]) => {
  const { out, err, code } = await run(...args, '--format', 'json');
  expect(err).toBe('');
  return { code, ...(JSON.parse(out) as Reported) };
};

const base = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: { nom: { type: 'string', maxLength: 20 }, age: { type: 'integer' } },
};
put('a.json', base);
put('wider.json', { ...base, properties: { ...base.properties, nom: { type: 'string', maxLength: 30 } } });
put('narrower.json', { ...base, required: ['nom'] });
put('texts.json', { ...base, title: 'Une personne' });
put('a.yaml', 'type: object\nproperties:\n  nom: { type: string, maxLength: 20 }\n  age: { type: integer }\n');

describe('decp diff of two files', () => {
  test.each<[next: string, relation: string, bump: string, code: number]>([
    ['wider.json', 'widened', 'minor', 0],
    ['narrower.json', 'narrowed', 'major', 1],
    ['texts.json', 'equivalent', 'patch', 0],
    ['a.json', 'equivalent', 'none', 0],
    ['a.yaml', 'equivalent', 'none', 0],
  ])('a.json and %s: %s, %s, exit %i', async (next, relation, bump, code) => {
    expect(await json('a.json', next)).toMatchObject({ relation, bump, declared: null, code });
  });

  test('the other way round, what was lost is won', async () => {
    expect(await json('narrower.json', 'a.json')).toMatchObject({ relation: 'widened', undeclared: [], code: 0 });
    expect(await json('wider.json', 'a.json')).toMatchObject({ relation: 'narrowed', code: 1 });
  });

  test('a break comes with an instance, the sum of the file and the line of the change', async () => {
    const reported = await json('a.json', 'narrower.json');
    expect(reported.backward).toEqual({ verdict: 'no', witness: {} });
    expect(reported.previous.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(reported.undeclared).toEqual(reported.changes.map(({ fingerprint }) => fingerprint));
    const wider = (await json('a.json', 'wider.json')).changes[0];
    const line = readFileSync(join(folder, 'wider.json'), 'utf8')
      .split('\n')
      .findIndex((text) => text.includes('"nom"'));
    expect(wider?.source).toEqual({ file: 'wider.json', line: line + 1, column: 5 });
  });

  test.each<[failOn: string, next: string, code: number]>([
    ['none', 'narrower.json', 0],
    ['major', 'wider.json', 0],
    ['major', 'narrower.json', 1],
    ['minor', 'wider.json', 1],
    ['minor', 'texts.json', 0],
    ['patch', 'texts.json', 1],
    ['patch', 'a.yaml', 0],
  ])('--fail-on %s with %s: exit %i', async (failOn, next, code) => {
    expect((await run('a.json', next, '--fail-on', failOn)).code).toBe(code);
  });

  test('text is for people, in the language asked for; --output writes it to a file', async () => {
    const { out } = await run('a.json', 'narrower.json');
    expect(out).toContain('narrower.json refuse des données que a.json accepte : il faut une version majeure');
    expect((await run('a.json', 'narrower.json', '--lang', 'en')).out).toContain(
      'narrower.json refuses data that a.json accepts',
    );
    expect(await run('a.json', 'narrower.json', '--output', 'reported.txt')).toEqual({ code: 1, out: '', err: '' });
    expect(readFileSync(join(folder, 'reported.txt'), 'utf8')).toBe(out);
  });

  test.each(['markdown', 'github', 'sarif'])('%s tells the same break', async (format) => {
    const { out, code } = await run('a.json', 'narrower.json', '--format', format);
    expect(code).toBe(1);
    expect(out).toContain((await json('a.json', 'narrower.json')).changes[0]?.fingerprint);
  });

  test('data are no schemas, of which it would be said that they accept the same', async () => {
    put('data.json', { marches: { marche: [{ id: '2024-01' }] } });
    put('definitions.json', { $defs: { marche: { type: 'object' } } });
    const { code, out, err } = await run('data.json', 'data.json');
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain("Donnez le fichier d'un schéma, pas un fichier de données.");
    expect((await run('a.json', 'definitions.json')).err).toContain('« "$ref": "#/$defs/marche" »');
  });

  test('a dialect, formats that refuse and a budget are options', async () => {
    put('old.json', { minimum: 0, exclusiveMinimum: true });
    put('new.json', { exclusiveMinimum: 0 });
    put('text.json', { type: 'string' });
    put('date.json', { type: 'string', format: 'date' });
    put('hard-a.json', { type: 'string', pattern: '^(a|b)*a(a|b){12}$' });
    put('hard-b.json', { type: 'string', pattern: '^(a|b)*b(a|b){12}$|^(a|b)*a(b|a){12}$' });
    put('old-again.json', { minimum: 0, exclusiveMinimum: true, title: 'x' });
    expect((await json('old.json', 'old-again.json', '--dialect', 'draft-04')).relation).toBe('equivalent');
    expect((await json('text.json', 'date.json')).relation).toBe('equivalent');
    expect((await json('text.json', 'date.json', '--assert-format')).relation).toBe('narrowed');
    const short = await json('hard-a.json', 'hard-b.json', '--budget', '10');
    expect([short.backward.verdict, short.code]).toEqual(['unknown', 1]);
    expect(short.backward.reason?.fr).toContain('10 pas');
  });
});

describe('decp diff of versions', () => {
  test('numbers declare a bump: what they do not promise is reported, and fails', async () => {
    const reported = await json('2.0.1', '2.0.2');
    expect(reported).toMatchObject({ relation: 'incomparable', declared: 'patch', required: 'major', code: 1 });
    expect(reported.undeclared).toEqual(
      reported.changes.filter(({ direction }) => direction !== 'none').map(({ fingerprint }) => fingerprint),
    );
    expect(reported.undeclared.length).toBeGreaterThan(5);
  });

  test('a version is compared with the file of another', async () => {
    const bundled = `${ROOT}schema/2.0.2/bundled/decp.schema.json`;
    expect(await json('2.0.2', bundled)).toMatchObject({ relation: 'equivalent', previous: { version: '2.0.2' }, code: 0 });
  });

  test('a version folder is read as a version, wherever it stands', async () => {
    expect(await json('2.0.2', `${ROOT}schema/2.0.2`)).toMatchObject({ relation: 'equivalent', changes: [], code: 0 });
  });
});

describe('what cannot be compared is reported with a way out: exit 2', () => {
  put('empty/readme.txt', 'x');
  put('list.json', '[1, 2]');
  put('broken.yaml', 'type: [object\n  x');
  put('version/decp.schema.json', { properties: { x: { $ref: 'absent.schema.json' } } });
  for (const part of ['marche', 'contrat-concession', 'common']) put(`version/${part}.schema.json`, {});
  put('remote.json', { $ref: 'https://exemple.invalid/schema.json' });

  test.each<[name: string, args: string[], sentence: string]>([
    ['no such thing', ['a.json', '9.9.9'], 'ni une version, ni un fichier, ni un dossier'],
    ['a file that is no schema', ['a.json', 'list.json'], "qui n'est pas un schéma JSON"],
    ['a slip in a file', ['a.json', 'broken.yaml'], 'broken.yaml:'],
    ['a folder that is no version', ['a.json', 'empty'], 'decp.schema.json'],
    ['a version folder that does not fit', ['a.json', 'version'], '"version/absent.schema.json"'],
    ['a reference to what is not given', ['a.json', 'remote.json'], 'https://exemple.invalid/schema.json'],
    ['one side only', ['a.json'], "il manque l'argument « après »"],
    ['no side', [], "il manque l'argument « après »"],
    ['three sides', ['a.json', 'a.json', 'a.json'], "trop d'arguments"],
    ['--latest and sides', ['--latest', 'a.json', 'a.json'], "trop d'arguments"],
    ['a budget of nothing', ['a.json', 'a.json', '--budget', '0'], 'attendu : 1, 2, 3'],
    ['a bump that is none', ['a.json', 'a.json', '--fail-on', 'huge'], '« huge »'],
    ['a dialect that is none', ['a.json', 'a.json', '--dialect', 'draft-99'], '« draft-99 »'],
    ['no repository', ['a.json', 'git:HEAD'], 'dépôt git'],
    ['a report over a schema', ['a.json', 'wider.json', '--output', 'a.json'], 'Donnez un autre nom à la sortie'],
  ])('%s', async (_, args, sentence) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/\n\s+at |undefined/);
  });

  test('in English as well', async () => {
    expect((await run('a.json', '9.9.9', '--lang', 'en')).err).toContain('neither a version nor a file nor a folder');
    expect((await run('a.json', '--lang', 'en')).err).toContain('argument “next” is missing');
  });
});
