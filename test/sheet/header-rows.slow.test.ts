import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { template } from '../../src/generate/template.ts';
import { exampleRow } from '../../src/model/example-row.ts';
import { columnsOf, placeOfHeader } from '../../src/model/sheet.ts';
import { columnLetters, guarded } from '../../src/model/cell-text.ts';
import { treesOf } from '../../src/model/tree.ts';
import { openCsv } from '../../src/read/csv/open-csv.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { openDocument } from '../../src/write/ods/document.ts';
import type { SheetForm } from '../../src/write/sheet/cells.ts';
import { csvText } from '../../src/write/sheet/csv.ts';
import { createTable } from '../../src/write/sheet/table.ts';
import { workbook } from '../../src/write/xlsx/workbook.ts';
import { decp } from '../cli/run.ts';
import { IN_FORCE, VERSIONS } from '../support/engine.ts';

import { FIVE_CONTRACTS, typedCells } from './five-contracts.ts';
import { judgeTable, readAll, reported, type Read } from './helpers.ts';

const version = await loadVersion(IN_FORCE);
const { model } = version;
const { marche: tree } = treesOf(model);
const typed = typedCells(model);

/** The columns that the contracts fill, in their order: each name with its title. */
const names = [...new Set(typed.flatMap((cells) => [...cells.keys()]))];
const titleOf = (name: string): string => placeOfHeader(tree, name)?.title ?? '';
const titles = names.map(titleOf);
const contracts = typed.map((cells) => names.map((name) => cells.get(name) ?? ''));

const WRITE: Record<SheetForm, (rows: string[][]) => Uint8Array> = {
  csv: (rows) => new TextEncoder().encode(csvText(rows)),
  xlsx: (rows) => workbook([{ name: 'Marchés', rows: rows.map((row) => row.map((text) => guarded(text) || undefined)) }]),
  ods: (rows) => openDocument([{ name: 'Marchés', rows: rows.map((row) => row.map((text) => guarded(text) || undefined)) }]),
};
const OPEN = { csv: openCsv, xlsx: openXlsx, ods: openOds };
const FORMS: SheetForm[] = ['csv', 'xlsx', 'ods'];

const read = (form: SheetForm, rows: string[][]): Read => readAll(OPEN[form], WRITE[form](rows), model);
const valuesOf = ({ records }: Read): unknown[] => records.map(({ value }) => value);

describe.each(FORMS)('a table in %s is read by', (form) => {
  test.each([
    ['French titles alone', [titles]],
    ['technical names alone', [names]],
    ['titles with the names below them', [titles, names]],
    ['names with the titles below them', [names, titles]],
  ])('its %s: the same contracts, no finding', (_, header) => {
    const all = read(form, [...header, ...contracts]);
    expect([all.findings, valuesOf(all)]).toEqual([[], FIVE_CONTRACTS]);
  });
});

test.each(VERSIONS)(
  'in version %s every column has a title of its own, by which it is found, whatever its numbers',
  async (of) => {
    for (const root of Object.values(treesOf((await loadVersion(of)).model))) {
      const columns = columnsOf(root, () => 12);
      expect(new Set(columns.map(({ title }) => title)).size).toBe(columns.length);
      for (const column of columns) expect(placeOfHeader(root, column.title)?.name).toBe(column.name);
    }
  },
);

test.each([
  ["titulaire 2 - type d'identifiant du titulaire", 'titulaires.2.typeIdentifiant'],
  ['  TITULAIRE 2 –  Identifiant\u00a0du titulaire', 'titulaires.2.id'],
  ['Titulaire2—Type d\u2019identifiant du titulaire', 'titulaires.2.typeIdentifiant'],
  ['Modification du marche 3, titulaire 12 – identifiant du titulaire', 'modifications.3.titulaires.12.id'],
  ['CONSIDERATION  SOCIALE 3', 'considerationsSociales.3'],
])('the title %j is that of %s', (title, name) => {
  expect(placeOfHeader(tree, title)?.name).toBe(name);
});

