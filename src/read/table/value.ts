/** The value of a cell, by what the schema expects there, and what a spreadsheet did to it. */
import { fromCellText, unguarded, type CellValue } from '../../model/cell-text.ts';
import type { Leaf } from '../../model/tree.ts';
import { decimalText } from '../../model/xml-text.ts';
import type { WorkbookParams } from '../../messages/params.ts';
import { shownText, type Cell } from './types.ts';

/** A code with its params, not yet a finding: the place is for the caller to say. */
export type Note = { [Code in keyof WorkbookParams]: { code: Code; params: WorkbookParams[Code] } }[keyof WorkbookParams];

/** `value` is undefined for a cell that holds none. */
export type CellReading = { value: CellValue | undefined; notes: Note[] };

export function readCell(leaf: Leaf, cell: Cell): CellReading {
  if (typeof cell === 'string') return { value: textValue(leaf, cell), notes: [] };
  const read = typedValue(leaf, cell);
  if (cell.formula !== true) return read;
  const params = read.value === undefined ? {} : { value: shownText(cell) };
  return { ...read, notes: [{ code: 'table.formula', params }, ...read.notes] };
}

function textValue(leaf: Leaf, text: string): CellValue | undefined {
  if (text === '' || (leaf.type !== 'string' && text.trim() === '')) return undefined;
  return fromCellText(leaf, unguarded(text));
}

function typedValue(leaf: Leaf, cell: Exclude<Cell, string>): CellReading {
  switch (cell.type) {
    case 'none':
      return { value: undefined, notes: [] };
    case 'text':
      return { value: textValue(leaf, cell.text), notes: [] };
    case 'error':
      return { value: cell.text, notes: [{ code: 'table.error-value', params: { value: cell.text } }] };
    case 'boolean':
      return { value: leaf.type === 'boolean' ? cell.value : shownText(cell), notes: [] };
    case 'number':
      return numberCell(leaf, cell);
  }
}

/** More digits than a spreadsheet keeps of a number. */
const SURE_DIGITS = 15;

function numberCell(leaf: Leaf, { raw, day }: { raw: string; day?: string }): CellReading {
  const number = Number(raw);
  if (!Number.isFinite(number)) return { value: raw, notes: [] };
  if (leaf.isDate) return { value: day ?? raw, notes: [] };
  if (leaf.type === 'number' || leaf.type === 'integer') return { value: day ?? number, notes: [] };
  if (leaf.type === 'boolean') return { value: number === 1 ? true : number === 0 ? false : raw, notes: [] };
  if (day !== undefined) return { value: day, notes: [{ code: 'table.date-in-text', params: { value: day } }] };
  const digits = decimalText(number);
  const rounded = digits.replace(/[^0-9]/g, '').length > SURE_DIGITS;
  return { value: digits, notes: rounded ? [{ code: 'table.rounded-number', params: { value: digits } }] : [] };
}
