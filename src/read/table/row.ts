/** One row: its kind, its record, its findings, and the cells of its values. */
import { isKept, SURE_DIGITS } from '../../../packages/base/src/digits.ts';
import { setMember } from '../../../packages/base/src/json.ts';
import type { Finding, Position } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { isNoCode, meansNothing } from '../../model/no-contract.ts';
import type { Place } from '../../model/sheet.ts';
import { recordRef, type RoundedNumber } from '../record.ts';
import type { Column, Header } from './header.ts';
import { type Spot, shownText, type Row, type Cell } from './types.ts';
import { decimalOf, fromCellText, unguarded, type CellValue } from '../../model/cell-text.ts';
import type { Leaf } from '../../model/tree.ts';
import { decimalText } from '../../model/xml-text.ts';
import type { Params } from '../../messages/language.ts';
import { child, isIndex, tokens } from '../../../packages/base/src/pointer.ts';

type Noted = { note: Note; place: Place; rank: number };

/** `filled`: the cells that have a value. */
export type RowReading = {
  kind: RecordKind;
  filled: readonly Filled[];
  /** The names of the columns whose formula has no saved result. */
  uncomputed: readonly string[];
  value: Record<string, unknown>;
  /** The findings of the row, once its path and its index in its list are known. `list` is null where the list mixes both kinds. */
  findings: (path: string, list: RecordKind | null, index: number) => Generator<Finding>;
  rounded: () => readonly RoundedNumber[];
  /** The pointer in the record of what columns call by this one: where an item before it is not there, it has a smaller number. */
  moved: (pointer: string) => string;
  locate: (pointer: string) => Position | undefined;
};

const OTHER: Record<RecordKind, RecordKind> = { marche: 'contrat-concession', 'contrat-concession': 'marche' };
const OWNER_OF_CONCESSION = 'autoriteConcedante.id';

/** Spellings of the first column that are understood, without case, accents, blanks and hyphens. */
const KINDS = new Map<string, RecordKind>([
  ['marche', 'marche'],
  ['contratconcession', 'contrat-concession'],
  ['contratdeconcession', 'contrat-concession'],
  ['concession', 'contrat-concession'],
]);

const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\s-]/gu, '')
    .toLowerCase();

/** Columns of the other kind are read too, so that the schema reports their values as unexpected. */
const placeIn = (column: Column, kind: RecordKind): Place | undefined => column.places[kind] ?? column.places[OTHER[kind]];

/** The kind of a row; `written` is what its first column says of it, `isDeclared` whether that is a kind. */
export type RowKind = { kind: RecordKind; written: string | undefined; isDeclared: boolean };

export function kindOfRow(row: Row, header: Header): RowKind {
  const written = header.kindRank === undefined ? undefined : shownText(row.cells.get(header.kindRank)).trim();
  const declared = written === undefined ? undefined : KINDS.get(plain(written));
  const kind = declared ?? (written === undefined ? header.kind : undefined) ?? kindOfCells(row, header);
  return { kind, written, isDeclared: declared !== undefined };
}