test.each([
  'Titulaire – Identifiant du titulaire',
  'Titulaire 0 – Identifiant du titulaire',
  'Titulaire # – Identifiant du titulaire',
  'Titulaire 1 – Identifiant du titulaire 2',
  'Titulaire 1000 – Identifiant du titulaire',
  'Technique d\u2019achat',
  '__proto__ 1',
])('the title %j is that of no column', (title) => expect(placeOfHeader(tree, title)).toBeUndefined());

test('titles that someone changed do no harm where the names below them stand', () => {
  const own = titles.map((title, i) => (i % 3 === 0 ? `Colonne ${i}` : title));
  const all = read('csv', [own, names, ...contracts]);
  expect([all.findings, valuesOf(all)]).toEqual([[], FIVE_CONTRACTS]);
});

test('a title above the name of another value is one error for the table, at the first of them, and the name counts', () => {
  const swapped = [...titles];
  [swapped[1], swapped[3], swapped[4]] = [titles[3] ?? '', titles[4] ?? '', titles[1] ?? ''];
  const all = read('xlsx', [swapped, names, ...contracts]);
  expect(reported(all.findings)).toEqual(['table.two-names @ Marchés!B1']);
  expect(all.findings[0]?.params).toEqual({ column: titles[3], name: names[1], others: 2 });
  expect(valuesOf(all)).toEqual(FIVE_CONTRACTS);
});

test('a title that only the other kind of contract has, above a name of this one, is that error too', () => {
  const other = titles.map((title, i) => (names[i] === 'montant' ? 'Valeur globale' : title));
  expect(reported(read('csv', [other, names, ...contracts]).findings)).toEqual([
    expect.stringMatching(/^table\.two-names @ [A-Z]+1$/),
  ]);
});

test('either row of the header, repeated among the contracts, is no contract', () => {
  const all = read('csv', [titles, names, ...contracts.slice(0, 2), titles, names, ...contracts.slice(2)]);
  expect(reported(all.findings)).toEqual(['table.repeated-header @ 5', 'table.repeated-header @ 6']);
  expect(valuesOf(all)).toEqual(FIVE_CONTRACTS);
});

test('a contract below the titles is no second row of names, were its texts those of some columns', () => {
  const [first = [], ...others] = contracts;
  const odd = first.map((text, i) => (i === 0 ? 'id' : i === 3 ? 'objet' : text));
  expect(valuesOf(read('csv', [titles, odd, ...others]))[0]).toMatchObject({ id: 'id', objet: 'objet' });
});

test('decp validate judges a table with titles alone, from a pipe without a name', async () => {
  const text = csvText([titles, ...contracts]);
  const piped = await decp(['validate', '-'], { input: text });
  expect([piped.code, piped.out]).toEqual([0, expect.stringContaining('Conforme : 5 marchés')]);
});

const example = exampleRow(tree);
const shown = names.map((name) => example.get(name) ?? '');

