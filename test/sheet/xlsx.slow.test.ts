import { randomBytes } from 'node:crypto';
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { openXlsx, dayOfSerial, isDateFormat } from '../../src/read/xlsx/open-xlsx.ts';
import { readAll, reported } from './helpers.ts';
import { GOLDEN } from '../support/engine.ts';

const { model } = await loadVersion(GOLDEN);
const read = (bytes: Uint8Array, chunk?: number) => readAll(openXlsx, bytes, model, undefined, chunk);

type Options = {
  sheets?: [name: string, rows: string][];
  shared?: string;
  styles?: string;
  book?: string;
  extra?: Zippable;
  level?: 0 | 6;
};

/** A workbook of sheets whose rows are given as XML. */
function book({ sheets = [], shared, styles, book: attributes = '', extra = {}, level = 6 }: Options): Uint8Array {
  const files: Zippable = {
    'xl/workbook.xml': strToU8(
      `<workbook>${attributes}<sheets>${sheets.map(([name], i) => `<sheet name="${name}" sheetId="${i + 1}" r:id="r${i}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships>${sheets.map((_, i) => `<Relationship Id="r${i}" Target="worksheets/s${i}.xml"/>`).join('')}</Relationships>`,
    ),
  };
  for (const [i, [, rows]] of sheets.entries())
    files[`xl/worksheets/s${i}.xml`] = strToU8(
      rows.startsWith('<') ? `<worksheet><sheetData>${rows}</sheetData></worksheet>` : rows.slice(1),
    );
  if (shared !== undefined) files['xl/sharedStrings.xml'] = strToU8(shared);
  if (styles !== undefined) files['xl/styles.xml'] = strToU8(styles);
  return zipSync({ ...files, ...extra }, { mtime: new Date(1980, 0, 1), level });
}

const text = (place: string, value: string): string => `<c r="${place}" t="inlineStr"><is><t>${value}</t></is></c>`;
const header = (...names: string[]): string =>
  `<row r="1">${names.map((name, i) => text(`${String.fromCharCode(65 + i)}1`, name)).join('')}</row>`;
const one = (names: string[], cells: string, options: Options = {}) =>
  read(book({ sheets: [['Marchés', `${header(...names)}<row r="3">${cells}</row>`]], ...options }));

const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>';

