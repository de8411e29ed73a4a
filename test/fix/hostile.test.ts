/** Files that are made to keep a fix busy: what is in one of them is looked at once, not once for each other part of it. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { namesakes } from '../../src/fix/forms/workbook.ts';
import { patchOds } from '../../src/fix/forms/ods.ts';
import { patchXlsx } from '../../src/fix/forms/xlsx.ts';
import { valueWords } from '../../src/fix/report.ts';
import type { Change, Patch } from '../../src/fix/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { IN_FORCE } from '../support/engine.ts';

const { model } = await loadVersion(IN_FORCE);

/** A change of the cell A of a row. */
const change = (row: number): Change => ({
  finding: { code: 'schema.enum', severity: 'error', path: `/marches/marche/${row}/nature`, params: {} },
  position: { offset: row, line: row, column: 1, cell: { sheet: 'F', row, column: 'A', name: 'nature' } },
  from: 'marché',
  to: 'Marché',
});

const xlsx = (rows: string): Uint8Array =>
  zipSync(
    {
      'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="F" id="a"/></sheets></workbook>'),
      'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Target="worksheets/a.xml"/></Relationships>'),
      'xl/worksheets/a.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    },
    { level: 0 },
  );

const ods = (rows: string): Uint8Array =>
  zipSync({ 'content.xml': strToU8(`<document><table:table table:name="F">${rows}</table:table></document>`) }, { level: 0 });

const BLANKS = ' '.repeat(1_000_000);

test.each<[string, Patch, (rows: string) => Uint8Array, string, string]>([
  ['XLSX', patchXlsx, xlsx, `<row><c${BLANKS}t="inlineStr"><is><t>marché</t></is></c></row>`, 'xl/worksheets/a.xml'],
  [
    'ODS',
    patchOds,
    ods,
    `<table:table-row><table:table-cell${BLANKS}a="b"><text:p>marché</text:p></table:table-cell></table:table-row>`,
    'content.xml',
  ],
])('in %s a tag of a million blanks is read in one sweep', (_, patch, book, rows, part) => {
  const { pieces, applied } = patch(book(rows), [change(1)], model);
  expect(applied).toHaveLength(1);
  expect(strFromU8(unzipSync(pieces[0]!)[part]!)).toContain('>Marché</');
});

test('a sheet may have more cells to correct than a call has arguments', () => {
  const count = 130_000;
  const cell = '<row><c t="inlineStr"><is><t>marché</t></is></c></row>';
  const changes = Array.from({ length: count }, (_, i) => change(i + 1));
  expect(patchXlsx(xlsx(cell.repeat(count)), changes, model).applied).toHaveLength(count);
});

test('of a hundred thousand sheets those that share a name are found', () => {
  const names = Array.from({ length: 100_000 }, (_, i) => `F${i}`);
  expect(namesakes([...names, 'F7'])).toEqual(new Set(['F7']));
});

test.each<[string, string]>([
  [`a${BLANKS}b`, 'a  '],
  ['\u00a0 a b  ', '␣␣a b␣␣'],
  ['  ', '␣␣'],
  ['a\u202fb', 'a␣b'],
])('blanks at the ends of a value are shown, without a look at those in the middle again and again', (value, shown) => {
  expect(valueWords(value, 'json', 'fr')).toContain(`"${shown}`);
  expect(valueWords(value, 'csv', 'fr')).toContain(shown);
});
