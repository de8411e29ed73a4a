import { unzipSync } from 'fflate';
import readExcel from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
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
import { readAll } from './helpers.ts';

const model = goldenModel;
const files = template(model);
const textOf = (path: string): string => {
  const file = files.find((candidate) => candidate.path === path);
  return file && 'text' in file ? file.text : '';
};
const book = files.flatMap((file) => ('bytes' in file ? [file.bytes] : []))[0] ?? new Uint8Array();
const parts = Object.entries(unzipSync(book)).map(([path, bytes]): [string, string] => [path, new TextDecoder().decode(bytes)]);
const partOf = (path: string): string => parts.find(([name]) => name === path)?.[1] ?? '';

test.each(['modele-marches.csv', 'modele-concessions.csv'])('%s is as in its golden file', async (path) => {
  await expect(textOf(path).replaceAll('\r\n', '\n')).toMatchFileSnapshot(`../golden/template/${path}`);
  expect(textOf(path)).toMatch(/^\ufeff[^\n]*\r\n[^\n]*\r\n$/);
});

test.each(parts.map(([path]) => path))('the part %s of the workbook is as in its golden file', async (path) => {
  // One element a line: a golden file is read by people.
  const lines = partOf(path).replaceAll(
    /(?<=>)(?=<(?:row|c|sheet|col|dataValidation|Override|Relationship|xf|font|fill|sheetData)[ >/])/g,
    '\n',
  );
  await expect(`${lines}\n`).toMatchFileSnapshot(`../golden/template/modele-decp/${path.replaceAll('/', '-')}`);
});

describe('another reader opens the workbook and finds', () => {
  test('the sheets, the header and the help', async () => {
    const sheets = await readExcel(Buffer.from(book), { trim: false });
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Marchés', 'Concessions', "Mode d'emploi", 'Listes']);
    for (const [i, path] of ['modele-marches.csv', 'modele-concessions.csv'].entries()) {
      const [header, help] = sheets[i]?.data ?? [];
      expect(header).toEqual(textOf(path).slice(1).split('\r\n')[0]?.split(';'));
      for (const cell of help ?? []) expect(cell).toMatch(/^Aide : /);
    }
  });
});

test('every column with a codelist, and every one of yes or no, has its drop-down list on rows 3 to 1000', () => {
  const rows = partOf('xl/worksheets/sheet4.xml');
  for (const [i, tree] of Object.values(treesOf(model)).entries()) {
    const xml = partOf(`xl/worksheets/sheet${i + 1}.xml`);
    const names = [...xml.matchAll(/<c r="([A-Z]+)1"[^>]*><is><t[^>]*>([^<]+)/g)];
    const lists = new Map(
      [...xml.matchAll(/sqref="([A-Z]+)3:\1(1000)"><formula1>([^<]+)/g)].map((match) => [match[1], match[3]]),
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

test('cells to fill are text, so that a SIRET keeps its zeros; the list sheet is hidden; the header stays in sight', () => {
  const style = /<col min="1"[^>]* style="([0-9]+)"/.exec(partOf('xl/worksheets/sheet1.xml'))?.[1];
  const formats = [...(/<cellXfs.*<\/cellXfs>/.exec(partOf('xl/styles.xml'))?.[0] ?? '').matchAll(/<xf numFmtId="([0-9]+)"/g)];
  expect(formats[Number(style)]?.[1]).toBe('49');
  expect(partOf('xl/workbook.xml')).toContain('<sheet name="Listes" sheetId="4" state="hidden"');
  expect(partOf('xl/worksheets/sheet1.xml')).toContain('<pane ySplit="1"');
});

test('two builds are the same bytes', () => {
  expect(template(model)).toEqual(files);
});

test('our readers know every column of the template, and find no contract in it', () => {
  for (const path of ['modele-marches.csv', 'modele-concessions.csv'])
    expect(() => readAll(openCsv, textOf(path), model)).toThrow('table.no-rows');
  expect(() => readAll(openXlsx, book, model)).toThrow('table.no-rows');
  const filled = `${textOf('modele-marches.csv')}A;1\r\n`;
  expect(readAll(openCsv, filled, model)).toMatchObject({
    findings: [],
    records: [{ value: { id: 'A', acheteur: { id: '1' } } }],
  });
});

test('the help of a column with a codelist gives its codes where they are few, else the name of the list', () => {
  let few = 0;
  for (const [path, tree] of [
    ['modele-marches.csv', treesOf(model).marche],
    ['modele-concessions.csv', treesOf(model)['contrat-concession']],
  ] as const) {
    const [names = [], help = []] = [...readCsv(textOf(path).slice(1), { delimiter: ';', lenient: true, mostCells: 1000 })].map(
      ({ cells }) => cells,
    );
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
    .map((text) => text.split('\r\n')[1] ?? '')
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
