/** Writes spreadsheets (ODS, ISO/IEC 26300) of text cells. The same sheets give the same bytes: no date and no program name is written. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { InputError } from '../../finding.ts';
import { columnLetters, SHEET_LIMITS } from '../../model/cell-text.ts';
import { DEFAULT_WIDTH, encodedPieces, NO_DATE, xmlEscaped } from '../sheet/pieces.ts';
import { MARGIN, PAPERS, type Cell, type DropDown, type Look, type Print, type Sheet } from '../sheet/types.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns';
const NAMESPACES = [
  ...['office', 'style', 'table', 'text', 'config', 'manifest'].map((name) => [name, `${OASIS}:${name}:1.0`]),
  ['number', `${OASIS}:datastyle:1.0`],
  ['fo', `${OASIS}:xsl-fo-compatible:1.0`],
  ['of', `${OASIS}:of:1.2`],
  // Programs know their settings by this one.
  ['ooo', 'http://openoffice.org/2004/office'],
]
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  .join('');

/** The bytes of a document. @throws InputError where a sheet has more rows or columns than spreadsheets open */
export function openDocument(sheets: readonly Sheet[]): Uint8Array {
  const files: Zippable = {
    // First and not compressed, so that programs recognise the file by its first bytes.
    mimetype: [strToU8(TYPE), { level: 0 }],
    'META-INF/manifest.xml': strToU8(HEAD + MANIFEST),
    'settings.xml': strToU8(HEAD + settings(sheets)),
    'styles.xml': strToU8(HEAD + pages(sheets)),
    'content.xml': encodedPieces(HEAD, content(sheets)),
  };
  return zipSync(files, { mtime: NO_DATE, level: 6 });
}

const MANIFEST = [
  `<manifest:manifest${NAMESPACES} manifest:version="1.3">`,
  `<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="${TYPE}"/>`,
  ...['content.xml', 'settings.xml', 'styles.xml'].map(
    (path) => `<manifest:file-entry manifest:full-path="${path}" manifest:media-type="text/xml"/>`,
  ),
  '</manifest:manifest>',
].join('');

/** The rows and columns that stay in view are a setting of the program, not part of the content. */
function settings(sheets: readonly Sheet[]): string {
  const item = (name: string, type: string, value: string | number): string =>
    `<config:config-item config:name="${name}" config:type="${type}">${value}</config:config-item>`;
  const views = sheets.flatMap(({ name, frozen }) => {
    if (!frozen) return [];
    const { rows, columns = 0 } = frozen;
    const across = [
      item('HorizontalSplitMode', 'short', 2),
      item('HorizontalSplitPosition', 'int', columns),
      item('PositionRight', 'int', columns),
    ];
    const split = [
      ...(columns > 0 ? across : []),
      item('VerticalSplitMode', 'short', 2),
      item('VerticalSplitPosition', 'int', rows),
      // The part below, on the right where there are two.
      item('ActiveSplitRange', 'short', columns > 0 ? 3 : 2),
      item('PositionBottom', 'int', rows),
    ];
    return [`<config:config-item-map-entry config:name="${xmlEscaped(name)}">${split.join('')}</config:config-item-map-entry>`];
  });
  return [
    `<office:document-settings${NAMESPACES} office:version="1.3"><office:settings>`,
    '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">',
    '<config:config-item-map-entry><config:config-item-map-named config:name="Tables">',
    ...views,
    '</config:config-item-map-named></config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>',
    '</office:settings></office:document-settings>',
  ].join('');
}

const pageOf = ({ paper, landscape, headings = false }: Print): string =>
  `${paper}-${landscape ? 'landscape' : 'portrait'}${headings ? '-headings' : ''}`;

/** Without these LibreOffice prints the name of the sheet above, and the number of the page below. */
const NO_LINES = '<style:header style:display="false"/><style:footer style:display="false"/>';

/** The layouts of the pages. `style:scale-to-X` prints a sheet as wide as one page, of as many pages as are needed below each other. */
function pages(sheets: readonly Sheet[]): string {
  const prints = new Map(sheets.flatMap(({ print }) => (print ? [[pageOf(print), print] as const] : [])));
  const layouts = [...prints].map(([name, { paper, landscape, headings = false }]) => {
    const [short, long] = PAPERS[paper];
    const [width, height] = landscape ? [long, short] : [short, long];
    const properties = [
      `fo:page-width="${width}mm" fo:page-height="${height}mm" style:print-orientation="${landscape ? 'landscape' : 'portrait'}"`,
      `fo:margin="${MARGIN}mm" style:scale-to-X="1" style:scale-to-Y="0"`,
      `style:print="${headings ? 'headers grid ' : ''}objects charts drawings zero-values"`,
    ].join(' ');
    return `<style:page-layout style:name="layout-${name}"><style:page-layout-properties ${properties}/></style:page-layout>`;
  });
  const masters = [...prints.keys()].map(
    (name) => `<style:master-page style:name="${name}" style:page-layout-name="layout-${name}">${NO_LINES}</style:master-page>`,
  );
  return [
    `<office:document-styles${NAMESPACES} office:version="1.3">`,
    layouts.length === 0 ? '' : `<office:automatic-styles>${layouts.join('')}</office:automatic-styles>`,
    masters.length === 0 ? '' : `<office:master-styles>${masters.join('')}</office:master-styles>`,
    '</office:document-styles>',
  ].join('');
}

