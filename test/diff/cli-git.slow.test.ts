import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { inRepository } from '../../src/host/git.node.ts';
import { decp } from '../cli/run.ts';
import { ROOT } from '../support/engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-git-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const git = (...args: string[]): string =>
  execFileSync('git', ['-c', 'user.name=Essai', '-c', 'user.email=essai@exemple.invalid', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
const edit = (path: string, from: string, to: string): void => {
  const text = readFileSync(join(folder, path), 'utf8');
  expect(text).toContain(from);
  writeFileSync(join(folder, path), text.replace(from, to));
};
const commit = (message: string): void => {
  git('add', '-A');
  git('commit', '-q', '-m', message);
};

// A small repository of the format: its first commit, one that narrows a field, one that only fixes a text.
for (const part of ['base-uri.txt', 'fields', 'next'])
  cpSync(`${ROOT}schema/${part}`, join(folder, 'schema', part), { recursive: true });
writeFileSync(join(folder, 'alone.json'), '{ "type": "string" }');
writeFileSync(join(folder, 'huge.json'), ' '.repeat((16 << 20) + 1));
symlinkSync('/etc/passwd', join(folder, 'schema/next/codelists/link.csv'));
git('init', '-q', '-b', 'main');
commit('first');
git('tag', 'v1');
edit('schema/next/marche.schema.json', '"maxLength": 1000', '"maxLength": 999');
edit('alone.json', 'string', 'boolean');
commit('narrower');
edit('schema/fields/marche-objet.yaml', 'title: {', "title: { # l'objet\n ");
commit('same');
// A link of a commit leads elsewhere: it is left out there. In a folder it would be followed, as any program does.
rmSync(join(folder, 'schema/next/codelists/link.csv'));

const run = (...args: string[]) => decp(['diff', ...args], { folder });
type Reported = { relation: string; previous: { commit: string } };
const json = async (...args: string[]) => JSON.parse((await run(...args, '--format', 'json')).out) as Reported;
const relation = async (...args: string[]) => (await json(...args)).relation;

describe('git:', () => {
  test('REF is schema/next at that commit (branch, tag, ancestor), and is reported with it', async () => {
    expect(await json('git:v1', 'git:main')).toMatchObject({
      relation: 'narrowed',
      previous: { commit: git('rev-parse', 'v1').trim() },
    });
    // An ancestor of a file alone, which is compared in no time.
    expect(await relation('git:HEAD~2:alone.json', 'git:HEAD:alone.json')).toBe('incomparable');
  });

  test('what is there now is compared with a commit', async () => {
    expect(await relation('git:main', './schema/next/')).toBe('equivalent');
  });

  test('REF:PATH is a file or a version folder', async () => {
    expect(await relation('git:v1:alone.json', 'git:main:alone.json')).toBe('incomparable');
    expect(await relation('git:v1:./schema//next/', 'git:v1')).toBe('equivalent');
  });

  test('a break that no erratum tells fails, and its line is that of the source', async () => {
    const { code, out } = await run('git:v1', 'schema/next', '--format', 'github');
    expect(code).toBe(1);
    expect(out).toMatch(/^::error file=schema\/next\/marche\.schema\.json,line=\d+,col=\d+,/m);
  });

  test('errata speak of the newest release: beside a commit, none is called stale', async () => {
    expect((await run('2.0.3', 'git:v1')).out).not.toMatch(/correspond(ent)? plus/);
  });

  test.each<[name: string, side: string, sentence: string]>([
    ['a reference that is not there', 'git:absent', 'référence git « absent »'],
    ['a reference that looks like an option', 'git:--output=x', 'référence git « --output=x »'],
    ['no reference', 'git:', 'référence git «  »'],
    ['a path that is not there', 'git:main:schema/absent', "« schema/absent », qui n'est ni un fichier ni un dossier"],
    ['a path that leads out', 'git:main:../x', '« ../x »'],
    ['a file that is too large', 'git:main:huge.json', 'plus de 16 777 216 octets'],
    ['a file that is too large, out of git', 'huge.json', 'plus de 16 777 216 octets'],
    ['a folder that is no version', 'git:main:schema/fields', 'decp.schema.json'],
  ])('%s: exit 2 and a way out', async (_, side, sentence) => {
    const { code, out, err } = await run('alone.json', side);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(sentence);
  });
});

test.each([
  ['schema/next', 'schema/next'],
  ['./schema//next/', 'schema/next'],
  ['.', ''],
  ['a/../b', 'b'],
  ['../b', undefined],
  ['a/../../b', undefined],
  ['/etc/passwd', undefined],
])('the path %s of a repository is %s', (path, plain) => {
  expect(inRepository(path)).toBe(plain);
});
