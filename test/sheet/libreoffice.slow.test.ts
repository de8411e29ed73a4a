import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { template } from '../../src/generate/template.ts';
import { columnLetters, columnRank, guarded } from '../../src/model/cell-text.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { IN_FORCE, ROOT } from '../support/engine.ts';
import { FIVE_CONTRACTS, typedCells } from './five-contracts.ts';
import { judgeTable, readAll, reported } from './helpers.ts';

/** The first Python that can speak to LibreOffice: a machine may have others than that of its system. */
const python = ['python3', '/usr/bin/python3'].find((program) => spawnSync(program, ['-c', 'import uno']).status === 0);
const hasOffice = python !== undefined && spawnSync('soffice', ['--version']).status === 0;
const WHY =
  'soffice, or the module uno of python3, is not on this machine (Debian: apt-get install libreoffice-calc python3-uno)';

const version = await loadVersion(IN_FORCE);
const { model } = version;
const files = template(model);
const OPEN = { xlsx: openXlsx, ods: openOds, csv: openCsv };
type Saved = Record<keyof typeof OPEN, Uint8Array>;

/** What is saved, with the filters of LibreOffice. The options of CSV: `;`, `"`, UTF-8, all columns as they are shown, the second sheet. */
const SAVES = {
  'saved.xlsx': ['Calc MS Excel 2007 XML', ''],
  'saved.ods': ['calc8', ''],
  'saved.csv': ['Text - txt - csv (StarCalc)', '59,34,76,1,,0,false,true,true,false,false,2'],
};

/** LibreOffice opens the template, has five contracts typed below its example, and saves it in three forms. */
function saved(form: 'xlsx' | 'ods'): Saved {
  const folder = mkdtempSync(join(tmpdir(), 'decp-office-'));
  const source = `template.${form}`;
  const file = files.find(({ path }) => path === `modele-decp.${form}`);
  writeFileSync(join(folder, source), file && 'bytes' in file ? file.bytes : '');
  const rows = typedCells(model).map((cells) => Object.fromEntries([...cells].map(([name, text]) => [name, guarded(text)])));
  const task = { folder, source, sheet: 'Marchés', rows, first: 5, saves: SAVES };
  writeFileSync(join(folder, 'task.json'), JSON.stringify(task));
  const script = `${ROOT}test/sheet/fill-template.py`;
  const run = spawnSync(python ?? '', [script, join(folder, 'task.json')], { timeout: 600_000, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${script}: ${run.error?.message ?? run.stderr}`);
  const bytes = (path: string): Uint8Array => readFileSync(join(folder, path));
  // The name of the sheet is put into that of the file.
  return { xlsx: bytes('saved.xlsx'), ods: bytes('saved.ods'), csv: bytes('saved-Marchés.csv') };
}

const partOf = (bytes: Uint8Array, path: string): string => strFromU8(unzipSync(bytes)[path] ?? new Uint8Array());

/** The drop-downs of the sheet of marchés: the letters of each column, and what its list is. LibreOffice puts columns with the same list together. */
function dropDownsOf(bytes: Uint8Array): string[] {
  const xml = partOf(bytes, 'xl/worksheets/sheet2.xml');
  const found = [...xml.matchAll(/<dataValidation\b([^>]*)>(.*?)<\/dataValidation>/gs)].flatMap(
    ([, attributes = '', inside = '']) => {
      const list = /<formula1>(.*?)<\/formula1>/s.exec(inside)?.[1]?.replaceAll('&quot;', '"') ?? '';
      const ranges = attributes.includes(' type="list"') ? (/ sqref="([^"]*)"/.exec(attributes)?.[1] ?? '').split(' ') : [];
      return ranges.flatMap((range) => columnsIn(range).map((column) => `${column} ${list}`));
    },
  );
  return found.sort();
}

/** The letters of the columns of a range, `F4:H1000` for instance. */
function columnsIn(range: string): string[] {
  const [first = 0, last = first] = range.split(':').map((cell) => columnRank(cell.replace(/[0-9]+$/, '')) ?? 0);
  return Array.from({ length: last - first + 1 }, (_, i) => columnLetters(first + i));
}

const own = files.find(({ path }) => path === 'modele-decp.xlsx');
const ownLists = dropDownsOf(own && 'bytes' in own ? own.bytes : new Uint8Array());

test('the template has drop-downs to lose', () => expect(ownLists.length).toBeGreaterThan(20));

describe.skipIf(hasOffice)(WHY, () => {
  test('LibreOffice opens the template, five contracts are typed into it, and what it saves validates the same', () => {});
});

describe.runIf(hasOffice).each(['xlsx', 'ods'] as const)('the template in %s, opened and filled in by LibreOffice', (form) => {
  const all = hasOffice ? saved(form) : undefined;

  test.each(['xlsx', 'ods', 'csv'] as const)('and saved as %s has the same contracts, and conforms', (kind) => {
    const bytes = all?.[kind] ?? new Uint8Array();
    const judged = judgeTable(OPEN[kind], bytes, version);
    const examples =
      kind === 'csv' ? ['table.example-row @ 4'] : ['table.example-row @ Marchés!4', 'table.example-row @ Concessions!4'];
    expect(reported(judged.findings)).toEqual(examples);
    expect(judged).toMatchObject({ schemaVerdict: true, records: { marche: 5, conforming: 5 } });
    expect(readAll(OPEN[kind], bytes, model).records.map(({ value }) => value)).toEqual(FIVE_CONTRACTS);
  });

  test('and saved as XLSX keeps every drop-down, of the same lists', () => {
    expect(dropDownsOf(all?.xlsx ?? new Uint8Array())).toEqual(ownLists);
  });

  test('and saved as XLSX keeps what is frozen, and prints as wide as one page with its header on each', () => {
    const bytes = all?.xlsx ?? new Uint8Array();
    const xml = partOf(bytes, 'xl/worksheets/sheet2.xml');
    expect(xml).toMatch(/<pane xSplit="2" ySplit="2" topLeftCell="C3"[^>]* state="frozen"/);
    expect(xml).toMatch(/<pageSetUpPr fitToPage="(?:true|1)"/);
    expect(xml).toMatch(/<pageSetup [^>]*fitToWidth="1" fitToHeight="0"[^>]* orientation="landscape"/);
    expect(xml).toMatch(/<printOptions headings="(?:true|1)"/);
    expect(partOf(bytes, 'xl/workbook.xml')).toMatch(/_xlnm\.Print_Titles"[^>]*>'?Marchés'?!\$1:\$2</);
  });

  test('and saved as ODS keeps every drop-down, on the cells to fill', () => {
    const xml = partOf(all?.ods ?? new Uint8Array(), 'content.xml');
    const lists = [...xml.matchAll(/<table:content-validation [^>]*cell-content-is-in-list/g)];
    const used = new Set([...xml.matchAll(/content-validation-name="([^"]+)"/g)].map(([, name]) => name));
    expect(lists.length).toBeGreaterThanOrEqual(20);
    expect(used.size).toBe(lists.length);
  });
});
