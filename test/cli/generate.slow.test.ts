import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { IN_FORCE, NEWEST } from '../support/engine.ts';
import { decp } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-generate-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('decp generate writes the forms asked for, a folder a target, and says where', async () => {
  const run = await decp(['generate', '--target', 'xsd,sql', '--target', 'template', '--out', 'formes'], { folder });
  expect(run.err).toBe('');
  expect(run.code).toBe(0);
  expect(readdirSync(join(folder, 'formes')).sort()).toEqual(['sql', 'template', 'xsd']);
  expect(readFileSync(join(folder, 'formes/xsd/decp.xsd'), 'utf8')).toMatch(/<xs:schema/);
  expect(readFileSync(join(folder, 'formes/template/modele-decp.xlsx')).subarray(0, 2).toString()).toBe('PK');
  expect(run.out).toMatch(/Fichiers écrits : \d+ \(version 2\.0\.3\), dans formes/);
});

test('without a target all that the version has is made: of 1.5.0 what does not ask for one list a kind', async () => {
  const run = await decp(['generate', '--schema', '1.5.0', '--out', 'anciennes', '--lang', 'en'], { folder });
  expect(run.code).toBe(0);
  expect(readdirSync(join(folder, 'anciennes')).sort()).toEqual(['codelists', 'dictionary', 'schemas', 'types']);
});

test('the forms are those of the version in force where no version is said; latest is the newest published here', async () => {
  const columns = async (...args: string[]): Promise<string> => {
    const run = await decp(['generate', '--target', 'template', '--out', 'modele', ...args], { folder });
    expect(run).toMatchObject({ code: 0, err: '' });
    return `${/\(version (\S+)\)/.exec(run.out)?.[1] ?? ''} ${readFileSync(join(folder, 'modele/template/modele-marches.csv'), 'utf8')}`;
  };
  expect(await columns()).toBe(await columns('--schema', IN_FORCE));
  expect(await columns('--schema', 'latest')).toBe(await columns('--schema', NEWEST));
});

test.each([
  ['an unknown target', ['--target', 'xsdd'], /« xsdd »/],
  ['a target that the version has not', ['--schema', '1.5.0', '--target', 'xsd'], /« xsd » pour la version 1\.5\.0/],
  ['an unknown version', ['--schema', '9.9.9'], /9\.9\.9/],
  ['a folder without a name', ['--out', ''], /La sortie «/],
  ['a folder whose name is that of a file', ['--out', 'fichier'], /« fichier »/],
])('%s is refused with what there is, and nothing is written', async (_, args, sentence) => {
  writeFileSync(join(folder, 'fichier'), '');
  const run = await decp(['generate', '--out', 'rien', ...args], { folder });
  expect(run.code).toBe(2);
  expect(run.err).toMatch(sentence);
  expect(existsSync(join(folder, 'rien'))).toBe(false);
});

test('--list names the targets of the version, in either language, and those that it does not have', async () => {
  const { out } = await decp(['generate', '--list']);
  expect(out).toMatch(/^schemas .*\ntypes .*\nxsd [^]*\nCibles de la version 2\.0\.3\./);
  expect(out).not.toMatch(/Pas de/);
  expect((await decp(['generate', '--list', '--lang', 'en'])).out).toMatch(/PostgreSQL tables/);
  const old = (await decp(['generate', '--list', '--schema', '1.5.0'])).out;
  expect(old).toMatch(/^schemas .*\ntypes .*\ncodelists .*\ndictionary .*\n\nCibles de la version 1\.5\.0\./);
  expect(old).toMatch(/Pas de xsd, data-package, [^]*pour la version 1\.5\.0[^]*depuis la version 2\.0\.1\./);
});
