import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { SHEET_LIMITS } from '../../src/model/cell-text.ts';
import { openOds } from '../../src/read/ods/open-ods.ts';
import { formOf } from '../../src/read/forms.ts';
import { openDocument } from '../../src/write/ods/document.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { readAll, reported } from './helpers.ts';
import { GOLDEN } from '../support/engine.ts';

const { model } = await loadVersion(GOLDEN);
const read = (bytes: Uint8Array, chunk?: number) => readAll(openOds, bytes, model, undefined, chunk);

const TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

/** A document whose spreadsheet holds this XML, as LibreOffice names the parts. */
function document(spreadsheet: string, extra: Zippable = {}, root = 'office:document-content'): Uint8Array {
  const content = `<${root} xmlns:office="o" xmlns:table="t" xmlns:text="x" xmlns:calcext="c" xmlns:draw="d"><office:body><office:spreadsheet>${spreadsheet}</office:spreadsheet></office:body></${root}>`;
  return zipSync(
    { mimetype: [strToU8(TYPE), { level: 0 }], 'content.xml': strToU8(content), ...extra },
    { mtime: new Date(1980, 0, 1) },
  );
}

const sheet = (name: string, ...rows: string[]) => `<table:table table:name="${name}">${rows.join('')}</table:table>`;
const row = (...cells: string[]) => `<table:table-row>${cells.join('')}</table:table-row>`;
const cell = (text: string, attributes = '') =>
  `<table:table-cell office:value-type="string" ${attributes}><text:p>${text}</text:p></table:table-cell>`;
const typed = (type: string, attributes: string, text = '') =>
  `<table:table-cell office:value-type="${type}" ${attributes}><text:p>${text}</text:p></table:table-cell>`;
const EMPTY = '<table:table-cell/>';
const one = (names: string[], ...cells: string[]) =>
  read(document(sheet('Marchés', row(...names.map((name) => cell(name))), row(...cells))));

describe('a cell of a document', () => {
  test.each<[string, string, unknown]>([
    ['objet', cell('a &amp; b'), 'a & b'],
    ['objet', cell('deux</text:p><text:p>lignes'), 'deux\nlignes'],
    ['objet', cell(' a<text:s text:c="3"/>b  c<text:tab/>d<text:line-break/>e'), 'a   b c\td\ne'],
    ['objet', cell('a <text:span>b <text:a>c</text:a></text:span> d'), 'a b c d'],
    [
      'objet',
      `<table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>vu</text:p></table:table-cell>`,
      'vu',
    ],
    ['objet', cell("'=1+1"), '=1+1'],
    ['objet', '<table:table-cell office:value-type="string" office:string-value="sans paragraphe"/>', 'sans paragraphe'],
    ['objet', cell('a</text:p><draw:frame><draw:image><text:p/></draw:image></draw:frame><text:p>b'), 'a\nb'],
    ['objet', cell('a<draw:frame><draw:text-box><text:p>zz</text:p></draw:text-box></draw:frame>b'), 'ab'],
    ['objet', '<table:table-cell office:value-type="string"><text:h>titre</text:h></table:table-cell>', 'titre'],
    ['objet', cell('a<text:note><text:note-body><text:p>n</text:p></text:note-body></text:note>b'), 'ab'],
    ['objet', typed('string', 'office:string-value="2024-1"', 'n° 2024-1'), '2024-1'],
    [
      'objet',
      '<table:table-cell office:value-type="string"><text:p>a</text:p><table:table table:name="x"><table:table-row><table:table-cell><text:p>z</text:p></table:table-cell></table:table-row></table:table></table:table-cell>',
      'a',
    ],
    ['dateNotification', typed('date', 'office:date-value=""', 'demain'), 'demain'],
    ['montant', typed('float', 'office:value="1250.5"', '1 250,50'), 1250.5],
    ['montant', typed('currency', 'office:currency="EUR" office:value="1250.5"', '1 250,50 €'), 1250.5],
    ['montant', cell('1 250,5'), 1250.5],
    ['dureeMois', typed('float', 'office:value="12"', '12'), 12],
    ['tauxAvance', typed('percentage', 'office:value="0.05"', '5 %'), 0.05],
    ['dateNotification', typed('date', 'office:date-value="2024-12-31"', '31/12/2024'), '2024-12-31'],
    ['dateNotification', typed('date', 'office:date-value="2024-12-31T00:00:00"', '31/12/2024'), '2024-12-31'],
    ['dateNotification', typed('date', 'office:date-value="2024-12-31T10:30:00"', '31/12/2024'), '2024-12-31T10:30:00'],
    ['marcheInnovant', typed('boolean', 'office:boolean-value="true"', 'VRAI'), true],
    ['marcheInnovant', cell('oui'), true],
    ['acheteur.id', typed('float', 'office:value="21990417400014"', '2,1990417400014E+13'), { id: '21990417400014' }],
  ])('%s from %j', (name, xml, value) => {
    const { records, findings } = one(['id', name], cell('A'), xml);
    expect(findings).toEqual([]);
    expect(records.map((record) => record.value)).toEqual([{ id: 'A', [name.split('.')[0] as string]: value }]);
  });

  test.each<[string, string, string[]]>([
    ['montant', typed('float', 'table:formula="of:=[.A1]" office:value="5"', '5'), ['table.formula @ Marchés!B2']],
    ['montant', '<table:table-cell table:formula="of:=[.A1]"/>', ['table.uncomputed-formula @ Marchés!B2']],
    ['montant', typed('string', 'table:formula="of:=IF(1;&quot;&quot;)"', ''), []],
    ['objet', typed('string', 'calcext:value-type="error"', '#N/A'), ['table.error-value @ Marchés!B2']],
    ['montant', typed('float', 'table:formula="of:=1/0" office:value="0"', '#DIV/0 !'), ['table.error-value @ Marchés!B2']],
    ['objet', typed('date', 'office:date-value="2024-02-01"', '1-2'), ['table.date-in-text @ Marchés!B2']],
    ['acheteur.id', typed('float', 'office:value="123456789012346000"', '1,23E+17'), ['table.rounded-number @ Marchés!B2']],
  ])('of %s as %j is a finding', (name, xml, codes) => {
    expect(reported(one(['id', name], cell('A'), xml).findings)).toEqual(codes);
  });
});