export function readRow(
  row: Row,
  header: Header,
  spot: Spot,
  { kind, written, isDeclared }: RowKind = kindOfRow(row, header),
): RowReading {
  const all: Filled[] = [];
  const noted: Noted[] = [];
  const rounded: { place: Place; text: string }[] = [];
  for (const column of header.columns) {
    const cell = row.cells.get(column.rank);
    const place = placeIn(column, kind);
    if (cell === undefined || !place) continue;
    const { value, notes } = readCell(place.leaf, cell);
    noted.push(...notes.map((note) => ({ note, place, rank: column.rank })));
    if (value === undefined) continue;
    all.push({ rank: column.rank, place, value });
    const text = typeof value === 'number' ? writtenIn(cell) : '';
    if (text.length > SURE_DIGITS && !isKept(text, value as number)) rounded.push({ place, text });
  }
  const { filled, empty } = withoutFillers(all);
  const closing = new Closing(filled);
  const value = valueOf(filled, closing);
  const at = (rank: number): { position: Position } => ({ position: spot(row, rank, header.names.get(rank)) });
  let ranks: ReadonlyMap<string, number> | undefined;
  return {
    kind,
    filled,
    uncomputed: noted.flatMap(({ note, place }) => (note.code === 'table.uncomputed-formula' ? [place.name] : [])),
    value,
    *findings(path, list, index) {
      const record = recordRef(list ?? kind, index, value);
      if (written !== undefined && !isDeclared)
        yield findingOf('table.unknown-contrat', path, { value: written }, { record, ...at(header.kindRank ?? 0) });
      for (const { note, place, rank } of noted)
        yield findingOf(note.code, path + (closing.moved(place.pointer) ?? ''), note.params, { record, ...at(rank) });
      for (const { pointer, rank, list: name, number, index: to } of closing.gaps(filled))
        yield findingOf('table.gap', path + pointer, { list: name, number, rank: to + 1 }, { record, ...at(rank) });
      for (const { rank, list: name, number, value: filler } of empty)
        yield findingOf('table.empty-item', path, { list: name, number, value: filler }, { record, ...at(rank) });
      const stray = strayValue(row, header);
      if (stray) yield findingOf('table.value-without-column', path, { value: stray.value }, { record, ...at(stray.rank) });
    },
    rounded: () => rounded.map(({ place, text }) => ({ pointer: closing.moved(place.pointer) ?? '', text })),
    moved: (pointer) => closing.moved(pointer) ?? pointer,
    locate(pointer) {
      // Computed on the first finding: most rows have none, others have many.
      ranks ??= ranksOf(filled.map(({ rank, place }) => [rank, closing.moved(place.pointer) ?? '']));
      // Without a column of its own, a value is not in the cell of another one: the row as a whole is meant.
      const rank = ranks.get(pointer) ?? columnRanks(header, kind).get(closing.original(pointer) ?? '');
      return rank === undefined ? spot(row) : at(rank).position;
    },
  };
}

function kindOfCells(row: Row, { columns }: Header): RecordKind {
  const owner = columns.find(({ places }) => places['contrat-concession']?.name === OWNER_OF_CONCESSION);
  return owner && shownText(row.cells.get(owner.rank)).trim() !== '' ? 'contrat-concession' : 'marche';
}

function strayValue({ cells }: Row, { names }: Header): { rank: number; value: string } | undefined {
  for (const [rank, cell] of cells) {
    const value = shownText(cell);
    if (!names.has(rank) && value.trim() !== '') return { rank, value };
  }
  return undefined;
}

/** The ranks of columns by the pointers of their values; of a block or a list that of the first one below it. */
function ranksOf(columns: readonly (readonly [rank: number, pointer: string])[]): ReadonlyMap<string, number> {
  const ranks = new Map<string, number>();
  for (const [rank, pointer] of columns) for (let at = pointer; at !== '' && !ranks.has(at); at = around(at)) ranks.set(at, rank);
  return ranks;
}

const ofHeaders = new WeakMap<Header, Partial<Record<RecordKind, ReadonlyMap<string, number>>>>();

/** The ranks of all columns of a header, worked out once for all its rows: it may have thousands, and a row one cell. */
function columnRanks(header: Header, kind: RecordKind): ReadonlyMap<string, number> {
  const known = ofHeaders.get(header) ?? {};
  ofHeaders.set(header, known);
  return (known[kind] ??= ranksOf(header.columns.map((column) => [column.rank, placeIn(column, kind)?.pointer ?? ''])));
}

const around = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf('/'));

// The value of a cell, by what the schema expects there, and what a spreadsheet did to it.

/** A code with its params, not yet a finding: the place is for the caller to say. */
type NoteCode =
  | 'table.lost-digits'
  | 'table.rounded-number'
  | 'table.date-in-text'
  | 'table.formula'
  | 'table.uncomputed-formula'
  | 'table.error-value';
type Note = { [Code in NoteCode]: { code: Code; params: Params[Code] } }[NoteCode];

/** `value` is undefined for a cell that holds none. */
type CellReading = { value: CellValue | undefined; notes: Note[] };

/** The value of a cell in the column of a field; undefined for a cell that holds none. */
export const cellValue = (leaf: Leaf, cell: Cell): CellValue | undefined => readCell(leaf, cell).value;

