/** Writes workbooks (XLSX, ECMA-376) of text cells. The same sheets give the same bytes: no date and no program name is written. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { MARGIN, type Sheet, type Cell, type DropDown, type Look, type Print } from '../sheet/types.ts';
import { InputError } from '../../finding.ts';
import { DEFAULT_WIDTH, encodedPieces, NO_DATE, xmlEscaped } from '../sheet/pieces.ts';
import { columnLetters, SHEET_LIMITS } from '../../model/cell-text.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

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
  for (const [i, sheet] of sheets.entries())
    files[`xl/worksheets/sheet${i + 1}.xml`] = encodedPieces(HEAD, sheetXml(sheet, i === 0));
  return zipSync(files, { mtime: NO_DATE, level: 6 });
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
      `<sheet name="${xmlEscaped(name)}" sheetId="${i + 1}"${hidden === true ? ' state="hidden"' : ''} r:id="rId${i + 1}"/>`,
  );
  return `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView/></bookViews><sheets>${xml.join('')}</sheets>${printTitles(sheets)}</workbook>`;
}

/** The rows that are repeated on each page are a name of the workbook (ECMA-376, 18.2.5). */
function printTitles(sheets: readonly Sheet[]): string {
  const xml = sheets.flatMap(({ name, print }, i) =>
    print?.header === undefined
      ? []
      : [
          `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${xmlEscaped(`'${name.replaceAll("'", "''")}'!$1:$${print.header}`)}</definedName>`,
        ],
  );
  return xml.length === 0 ? '' : `<definedNames>${xml.join('')}</definedNames>`;
}

/**
 * The XML of a sheet, in pieces. The order of its elements is that of the format.
 * @throws InputError `table.too-many-rows` or `table.too-many-columns` where spreadsheets could not open it
 */
function* sheetXml(sheet: Sheet, isFirst: boolean): Generator<string> {
  yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
  if (sheet.print) yield '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  yield `<sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}>${pane(sheet.frozen)}</sheetView></sheetViews>`;
  yield columns(sheet.widths ?? []);
  yield '<sheetData>';
  let row = 0;
  for (const cells of sheet.rows) {
    row += 1;
    if (row > SHEET_LIMITS.rows) throw new InputError('table.too-many-rows', { limit: SHEET_LIMITS.rows });
    yield rowXml(row, cells);
  }
  yield '</sheetData>';
  yield dropDowns(sheet.dropDowns ?? []);
  if (sheet.print) yield printing(sheet.print);
  yield numbersAsText(sheet.widths?.length ?? 0);
  yield '</worksheet>';
}

function pane(frozen: Sheet['frozen']): string {
  if (!frozen) return '';
  const { rows, columns = 0 } = frozen;
  const across = columns > 0 ? `xSplit="${columns}" ` : '';
  const active = columns > 0 ? 'bottomRight' : 'bottomLeft';
  return `<pane ${across}ySplit="${rows}" topLeftCell="${columnLetters(columns)}${rows + 1}" activePane="${active}" state="frozen"/>`;
}

/** Numbers of sizes of paper (ECMA-376, 18.3.1.63). */
const PAPER_SIZES: Record<Print['paper'], number> = { A4: 9, A3: 8 };

function printing({ paper, landscape, headings = false }: Print): string {
  const margin = (MARGIN / 25.4).toFixed(2);
  const sides = ['left', 'right', 'top', 'bottom', 'header', 'footer'].map((side) => ` ${side}="${margin}"`).join('');
  return [
    headings ? '<printOptions headings="1" gridLines="1"/>' : '',
    `<pageMargins${sides}/>`,
    `<pageSetup paperSize="${PAPER_SIZES[paper]}" orientation="${landscape ? 'landscape' : 'portrait'}" fitToWidth="1" fitToHeight="0"/>`,
  ].join('');
}

/** Without this Excel marks each SIRET as a mistake, and offers to make a number of it. */
const numbersAsText = (columns: number): string =>
  columns === 0
    ? ''
    : `<ignoredErrors><ignoredError sqref="A1:${columnLetters(columns - 1)}${SHEET_LIMITS.rows}" numberStoredAsText="1"/></ignoredErrors>`;

