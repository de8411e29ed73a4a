import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readText } from '../support/engine.ts';
import { decp } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-skipped-'));
afterAll(() => rmSync(folder, { recursive: true }));

const put = (path: string, content = ''): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
};
const run = (...args: string[]) => decp(['validate', '--rules', 'none', ...args], { folder });

const TABLE = readText('examples/tables/deux-fichiers/marches-2026-01.csv');
put('marches/2026/JANVIER.CSV', TABLE);
put('marches/vieux.xls');
put('marches/~$ouvert.xlsx');
put('marches/lisez-moi.pdf');
put('marches/.git/a/b.json', '{}');
put('marches/.git/c.json', '{}');
put('classeurs/vieux.xls');
put('classeurs/notes.txt');
mkdirSync(join(folder, 'vide'));

const SKIPPED = [
  ['marches/.git', 'hidden'],
  ['marches/lisez-moi.pdf', 'other'],
  ['marches/vieux.xls', 'workbook'],
  ['marches/~$ouvert.xlsx', 'temporary'],
];

describe('the files of a folder that are not checked are named, with the reason', () => {
  test('in the text report, at its end', async () => {
    const { code, out } = await run('marches');
    expect(code).toBe(0);
    expect(out).toContain('marches/2026/JANVIER.CSV\n');
    expect(out).toMatch(/4 fichiers du dossier n'ont pas été contrôlés :\n {3}marches\/\.git : fichier ou dossier caché\n/);
    expect(out).toContain(
      "marches/vieux.xls : classeur d'un format qui n'est pas lu ; dans le tableur, enregistrez-le en « .xlsx »",
    );
    expect(out).toContain("marches/~$ouvert.xlsx : copie de travail d'un tableur");
    expect((await run('marches', '--lang', 'en')).out).toContain('marches/lisez-moi.pdf: extension that is not read');
  });

  test('in the report to keep or print', async () => {
    expect((await run('marches', '--format', 'html')).out).toContain('marches/lisez-moi.pdf : extension qui n');
  });

  test('in the reports for programs', async () => {
    const json = JSON.parse((await run('marches', '--format', 'json')).out) as { skipped: { file: string; reason: string }[] };
    expect(json.skipped.map(({ file, reason }) => [file, reason])).toEqual(SKIPPED);
    const lines = (await run('marches', '--format', 'ndjson')).out.trim().split('\n');
    const skipped = lines.map((line) => JSON.parse(line) as Record<string, string>).filter(({ type }) => type === 'skipped');
    expect(skipped.map(({ file, reason }) => [file, reason])).toEqual(SKIPPED);
  });

  test('of many, the text report names some and counts the others', async () => {
    for (let i = 0; i < 25; i++) put(`nombreux/${String(i).padStart(2, '0')}.pdf`);
    put('nombreux/a.csv', TABLE);
    expect((await run('nombreux')).out).toMatch(
      /19\.pdf : [^\n]*\n {3}et 5 autres, que le rapport « --format json » nomme tous\n$/,
    );
  });

  test('a report on files that are named says nothing of others', async () => {
    const { out } = await run('marches/2026/JANVIER.CSV', '--format', 'json');
    expect(JSON.parse(out)).not.toHaveProperty('skipped');
  });
});

describe('a folder without any file to check says what it has', () => {
  test.each([
    ['vide', 'qui ne contient aucun fichier ; attendu', 'Vérifiez le nom du dossier'],
    [
      'classeurs',
      '(mais « notes.txt », « vieux.xls »)',
      'Ouvrez les classeurs dans un tableur, et enregistrez-les au format « .xlsx »',
    ],
  ])('%s', async (name, found, advice) => {
    const { code, out } = await run(name);
    expect(code).toBe(2);
    const text = out.replace(/\s+/g, ' ');
    expect(text).toContain(found);
    expect(text).toContain(advice);
  });
});

test('a folder given to --output is said to be one', async () => {
  const { code, err } = await run('marches', '--output', 'vide');
  expect(code).toBe(2);
  expect(err).toContain('Ajoutez le nom du fichier à celui du dossier');
});

test('two files at once have a verdict each', async () => {
  put('deux/a.csv', TABLE);
  put('deux/b.csv', readText('examples/tables/deux-fichiers/marches-2026-02.csv'));
  const { code, out } = await run('deux');
  expect(code).toBe(1);
  expect(out).toContain('Conforme : 2 marchés, aucune erreur.');
  expect(out).toContain('Non conforme : 1 contrat à corriger sur 2 (2 marchés).');
});