function readCell(leaf: Leaf, cell: Cell): CellReading {
  if (typeof cell === 'string') return { value: textValue(leaf, cell), notes: lostDigits(leaf, cell) };
  const read = typedValue(leaf, cell);
  // An error says enough of its formula.
  if (cell.formula !== true || cell.type === 'none' || cell.type === 'error') return read;
  return { ...read, notes: [{ code: 'table.formula', params: { value: shownText(cell) } }, ...read.notes] };
}

/** The number of a cell as it is written there, without what is around its digits. */
function writtenIn(cell: Cell): string {
  if (typeof cell !== 'string' && cell.type === 'number') return cell.raw;
  const text = shownText(cell);
  return text.length > SURE_DIGITS ? (decimalOf(unguarded(text).trim()) ?? '') : '';
}

/** A number as a spreadsheet shows one that is too long for its column: of an identifier the digits are gone. */
const SCIENTIFIC = /^[0-9](?:[.,][0-9]+)?E\+?[0-9]{1,3}$/i;

function lostDigits(leaf: Leaf, text: string): Note[] {
  const value = text.trim();
  return leaf.type === 'string' && SCIENTIFIC.test(value) ? [{ code: 'table.lost-digits', params: { value } }] : [];
}

function textValue(leaf: Leaf, text: string): CellValue | undefined {
  if (text === '' || (leaf.type !== 'string' && text.trim() === '')) return undefined;
  return fromCellText(leaf, unguarded(text));
}

