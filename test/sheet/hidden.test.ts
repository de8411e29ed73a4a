/** What a spreadsheet does not show is read, and said once a sheet. */
import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { openXlsx } from '../../src/read/xlsx/open-xlsx.ts';
import { Hidden } from '../../src/read/sheet/hidden.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { GOLDEN } from '../support/engine.ts';
import { readAll, reported } from './helpers.ts';

const { model } = await loadVersion(GOLDEN);

const NAMES = ['id', 'objet', 'montant'];
const rowsOf = (count: number) => Array.from({ length: count }, (_, i) => [`2026-${i}`, 'Ramettes de papier', '47000']);

type Sheet = {
  name: string;
  rows: number;
  /** Further rows, below them. */
  below?: readonly string[][];
  /** Attributes of rows, by their number. */
  attributes?: Readonly<Record<number, string>>;
  /** Before the rows, and the attributes of the sheet (in its workbook, or of its element). */
  head?: string;
  tail?: string;
  own?: string;
};

function workbook(sheets: readonly Sheet[]): Uint8Array {
  const cell = (text: string, rank: number, row: number) =>
    `<c r="${'ABC'[rank] ?? ''}${row}" t="inlineStr"><is><t>${text}</t></is></c>`;
  const part = ({ rows, below = [], attributes = {}, head = '', tail = '' }: Sheet) =>
    `<worksheet>${head}<sheetData>${[NAMES, ...rowsOf(rows), ...below]
      .map(
        (cells, i) =>
          `<row r="${i + 1}" ${attributes[i + 1] ?? ''}>${cells.map((text, rank) => cell(text, rank, i + 1)).join('')}</row>`,
      )
      .join('')}</sheetData>${tail}</worksheet>`;
  const named = sheets.map(({ name, own = '' }, i) => `<sheet name="${name}" id="r${i}" ${own}/>`).join('');
  const targets = sheets.map((_, i) => `<Relationship Id="r${i}" Target="worksheets/s${i}.xml"/>`).join('');
  return zipSync({
    'xl/workbook.xml': strToU8(`<workbook><sheets>${named}</sheets></workbook>`),
    'xl/_rels/workbook.xml.rels': strToU8(`<Relationships>${targets}</Relationships>`),
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/s${i}.xml`, strToU8(part(sheet))])),
  });
}

const STYLES = `<office:automatic-styles><style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style><style:style style:name="co" style:family="table-column"/></office:automatic-styles>`;

function document(sheets: readonly Sheet[]): Uint8Array {
  const cell = (text: string) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
  const part = ({ name, rows, attributes = {}, head = '', own = '' }: Sheet) =>
    `<table:table table:name="${name}" ${own}>${head}${[NAMES, ...rowsOf(rows)]
      .map((cells, i) => `<table:table-row ${attributes[i + 1] ?? ''}>${cells.map(cell).join('')}</table:table-row>`)
      .join('')}</table:table>`;
  const body = `<office:body><office:spreadsheet>${sheets.map(part).join('')}</office:spreadsheet></office:body>`;
  return zipSync({
    mimetype: [strToU8('application/vnd.oasis.opendocument.spreadsheet'), { level: 0 }],
    'content.xml': strToU8(`<office:document-content>${STYLES}${body}</office:document-content>`),
  });
}

const xlsx = (...sheets: Sheet[]) => readAll(openXlsx, workbook(sheets), model);
const ods = (...sheets: Sheet[]) => readAll(openOds, document(sheets), model);

/** Findings of hidden parts: those of the three columns of each table, which lacks the others, are not looked at. */
const hiddenIn = (findings: readonly Finding[]): Finding[] => findings.filter(({ code }) => code.startsWith('table.hidden-'));

const TEN = { name: 'Marchés', rows: 10 };
const HIDE = 'hidden="1"';
const COLLAPSE = 'table:visibility="collapse"';

test.each([
  ['xlsx', xlsx({ ...TEN, attributes: { 3: HIDE, 5: HIDE, 6: HIDE, 7: 'hidden="true"', 11: 'ht="0" customHeight="1"' } })],
  ['ods', ods({ ...TEN, attributes: { 3: COLLAPSE, 5: COLLAPSE, 6: COLLAPSE, 7: COLLAPSE, 11: COLLAPSE } })],
])('%s: contracts in hidden rows are read, counted and named once', (_, { records, findings }) => {
  expect(records).toHaveLength(10);
  expect(hiddenIn(findings)).toMatchObject([
    {
      ...{ code: 'table.hidden-rows', severity: 'warning', review: true, path: '' },
      params: { sheet: 'Marchés', hidden: 5, contracts: 10, rows: ['3', '5-7', '11'], more: false, filtered: false },
      position: { cell: { sheet: 'Marchés', row: 3 } },
    },
  ]);
});

test.each([
  ['xlsx', xlsx({ ...TEN, head: '<sheetPr filterMode="1"/>', attributes: { 4: HIDE, 9: HIDE } })],
  [
    'xlsx, by the filter itself',
    xlsx({ ...TEN, tail: '<autoFilter ref="A1:C11"><filterColumn colId="0"/></autoFilter>', attributes: { 4: HIDE, 9: HIDE } }),
  ],
  ['ods', ods({ ...TEN, attributes: { 4: 'table:visibility="filter"', 9: 'table:visibility="filter"' } })],
])('%s: rows that a filter leaves out are hidden rows', (_, { findings }) => {
  expect(hiddenIn(findings)).toMatchObject([{ params: { hidden: 2, rows: ['4', '9'], filtered: true } }]);
});

test.each([
  ['xlsx', xlsx({ name: 'Marchés', rows: 2 }, { name: 'Ancien', rows: 3, own: 'state="hidden"' }), 'Ancien'],
  [
    'xlsx',
    xlsx({ name: 'Marchés', rows: 2, own: 'state="visible"' }, { name: 'Caché', rows: 3, own: 'state="veryHidden"' }),
    'Caché',
  ],
  [
    'ods',
    ods({ name: 'Marchés', rows: 2, own: 'table:style-name="ta1"' }, { name: 'Ancien', rows: 3, own: 'table:style-name="ta2"' }),
    'Ancien',
  ],
])('%s: a hidden sheet is read and named; its rows are not told besides', (_, { records, findings }, sheet) => {
  expect(records).toHaveLength(5);
  expect(hiddenIn(findings)).toMatchObject([{ code: 'table.hidden-sheet', review: true, params: { sheet, contracts: 3 } }]);
});

test('rows and columns of a hidden sheet are not told besides', () => {
  const hidden = { name: 'Ancien', rows: 3, attributes: { 2: HIDE }, head: '<cols><col min="1" max="2" hidden="1"/></cols>' };
  expect(hiddenIn(xlsx({ ...hidden, own: 'state="hidden"' }).findings).map(({ code }) => code)).toEqual(['table.hidden-sheet']);
});

test.each([
  [
    'xlsx',
    xlsx({
      ...TEN,
      head: '<cols><col min="1" max="1"/><col min="2" max="3" hidden="1"/><col min="9" max="16384" hidden="1"/></cols>',
    }),
  ],
  ['xlsx, of no width', xlsx({ ...TEN, head: '<cols><col min="2" max="3" width="0"/></cols>' })],
  [
    'ods',
    ods({
      ...TEN,
      head: `<table:table-column/><table:table-column table:number-columns-repeated="2" ${COLLAPSE}/><table:table-column/>`,
    }),
  ],
])('%s: hidden columns with values are named', (_, { findings }) => {
  expect(hiddenIn(findings)).toMatchObject([
    {
      code: 'table.hidden-columns',
      params: { columns: ['B (objet)', 'C (montant)'], count: 2 },
      position: { cell: { column: 'B' } },
    },
  ]);
});

test('of two tables in a sheet it is said once', () => {
  const below = [
    ['objet', 'id', 'montant'],
    ['Toner', '2026-9', '12000'],
  ];
  const head = '<cols><col min="2" max="2" hidden="1"/></cols>';
  const { records, findings } = xlsx({ name: 'Marchés', rows: 2, below, head, attributes: { 2: HIDE, 5: HIDE } });
  expect(records).toHaveLength(3);
  expect(hiddenIn(findings).map(({ params }) => params)).toEqual([
    { sheet: 'Marchés', hidden: 2, contracts: 3, rows: ['2', '5'], more: false, filtered: false },
    { sheet: 'Marchés', columns: ['B (objet)'], count: 1, more: false },
  ]);
});

test('what holds no contract and no value is not told: an empty hidden column, a hidden title or total', () => {
  const table = { ...TEN, attributes: { 1: HIDE }, head: '<cols><col min="4" max="16384" hidden="1"/></cols>' };
  expect(hiddenIn(xlsx(table).findings)).toEqual([]);
  expect(hiddenIn(ods({ ...TEN, attributes: { 1: COLLAPSE } }).findings)).toEqual([]);
});

test('hidden columns are found in one sweep, in whatever order they are named', () => {
  const hidden = new Hidden();
  const spans: [number, number][] = [
    [7, 7],
    [1, 4],
    [2, 2],
    [9, 1_048_575],
    [6, 5],
    [Number.NaN, 3],
  ];
  for (const [first, last] of spans) hidden.columns(first, last);
  expect(hidden.columnsAmong([0, 1, 3, 5, 7, 8, 16_383])).toEqual([1, 3, 7, 16_383]);
});

test('of many hidden rows the first ten stretches are named', () => {
  const attributes = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [2 * i + 2, HIDE]));
  const [finding] = hiddenIn(xlsx({ name: 'Marchés', rows: 60, attributes }).findings);
  expect(finding?.params).toMatchObject({ hidden: 30, contracts: 60, more: true });
  expect(finding?.params['rows']).toHaveLength(10);
  expect(reported([finding!])).toEqual(['table.hidden-rows @ Marchés!2']);
});