function* content(sheets: readonly Sheet[]): Generator<string> {
  yield `<office:document-content${NAMESPACES} office:version="1.3">${styles(sheets)}<office:body><office:spreadsheet>`;
  yield validations(sheets);
  for (const [i, sheet] of sheets.entries()) yield* table(sheet, i);
  yield '</office:spreadsheet></office:body></office:document-content>';
}

/** Centimetres of a character of the font of a sheet. */
const CHARACTER = 0.2;

const widthsOf = (sheets: readonly Sheet[]): number[] => [
  ...new Set(sheets.flatMap(({ widths = [] }) => widths.map((width) => width || DEFAULT_WIDTH))),
];

/** All looks have the text format, so that what is typed stays text. Every text has a contrast of at least 7:1. */
const LOOKS: Record<Look, string> = {
  text: '',
  header: look(
    'fo:background-color="#44546A" fo:wrap-option="wrap" style:vertical-align="top"',
    'fo:font-weight="bold" fo:color="#FFFFFF"',
  ),
  'required-header': look(
    'fo:background-color="#7B1E3A" fo:wrap-option="wrap" style:vertical-align="top"',
    'fo:font-weight="bold" fo:color="#FFFFFF"',
  ),
  names: look(
    'fo:background-color="#F2F2F2" fo:wrap-option="wrap" style:vertical-align="top"',
    'fo:font-size="8pt" fo:color="#404040"',
  ),
  example: look('fo:background-color="#FFF8E1"', 'fo:font-style="italic" fo:color="#7B1E3A"'),
  help: look(
    'fo:background-color="#F2F2F2" fo:wrap-option="wrap" style:vertical-align="top"',
    'fo:font-style="italic" fo:font-size="9pt" fo:color="#404040"',
  ),
  title: look('fo:wrap-option="wrap" style:vertical-align="top"', 'fo:font-weight="bold" fo:font-size="14pt"'),
  prose: look('fo:wrap-option="wrap" style:vertical-align="top"', ''),
};

function look(cell: string, text: string): string {
  return `<style:table-cell-properties ${cell}/><style:text-properties ${text}/>`;
}

function styles(sheets: readonly Sheet[]): string {
  const style = (name: string, family: string, inside: string, more = ''): string =>
    `<style:style style:name="${name}" style:family="${family}"${more}>${inside}</style:style>`;
  return [
    '<office:automatic-styles><number:text-style style:name="as-text"><number:text-content/></number:text-style>',
    ...Object.entries(LOOKS).map(([name, inside]) => style(name, 'table-cell', inside, ' style:data-style-name="as-text"')),
    ...widthsOf(sheets).map((width) =>
      style(
        `width-${width}`,
        'table-column',
        `<style:table-column-properties style:column-width="${(width * CHARACTER).toFixed(2)}cm"/>`,
      ),
    ),
    ...[...new Map(sheets.map((sheet) => [tableStyle(sheet), sheet]))].map(([name, { hidden = false, print }]) =>
      style(
        name,
        'table',
        `<style:table-properties table:display="${!hidden}"/>`,
        print ? ` style:master-page-name="${pageOf(print)}"` : '',
      ),
    ),
    '</office:automatic-styles>',
  ].join('');
}

/** The name of the style of a sheet: `shown-A4-portrait`, `hidden`. */
const tableStyle = ({ hidden = false, print }: Sheet): string =>
  `${hidden ? 'hidden' : 'shown'}${print ? `-${pageOf(print)}` : ''}`;

const nameOfList = (sheet: number, list: number): string => `list-${sheet + 1}-${list + 1}`;

function validations(sheets: readonly Sheet[]): string {
  const all = sheets.flatMap(({ dropDowns = [], name }, i) =>
    dropDowns.map(({ column, from, formula }, j) => {
      const condition = `of:cell-content-is-in-list(${formula.startsWith('"') ? quotedItems(formula) : rangeOf(formula)})`;
      const base = `$'${name.replaceAll("'", "''")}'.${columnLetters(column - 1)}${from}`;
      return (
        `<table:content-validation table:name="${nameOfList(i, j)}" table:condition="${xmlEscaped(condition)}"` +
        ` table:allow-empty-cell="true" table:display-list="unsorted" table:base-cell-address="${xmlEscaped(base)}">` +
        '<table:error-message table:display="true" table:message-type="stop" table:title="Valeur hors de la liste">' +
        '<text:p>Choisissez une valeur de la liste déroulante.</text:p></table:error-message></table:content-validation>'
      );
    }),
  );
  return all.length === 0 ? '' : `<table:content-validations>${all.join('')}</table:content-validations>`;
}

