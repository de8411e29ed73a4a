/** Writes records as rows of tables, one at a time: nothing is kept from one to the next, so that a file of any size streams. */
import type { RecordKind } from '../../model/kinds.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import { anyCell, cellOfValue, type Cell } from '../../model/table-cells.ts';
import type { Part, Table, TableLayout } from '../../model/tables.ts';
import type { Lost } from '../lost.ts';
import { csvLine } from './descriptor.ts';
import { isObject } from '../../../packages/base/src/json.ts';

/** `rows`: lines of CSV by name of table, for the tables that get some. `lost`: what they cannot carry, with JSON Pointers from the record. */
export type Rows = { rows: Map<string, string>; lost: Lost[] };

/** The rows of one record. `rank` is its number in the list of its kind, from 1. */
export function rowsOf(kind: RecordKind, value: unknown, rank: number, layout: TableLayout): Rows {
  const out: Rows = { rows: new Map(), lost: [] };
  addRow(layout.records[kind], [rank], value, '', out);
  return out;
}

/** A row being filled: its first cells already hold its key. */
type Row = { cells: Cell[]; keys: readonly number[]; out: Rows };

/** A value of `undefined` gives a row with its key only, so that the ranks of the following rows stay right. */
function addRow({ name, columns, content }: Table, keys: readonly number[], value: unknown, path: string, out: Rows): void {
  const cells = columns.map((_, i) => keys[i]?.toString());
  if (value !== undefined && !isNullItem(content, value)) put(content, value, path, { cells, keys, out });
  out.rows.set(name, (out.rows.get(name) ?? '') + csvLine(cells));
}

/** A list of scalars has null for an item without value. */
const isNullItem = ({ kind }: Part, value: unknown): boolean => kind === 'leaf' && value === null;

function put(part: Part, value: unknown, path: string, row: Row): void {
  if (part.kind === 'leaf') putLeaf(part, value, path, row);
  else if (part.kind === 'list') putList(part, value, path, row);
  else if (isObject(value)) putMembers(part, value, path, row);
  else row.out.lost.push(misplaced(value, path));
}

/** Half of a surrogate pair, which UTF-8 cannot encode. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

function putLeaf({ column, leaf }: Part & { kind: 'leaf' }, value: unknown, path: string, { cells, out }: Row): void {
  const exact = cellOfValue(leaf, value);
  if (exact === undefined) out.lost.push(misplaced(value, path));
  // A value of another type is written all the same: an amount given as a text would otherwise be an empty cell.
  const cell = exact ?? anyCell(value);
  const whole = cell?.replace(LONE_SURROGATE, '\ufffd');
  if (whole !== cell) out.lost.push(loss('lone-surrogate', path));
  cells[column] = whole;
}

function putMembers({ members }: Part & { kind: 'object' }, value: Record<string, unknown>, path: string, row: Row): void {
  row.out.lost.push(...unknownNames(value, path, (name) => members.some((member) => member.name === name)));
  for (const { name, part } of members) {
    if (!Object.hasOwn(value, name)) continue;
    const inside = value[name];
    if (part.kind === 'object' && isObject(inside) && Object.keys(inside).length === 0)
      row.out.lost.push(loss('empty-object', child(path, name)));
    else put(part, inside, child(path, name), row);
  }
}

function putList(part: Part & { kind: 'list' }, value: unknown, path: string, { cells, keys, out }: Row): void {
  if (!Array.isArray(value)) {
    out.lost.push(misplaced(value, path));
    return;
  }
  if (part.count !== undefined) cells[part.count] = String(value.length);
  else if (value.length === 0) out.lost.push(loss('empty-list', path));
  for (const [i, item] of value.entries()) {
    const at = child(path, i);
    if (part.envelope === undefined) addRow(part.table, [...keys, i + 1], item, at, out);
    else addRow(part.table, [...keys, i + 1], opened(item, part.envelope, at, out.lost), child(at, part.envelope), out);
  }
}

/** What is in the envelope of an item. */
function opened(item: unknown, envelope: string, path: string, lost: Lost[]): unknown {
  if (!isObject(item)) {
    lost.push(misplaced(item, path));
    return undefined;
  }
  lost.push(...unknownNames(item, path, (name) => name === envelope));
  if (Object.hasOwn(item, envelope)) return item[envelope];
  // The reader gives every row an envelope, so an item without one is lost.
  lost.push(loss('empty-object', path));
  return undefined;
}

const form = 'package';

const loss = (code: string, path: string, params: Record<string, unknown> = {}): Lost => ({
  code: `convert.${code}`,
  path,
  params: { form, ...params },
});

const misplaced = (value: unknown, path: string): Lost =>
  value === null ? loss('null', path) : loss('wrong-type', path, { value });

/** Losses for the members of an object that are not `known`. */
const unknownNames = (value: Record<string, unknown>, path: string, known: (name: string) => boolean): Lost[] =>
  Object.keys(value)
    .filter((property) => !known(property))
    .map((property) => loss('unknown-property', child(path, property), { property }));