describe('a cell of a workbook', () => {
  test.each([
    ['objet', text('A3', 'a &amp; b'), 'a & b'],
    ['objet', '<c r="A3" t="s"><v>1</v></c>', 'été partagé'],
    ['objet', '<c r="A3" t="str"><v>texte</v></c>', 'texte'],
    ['objet', text('A3', 'a_x000D_b_x005F_x000D_'), 'a\rb_x000D_'],
    ['objet', text('A3', "'=1+1"), '=1+1'],
    ['montant', '<c r="A3"><v>1250.5</v></c>', 1250.5],
    ['montant', '<c r="A3"><v>1.2345000000000001E3</v></c>', 1234.5],
    ['montant', '<c r="A3"><v>1.234</v></c>', 1.234],
    ['montant', text('A3', '1 250,5'), 1250.5],
    ['dureeMois', '<c r="A3"><v>12</v></c>', 12],
    ['acheteur.id', '<c r="A3"><v>21990417400014</v></c>', { id: '21990417400014' }],
    ['acheteur.id', '<c r="A3"><v>2.1990417400014E13</v></c>', { id: '21990417400014' }],
    ['marcheInnovant', '<c r="A3" t="b"><v>1</v></c>', true],
    ['marcheInnovant', '<c r="A3"><v>0</v></c>', false],
    ['marcheInnovant', text('A3', 'Oui'), true],
    ['dateNotification', '<c r="A3" s="1"><v>45657</v></c>', '2024-12-31'],
    ['dateNotification', '<c r="A3" s="2"><v>45657</v></c>', '2024-12-31'],
    ['dateNotification', '<c r="A3" s="1"><v>45657.5</v></c>', '2024-12-31T12:00:00'],
    ['dateNotification', '<c r="A3" s="0"><v>45657</v></c>', '45657'],
    ['dateNotification', '<c r="A3" t="d"><v>2024-12-31T00:00:00</v></c>', '2024-12-31'],
    ['dateNotification', text('A3', '31/12/2024'), '2024-12-31'],
  ])('of %s written %s is %j', (name, cell, value) => {
    const shared = '<sst><si><t>a</t></si><si><r><t>été </t></r><r><t>partagé</t></r><rPh><t>x</t></rPh></si></sst>';
    const { records, findings } = one([name], cell, { shared, styles: STYLES });
    expect(Object.values(records[0]?.value as object)).toEqual([value]);
    expect(findings).toEqual([]);
  });

  test('without its place follows the one before, and prefixes of elements do not count', () => {
    const rows =
      '<x:row><x:c t="inlineStr"><x:is><x:t>id</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>objet</x:t></x:is></x:c></x:row><x:row><x:c t="inlineStr"><x:is><x:t>A</x:t></x:is></x:c><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row>';
    expect(read(book({ sheets: [['F', rows]] })).records[0]?.value).toEqual({ id: 'A', objet: 'b' });
  });

  test('counts days from 1904 where the workbook says so', () => {
    const { records } = one(['dateNotification'], '<c r="A3" s="1"><v>44195</v></c>', {
      styles: STYLES,
      book: '<workbookPr date1904="1"/>',
    });
    expect(records[0]?.value).toEqual({ dateNotification: '2024-12-31' });
  });

  test.each([
    [
      'a number of more digits than spreadsheets keep',
      'acheteur.id',
      '<c r="A3"><v>1.23456789012346E17</v></c>',
      ['table.rounded-number @ Marchés!A3'],
      { acheteur: { id: '123456789012346000' } },
    ],
    [
      'a text that became a date',
      'id',
      '<c r="A3" s="1"><v>45657</v></c>',
      ['table.date-in-text @ Marchés!A3'],
      { id: '2024-12-31' },
    ],
    ['a formula', 'montant', '<c r="A3"><f>1+1</f><v>2</v></c>', ['table.formula @ Marchés!A3'], { montant: 2 }],
    ['a formula never computed', 'montant', '<c r="A3"><f>1+1</f></c>', ['table.uncomputed-formula @ Marchés!A3'], {}],
    [
      'a formula that failed',
      'montant',
      '<c r="A3" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
      ['table.error-value @ Marchés!A3'],
      { montant: '#DIV/0!' },
    ],
    ['an error', 'objet', '<c r="A3" t="e"><v>#REF!</v></c>', ['table.error-value @ Marchés!A3'], { objet: '#REF!' }],
  ])('with %s is reported', (_, name, cell, codes, value) => {
    const { records, findings } = one([name], cell, { styles: STYLES });
    expect(reported(findings)).toEqual(codes);
    expect(records[0]?.value).toEqual(value);
  });
});

test('a formula that gives an empty text is an empty cell', () => {
  const row = `<row r="2">${text('A2', 'A')}<c r="B2" t="str"><f>IF(1,"")</f><v></v></c></row>`;
  const { records, findings } = read(book({ sheets: [['Marchés', header('id', 'objet') + row]] }));
  expect([records[0]?.value, findings]).toEqual([{ id: 'A' }, []]);
});

test('sheets are read where their header is known; those of the template are passed over, others reported', () => {
  const { records, findings } = read(
    book({
      sheets: [
        ['Notes', header('bonjour')],
        ['Mode d&apos;emploi', header('Comment faire')],
        ['Vide', '<row r="1"/>'],
        ['Marchés', `${header('id', 'acheteur.id')}<row r="2">${text('A2', 'A')}</row>`],
        ['Concessions', `${header('id', 'autoriteConcedante.id')}<row r="2">${text('A2', 'B')}</row>`],
        ['Listes', header('ccag')],
      ],
    }),
    1,
  );
  expect(records.map(({ path }) => path)).toEqual(['/marches/marche/0', '/marches/contrat-concession/0']);
  expect(reported(findings)).toEqual(['table.unread-sheet @ Notes!1']);
});

