/** Writes workbooks (XLSX, ECMA-376) of text cells. The same sheets give the same bytes: no date, no name of a program. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { sheetXml } from './sheet-xml.ts';
import { STYLES } from './styles.ts';
import type { Sheet } from './types.ts';
import { xmlName } from './xml.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Archives count from 1980; the date is made of local parts, as the archive stores them. */
const NO_DATE = new Date(1980, 0, 1);

/** The bytes of a workbook. @throws InputError where a sheet has more rows or columns than spreadsheets open */
export function workbook(sheets: readonly Sheet[]): Uint8Array {
  const files: Zippable = {};
  const parts: [string, string][] = [
    ['[Content_Types].xml', contentTypes(sheets)],
    ['_rels/.rels', relations([['officeDocument', 'xl/workbook.xml']])],
    ['xl/workbook.xml', book(sheets)],
    [
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
        ['styles', 'styles.xml'],
      ]),
    ],
    ['xl/styles.xml', STYLES],
  ];
  for (const [path, xml] of parts) files[path] = strToU8(HEAD + xml);
  for (const [i, sheet] of sheets.entries()) files[`xl/worksheets/sheet${i + 1}.xml`] = joined(sheetXml(sheet, i === 0));
  return zipSync(files, { mtime: NO_DATE, level: 6 });
}

/** Pieces become bytes as they come: a large sheet is never one text. */
function joined(pieces: Iterable<string>): Uint8Array {
  const encoder = new TextEncoder();
  const chunks: Uint8Array[] = [encoder.encode(HEAD)];
  let size = HEAD.length;
  let pending = '';
  const flush = (): void => {
    const chunk = encoder.encode(pending);
    chunks.push(chunk);
    size += chunk.length;
    pending = '';
  };
  for (const piece of pieces) {
    pending += piece;
    if (pending.length > 1 << 16) flush();
  }
  flush();
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

function contentTypes(sheets: readonly Sheet[]): string {
  const part = (path: string, type: string): string => `<Override PartName="/xl/${path}" ContentType="${CONTENT}.${type}+xml"/>`;
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
    '<Default Extension="xml" ContentType="application/xml"/>',
    part('workbook.xml', 'sheet.main'),
    part('styles.xml', 'styles'),
    ...sheets.map((_, i) => part(`worksheets/sheet${i + 1}.xml`, 'worksheet')),
    '</Types>',
  ].join('');
}

function relations(targets: readonly [type: string, target: string][]): string {
  const xml = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${xml.join('')}</Relationships>`;
}

function book(sheets: readonly Sheet[]): string {
  const xml = sheets.map(
    ({ name, hidden }, i) =>
      `<sheet name="${xmlName(name)}" sheetId="${i + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${xml.join('')}</sheets></workbook>`;
}
