import { unzipSync } from 'fflate';
import readExcel from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { template } from '../../src/generate/template.ts';
import { placeOf } from '../../src/model/sheet.ts';
import { treesOf } from '../../src/model/tree.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { readCsv } from '../../src/read/csv-text.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import { VERSIONS } from '../support/engine.ts';
import { goldenModel } from '../support/golden-model.ts';
import { foreignWords } from '../messages/french.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { readAll, reported } from './helpers.ts';

const model = goldenModel;
const files = template(model);
const textOf = (path: string): string => {
  const file = files.find((candidate) => candidate.path === path);
  return file && 'text' in file ? file.text : '';
};
const bytesOf = (path: string): Uint8Array => {
  const file = files.find((candidate) => candidate.path === path);
  return file && 'bytes' in file ? file.bytes : new Uint8Array();
};
const book = bytesOf('modele-decp.xlsx');
const partsIn = (bytes: Uint8Array): [string, string][] =>
  Object.entries(unzipSync(bytes)).map(([path, part]) => [path, new TextDecoder().decode(part)]);
const parts = partsIn(book);
const partOf = (path: string): string => parts.find(([name]) => name === path)?.[1] ?? '';
const openParts = partsIn(bytesOf('modele-decp.ods'));
const openPartOf = (path: string): string => openParts.find(([name]) => name === path)?.[1] ?? '';

const rowsOf = (path: string): string[][] =>
  [...readCsv(textOf(path).slice(1), { delimiter: ';', lenient: true, mostCells: 1000 })].map(({ cells }) =>
    cells.map((cell) => cell ?? ''),
  );

test.each(['modele-marches.csv', 'modele-concessions.csv'])('%s is as in its golden file', async (path) => {
  await expect(textOf(path).replaceAll('\r\n', '\n')).toMatchFileSnapshot(`../golden/template/${path}`);
  expect(textOf(path)).toMatch(/^\ufeff(?:[^\n]*\r\n){4}$/);
});

test.each(parts.map(([path]) => path))('the part %s of the workbook is as in its golden file', async (path) => {
  // One element a line: a golden file is read by people.
  const lines = partOf(path).replaceAll(
    /(?<=>)(?=<(?:row|c|sheet|col|dataValidation|Override|Relationship|xf|font|fill|sheetData)[ >/])/g,
    '\n',
  );
  await expect(`${lines}\n`).toMatchFileSnapshot(`../golden/template/modele-decp/${path.replaceAll('/', '-')}`);
});

test.each(openParts.map(([path]) => path))(
  'the part %s of the spreadsheet for LibreOffice is as in its golden file',
  async (path) => {
    const lines = openPartOf(path).replaceAll(/(?<=>)(?=<(?:table|style|config|manifest):[a-z-]+[ >/])/g, '\n');
    await expect(`${lines}\n`).toMatchFileSnapshot(`../golden/template/modele-decp-ods/${path.replaceAll('/', '-')}`);
  },
);

test('another reader opens the workbook, and finds the instructions first, then titles, technical names, help and example', async () => {
  const sheets = await readExcel(Buffer.from(book), { trim: false });
  expect(sheets.map(({ sheet }) => sheet)).toEqual(["Mode d'emploi", 'Marchés', 'Concessions', 'Listes']);
  for (const [i, path] of ['modele-marches.csv', 'modele-concessions.csv'].entries()) {
    const rows = sheets[i + 1]?.data ?? [];
    expect(rows.map((row) => row.map((cell) => cell ?? ''))).toEqual(rowsOf(path));
    expect(rows.map((row) => row[0])).toEqual([
      expect.stringMatching(/^Identifiant du /),
      'id',
      expect.stringMatching(/^Aide : /),
      'EXEMPLE',
    ]);
  }
});

test('the instructions are numbered, in French with the English beside it', async () => {
  const [sheet] = await readExcel(Buffer.from(book), { trim: false });
  const steps = (sheet?.data ?? []).slice(2);
  expect(steps.length).toBeGreaterThan(5);
  for (const [i, [number, french, english]] of steps.entries()) {
    expect([number, foreignWords(String(french)).filter((word) => !['decp', 'validate'].includes(word))]).toEqual([
      `${i + 1}.`,
      [],
    ]);
    expect(String(english).length).toBeGreaterThan(20);
  }
});

test('every column with a codelist, and every one of yes or no, has its drop-down list on rows 4 to 1000', () => {
  const rows = partOf('xl/worksheets/sheet4.xml');
  for (const [i, tree] of Object.values(treesOf(model)).entries()) {
    const xml = partOf(`xl/worksheets/sheet${i + 2}.xml`);
    const names = [...xml.matchAll(/<c r="([A-Z]+)2"[^>]*><is><t[^>]*>([^<]+)/g)];
    const lists = new Map(
      [...xml.matchAll(/sqref="([A-Z]+)4:\1(1000)"><formula1>([^<]+)/g)].map((match) => [match[1], match[3]]),
    );
    let counted = 0;
    for (const [, letters = '', name = ''] of names) {
      const leaf = placeOf(tree, name)?.leaf;
      const range = /^Listes!\$([A-Z]+)\$2:\$\1\$([0-9]+)$/.exec(lists.get(letters) ?? '');
      if (leaf?.type === 'boolean') expect(lists.get(letters), name).toBe('&quot;oui,non&quot;');
      else expect(range !== null, name).toBe(leaf?.codelist !== undefined);
      if (!range) continue;
      counted += 1;
      const codes = [...rows.matchAll(new RegExp(`<c r="${range[1] ?? ''}([0-9]+)"[^>]*><is><t[^>]*>([^<]+)`, 'g'))].slice(1);
      expect(
        codes.map((match) => match[2]?.replaceAll('&quot;', '"').replaceAll('&amp;', '&')),
        name,
      ).toEqual(leaf?.schema.enum);
    }
    expect(counted).toBeGreaterThan(5);
  }
});