/** `"oui,non"` of a workbook is `"oui";"non"` here. */
const quotedItems = (formula: string): string =>
  formula
    .slice(1, -1)
    .split(',')
    .map((item) => `"${item}"`)
    .join(';');

/** `Listes!$A$2:$A$9` of a workbook is `[$Listes.$A$2:.$A$9]` here. */
const rangeOf = (formula: string): string => {
  const [sheet = '', cells = ''] = formula.split('!');
  const [from = '', to = ''] = cells.split(':');
  return `[$${sheet}.${from}:.${to}]`;
};

/** @throws InputError `table.too-many-rows` or `table.too-many-columns` where spreadsheets could not open it */
function* table(sheet: Sheet, number: number): Generator<string> {
  const { name, widths = [], rows, print, dropDowns = [] } = sheet;
  const header = print?.header ?? 0;
  yield `<table:table table:name="${xmlEscaped(name)}" table:style-name="${tableStyle(sheet)}">`;
  for (const width of widths)
    yield `<table:table-column table:style-name="width-${width || DEFAULT_WIDTH}" table:default-cell-style-name="text"/>`;
  let row = 0;
  for (const cells of rows) {
    row += 1;
    if (row > SHEET_LIMITS.rows) throw new InputError('table.too-many-rows', { limit: SHEET_LIMITS.rows });
    if (row === 1 && header > 0) yield '<table:table-header-rows>';
    yield rowXml(cells, listsOf(dropDowns, row, number), widths.length);
    if (row === header) yield '</table:table-header-rows>';
  }
  if (row > 0 && row < header) yield '</table:table-header-rows>';
  yield* emptyRows(sheet, row, number);
  yield '</table:table>';
}

/** The drop-downs of the columns of a row, by rank of the column from 0. */
function listsOf(dropDowns: readonly DropDown[], row: number, sheet: number): Map<number, string> {
  const lists = new Map<number, string>();
  for (const [i, { column, from, to }] of dropDowns.entries())
    if (row >= from && row <= to) lists.set(column - 1, nameOfList(sheet, i));
  return lists;
}

/**
 * The rows below the last one, to the end of the sheet: those alike are one row that is repeated. The style of a column applies only to cells that the
 * file has.
 */
function* emptyRows({ dropDowns = [], widths = [] }: Sheet, after: number, sheet: number): Generator<string> {
  if (widths.length === 0) return;
  const bounds = [...new Set([after, SHEET_LIMITS.rows, ...dropDowns.flatMap(({ from, to }) => [from - 1, to])])];
  const ordered = bounds.filter((bound) => bound >= after).sort((a, b) => a - b);
  for (const [i, bound] of ordered.entries()) {
    const next = ordered[i + 1];
    if (next !== undefined) yield rowXml([], listsOf(dropDowns, bound + 1, sheet), widths.length, next - bound);
  }
}

function rowXml(cells: readonly Cell[], lists: ReadonlyMap<number, string>, columns: number, repeat = 1): string {
  if (cells.length > SHEET_LIMITS.columns) throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
  const count = Math.max(cells.length, 1, columns);
  let xml = '';
  for (let rank = 0; rank < count; rank++) xml += cellXml(cells[rank], lists.get(rank));
  return `<table:table-row${repeat > 1 ? ` table:number-rows-repeated="${repeat}"` : ''}>${xml}</table:table-row>`;
}

function cellXml(cell: Cell, list: string | undefined): string {
  const validation = list === undefined ? '' : ` table:content-validation-name="${list}"`;
  if (cell === undefined) return `<table:table-cell${validation}/>`;
  const { text, look: style } = typeof cell === 'string' ? { text: cell, look: 'text' } : cell;
  if (text === '') return `<table:table-cell table:style-name="${style}"${validation}/>`;
  const paragraphs = text.split('\n').map((line) => `<text:p>${lineXml(line)}</text:p>`);
  return `<table:table-cell table:style-name="${style}" office:value-type="string"${validation}>${paragraphs.join('')}</table:table-cell>`;
}

/** Blanks that would be one with others, or vanish where a paragraph begins or ends, have an element of their own (ISO/IEC 26300-3, 6.1.2). */
export const lineXml = (line: string): string =>
  line.replace(/[&<>]|\t|^ +| +$| {2,}/g, (part) => {
    if (part === '\t') return '<text:tab/>';
    return part.startsWith(' ') ? `<text:s text:c="${part.length}"/>` : xmlEscaped(part);
  });
