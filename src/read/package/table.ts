/** Reads one table of a package: its rows grouped by the key of their parent row, in the order of their ranks. */
import { InputError } from '../../finding.ts';
import { SHEET_LIMITS } from '../../model/cell-text.ts';
import type { Table } from '../../model/tables.ts';
import { readCsv, type CsvRow } from '../csv-text.ts';
import { decode } from './decode.ts';
import { cellPosition, rowPosition, type RowPlace, PACKAGE_LIMITS, type Note } from './place.ts';
import type { Cell } from '../../model/table-cells.ts';

/** `cells` follow the columns of the version, whatever their order in the file. Cells of unknown columns are not kept. */
export type Row = RowPlace & { keys: number[]; cells: Cell[] };

/**
 * `columns`: index in the file of each column of the version. `groups`: rows by the key of their parent (`3/1`, `''` for
 * records). `sound` is false where some rows could not be read, which a finding has reported.
 */
export type Loaded = { table: Table; file: string; columns: (number | undefined)[]; groups: Map<string, Row[]>; sound: boolean };

export const keyOf = (keys: readonly number[]): string => keys.join('/');

export const unreadTable = (table: Table, file: string): Loaded => ({
  table,
  file,
  columns: [],
  groups: new Map(),
  sound: false,
});

/** `base` is added to all offsets; `budget.rows` is the number of rows that the package may still have. */
export type Load = { base: number; budget: { rows: number }; note: Note };

/** Reads the file of a table and reports its faults to `load.note`. Throws `package.too-many-rows` and `package.too-many-columns`. */
export function loadTable(table: Table, file: string, bytes: Uint8Array, load: Load): Loaded {
  const { base, note } = load;
  const { text, mark, fault } = decode(bytes);
  const start = { row: 1, line: 1, offset: base };
  if (mark) note('encoding.bom', {}, rowPosition(file, start));
  if (fault)
    note(
      'encoding.invalid-utf8',
      {},
      { offset: base + fault.offset, line: fault.line, column: 1, cell: { sheet: file, row: fault.line, ofPackage: true } },
    );
  const rows = readCsv(text);
  const header = rows.next();
  if (header.done) {
    note('package.no-header', { table: table.name }, rowPosition(file, start));
    return unreadTable(table, file);
  }
  const { cells: names, count: width } = header.value;
  if (width > SHEET_LIMITS.columns)
    throw new InputError('package.too-many-columns', { table: table.name, limit: SHEET_LIMITS.columns });
  const loaded = { ...unreadTable(table, file), columns: columnsOf(table, file, names, start, note) };
  loaded.sound = table.primaryKey.every((_, i) => loaded.columns[i] !== undefined);
  if (!loaded.sound) return loaded;
  addRows(loaded, rows, width, load);
  for (const [key, group] of loaded.groups) loaded.groups.set(key, inOrder(group, loaded, note));
  return loaded;
}

function addRows(loaded: Loaded, rows: Iterable<CsvRow>, width: number, { base, budget, note }: Load): void {
  const { name: table } = loaded.table;
  let keyless = 0;
  for (const row of rows) {
    if (budget.rows-- === 0) throw new InputError('package.too-many-rows', { table, limit: PACKAGE_LIMITS.rows });
    if (addRow(loaded, row, base, width, note) || ++keyless < PACKAGE_LIMITS.reported) continue;
    const place = { row: row.row, line: row.line, offset: base + row.offset };
    note('package.stopped', { table, limit: PACKAGE_LIMITS.reported }, rowPosition(loaded.file, place));
    // The rest is not read, so a row without a parent must not be reported as an orphan.
    loaded.sound = false;
    return;
  }
}

function columnsOf({ name: table, columns, primaryKey }: Table, file: string, header: Cell[], start: RowPlace, note: Note) {
  const places = new Map<string, number>();
  const known = new Set(columns.map(({ name }) => name));
  for (const [i, cell = ''] of header.entries()) {
    const position = cellPosition(file, start, i, cell);
    if (!known.has(cell)) note('package.unknown-column', { table, column: cell }, position);
    else if (places.has(cell)) note('package.duplicate-column', { table, column: cell }, position);
    else places.set(cell, i);
  }
  for (const { name: column } of columns) {
    const missing = { table, column, key: primaryKey.includes(column) };
    if (!places.has(column)) note('package.missing-column', missing, rowPosition(file, start));
  }
  return columns.map(({ name }) => places.get(name));
}

/** Adds a row to its group. Returns false where its key is bad. */
function addRow(
  loaded: Loaded,
  { cells, count, row, line, offset, faults }: CsvRow,
  base: number,
  width: number,
  note: Note,
): boolean {
  const { table, file, groups } = loaded;
  const place = { row, line, offset: base + offset };
  const keys = keysOf(loaded, cells, place, note);
  for (const { kind, cell } of faults)
    note(`package.${kind}`, { table: table.name }, cellPosition(file, place, cell, nameAt(loaded, cell)), keys?.[0]);
  if (count !== width)
    note('package.cell-count', { table: table.name, count, expected: width }, rowPosition(file, place), keys?.[0]);
  if (!keys) return false;
  const key = keyOf(keys.slice(0, -1));
  const group = groups.get(key);
  const kept = { keys, cells: loaded.columns.map((at) => (at === undefined ? undefined : cells[at])), ...place };
  if (group) group.push(kept);
  else groups.set(key, [kept]);
  return true;
}

const nameAt = ({ table, columns }: Loaded, at: number): string => table.columns[columns.indexOf(at)]?.name ?? '';

const WHOLE = /^[1-9][0-9]{0,14}$/;

/** The key of a row; undefined where a part of it is not a positive whole number. */
function keysOf({ table, file, columns }: Loaded, cells: Cell[], place: RowPlace, note: Note): number[] | undefined {
  const keys: number[] = [];
  for (const [i, column] of table.primaryKey.entries()) {
    const at = columns[i] ?? 0;
    const value = cells[at];
    if (value === undefined || !WHOLE.test(value)) {
      note('package.bad-key', { table: table.name, column, value }, cellPosition(file, place, at, column));
      return undefined;
    }
    keys.push(Number(value));
  }
  return keys;
}

const rankOf = ({ keys }: Row): number => keys.at(-1) ?? 0;

/** Sorts rows by rank and drops repeated ranks. */
function inOrder(group: Row[], { table: { name: table }, file }: Loaded, note: Note): Row[] {
  const kept: Row[] = [];
  for (const row of group.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    const last = kept.at(-1);
    const [found, expected] = [rankOf(row), (last ? rankOf(last) : 0) + 1];
    if (found < expected) {
      note('package.duplicate-row', { table, key: keyOf(row.keys) }, rowPosition(file, row), row.keys[0]);
      continue;
    }
    if (found > expected) note('package.gap', { table, expected, found }, rowPosition(file, row), row.keys[0]);
    kept.push(row);
  }
  return kept;
}