describe('the example row of the template', () => {
  test.each(FORMS)('in %s is no contract, which is said, wherever it stands', (form) => {
    const all = read(form, [titles, names, shown, ...contracts, shown]);
    const at = form === 'csv' ? '' : 'Marchés!';
    expect(reported(all.findings)).toEqual([`table.example-row @ ${at}3`, `table.example-row @ ${at}9`]);
    expect(all.findings.map(({ severity }) => severity)).toEqual(['info', 'info']);
    expect(valuesOf(all)).toEqual(FIVE_CONTRACTS);
  });

  test('is known with its dates and numbers in other forms', () => {
    const other = shown.map((text) => (text === '2024-05-15' ? '15/05/2024' : text === '148250' ? '148 250,00' : text));
    expect(other).not.toEqual(shown);
    expect(reported(read('csv', [names, other, ...contracts]).findings)).toEqual(['table.example-row @ 2']);
  });

  test.each([
    ['one value changed', 'montant', '5', ['A', 'D']],
    ['one value removed', 'ccag', '', ['A', 'D']],
    ['another identifier', 'id', '2024A0009', ['D']],
    ['another object', 'objet', 'Fournitures', ['A']],
  ])('with %s is a contract, and each mark of the example in it is an error', (_, name, text, columns) => {
    const changed = shown.map((value, i) => (names[i] === name ? text : value));
    const all = read('csv', [names, changed]);
    expect(reported(all.findings)).toEqual(columns.map((column) => `table.example-value @ ${column}2`));
    expect(all.findings.map(({ path, severity }) => [path, severity])).toEqual(
      columns.map((column) => [`/marches/marche/0/${column === 'A' ? 'id' : 'objet'}`, 'error']),
    );
    expect(all.records).toHaveLength(1);
  });

  test.each(VERSIONS.filter((of) => of >= '2.0.1'))(
    'of version %s would be right, by its rules too, were it a contract',
    async (of) => {
      for (const root of Object.values(treesOf((await loadVersion(of)).model))) {
        const cells = [...exampleRow(root)].map(
          ([name, text]) => [name, text.replace(/^EXEMPLE(?: : )?/, name === 'id' ? 'X1' : '')] as const,
        );
        const input = csvText([cells.map(([name]) => name), cells.map(([, text]) => text)]);
        const run = await decp(['validate', '--schema', of, '--format', 'ndjson', '-'], { input });
        expect([run.code, run.out.split('\n').filter((line) => line.includes('"severity"'))]).toEqual([0, []]);
      }
    },
  );

  test('cannot be written into a table in silence', () => {
    const [record] = readAll(openCsv, csvText([names, shown.map((text) => (text === 'EXEMPLE' ? 'X' : text))]), model).records;
    const table = createTable(model, 'csv');
    expect(table.add('marche', { ...(record?.value as object), id: 'EXEMPLE' })).toMatchObject([
      { code: 'convert.wrong-type', path: '' },
    ]);
  });
});

/** The template with the five contracts typed below its example, as a spreadsheet would save them. */
function filled(form: 'xlsx' | 'ods'): Uint8Array {
  const file = template(model).find(({ path }) => path === `modele-decp.${form}`);
  const parts = unzipSync(file && 'bytes' in file ? file.bytes : new Uint8Array());
  const path = form === 'xlsx' ? 'xl/worksheets/sheet2.xml' : 'content.xml';
  const xml = strFromU8(parts[path] ?? new Uint8Array());
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const columns =
    (form === 'xlsx' ? xml.split('<row r="2">')[1] : xml.split('table:name="Marchés"')[1]?.split('<table:table-row>')[2]) ?? '';
  const order = [...(columns.split(/<\/(?:row|table:table-row)>/)[0]?.matchAll(/>([A-Za-z0-9.]+)<\//g) ?? [])].map(
    ([, name = '']) => name,
  );
  const rows = typed.map((cells, i) =>
    form === 'xlsx'
      ? `<row r="${i + 5}">${order.map((name, rank) => (cells.has(name) ? `<c r="${columnLetters(rank)}${i + 5}" s="1" t="inlineStr"><is><t>${escaped(guarded(cells.get(name) ?? ''))}</t></is></c>` : '')).join('')}</row>`
      : `<table:table-row>${order.map((name) => (cells.has(name) ? `<table:table-cell office:value-type="string"><text:p>${escaped(guarded(cells.get(name) ?? ''))}</text:p></table:table-cell>` : '<table:table-cell/>')).join('')}</table:table-row>`,
  );
  const at =
    form === 'xlsx'
      ? xml.indexOf('</sheetData>')
      : xml.indexOf('<table:table-row table:number-rows-repeated', xml.indexOf('table:name="Marchés"'));
  parts[path] = strToU8(xml.slice(0, at) + rows.join('') + xml.slice(at));
  return zipSync(parts);
}

test.each(['xlsx', 'ods'] as const)('the template in %s, with five contracts filled in, conforms', (form) => {
  const judged = judgeTable(OPEN[form], filled(form), version);
  expect(reported(judged.findings)).toEqual(['table.example-row @ Marchés!4', 'table.example-row @ Concessions!4']);
  expect(judged).toMatchObject({ schemaVerdict: true, records: { marche: 5, conforming: 5 } });
  expect(valuesOf(readAll(OPEN[form], filled(form), model))).toEqual(FIVE_CONTRACTS);
});
