/** Puts a record together again from the rows of its tables, and finds the cell of a value. */
import type { Position } from '../../finding.ts';
import { tokens } from '../../../packages/base/src/pointer.ts';
import { valueOfCell, type Cell } from '../../model/table-cells.ts';
import type { Part, Table } from '../../model/tables.ts';
import { cellPosition, rowPosition, type Note } from './place.ts';
import { keyOf, type Loaded, type Row } from './table.ts';

export type Tables = ReadonlyMap<Table, Loaded>;

/** A row with its table. */
export type Source = { row: Row; loaded: Loaded; tables: Tables };

const cellAt = ({ row }: Source, column: number): Cell => row.cells[column];

function itemsOf(table: Table, { row, tables }: Source): Source[] {
  const loaded = tables.get(table);
  return loaded ? (loaded.groups.get(keyOf(row.keys)) ?? []).map((item) => ({ row: item, loaded, tables })) : [];
}

/** The value of a row: a record or an item. A row is never nothing: without cells it is an empty object, or null in a list of values. */
export function valueOfRow(source: Source, note: Note): unknown {
  const { content } = source.loaded.table;
  return valueOf(content, source, note) ?? (content.kind === 'leaf' ? null : {});
}

function valueOf(part: Part, source: Source, note: Note): unknown {
  if (part.kind === 'leaf') {
    const cell = cellAt(source, part.column);
    return cell === undefined ? undefined : valueOfCell(part.leaf, cell);
  }
  if (part.kind === 'list') return listOf(part, source, note);
  const members = part.members.map(({ name, part: inside }) => [name, valueOf(inside, source, note)] as const);
  const present = members.filter(([, value]) => value !== undefined);
  return present.length > 0 ? Object.fromEntries(present) : undefined;
}

function listOf(part: Part & { kind: 'list' }, source: Source, note: Note): unknown[] | undefined {
  const items = itemsOf(part.table, source).map((item) => {
    const value = valueOfRow(item, note);
    return part.envelope === undefined ? value : { [part.envelope]: value };
  });
  const { count } = part;
  const told = count === undefined ? undefined : cellAt(source, count);
  const expected = items.length > 0 ? String(items.length) : undefined;
  if (count !== undefined && told !== expected && !(told === '0' && items.length === 0))
    noteCount(part, items.length, source, note);
  return items.length > 0 || told !== undefined ? items : undefined;
}

function noteCount({ table, count = 0 }: Part & { kind: 'list' }, length: number, source: Source, note: Note): void {
  const { row, loaded } = source;
  const at = loaded.columns[count];
  // The column is not there at all, which was said.
  if (at === undefined) return;
  const column = loaded.table.columns[count]?.name ?? '';
  const params = { table: table.name, column, count: length, value: row.cells[count] };
  note('package.count', params, cellPosition(loaded.file, row, at, column), row.keys[0]);
}

/** The place of the value at a pointer from the record, or of what is nearest above it. */
export function locateIn(record: Source, pointer: string): Position {
  let source = record;
  let part: Part = record.loaded.table.content;
  const steps = tokens(pointer);
  for (let step = steps.shift(); step !== undefined && part.kind !== 'leaf'; step = steps.shift()) {
    if (part.kind === 'object') {
      const member = memberOf(part, step);
      if (!member) break;
      part = member;
    } else {
      const item = itemsOf(part.table, source)[Number(step)];
      if (!item) break;
      if (part.envelope !== undefined) steps.shift();
      source = item;
      part = item.loaded.table.content;
    }
  }
  return placeOf(part, source);
}

const memberOf = ({ members }: Part & { kind: 'object' }, name: string): Part | undefined =>
  members.find((member) => member.name === name)?.part;

function placeOf(part: Part, { row, loaded }: Source): Position {
  const column = part === loaded.table.content && part.kind === 'object' ? undefined : firstColumn(part);
  const at = column === undefined ? undefined : loaded.columns[column];
  if (column === undefined || at === undefined) return rowPosition(loaded.file, row);
  return cellPosition(loaded.file, row, at, loaded.table.columns[column]?.name ?? '');
}

function firstColumn(part: Part): number | undefined {
  if (part.kind === 'leaf') return part.column;
  return part.kind === 'list'
    ? part.count
    : part.members.map((member) => firstColumn(member.part)).find((one) => one !== undefined);
}
