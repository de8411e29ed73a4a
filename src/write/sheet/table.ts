/** Gathers records as a table, then writes them as CSV or as a workbook. */
import { stringify } from 'csv-stringify/browser/esm/sync';
import { InputError } from '../../finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { guarded, isHelpText, SHEET_LIMITS } from '../../model/cell-text.ts';
import { noContract } from '../../model/no-contract.ts';
import { byRank, columnsOf, KIND_COLUMN, placeOf, type Place } from '../../model/sheet.ts';
import { treesOf, type RecordTrees } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import type { Lost } from '../lost.ts';
import type { Cell, Sheet } from './types.ts';
import { openDocument } from '../ods/document.ts';
import { workbook } from '../xlsx/workbook.ts';
import { cellsOf, type SheetForm } from './cells.ts';

export type Table = {
  /** Adds a record and returns what the table cannot hold of it. @throws InputError `table.too-many-rows` (workbooks) */
  add(kind: RecordKind, value: unknown): Lost[];
  /** The bytes of the file. A table without records still has the columns that each kind requires. @throws InputError `table.too-many-columns` */
  bytes(): Uint8Array;
};

type Entry = { kind: RecordKind; cells: Map<string, string> };

export const SHEET_NAMES: Record<RecordKind, string> = { marche: 'Marchés', 'contrat-concession': 'Concessions' };

/** An empty table. Rows are kept until the end, since the columns are known only then. */
export function createTable(model: Model, form: SheetForm): Table {
  const trees = treesOf(model);
  const rows: Entry[] = [];
  return {
    add(kind, value) {
      if (form !== 'csv' && rows.length + 1 >= SHEET_LIMITS.rows)
        throw new InputError('table.too-many-rows', { limit: SHEET_LIMITS.rows });
      const { cells, lost } = cellsOf(trees[kind], value, form);
      const unread = unreadAs(value, cells, form);
      if (unread) return [...lost, unread];
      // A record without a cell would be an empty row, which readers skip.
      if (cells.size > 0) rows.push({ kind, cells });
      return lost;
    },
    bytes: () => BYTES[form](trees, rows),
  };
}

/** Readers skip a row of blanks, a row of help texts as in the template, a total and a subheading: such a record is lost as a whole. */
function unreadAs(value: unknown, cells: ReadonlyMap<string, string>, form: SheetForm): Lost | undefined {
  const texts = [...cells.values()];
  if (texts.length === 0) return undefined;
  if (texts.every((text) => guarded(text).trim() === '')) return { code: 'convert.empty-object', path: '', params: { form } };
  const isSkipped = texts.every(isHelpText) || noContract([...cells].map(([name, text]) => ({ name, text: text.trim() })));
  return isSkipped ? { code: 'convert.wrong-type', path: '', params: { form, value } } : undefined;
}

/** Names of the columns that these rows need, in the order of the trees. */
function columnsFor(trees: RecordTrees, rows: readonly Entry[], kinds: readonly RecordKind[]): string[] {
  const names = new Set<string>();
  for (const kind of kinds) {
    const places = new Map<string, Place>();
    const add = (name: string): void => {
      const place = places.has(name) ? undefined : placeOf(trees[kind], name);
      if (place) places.set(name, place);
    };
    for (const row of rows) if (row.kind === kind) for (const name of row.cells.keys()) add(name);
    if (rows.length === 0) for (const place of columnsOf(trees[kind], () => 1)) if (place.required) add(place.name);
    for (const place of [...places.values()].sort(byRank)) names.add(place.name);
  }
  if (names.size > SHEET_LIMITS.columns) throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
  return [...names];
}

function kindsOf(rows: readonly Entry[]): RecordKind[] {
  const kinds = RECORD_KINDS.filter((kind) => rows.some((row) => row.kind === kind));
  return kinds.length > 0 ? kinds : ['marche'];
}

/** The text of a CSV file as French spreadsheets open it: UTF-8 with a mark at the start, semicolons, CRLF (and quotes as RFC 4180 says). */
export const csvText = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => row.map(guarded)),
    { delimiter: ';', record_delimiter: '\r\n', bom: true, quoted_match: /[\r\n\t,]|^\s|\s$/ },
  );

function csvOf(trees: RecordTrees, rows: readonly Entry[]): string {
  const kinds = kindsOf(rows);
  const columns = columnsFor(trees, rows, kinds);
  const isMixed = kinds.length > 1;
  return csvText([
    [...(isMixed ? [KIND_COLUMN] : []), ...columns],
    ...rows.map(({ kind, cells }) => [...(isMixed ? [kind] : []), ...columns.map((name) => cells.get(name) ?? '')]),
  ]);
}

const sheetsOf = (trees: RecordTrees, rows: readonly Entry[]): Sheet[] => kindsOf(rows).map((kind) => sheetOf(trees, rows, kind));

const BYTES: Record<SheetForm, (trees: RecordTrees, rows: readonly Entry[]) => Uint8Array> = {
  csv: (trees, rows) => new TextEncoder().encode(csvOf(trees, rows)),
  xlsx: (trees, rows) => workbook(sheetsOf(trees, rows)),
  ods: (trees, rows) => openDocument(sheetsOf(trees, rows)),
};

function sheetOf(trees: RecordTrees, rows: readonly Entry[], kind: RecordKind): Sheet {
  const columns = columnsFor(trees, rows, [kind]);
  return { name: SHEET_NAMES[kind], frozen: 1, widths: columns.map(widthOf), rows: sheetRows(columns, rows, kind) };
}

function* sheetRows(columns: readonly string[], rows: readonly Entry[], kind: RecordKind): Generator<Cell[]> {
  yield columns.map((text) => ({ text, look: 'header' }));
  for (const { cells, kind: own } of rows) {
    if (own !== kind) continue;
    yield columns.map((name) => {
      const text = cells.get(name);
      return text === undefined ? undefined : guarded(text);
    });
  }
}

/** Wide enough for the name of the column, and for what most cells hold. */
export const widthOf = (name: string): number => Math.min(50, Math.max(16, name.length + 2));
