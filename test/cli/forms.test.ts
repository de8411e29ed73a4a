import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { GOLDEN, readJsonFile } from '../support/engine.ts';
import { decp } from './run.ts';
import { UNFOLDED } from '../support/unfolded.ts';

type Marche = Record<string, unknown>;
type Found = { code: string; path: string; position: { line: number; cell?: Record<string, unknown> } };
type File = { format: string; version: string; verdict: string; sha256: string; findings: Found[] };

const folder = mkdtempSync(join(tmpdir(), 'decp-forms-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const complete = readJsonFile(`${UNFOLDED}${GOLDEN}/valid/marche-complet.json`) as { marches: { marche: Marche[] } };
/** One fault that every form can hold. */
const FAULTY = { version: '2.1', marches: { marche: [{ ...complete.marches.marche[0], codeCPV: '123' }] } };
const FORMS = ['xml', 'csv', 'xlsx', 'ods', 'zip', 'tables/'];

beforeAll(async () => {
  writeFileSync(join(folder, 'in.json'), JSON.stringify(FAULTY));
  for (const form of FORMS) {
    const { code, err, out } = await decp(['convert', 'in.json', form.endsWith('/') ? form : `in.${form}`], { folder });
    // The fault does not keep it from being converted.
    expect(code, err + out).toBe(1);
  }
});

async function checked(name: string, ...args: string[]): Promise<{ code: number | null; file: File }> {
  const run = await decp(['validate', name, '--rules', 'none', '--format', 'json', ...args], { folder });
  return { code: run.code, file: (JSON.parse(run.out) as { files: [File] }).files[0] };
}

describe('decp validate', () => {
  test.each([
    ['in.json', 'json'],
    ['in.xml', 'xml'],
    ['in.csv', 'csv'],
    ['in.xlsx', 'xlsx'],
    ['in.ods', 'ods'],
    ['in.zip', 'package'],
    ['tables', 'package'],
    ['tables/datapackage.json', 'package'],
  ])('%s: the form is reported, and the findings are those of the JSON', async (name, format) => {
    const { code, file } = await checked(name, '--schema', GOLDEN);
    expect(code).toBe(1);
    expect(file.format).toBe(format);
    expect(file.findings.map(({ code: found, path }) => [found, path])).toEqual([
      ['schema.pattern', '/marches/marche/0/codeCPV'],
    ]);
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each([
    ['in.csv', { row: 2, name: 'codeCPV' }],
    ['in.xlsx', { sheet: 'Marchés', row: 2, name: 'codeCPV' }],
    ['in.ods', { sheet: 'Marchés', row: 2, name: 'codeCPV' }],
    ['in.zip', { sheet: 'marches.csv', row: 2, name: 'code_cpv' }],
  ])('%s: a finding points to its cell', async (name, cell) => {
    expect((await checked(name, '--schema', GOLDEN)).file.findings[0]?.position.cell).toMatchObject(cell);
  });

  test('without --schema the version is reported from XML by its attribute and from a package by its tables', async () => {
    expect((await checked('in.xml')).file.version).toBe(GOLDEN);
    expect((await checked('in.zip')).file.version).toBe(GOLDEN);
  });

  test('a form is reported by its bytes, not by a wrong name, and .gz is unpacked', async () => {
    cpSync(join(folder, 'in.xml'), join(folder, 'export.txt'));
    expect((await checked('export.txt')).file.format).toBe('xml');
    writeFileSync(join(folder, 'in.xml.gz'), gzipSync(readFileSync(join(folder, 'in.xml'))));
    expect((await checked('in.xml.gz')).file.findings).toHaveLength(1);
  });

  test('standard input may be XML', async () => {
    const input = readFileSync(join(folder, 'in.xml'));
    const run = await decp(['validate', '-', '--rules', 'none', '--format', 'json'], { folder, input });
    expect((JSON.parse(run.out) as { files: [File] }).files[0].format).toBe('xml');
  });

  test('the text report says the sheet, the line and the column', async () => {
    const { out } = await decp(['validate', 'in.xlsx', '--schema', GOLDEN, '--rules', 'none'], { folder });
    expect(out).toMatch(/feuille Marchés, ligne 2, colonne [A-Z]+/);
  });
});
