/** What a fix leaves of a file but the values that it corrects: all of it. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { fixBytes } from '../../src/fix/fix-file.node.ts';
import { concat } from '../../src/read/concat.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { IN_FORCE, readJsonFile } from '../support/engine.ts';
import { openDocument } from '../../src/write/ods/document.ts';
import { workbook } from '../../src/write/xlsx/workbook.ts';
import { cells, rowsOf, TABLES } from './faulty.ts';

const { marches } = readJsonFile(`examples/${IN_FORCE}/valid/base-marche.json`) as { marches: { marche: object[] } };
const { model } = await loadVersion(IN_FORCE);

async function fixed(name: string, before: Uint8Array | string) {
  const bytes = typeof before === 'string' ? new TextEncoder().encode(before) : before;
  const { pieces, changes, left } = await fixBytes(bytes, name, {});
  return {
    bytes: concat(pieces),
    text: new TextDecoder('utf-8', { ignoreBOM: true }).decode(concat(pieces)),
    changes: changes.length,
    left: left.length,
  };
}

/** A record whose code of nature is written as given. */
const json = (nature: string): string =>
  `\ufeff{ "marches" :\r\n\t{"marche":[${JSON.stringify({ ...marches.marche[0], nature: '?' }).replace('"?"', nature)} ]} }\n`;

test('in JSON only the bytes of the value change: mark, blanks, line ends and escapes stay', async () => {
  const { text, changes } = await fixed('a.json', json(String.raw`"MARCH\u00c9 "`));
  expect(text).toBe(json('"Marché"'));
  expect(changes).toBe(1);
});

test('in JSON a number that JavaScript would write otherwise is no certain text', async () => {
  const given = json('"Marché"').replace(/"id":"[^"]*"/, '"id":2.024001e6');
  expect((await fixed('a.json', given)).text).toBe(given);
});

test('in JSON the first of two values of one name is not taken for the other', async () => {
  const given = json('"marché"').replace('"nature":', '"nature":"Marché","nature":');
  const { text } = await fixed('a.json', given);
  expect([given, given.replace('"marché"', '"Marché"')]).toContain(text);
});

test.each([
  ['"origineUE" : null , "nature"', '"nature"'],
  ['"origineUE":null,"origineFrance":null, "nature"', '"nature"'],
])('in JSON the key of an optional null goes with its comma: %s', async (from, to) => {
  const file = (member: string) =>
    json('"Marché"').replace(/"nature":"Marché"/, /"Marché"/.test(member) ? member : `${member}:"Marché"`);
  const { text, left } = await fixed('a.json', file(from));
  expect(text).toBe(file(to));
  expect(left).toBe(0);
});