function typedValue(leaf: Leaf, cell: Exclude<Cell, string>): CellReading {
  switch (cell.type) {
    case 'none':
      return { value: undefined, notes: [{ code: 'table.uncomputed-formula', params: {} }] };
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

// One row as the value of a record, with the way back from its JSON Pointers to the cells.

/** A filled cell: the rank of its column, its place in the record, its value. */
export type Filled = { rank: number; place: Place; value: CellValue };

/** An item of which all cells are filled with a sign for « nothing »: `list` and `number` as columns have them, the rank of its first cell, what stands there. */
type EmptyItem = { rank: number; list: string; number: number; value: string };

/** The cells of a row without the optional items of lists (a modification) that hold nothing but signs for « nothing »: such an item is none. */
function withoutFillers(cells: readonly Filled[]): { filled: readonly Filled[]; empty: readonly EmptyItem[] } {
  if (!cells.some((read) => !read.place.required && meansNothing(read.value))) return { filled: cells, empty: [] };
  const items = new Map<string, { item: Item; first: Filled; own: Filled[] }>();
  for (const read of cells) {
    const [item] = stepsOf(read.place).items;
    const key = item && child(item.list, item.index);
    if (!item || key === undefined) continue;
    if (read.place.pointer === key && !isNoCode(read.place.leaf, read.value)) continue;
    const known = items.get(key);
    if (known) known.own.push(read);
    else items.set(key, { item, first: read, own: [read] });
  }
  const empty: EmptyItem[] = [];
  const left = new Set<Filled>();
  for (const { item, first, own } of items.values()) {
    if (own.some((read) => read.place.required || !meansNothing(read.value))) continue;
    for (const read of own) left.add(read);
    empty.push({ rank: first.rank, list: item.name, number: item.index + 1, value: String(first.value).trim() });
  }
  return { filled: cells.filter((read) => !left.has(read)), empty };
}

/** An item that counts under another number than its columns say: `list` is the name of its columns before the number. */
type Gap = { pointer: string; rank: number; list: string; number: number; index: number };

/**
 * Lists without holes: an item of which no cell is filled is not there, and the items after it move up. Knows the index that each item
 * gets, by the pointer that its columns have.
 */
class Closing {
  readonly #lists = new Map<string, Map<string, number>>();
  /** The indexes that the columns of each list have, in their order. */
  readonly #ordered = new Map<string, readonly number[]>();
  /** No item moves, as in nearly every row: then the columns have the pointers of the record. */
  readonly isWhole: boolean;

  constructor(filled: readonly Filled[]) {
    const found = new Map<string, Set<number>>();
    for (const { place } of filled)
      for (const { list, index } of stepsOf(place).items) found.set(list, (found.get(list) ?? new Set()).add(index));
    for (const [list, indexes] of found) {
      const ordered = [...indexes].sort((a, b) => a - b);
      this.#ordered.set(list, ordered);
      this.#lists.set(list, new Map(ordered.map((index, rank) => [String(index), rank])));
    }
    this.isWhole = [...found].every(([, indexes]) => Math.max(...indexes) === indexes.size - 1);
  }

  /** The pointer in the record of what columns call `pointer`; undefined for an item that is not there. */
  moved(pointer: string): string | undefined {
    let from = '';
    let to = '';
    for (const token of tokens(pointer)) {
      const items = isIndex(token) ? this.#lists.get(from) : undefined;
      const at = items ? items.get(token) : token;
      if (at === undefined) return undefined;
      from = child(from, token);
      to = child(to, at);
    }
    return to;
  }

  /** What columns call the pointer of a value in the record; undefined for an item that is not there. */
  original(pointer: string): string | undefined {
    let at = '';
    for (const token of tokens(pointer)) {
      const ordered = isIndex(token) ? this.#ordered.get(at) : undefined;
      const index = ordered ? ordered[Number(token)] : token;
      if (index === undefined) return undefined;
      at = child(at, index);
    }
    return at;
  }

  /** The first item of each list of blocks that moved. Lists of mere values may be filled in any columns: nothing is lost there. */
  gaps(filled: readonly Filled[]): Gap[] {
    if (this.isWhole) return [];
    const gaps = new Map<string, Gap>();
    for (const { place, rank } of filled) {
      const isBlock = !isIndex(place.pointer.slice(place.pointer.lastIndexOf('/') + 1));
      for (const { list, index, name } of stepsOf(place).items) {
        const to = this.#lists.get(list)?.get(String(index)) ?? index;
        if (to === index || gaps.has(list) || (!isBlock && place.pointer === child(list, index))) continue;
        gaps.set(list, { pointer: this.moved(child(list, index)) ?? '', rank, list: name, number: index + 1, index: to });
      }
    }
    return [...gaps.values()];
  }
}

type Item = { list: string; index: number; name: string };
type Steps = { tokens: string[]; items: Item[] };

const known = new WeakMap<Place, Steps>();

/** The way to the value of a column, worked out once for all rows. */
function stepsOf(place: Place): Steps {
  let steps = known.get(place);
  if (!steps) {
    steps = { tokens: tokens(place.pointer), items: itemsOn(place.pointer, place.name) };
    known.set(place, steps);
  }
  return steps;
}

/** The items of lists on the way to a value, with the pointer of their list, and the name that columns give to that list. */
function itemsOn(pointer: string, name: string): Item[] {
  const items: Item[] = [];
  const segments = name.split('.');
  let at = 0;
  let list = '';
  for (const token of tokens(pointer)) {
    if (isIndex(token)) {
      while (at < segments.length && !isIndex(segments[at] ?? '')) at += 1;
      items.push({ list, index: Number(token), name: segments.slice(0, at).join('.') });
      at += 1;
    }
    list = child(list, token);
  }
  return items;
}

/** The value that these cells make. Where two cells claim one place (only without a model), the first counts. */
function valueOf(filled: readonly Filled[], closing: Closing): Record<string, unknown> {
  const value: Record<string, unknown> = {};
  for (const { place, value: of } of filled)
    put(value, closing.isWhole ? stepsOf(place).tokens : tokens(closing.moved(place.pointer) ?? ''), of);
  return value;
}

type Container = Record<string, unknown>;

function put(root: Container, path: readonly string[], value: CellValue): void {
  let into: Container = root;
  for (const [i, token] of path.entries()) {
    const known = Object.hasOwn(into, token) ? into[token] : undefined;
    const isLast = i === path.length - 1;
    const next = known ?? (isLast ? value : isIndex(path[i + 1] ?? '') ? [] : {});
    // Names come from a file when no model is there.
    if (known === undefined) setMember(into, token, next);
    if (isLast || typeof next !== 'object') return;
    into = next as Container;
  }
}
