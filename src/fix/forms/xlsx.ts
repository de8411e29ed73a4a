/** Replaces cells in a workbook (XLSX). All else of the archive stays: formats, widths, drop-down lists, other sheets. */
import { columnRank } from '../../model/cell-text.ts';
import { nameInPosition } from '../../read/table/types.ts';
import { columnIn, sheetsOf } from '../../read/xlsx/open-xlsx.ts';
import { xmlEscaped } from '../../write/sheet/pieces.ts';
import type { Change, Patch } from '../types.ts';
import {
  type CellFinder,
  endedBy,
  type FoundCell,
  namesakes,
  partsOf,
  patchedWorkbook,
  patchPart,
  tagBefore,
  type WriteCell,
} from './workbook.ts';

export const patchXlsx: Patch = (bytes, changes) => {
  const parts = partsOf(bytes);
  const applied: Change[] = [];
  const { sheets } = sheetsOf(parts);
  const shared = namesakes(sheets.map(({ name }) => name));
  for (const { name, part } of sheets) {
    const sheet = parts.get(part);
    const shown = nameInPosition(name);
    const own = shared.has(shown) ? [] : changes.filter(({ position }) => position.cell?.sheet === shown);
    if (!sheet || own.length === 0) continue;
    const patched = patchPart(sheet, part, own, { finder: (text) => new SheetCells(text, name), write });
    parts.set(part, patched.bytes);
    for (const change of patched.applied) applied.push(change);
  }
  return patchedWorkbook(bytes, parts, applied);
};

type Attributes = Readonly<Record<string, string>>;

/** The filled cells of a sheet. Rows and cells may leave their number out: each then follows the one before. */
class SheetCells implements CellFinder {
  readonly cells: FoundCell[] = [];
  readonly #text: string;
  readonly #sheet: string;
  #row = 0;
  #rank = -1;
  #cell: FoundCell | undefined;

  constructor(text: string, sheet: string) {
    this.#text = text;
    this.#sheet = sheet;
  }

  open(name: string, { r }: Attributes, prefix: string, end: number): void {
    if (name === 'row') {
      this.#row = r === undefined ? this.#row + 1 : Number(r);
      this.#rank = -1;
    } else if (name === 'c') {
      this.#rank = (r === undefined ? undefined : columnRank(columnIn(r))) ?? this.#rank + 1;
      this.#cell = {
        ...{ sheet: this.#sheet, first: this.#row, last: this.#row, rank: this.#rank, columns: 1 },
        ...{ tag: tagBefore(this.#text, end), end, prefix, isFormula: false },
      };
    } else if (name === 'f' && this.#cell) this.#cell.isFormula = true;
  }

  close(name: string, end: number): void {
    if (name !== 'c' || !this.#cell) return;
    // An empty cell has the value of the one that it is merged with.
    if (end > this.#cell.tag.end) this.cells.push({ ...this.#cell, end });
    this.#cell = undefined;
  }
}

const TYPE = /\st\s*=\s*(?:"[^"]*"|'[^']*')/;

const write: WriteCell = (text, { tag, prefix }, [value = '']) => {
  const name = (local: string): string => (prefix === '' ? local : `${prefix}:${local}`);
  const bare = text.slice(tag.start, tag.end).replace(TYPE, '');
  if (value === '') return endedBy(bare, '/>');
  const opening = endedBy(bare, ' t="inlineStr">');
  const inside = `<${name('is')}><${name('t')} xml:space="preserve">${xmlEscaped(value)}</${name('t')}></${name('is')}>`;
  return `${opening}${inside}</${name('c')}>`;
};