describe('a document', () => {
  const names = row(cell('id'), cell('acheteur.id'), cell('objet'));

  test('is the same however it is cut, with cells and rows that are repeated', () => {
    const rows = [
      '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3"/></table:table-row>',
      '<table:table-header-rows>',
      names,
      '</table:table-header-rows>',
      row(cell('A'), cell('1', 'table:number-columns-repeated="2"'), '<table:table-cell table:number-columns-repeated="16381"/>'),
      `<table:table-row table:number-rows-repeated="2">${cell('B')}${EMPTY}${cell('b')}</table:table-row>`,
      `<table:table-row table:number-rows-repeated="1048570">${EMPTY}</table:table-row>`,
    ];
    const bytes = document(sheet('Marchés', ...rows));
    for (const chunk of [1, 7, 100_000]) {
      const { records, findings, layout } = read(bytes, chunk);
      expect([layout, findings]).toEqual(['by-kind', []]);
      expect(records.map(({ value }) => value)).toEqual([
        { id: 'A', acheteur: { id: '1' }, objet: '1' },
        { id: 'B', objet: 'b' },
        { id: 'B', objet: 'b' },
      ]);
    }
  });

  test('has its sheets read in their order, and one that is not read is an error', () => {
    const bytes = document(
      sheet('Notes', ...Array.from({ length: 30 }, (_, i) => row(cell(`note ${i}`)))) +
        sheet('Marchés', names, row(cell('A'))) +
        sheet('Listes', row(cell('oui'))) +
        sheet('Vide') +
        sheet('Concessions', row(cell('id'), cell('autoriteConcedante.id')), row(cell('C'), cell('2'))),
    );
    const { records, findings } = read(bytes);
    expect(records.map(({ path }) => path)).toEqual(['/marches/marche/0', '/marches/contrat-concession/0']);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([['table.unread-sheet', 'error']]);
    expect(reported(findings)).toEqual(['table.unread-sheet @ Notes!1']);
  });

  test('gives merged cells their value in each row, which is said once', () => {
    const rows = [
      names,
      row(cell('A'), cell('1', 'table:number-rows-spanned="2" table:number-columns-spanned="1"'), cell('a')),
      row(cell('B'), '<table:covered-table-cell/>', cell('b')),
      row(cell('C'), EMPTY, cell('c')),
    ];
    const { records, findings } = read(document(sheet('Marchés', ...rows)));
    expect(records.map(({ value }) => value)).toEqual([
      { id: 'A', acheteur: { id: '1' }, objet: 'a' },
      { id: 'B', acheteur: { id: '1' }, objet: 'b' },
      { id: 'C', objet: 'c' },
    ]);
    expect(reported(findings)).toEqual(['table.merged-cells @ Marchés!B2']);
  });

  test('shows of merged cells the value that is seen, in each of their columns', () => {
    const rows = [
      names,
      row(cell('A'), cell('1', 'table:number-rows-spanned="2" table:number-columns-repeated="2"')),
      row(cell('B'), '<table:covered-table-cell office:value-type="string"><text:p>2</text:p></table:covered-table-cell>'),
    ];
    const { records } = read(document(sheet('Marchés', ...rows)));
    expect(records.map(({ value }) => value)).toEqual([
      { id: 'A', acheteur: { id: '1' }, objet: '1' },
      { id: 'B', acheteur: { id: '1' }, objet: '1' },
    ]);
  });

  test('does not show what a program keeps of another file', () => {
    const copy = sheet("'file:///home/decp.ods'#$Marchés", '<table:table-source/>', names, row(cell('X')));
    const { records, findings } = read(document(sheet('Marchés', names, row(cell('A'))) + copy));
    expect([records.length, findings]).toEqual([1, []]);
  });

  test('does not show what was changed and is recorded, nor what another document gave', () => {
    const aside = `<table:tracked-changes><table:cell-content-change><table:change-track-table-cell/><table:table-row>${cell('X')}</table:table-row></table:cell-content-change></table:tracked-changes>`;
    const links = `<table:dde-links><table:dde-link>${sheet('lien', names, row(cell('Y')))}</table:dde-link></table:dde-links>`;
    const { records, findings } = read(document(aside + sheet('Marchés', names, row(cell('A'))) + links));
    expect([records.length, findings]).toEqual([1, []]);
  });

  test('is known by its first bytes, whatever its name', async () => {
    const bytes = document(sheet('Marchés', names, row(cell('A'))));
    for (const name of ['a.ods', 'a.xlsx', 'a.zip', '-']) expect((await formOf(name, bytes)).name).toBe('ods');
  });
});