describe('cells merged over several rows', () => {
  const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;
  const sheet = (rows: string, ...refs: string[]) =>
    `x<worksheet><sheetData>${rows}</sheetData><mergeCells>${refs.map((ref) => `<mergeCell ref="${ref}"/>`).join('')}</mergeCells></worksheet>`;
  const names = header('id', 'acheteur.id', 'objet');

  test('have their value in each of the rows, which is said once', () => {
    const rows = [
      row(2, text('A2', 'A'), text('B2', '1'), text('C2', 'a')),
      row(3, text('A3', 'B'), text('C3', 'b')),
      row(5, text('A5', 'C'), text('B5', '2')),
    ];
    const { records, findings } = read(book({ sheets: [['Marchés', sheet(names + rows.join(''), 'C5:D5', 'B2:B4')]] }));
    expect(records.map(({ value }) => value)).toEqual([
      { id: 'A', acheteur: { id: '1' }, objet: 'a' },
      { id: 'B', acheteur: { id: '1' }, objet: 'b' },
      { id: 'C', acheteur: { id: '2' } },
    ]);
    expect(reported(findings)).toEqual(['table.merged-cells @ Marchés!B2']);
    expect(findings[0]?.params).toEqual({ cells: 'B2:B4' });
  });

  test('make no contract of an empty row, and change nothing where the cell has a value of its own', () => {
    const rows = [
      row(2, text('A2', 'A'), text('C2', 'x')),
      row(3, text('A3', 'B'), text('C3', 'y')),
      '<row r="4"><c r="B4"/></row>',
    ];
    const { records } = read(book({ sheets: [['Marchés', sheet(names + rows.join(''), 'C2:C9')]] }));
    expect(records.map(({ value }) => value)).toEqual([
      { id: 'A', objet: 'x' },
      { id: 'B', objet: 'y' },
    ]);
  });

  test.each(['B0:B9', 'B2', 'B2:', 'ZZZZ1:ZZZZ9', '', 'B9:B2'])('whose place is written as %j are none', (ref) => {
    const { records, findings } = read(book({ sheets: [['Marchés', sheet(names + row(2, text('A2', 'A')), ref)]] }));
    expect([records.length, findings]).toEqual([1, []]);
  });

  test('that overlap count once, however often they are written', () => {
    const rows = row(2, text('A2', 'A'), text('B2', '1')) + row(3, text('A3', 'B'));
    const refs = Array.from({ length: 20_000 }, (_, i) => (i % 2 === 0 ? 'B2:B3' : 'B2:C3'));
    const { records, findings } = read(book({ sheets: [['Marchés', sheet(names + rows, ...refs)]] }));
    expect(records.map(({ value }) => value)).toEqual([
      { id: 'A', acheteur: { id: '1' } },
      { id: 'B', acheteur: { id: '1' } },
    ]);
    expect(reported(findings)).toEqual(['table.merged-cells @ Marchés!B2']);
  });

  test('are refused where there are more than anyone has', () => {
    const refs = Array.from({ length: 3 }, (_, i) => `${'ABC'[i]}2:${'ABC'[i]}1048576`);
    expect(() => read(book({ sheets: [['Marchés', sheet(names + row(2, text('A2', 'A')), ...refs)]] }))).toThrow(
      'table.broken-workbook',
    );
  });
});

test('a sheet that explains the columns is no table of contracts', () => {
  const rows = [
    ['Champ', 'Description'],
    ['id', 'Numéro interne'],
    ['nature', 'La nature'],
    ['montant', 'Le prix'],
  ].map(([a = '', b = ''], i) => `<row r="${i + 1}">${text(`A${i + 1}`, a)}${text(`B${i + 1}`, b)}</row>`);
  const { records, findings } = one(['id', 'objet'], text('A3', 'A'), {
    sheets: [
      ['Marchés', `${header('id', 'objet')}<row r="3">${text('A3', 'A')}</row>`],
      ['Champs', rows.join('')],
    ],
  });
  expect(records).toHaveLength(1);
  expect(reported(findings)).toEqual(['table.unread-sheet @ Champs!1']);
});

test('a finding names the sheet, the row, the column and its name', () => {
  const { findings } = one(['id', 'montan'], text('A3', 'A'));
  expect(findings[0]?.position).toMatchObject({
    line: 1,
    column: 2,
    cell: { sheet: 'Marchés', row: 1, column: 'B', name: 'montan' },
  });
});

const sheet = (rows: string): Uint8Array => book({ sheets: [['F', rows]] });
const GOOD = `${header('id')}<row r="2">${text('A2', 'A')}</row>`;
const ALIASES = Array.from({ length: 500 }, (_, i) => `<sheet name="F${i}" sheetId="${i + 1}" r:id="r0"/>`).join('');