test('in JSON the only value of a list in the place of a value stands alone', async () => {
  const given = json('"Marché"');
  expect((await fixed('a.json', given.replace(/"objet":("[^"]*")/, '"objet":[ $1 ]'))).text).toBe(given);
});

const xml = (nature: string, head = '<?xml version="1.0" encoding="UTF-8"?>'): string =>
  `${head}\r\n<marches><!-- note --><marche>\r\n<nature  >${nature}</nature><id>2024</id></marche></marches>\n`;

test.each([
  ['marché', 'Marché'],
  ['March&#233;\u00a0', 'Marché'],
  ['MARCH&#xC9;', 'Marché'],
])('in XML %s becomes %s, and all else stays', async (from, to) => {
  expect((await fixed('a.xml', xml(from))).text).toBe(xml(to));
});

test('in XML an element with a comment or CDATA is left, and that is said', async () => {
  for (const given of ['mar<!-- -->ché', '<![CDATA[marché]]>']) {
    const { text, changes, left } = await fixed('a.xml', xml(given));
    expect({ text, changes, left }).toEqual({ text: xml(given), changes: 0, left: 1 });
  }
});

test.each(['<origineUE/>', '<origineUE></origineUE>', '<origineUE xsi:nil="true" />', '<modifications> </modifications>'])(
  'in XML an optional element without content goes with the blanks before it: %s',
  async (element) => {
    const file = (more: string) =>
      `<marches xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><marche>\n<marcheInnovant>false</marcheInnovant>${more}<id>2024</id></marche></marches>`;
    const { text, changes, left } = await fixed('a.xml', file(`\n  ${element}`));
    expect({ text, changes, left }).toEqual({ text: file(''), changes: 1, left: 0 });
  },
);

test('in XML of another encoding, what is written is a reference', async () => {
  const head = '<?xml version="1.0" encoding="ISO-8859-1"?>';
  const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
  const { bytes } = await fixed('a.xml', latin1(xml('marché', head)));
  expect(Buffer.from(bytes).toString('latin1')).toBe(xml('March&#233;', head));
});

const row = cells(model, { kind: 'marche', value: marches.marche[0] });
const table = (nature: string, more: Record<string, string> = {}): string[][] =>
  rowsOf([new Map([...row, ['nature', nature], ...Object.entries(more)])]);

const csv = (nature: string, delimiter: string): string =>
  table(nature, { objet: `a ${delimiter} "b"\nc` })
    .map((texts) => texts.map((text) => (/["\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(delimiter))
    .join('\n');

test.each([';', ',', '\t'])('in CSV with %j, other cells keep their quotes and line breaks', async (delimiter) => {
  expect((await fixed('a.csv', csv('marché ', delimiter))).text).toBe(csv('Marché', delimiter));
});

test('in CSV a mark, a line “sep=” and CRLF stay', async () => {
  const file = (nature: string) => `\ufeffsep=;\r\n${csv(nature, ';').replaceAll('\n', '\r\n')}\r\n\r\n`;
  expect((await fixed('a.csv', file('"marché"'))).text).toBe(file('Marché'));
});

test('CSV in Windows-1252 stays in Windows-1252', async () => {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll('€', '\u0080'), 'latin1'));
  const given = csv('marché', ';').replace('a ;', 'a € ;');
  const { bytes: now, changes } = await fixed('a.csv', bytes(given));
  expect(changes).toBe(1);
  expect(Buffer.compare(now, bytes(given.replace('marché', 'Marché')))).toBe(0);
});

test('a CSV file with damaged bytes is left as it is: to write it again would make the damage last', async () => {
  const given = new TextEncoder().encode(`${csv('marché', ';')}\n`);
  const damaged = Uint8Array.from([...new TextEncoder().encode('\ufeff'), ...given, 0xe9]);
  const { bytes, changes, left } = await fixed('a.csv', damaged);
  expect({ changes, left }).toEqual({ changes: 0, left: 1 });
  expect(Buffer.compare(bytes, damaged)).toBe(0);
});

/** A workbook with one part rewritten. */
function rewritten(bytes: Uint8Array, part: string, rewrite: (xml: string) => string): Uint8Array {
  const parts = unzipSync(bytes);
  parts[part] = strToU8(rewrite(strFromU8(parts[part] as Uint8Array)));
  return zipSync({ ...parts, 'docProps/app.xml': strToU8('<Properties/>') });
}

const SHEET = 'xl/worksheets/sheet1.xml';

test('in XLSX all parts but the sheet stay, and the sheet but the cell: prefixes, line ends, rare characters, styles', async () => {
  const given = rewritten(TABLES.xlsx(table('marché', { objet: '😀 a\n b' })), SHEET, (xml) =>
    xml.replaceAll(/<(\/?)(c|is|t|row|v)\b/g, '<$1x:$2').replaceAll('<x:row', '\r\n<x:row'),
  );
  const { bytes, changes } = await fixed('a.xlsx', given);
  expect(changes).toBe(1);
  const [before, after] = [unzipSync(given), unzipSync(bytes)];
  expect(Object.keys(after)).toEqual(Object.keys(before));
  for (const name of Object.keys(before)) if (name !== SHEET) expect(after[name]).toEqual(before[name]);
  const [was, is] = [before, after].map((parts) => strFromU8(parts[SHEET] as Uint8Array)) as [string, string];
  expect(is.replace('Marché', 'marché').replaceAll(' xml:space="preserve"', '')).toBe(
    was.replaceAll(' xml:space="preserve"', ''),
  );
});

test('in XLSX a computed cell is left', async () => {
  const given = rewritten(TABLES.xlsx(table('marché')), SHEET, (xml) =>
    xml.replace(/<c ([^>]*)t="inlineStr"([^>]*)><is><t[^>]*>marché<\/t><\/is><\/c>/, '<c $1t="str"$2><f>A1</f><v>marché</v></c>'),
  );
  expect(strFromU8(unzipSync(given)[SHEET] as Uint8Array)).toContain('<f>A1</f>');
  expect(await fixed('a.xlsx', given)).toMatchObject({ changes: 0, left: 1 });
});

const CONTENT = 'content.xml';

test('in ODS a repeated cell is split where its columns differ, and its comment and list stay', async () => {
  const siret = '213 105 554 00016';
  // The column beside it is free text, in which the same digits are no fault.
  const beside = [...row].flatMap(([name, text]): [string, string][] =>
    name === 'acheteur.id'
      ? [
          [name, siret],
          ['objet', siret],
        ]
      : name === 'objet'
        ? []
        : [[name, text]],
  );
  const given = rewritten(TABLES.ods(rowsOf([new Map(beside)])), CONTENT, (xml) => {
    const cell = new RegExp(`(<table:table-cell [^>]*)>(<text:p>${siret}</text:p></table:table-cell>)\\1>\\2`);
    expect(xml).toMatch(cell);
    return xml.replace(
      cell,
      '$1 table:number-columns-repeated="2" table:content-validation-name="v1" calcext:value-type="string">' +
        '<office:annotation><text:p>note</text:p></office:annotation>$2',
    );
  });
  const { bytes, changes } = await fixed('a.ods', given);
  expect(changes).toBe(1);
  const xml = strFromU8(unzipSync(bytes)[CONTENT] as Uint8Array);
  expect(xml.match(/<text:p>note<\/text:p>/g)).toHaveLength(2);
  expect(xml.match(/content-validation-name="v1"/g)).toHaveLength(2);
  expect(xml).toContain('<text:p>21310555400016</text:p>');
  expect(xml).toContain(`<text:p>${siret}</text:p>`);
  expect(xml).not.toContain('columns-repeated');
});

test('in ODS the type of the document is the first part, and is not compressed', async () => {
  const { bytes } = await fixed('a.ods', TABLES.ods(table('marché')));
  expect(new TextDecoder('latin1').decode(bytes.subarray(30, 84))).toBe('mimetypeapplication/vnd.oasis.opendocument.spreadsheet');
});

test('merged cells are corrected in the one that is seen', async () => {
  const rows = [...table('marché'), ...table('Marché').slice(1)];
  const at = rows[0]?.indexOf('nature') ?? -1;
  const letter = String.fromCharCode(65 + at);
  expect(at).toBeLessThan(26);
  const given = rewritten(TABLES.xlsx(rows.map((texts, i) => (i === 2 ? texts.with(at, '') : texts))), SHEET, (xml) =>
    xml.replace('</sheetData>', `</sheetData><mergeCells count="1"><mergeCell ref="${letter}2:${letter}3"/></mergeCells>`),
  );
  expect(await fixed('a.xlsx', given)).toMatchObject({ left: 0 });
});

test('of two sheets of one name neither is changed: which one a change is of is not known', async () => {
  const sheets = ['Marchés', 'Marchés'].map((name) => ({ name, rows: table('marché') }));
  for (const [name, bytes] of [
    ['a.xlsx', workbook(sheets)],
    ['a.ods', openDocument(sheets)],
  ] as const)
    expect(await fixed(name, bytes)).toMatchObject({ changes: 0 });
});

test('in ODS a row that is repeated a million times costs nothing', async () => {
  const empty =
    '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:style-name="text"></table:table-cell></table:table-row>';
  const given = rewritten(TABLES.ods(table('marché')), CONTENT, (xml) =>
    xml.replace('</table:table>', `${empty.repeat(2)}</table:table>`),
  );
  expect(await fixed('a.ods', given)).toMatchObject({ changes: 1, left: 0 });
});