describe('a hostile document', () => {
  const names = row(cell('id'), cell('objet'));
  const refused = (spreadsheet: string, extra?: Zippable) => () => read(document(spreadsheet, extra));

  test.each<[string, () => unknown, string]>([
    ['with no content', () => read(zipSync({ mimetype: strToU8(TYPE), 'styles.xml': strToU8('<a/>') })), 'table.not-a-workbook'],
    [
      'that is encrypted',
      refused('', { 'META-INF/manifest.xml': strToU8('<manifest:manifest><manifest:encryption-data/></manifest:manifest>') }),
      'table.not-a-workbook',
    ],
    ['that is cut', () => read(document(sheet('M', names)).slice(0, 200)), 'table.broken-workbook'],
    ['that is no XML', refused('<table:table'), 'table.broken-workbook'],
    [
      'of bytes that are no UTF-8',
      () => read(zipSync({ 'content.xml': new Uint8Array([0x3c, 0x61, 0x3e, 0xff]) })),
      'table.broken-workbook',
    ],
    [
      'with entities of its own',
      () => read(zipSync({ 'content.xml': strToU8('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>') })),
      'table.broken-workbook',
    ],
    ['that is nested deep', refused('<a>'.repeat(100) + '</a>'.repeat(100)), 'table.broken-workbook'],
    ['of one text of many blanks', refused(sheet('M', names, row(cell('<text:s text:c="9999999"/>')))), 'table.broken-workbook'],
    ['of a long text', refused(sheet('M', names, row(cell('a'.repeat(SHEET_LIMITS.characters + 1))))), 'table.broken-workbook'],
    [
      'of many columns',
      refused(sheet('M', names, row(cell('a', 'table:number-columns-repeated="20000"')))),
      'table.too-many-columns',
    ],
    [
      'of many rows',
      refused(
        sheet(
          'M',
          names,
          `<table:table-row table:number-rows-repeated="1048570">${EMPTY}</table:table-row>`,
          row(cell('a')),
          ...Array.from({ length: 9 }, () => row(cell('b'))),
        ),
      ),
      'table.too-many-rows',
    ],
    [
      'whose cells are repeated without end',
      refused(
        sheet(
          'M',
          names,
          `<table:table-row table:number-rows-repeated="1000000">${cell('a', 'table:number-columns-repeated="16000"')}</table:table-row>`,
        ),
      ),
      'table.broken-workbook',
    ],
    [
      'whose sheets repeat their rows without end',
      refused(
        Array.from({ length: 6 }, (_, i) =>
          sheet(`M${i}`, names, `<table:table-row table:number-rows-repeated="1000000">${cell('A')}</table:table-row>`),
        ).join(''),
      ),
      'table.broken-workbook',
    ],
    [
      'whose cells are merged over all rows',
      refused(sheet('M', names, row(...Array.from({ length: 3 }, () => cell('a', 'table:number-rows-spanned="1000000"'))))),
      'table.broken-workbook',
    ],
  ])('%s is refused', (_, open, code) => expect(open).toThrow(code));

  test.each(['0', '-1', '1e9', '99999999', 'x', ''])('a number of repetitions written as %j counts as one', (times) => {
    const { records } = read(
      document(
        sheet('M', names, `<table:table-row table:number-rows-repeated="${times}">${cell('A')}${cell('a')}</table:table-row>`),
      ),
    );
    expect(records).toHaveLength(1);
  });

  test('names of JavaScript are names', () => {
    const { findings } = read(
      document(sheet('__proto__', row(cell('id'), cell('__proto__'), cell('constructor')), row(cell('A')))),
    );
    expect(findings.map(({ code }) => code)).toEqual(['table.extra-column', 'table.extra-column']);
  });
});

test('the same sheets give the same bytes, of a document that begins with its type', () => {
  const sheets = [
    {
      name: 'A&B "c"',
      rows: [['<a>', undefined, '  b  c ', 'x\ny']],
      frozen: { rows: 1 },
      widths: [20],
      dropDowns: [{ column: 2, from: 2, to: 9, formula: '"oui,non"' }],
    },
  ];
  const bytes = openDocument(sheets);
  expect(openDocument(sheets)).toEqual(bytes);
  expect(new TextDecoder('latin1').decode(bytes.subarray(30, 38 + TYPE.length))).toBe(`mimetype${TYPE}`);
});