test('cells to fill are text, so that a SIRET keeps its zeros; the list sheet is hidden; header and first columns stay in sight', () => {
  const style = /<col min="1"[^>]* style="([0-9]+)"/.exec(partOf('xl/worksheets/sheet2.xml'))?.[1];
  const formats = [...(/<cellXfs.*<\/cellXfs>/.exec(partOf('xl/styles.xml'))?.[0] ?? '').matchAll(/<xf numFmtId="([0-9]+)"/g)];
  expect(formats[Number(style)]?.[1]).toBe('49');
  expect(partOf('xl/workbook.xml')).toContain('<sheet name="Listes" sheetId="4" state="hidden"');
  for (const sheet of [2, 3])
    expect(partOf(`xl/worksheets/sheet${sheet}.xml`)).toContain('<pane xSplit="2" ySplit="2" topLeftCell="C3"');
  const frozen = [...openPartOf('settings.xml').matchAll(/(Horizontal|Vertical)SplitPosition" config:type="int">([0-9]+)</g)];
  expect(frozen.map(([, way, count]) => `${way} ${count}`)).toEqual(['Horizontal 2', 'Vertical 2', 'Horizontal 2', 'Vertical 2']);
});

test('the sheets print as wide as one page, the header again on each, with the numbers of rows that findings name', () => {
  for (const [sheet, headings] of [
    [1, false],
    [2, true],
    [3, true],
  ] as const) {
    const xml = partOf(`xl/worksheets/sheet${sheet}.xml`);
    expect(xml).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>');
    expect(xml).toMatch(/<pageSetup paperSize="[89]" orientation="landscape" fitToWidth="1" fitToHeight="0"\/>/);
    expect(xml.includes('<printOptions headings="1"')).toBe(headings);
  }
  expect(
    [...partOf('xl/workbook.xml').matchAll(/Print_Titles" localSheetId="(\d)">([^<]+)</g)].map(([, i, range]) => `${i} ${range}`),
  ).toEqual(["1 'Marchés'!$1:$2", "2 'Concessions'!$1:$2"]);
  expect([...openPartOf('styles.xml').matchAll(/style:scale-to-X="1" style:scale-to-Y="0"/g)]).toHaveLength(2);
  expect(
    [...openPartOf('content.xml').matchAll(/<table:table-header-rows>(.*?)<\/table:table-header-rows>/gs)].map(
      ([, rows = '']) => rows.split('</table:table-row>').length - 1,
    ),
  ).toEqual([2, 2]);
});

test('two builds are the same bytes', () => {
  expect(template(model)).toEqual(files);
});

test('our readers know every column of the template, and find no contract in it', () => {
  for (const path of ['modele-marches.csv', 'modele-concessions.csv'])
    expect(() => readAll(openCsv, textOf(path), model)).toThrow('table.no-rows');
  expect(() => readAll(openXlsx, book, model)).toThrow('table.no-rows');
  expect(() => readAll(openOds, bytesOf('modele-decp.ods'), model)).toThrow('table.no-rows');
  const filled = readAll(openCsv, `${textOf('modele-marches.csv')}A;1\r\n`, model);
  expect(reported(filled.findings)).toEqual(['table.example-row @ 4', 'table.incomplete-row @ 5']);
  expect(filled.records.map(({ value }) => value)).toEqual([{ id: 'A', acheteur: { id: '1' } }]);
});

test('the help of a column with a codelist gives its codes where they are few, else the name of the list', () => {
  let few = 0;
  for (const [path, tree] of [
    ['modele-marches.csv', treesOf(model).marche],
    ['modele-concessions.csv', treesOf(model)['contrat-concession']],
  ] as const) {
    const [, names = [], help = []] = rowsOf(path);
    for (const [i, name = ''] of names.entries()) {
      const leaf = placeOf(tree, name)?.leaf;
      const codes = leaf?.codelist === undefined ? [] : (leaf.schema.enum ?? []).map(String);
      if (codes.length > 8) expect(help[i], name).toContain(`Une valeur de la liste « ${leaf?.codelist ?? ''} »`);
      else for (const code of codes) expect(help[i], name).toContain(`« ${code} »`);
      if (codes.length > 0 && codes.length <= 8) few += 1;
    }
  }
  expect(few).toBeGreaterThan(0);
});

test('the help speaks French, and not of JSON', () => {
  const help = [textOf('modele-marches.csv'), textOf('modele-concessions.csv')]
    .map((text) => text.split('\r\n')[2] ?? '')
    .join(' ');
  // A word of French too.
  expect(foreignWords(help).filter((word) => word !== 'maximum')).toEqual([]);
  expect(help).not.toMatch(/JSON|guillemets|`|true|false|undefined/);
});

test.each(VERSIONS)('version %s has a template too', async (version) => {
  const made = template((await loadVersion(version)).model);
  expect(made.map(({ path }) => path)).toEqual([
    'modele-marches.csv',
    'modele-concessions.csv',
    'modele-decp.xlsx',
    'modele-decp.ods',
  ]);
});
