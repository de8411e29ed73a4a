/** Gathers records as a table in memory, then writes them as CSV or as a workbook. */
import type { RecordKind } from '../../model/kinds.ts';
import { guarded, SHEET_LIMITS } from '../../model/cell-text.ts';
import type { Model } from '../../model/types.ts';
import type { Lost } from '../lost.ts';
import type { Cell, Sheet } from './types.ts';
import { openDocument } from '../ods/document.ts';
import { workbookTooLarge } from './pieces.ts';
import { workbook } from '../xlsx/workbook.ts';
import type { SheetForm } from './cells.ts';
import { csvOf } from './csv.ts';
import { RowKeeper, type RowLayout } from './rows.ts';

export type Table = {
  /** Adds a record and returns what the table cannot hold of it. @throws InputError `table.too-many-rows`, `output.workbook-too-large` (workbooks), `table.too-many-columns` */
  add(kind: RecordKind, value: unknown): Lost[];
  /**
   * The bytes of the file. A table without records still has the columns that each kind requires.
   * @throws InputError `table.too-many-columns`, `output.workbook-too-large`
   */
  bytes(): Uint8Array;
};

export const SHEET_NAMES: Record<RecordKind, string> = { marche: 'Marchés', 'contrat-concession': 'Concessions' };

/** Bytes that a cell takes at the least in a workbook of either form: its elements and their attributes. */
const CELL_BYTES = 60;

/** An empty table. Rows are kept until the end, since the columns are known only then. */
export function createTable(model: Model, form: SheetForm): Table {
  const keeper = new RowKeeper(model, form);
  const lines: string[] = [];
  let bytes = 0;
  return {
    add(kind, value) {
      const { line, cells, lost } = keeper.take(kind, value);
      if (line === undefined) return lost;
      bytes += cells * CELL_BYTES;
      // Known early, and not only when the memory is full of rows.
      if (form !== 'csv' && bytes > SHEET_LIMITS.bytes) throw workbookTooLarge();
      lines.push(line);
      return lost;
    },
    bytes: () => BYTES[form](keeper, lines),
  };
}

function csvBytes(keeper: RowKeeper, lines: readonly string[]): Uint8Array {
  const { head, line } = csvOf(keeper);
  return new TextEncoder().encode(head + lines.map(line).join(''));
}

const sheetsOf = (keeper: RowKeeper, lines: readonly string[]): Sheet[] =>
  keeper.kinds().map((kind) => sheetOf(keeper, lines, kind));

const BYTES: Record<SheetForm, (keeper: RowKeeper, lines: readonly string[]) => Uint8Array> = {
  csv: csvBytes,
  xlsx: (keeper, lines) => workbook(sheetsOf(keeper, lines)),
  ods: (keeper, lines) => openDocument(sheetsOf(keeper, lines)),
};

function sheetOf(keeper: RowKeeper, lines: readonly string[], kind: RecordKind): Sheet {
  const layout = keeper.layout([kind]);
  return { name: SHEET_NAMES[kind], frozen: { rows: 1 }, widths: layout.columns.map(widthOf), rows: sheetRows(layout, lines) };
}

function* sheetRows({ columns, cellsOf }: RowLayout, lines: readonly string[]): Generator<Cell[]> {
  yield columns.map((text) => ({ text, look: 'header' }));
  for (const line of lines) {
    const row = cellsOf(line);
    if (!row) continue;
    const cells: Cell[] = columns.map(() => undefined);
    for (const [column, text] of row.cells) cells[column] = guarded(text);
    yield cells;
  }
}

/** Wide enough for the name of the column, and for what most cells hold. */
const widthOf = (name: string): number => Math.min(50, Math.max(16, name.length + 2));
