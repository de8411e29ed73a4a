import { InputError } from '../../finding.ts';
import { columnLetters, SHEET_LIMITS } from '../../model/spreadsheet.ts';
import { lookNumber } from './styles.ts';
import type { Cell, DropDown, Sheet } from './types.ts';
import { xmlText } from './xml.ts';

const DEFAULT_WIDTH = 24;

/**
 * The XML of a sheet, in pieces. Parts stand in the order that the format asks for.
 * @throws InputError `table.too-many-rows` or `table.too-many-columns` where no spreadsheet could open it
 */
export function* sheetXml(sheet: Sheet, isFirst: boolean): Generator<string> {
  yield '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';
  yield `<sheetViews><sheetView workbookViewId="0"${isFirst ? ' tabSelected="1"' : ''}>${pane(sheet.frozen ?? 0)}</sheetView></sheetViews>`;
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
  yield '</worksheet>';
}

const pane = (frozen: number): string =>
  frozen === 0 ? '' : `<pane ySplit="${frozen}" topLeftCell="A${frozen + 1}" activePane="bottomLeft" state="frozen"/>`;

/** The look of a column is that of its empty cells: what is typed there stays text. */
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