/** The style of a column applies to its empty cells, so that what is typed there stays text. */
function columns(widths: readonly number[]): string {
  if (widths.length === 0) return '';
  const text = lookNumber('text');
  const cols = widths.map(
    (width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width || DEFAULT_WIDTH}" style="${text}" customWidth="1"/>`,
  );
  return `<cols>${cols.join('')}</cols>`;
}

function rowXml(row: number, cells: readonly Cell[]): string {
  if (cells.length > SHEET_LIMITS.columns) throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
  const xml = cells.map((cell, i) => (cell === undefined ? '' : cellXml(`${columnLetters(i)}${row}`, cell)));
  return `<row r="${row}">${xml.join('')}</row>`;
}

function cellXml(place: string, cell: NonNullable<Cell>): string {
  const { text, look } = typeof cell === 'string' ? { text: cell, look: 'text' as const } : cell;
  if (text === '') return `<c r="${place}" s="${lookNumber(look)}"/>`;
  return `<c r="${place}" s="${lookNumber(look)}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

function dropDowns(lists: readonly DropDown[]): string {
  if (lists.length === 0) return '';
  const xml = lists.map(({ column, from, to, formula }) => {
    const letters = columnLetters(column - 1);
    const title = 'errorTitle="Valeur hors de la liste" error="Choisissez une valeur de la liste déroulante."';
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" ${title} sqref="${letters}${from}:${letters}${to}"><formula1>${xmlText(formula)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${xml.length}">${xml.join('')}</dataValidations>`;
}

/** Characters that XML cannot hold or would change, and texts that look like the escape: workbooks write them as `_xHHHH_` (ECMA-376, ST_Xstring). */
const ESCAPED = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)/g;

const code = (char: string): string => `_x${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;

/** Escapes the text of a cell, which reads back unchanged. */
const xmlText = (text: string): string => xmlEscaped(text.replace(ESCAPED, code));

// `xl/styles.xml` is a fixed table, and a look is an index in it. All looks have the text format (`@`, number 49).

/** In the order of `cellXfs`, after its entry 0, the default of cells without a style. */
const LOOKS: Look[] = ['text', 'header', 'required-header', 'names', 'help', 'example', 'title', 'prose'];

const lookNumber = (look: Look): number => LOOKS.indexOf(look) + 1;

const FONTS = [
  '<font><sz val="11"/><name val="Calibri"/></font>',
  '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font>',
  '<font><i/><sz val="9"/><color rgb="FF404040"/><name val="Calibri"/></font>',
  '<font><b/><sz val="14"/><name val="Calibri"/></font>',
  '<font><sz val="8"/><color rgb="FF404040"/><name val="Calibri"/></font>',
  '<font><i/><sz val="11"/><color rgb="FF7B1E3A"/><name val="Calibri"/></font>',
];

const solid = (colour: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${colour}"/><bgColor indexed="64"/></patternFill></fill>`;

/** The format reserves the first two. Every text has a contrast of at least 7:1. */
const FILLS = [
  '<fill><patternFill patternType="none"/></fill>',
  '<fill><patternFill patternType="gray125"/></fill>',
  solid('44546A'),
  solid('7B1E3A'),
  solid('F2F2F2'),
  solid('FFF8E1'),
];

function format(font: number, fill: number, wrap: boolean): string {
  const alignment = wrap ? '<alignment vertical="top" wrapText="1"/>' : '';
  return `<xf numFmtId="49" fontId="${font}" fillId="${fill}" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"${wrap ? ' applyAlignment="1">' : '>'}${alignment}</xf>`;
}

const FORMATS: Record<Look, string> = {
  text: format(0, 0, false),
  header: format(1, 2, true),
  'required-header': format(1, 3, true),
  names: format(4, 4, true),
  example: format(5, 5, false),
  help: format(2, 4, true),
  title: format(3, 0, true),
  prose: format(0, 0, true),
};

const group = (name: string, items: readonly string[]): string => `<${name} count="${items.length}">${items.join('')}</${name}>`;

const PLAIN = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>';

const STYLES = [
  '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
  group('fonts', FONTS),
  group('fills', FILLS),
  group('borders', ['<border><left/><right/><top/><bottom/><diagonal/></border>']),
  group('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
  group('cellXfs', [PLAIN, ...LOOKS.map((look) => FORMATS[look])]),
  group('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
  '</styleSheet>',
].join('');