describe('hostile or broken workbooks are refused with a clear code', () => {
  const laughs = `!<!DOCTYPE w [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${i} "&a${i - 1};&a${i - 1};">`).join('')}]><worksheet><sheetData><row><c t="str"><v>&a19;</v></c></row></sheetData></worksheet>`;
  test.each([
    ['a billion laughs', () => sheet(laughs), 'table.broken-workbook'],
    [
      'an external entity',
      () => sheet('!<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet/>'),
      'table.broken-workbook',
    ],
    ['an entity that nothing defines', () => sheet(`<row r="1"><c t="str"><v>&a;</v></c></row>`), 'table.broken-workbook'],
    ['a million levels', () => sheet(`!${'<a>'.repeat(1_000_000)}`), 'table.broken-workbook'],
    ['XML cut short', () => sheet('!<worksheet><sheetData><row r="1">'), 'table.broken-workbook'],
    [
      'text that is no UTF-8',
      () => book({ sheets: [['F', GOOD]], extra: { 'xl/worksheets/s0.xml': new Uint8Array([0x3c, 0x61, 0xff]) } }),
      'table.broken-workbook',
    ],
    [
      '100 000 columns',
      () => sheet(`<row r="1">${'<c t="str"><v>techniques.1</v></c>'.repeat(100_000)}</row>`),
      'table.too-many-columns',
    ],
    ['a column beyond the last', () => sheet(`<row r="1"><c r="ZZZ1" t="str"><v>id</v></c></row>`), 'table.too-many-columns'],
    ['rows that go back', () => sheet(`${header('id')}<row r="3"/><row r="2"/>`), 'table.broken-workbook'],
    ['a row beyond the last', () => sheet('<row r="1048577"/>'), 'table.broken-workbook'],
    ['cells that go back', () => sheet(`<row r="1">${text('B1', 'id')}${text('A1', 'objet')}</row>`), 'table.broken-workbook'],
    ['a shared text that is not there', () => sheet('<row r="1"><c t="s"><v>7</v></c></row>'), 'table.broken-workbook'],
    ['a text longer than a cell', () => sheet(`<row r="1">${text('A1', 'x'.repeat(32_768))}</row>`), 'table.broken-workbook'],
    [
      'a shared text longer than a cell',
      () => book({ sheets: [['F', GOOD]], shared: `<sst><si><t>${'x'.repeat(32_768)}</t></si></sst>` }),
      'table.broken-workbook',
    ],
    [
      '500 sheets that are one part',
      () =>
        book({
          sheets: [['F', GOOD]],
          extra: { 'xl/workbook.xml': strToU8(`<workbook><sheets>${ALIASES}</sheets></workbook>`) },
        }),
      'table.shared-part',
    ],
    [
      'one part under two targets',
      () =>
        book({
          sheets: [
            ['F', GOOD],
            ['G', GOOD],
          ],
          extra: {
            'xl/_rels/workbook.xml.rels': strToU8(
              '<Relationships><Relationship Id="r0" Target="worksheets/s0.xml"/><Relationship Id="r1" Target="/xl/worksheets/s0.xml"/></Relationships>',
            ),
          },
        }),
      'table.shared-part',
    ],
    ['no sheet', () => book({ sheets: [] }), 'table.broken-workbook'],
    ['a file cut short', () => book({ sheets: [['F', GOOD]] }).slice(0, 300), 'table.broken-workbook'],
    [
      'an old or encrypted workbook',
      () => new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      'table.not-a-workbook',
    ],
    [
      'an OpenDocument workbook',
      () => zipSync({ mimetype: strToU8('x'), 'content.xml': strToU8('<a/>') }),
      'table.not-a-workbook',
    ],
    ['another archive', () => zipSync({ 'word/document.xml': strToU8('<a/>') }), 'table.not-a-workbook'],
    ['no archive', () => strToU8('id;objet'), 'table.not-a-workbook'],
    [
      '2 000 entries',
      () =>
        book({
          sheets: [['F', GOOD]],
          extra: Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`a${i}`, new Uint8Array()])),
        }),
      'table.archive-too-large',
    ],
    ['an empty file', () => new Uint8Array(), 'syntax.empty'],
  ])('%s', (_, make, code) => expect(() => read(make(), 100_000)).toThrow(code));

  /** A little more than is unpacked of any small file. */
  const BOMB = 33 * 1_048_576;
  const bomb = book({ sheets: [['F', `!${' '.repeat(BOMB)}`]] });

  test('a zip bomb: 33 MiB of one sheet in 34 KiB are not unpacked', () => {
    expect(bomb.length).toBeLessThan(50_000);
    expect(() => read(bomb, 100_000)).toThrow('table.archive-too-large');
  });

  test('a zip bomb that declares to be small is weighed, not believed', () => {
    const liar = bomb.slice();
    const view = new DataView(liar.buffer);
    // The unpacked size of each local header: 22 bytes after its signature.
    for (let at = 0; at + 26 < liar.length; at++) if (view.getUint32(at, true) === 0x04034b50) view.setUint32(at + 22, 10, true);
    expect(() => read(liar, 100_000)).toThrow('table.archive-too-large');
  });

  test('formats of cells are read once each, brackets in them that are never closed included', () => {
    const format = `<numFmts><numFmt numFmtId="170" formatCode="${'['.repeat(1_000_000)}yyyy"/></numFmts>`;
    const styles = `<styleSheet>${format}<cellXfs>${'<xf numFmtId="170"/>'.repeat(100_000)}</cellXfs></styleSheet>`;
    const { records } = one(['dateNotification'], '<c r="A3" s="99999"><v>45657</v></c>', { styles, level: 0 });
    expect(records[0]?.value).toEqual({ dateNotification: '2024-12-31' });
  });

  test('the place of a cell is read in one sweep, however long it is', () => {
    const place = `A${'1'.repeat(1_000_000)}x`;
    expect(() => read(book({ sheets: [['F', `${GOOD}<row r="3">${text(place, 'A')}</row>`]], level: 0 }))).toThrow(
      'table.too-many-columns',
    );
  });

  test('a text, a comment or a tag larger than any program writes is refused, wherever it stands', () => {
    const size = 33 * 1_048_576;
    // What does not get smaller lets the rest unpack to more.
    const extra = { 'xl/media/image.png': [randomBytes(400_000), { level: 0 }] } satisfies Zippable;
    const around = ['&amp;'.repeat(size / 5), `<!--${'x'.repeat(size)}-->`, `<row a="${'x'.repeat(size)}"/>`];
    for (const piece of around)
      expect(() => read(book({ sheets: [['F', `${GOOD}${piece}`]], extra }), 1 << 24)).toThrow('table.broken-workbook');
  });

  test('more shared texts than a workbook has room for are refused', () => {
    const shared = `<sst>${'<si/>'.repeat(4_194_305)}</sst>`;
    expect(() => read(book({ sheets: [['F', GOOD]], shared, level: 0 }), 1 << 24)).toThrow('table.broken-workbook');
  });

  test('two parts of one name are refused: programs would show different ones', () => {
    const [a, b] = [book({ sheets: [['F', GOOD]], level: 0 }), book({ sheets: [['F', GOOD]], level: 0 })];
    const twice = new Uint8Array([...a.slice(0, a.length - 22), ...b]);
    expect(() => read(twice)).toThrow('table.broken-workbook');
  });

  test('entries outside of the workbook are never unpacked, and targets that leave it meet nothing', () => {
    const extra = { '../../etc/passwd': strToU8('x'), 'xl/media/bomb.bin': new Uint8Array(BOMB) };
    expect(read(book({ sheets: [['F', GOOD]], extra }), 100_000).records).toHaveLength(1);
    const away = book({
      sheets: [['F', GOOD]],
      extra: {
        'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="r0" Target="../../etc/passwd"/></Relationships>'),
      },
    });
    expect(() => read(away)).toThrow('table.broken-workbook');
  });
});

test('days are counted as spreadsheets do, with the day of 1900 that never was', () => {
  expect(['0', '1', '59', '60', '61', '45657', '2958465', '2958466', '-1', 'x'].map((raw) => dayOfSerial(raw, false))).toEqual([
    undefined,
    '1900-01-01',
    '1900-02-28',
    undefined,
    '1900-03-01',
    '2024-12-31',
    '9999-12-31',
    undefined,
    undefined,
    undefined,
  ]);
});

test('formats of dates are reported from those of numbers', () => {
  const dates: [number, string?][] = [[14], [22], [170, 'dd/mm/yyyy'], [170, '[$-40C]d mmmm yyyy'], [170, 'yyyy\\-mm\\-dd;@']];
  const others: [number, string?][] = [
    [0],
    [1],
    [49],
    [45],
    [170, '0.00" Jours d"'],
    [170, '[Red]0'],
    [170, '#,##0_d'],
    [170, 'h:mm'],
    [170, '0.00E+00'],
  ];
  for (const [id, code] of dates) expect(isDateFormat(id, code), code).toBe(true);
  for (const [id, code] of others) expect(isDateFormat(id, code), code).toBe(false);
});
