/** The events of a file of tables, whatever its form. */
import { InputError, type Finding, type Position, type RecordRef } from '../../finding.ts';
import { RECORD_KINDS, type RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { child } from '../../../packages/base/src/pointer.ts';
import type { Code, Params } from '../../messages/language.ts';
import { columnLetters, isHelpText, SHEET_LIMITS } from '../../model/cell-text.ts';
import { type FilledCell, isWords, MOST_SUMS, noContract } from '../../model/no-contract.ts';
import { columnsOf, inTable } from '../../model/sheet.ts';
import { treesOf, type RecordTrees } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { recordRef, type ReadEvent, type RecordEvent } from '../record.ts';
import { isExample, leftOfExample } from './example.ts';
import { anyNames } from './generic.ts';
import {
  checkHeader,
  headerAmong,
  Headings,
  headerOf,
  isHeaderAgain,
  MOST_ABOVE,
  namesOf,
  withSecondRow,
  type Column,
  type Header,
  type Names,
} from './header.ts';
import { Aside } from './aside.ts';
import { DateColumns } from './date-columns.ts';
import { type BegunItem, Items } from './items.ts';
import { type Continued, Likenesses, renumbered, type Shifted } from './likeness.ts';
import { type Filled, kindOfRow, readRow, type RowKind, type RowReading } from './row.ts';
import { isBlank, shownText, type Row, type SheetRows, spotIn, type Spot } from './types.ts';
import { Unseen } from './unseen.ts';

/** Sheets of the template that hold no contracts, which are skipped without a finding. */
const TEMPLATE_SHEETS = new Set(["Mode d'emploi", 'Listes']);

/** Names of sheets that are no more than drafts; « Essais cliniques » is none. */
const DRAFT = /^(?:brouillons?|drafts?)(?![\p{L}\d])|^essais?[\s\d()_-]*$/iu;

/** Rows of a sheet that are looked at to tell a draft. */
const MOST_AHEAD = 200;

/** A header with its row, and the rows above it that belong to no table. */
type Titled = { header: Header; row: Row; above: readonly Row[] };

/**
 * A table as it is read. `above`: the row of the last contract, `last`: the number of the last row, `added`: the items that the rows below the contract add to its
 * lists, `sameId`: the last row for which its identifier holds, where that cell is merged with cells below. `sums`: those of the numbers in each column, by its rank, over
 * the `contracts` so far. `likenesses` and `items` are undefined without a model.
 */
type Table = {
  header: Header;
  spot: Spot;
  unseen: Unseen;
  likenesses: Likenesses | undefined;
  items: Items | undefined;
  aside: Aside;
  above: Row | undefined;
  last: number;
  added: number;
  sameId: number;
  sums: Map<number, number>;
  contracts: number;
};

const isHelp = ({ cells }: Row): boolean => {
  const texts = [...cells.values()].map(shownText).filter((text) => text.trim() !== '');
  return texts.length > 0 && texts.every(isHelpText);
};

/**
 * Yields the layout, then each record preceded by its findings, then the end. Pointers are those of the same records in JSON.
 * `sound` is called at the end: whether the whole file was read.
 * @throws InputError `table.no-header`, `table.no-rows` or `table.too-many-columns`
 */
export function* readTable(
  sheets: Iterable<SheetRows>,
  model: Model | undefined,
  file: { bytes: number; sound: () => boolean },
): Generator<ReadEvent, void> {
  const reader = new TableReader(model);
  let rank = 0;
  for (const sheet of sheets) yield* reader.sheet(sheet, spotIn(sheet.name, rank++));
  yield* reader.end(file.bytes, file.sound());
}

/** Refuses a row wider than a spreadsheet. A loop, not `Math.max`: a hostile row has more cells than a call may have arguments. */
function checkWidth({ cells }: Row): void {
  for (const rank of cells.keys())
    if (rank >= SHEET_LIMITS.columns) throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
}

class TableReader {
  readonly #trees: RecordTrees | undefined;
  readonly #names: Names;
  readonly #headings: Headings | undefined;
  readonly #isFlat: boolean;
  readonly #counts: Record<RecordKind, number> = { marche: 0, 'contrat-concession': 0 };
  #hasHeader = false;
  /** The first row that names no known column, for the message that the file has no header; the widest such row of a sheet, which may be contracts without one. */
  #unknownHeader: Row | undefined;
  #widest = 0;
  /** Sheets that were not read before the first contract: in a file without any, that there is none says it all. */
  #unread: Finding[] = [];

  constructor(model: Model | undefined) {
    this.#trees = model && treesOf(model);
    this.#names = this.#trees ? namesOf(this.#trees) : anyNames;
    this.#headings = this.#trees && new Headings(this.#trees, this.#names);
    this.#isFlat = model?.lists.some(({ path }) => path === '/marches') ?? false;
  }

  *sheet({ name, rows, hidden }: SheetRows, spot: Spot): Generator<ReadEvent> {
    const filled = filledRows(rows);
    const first = firstOf(filled, MOST_ABOVE);
    const found = headerAmong(first, this.#names);
    if (!found) {
      if (first[0]) yield* this.#unreadSheet(name, first, spot);
      return;
    }
    const { header, row: titles, above } = found;
    const below = chained(first.slice(above + 1), filled);
    // Without contracts in an earlier sheet, the rows of this one are all that the file has.
    const ahead = name === undefined || this.#total() === 0 ? undefined : firstOf(below, MOST_AHEAD);
    if (name !== undefined && ahead && this.#isDraft(name, header, ahead)) {
      yield said('table.draft-sheet', { sheet: name }, spot(titles));
      return;
    }
    const rest = ahead ? chained(ahead, below) : below;
    const unseen = new Unseen(hidden);
    let next = yield* this.#table({ header, row: titles, above: first.slice(0, above) }, rest, { spot, unseen });
    while (next) {
      yield said('table.other-header', {}, spot(next.row));
      next = yield* this.#table(next, rest, { spot, unseen });
    }
    yield* reported(unseen.findings(name, spot));
  }

  /** Whether the name of a sheet says that it is a draft, or none of its rows is a contract. `ahead`: its first rows. */
  #isDraft(name: string, header: Header, ahead: readonly Row[]): boolean {
    if (DRAFT.test(name.trim())) return true;
    if (!this.#trees || ahead.length === MOST_AHEAD) return false;
    const likenesses = new Likenesses(header, this.#trees);
    const rows = ahead.filter((row) => !isHelp(row) && !isHeaderAgain(row, header) && !this.#headings?.isHeader(row));
    return rows.length > 0 && rows.every((row) => likenesses.of(row) !== 'contract');
  }

  /** Reads the rows below a header, up to the next header, which is returned. */
  *#table(
    { header: found, row: titles, above }: Titled,
    rows: Generator<Row>,
    sheet: Pick<Table, 'spot' | 'unseen'>,
  ): Generator<ReadEvent, Titled | undefined> {
    const { spot } = sheet;
    let row = nextOf(rows);
    const header = row ? withSecondRow(found, titles, row, this.#names) : found;
    yield* this.#open(header, titles, spot);
    yield* saidAbove(above, header, spot);
    if (header !== found) row = nextOf(rows);
    // The template has its help right below the header.
    if (row && isHelp(row)) row = nextOf(rows);
    const dates = new DateColumns(header);
    const likenesses = this.#trees && new Likenesses(header, this.#trees);
    const before = { above: undefined, last: 0, added: 0, sameId: 0, sums: new Map<number, number>(), contracts: 0 };
    const items = this.#trees && new Items(header, this.#trees);
    const table: Table = { ...sheet, header, likenesses, items, aside: new Aside(spot), ...before };
    let next: Header | undefined;
    for (; row; row = nextOf(rows)) {
      next = this.#headings?.isHeader(row) && !isHeaderAgain(row, header) ? headerOf(row, this.#names) : undefined;
      if (next) break;
      yield* this.#below(row, table);
      dates.see(row);
    }
    yield* reported(table.aside.end());
    yield* reported(dates.findings(spot));
    return next && row && { header: next, row, above: [] };
  }

  /** A row below the header: a contract, or what is certain to be none. */
  *#below(row: Row, table: Table): Generator<ReadEvent> {
    const { header, spot, likenesses, aside, above } = table;
    const isApart = row.number > table.last + 1;
    table.last = row.number;
    yield* reported(mergesIn(row, table));
    const none = header.names.size < FEWEST_COLUMNS ? undefined : noContract(filledIn(row, header));
    if (isHeaderAgain(row, header) || (row.cells.size >= FEWEST_COLUMNS && isHelp(row))) {
      yield* reported(aside.end());
      yield said('table.repeated-header', {}, spot(row));
    } else if (none?.code === 'table.heading-row') yield* reported(aside.heading(row, none.value));
    else if (none) yield* reported(aside.total(row, findingOf(none.code, '', { value: none.value }, { position: spot(row) })));
    else {
      const kind = kindOfRow(row, header);
      const likeness = likenesses?.of(row, kind) ?? 'contract';
      const continued =
        above && (likeness !== 'contract' || row.number <= table.sameId) ? likenesses?.continued(row, above) : undefined;
      // Something else stands below contracts, not above all of them.
      const sum = likeness === 'contract' || continued ? undefined : sumIn(row, kind, table);
      if (sum !== undefined) {
        yield* reported(aside.total(row, findingOf('table.total-row', '', { value: sum }, { position: spot(row) })));
        return;
      }
      if (above && likeness !== 'contract' && !continued && isPrepared(row, above, header)) {
        yield* reported(aside.prepared(row));
        return;
      }
      if (above && !continued && aside.takes(likeness, isApart)) {
        yield* reported(aside.add(row));
        return;
      }
      yield* reported(aside.end());
      const shifted = likeness === 'contract' ? likenesses?.shifted(row, kind.kind) : undefined;
      if (continued && above) yield continuedRow(row, above, continued, table);
      else if (yield* this.#row(row, kind, table, { isWhole: likeness === 'contract', shifted })) {
        table.above = row;
        table.added = 0;
        table.contracts += 1;
      }
    }
  }

  *#open(header: Header, row: Row, spot: Spot): Generator<ReadEvent> {
    if (!this.#hasHeader) {
      const layout = this.#isFlat ? 'flat' : 'by-kind';
      yield { type: 'layout', layout, path: '/marches', position: { offset: 0, line: 1, column: 1 } };
    }
    this.#hasHeader = true;
    if (this.#trees) yield* reported(checkHeader(header, row, this.#trees, spot));
  }

  /** A sheet without a known column in its first rows is not read and gives a finding; a file without any other sheet is refused by `end`. */
  *#unreadSheet(sheet: string | undefined, rows: readonly Row[], spot: Spot): Generator<ReadEvent> {
    if (sheet !== undefined && TEMPLATE_SHEETS.has(sheet.replaceAll('\u2019', "'"))) return;
    const [row] = rows;
    this.#unknownHeader ??= row;
    this.#widest = Math.max(this.#widest, ...rows.map(({ cells }) => cells.size));
    if (sheet === undefined || !row) return;
    this.#unread.push(findingOf('table.unread-sheet', '', { sheet, rows: MOST_ABOVE }, { position: spot(row) }));
    if (this.#total() > 0) yield* this.#sayUnread();
  }

  *#sayUnread(): Generator<ReadEvent> {
    yield* reported(this.#unread);
    this.#unread = [];
  }

  /** `isWhole`: most of the cells that every contract has are filled. Returns whether the row is a contract in its columns, which the example is not. */
  *#row(
    row: Row,
    rowKind: RowKind,
    { header, spot, unseen, likenesses, items, sums }: Table,
    { isWhole, shifted }: { isWhole: boolean; shifted: Shifted | undefined },
  ): Generator<ReadEvent, boolean> {
    const { kind, filled, uncomputed, value, findings, moved, locate, rounded }: RowReading = readRow(row, header, spot, rowKind);
    const tree = this.#trees?.[kind];
    if (tree && isExample(filled, tree, namesOfKind(header, kind))) {
      yield said('table.example-row', {}, spot(row));
      return false;
    }
    yield* this.#sayUnread();
    if (!shifted)
      for (const cell of filled)
        if (cell.place.leaf.type === 'number') sums.set(cell.rank, (sums.get(cell.rank) ?? 0) + Number(cell.value));
    const list = this.#isFlat ? null : kind;
    const index = this.#isFlat ? this.#total() : this.#counts[kind];
    const path = this.#isFlat ? `/marches/${index}` : `/marches/${kind}/${index}`;
    this.#counts[kind] += 1;
    const record = recordRef(list ?? kind, index, value);
    if (shifted) {
      yield { type: 'finding', finding: shiftedRow(row, shifted, header, spot, path, record) };
      unseen.see(row, header);
      yield { type: 'record', path, list, index, value, locate, rounded, isTold: () => true };
      return false;
    }
    const { all, empty } = (isWhole ? undefined : likenesses?.lacking(row, kind)) ?? { all: 0, empty: [] };
    if (empty.length > 0) {
      yield {
        type: 'finding',
        finding: findingOf('table.incomplete-row', path, emptyCells({ all, empty }), { position: spot(row), record }),
      };
    }
    const begun = items?.begun(filled, kind) ?? [];
    const at = (rank: number) => ({ position: spot(row, rank, header.names.get(rank)), record });
    const own = [
      ...findings(path, list, index),
      ...(tree ? leftOfExample(filled, tree) : []).map(({ rank, place, value: left }) =>
        findingOf('table.example-value', path + place.pointer, { value: String(left) }, at(rank)),
      ),
      ...begun.map((item) =>
        findingOf(
          'table.incomplete-item',
          path + moved(item.pointer),
          { list: item.list, number: item.number, ...emptyCells(item) },
          at(item.rank),
        ),
      ),
    ];
    yield* reported(own);
    const absent = [empty, uncomputed, ...begun.map((item) => absentOf(item, moved))].flat();
    const explains = this.#explains(kind, absent.length === 0 ? header.explained : new Set([...header.explained, ...absent]));
    unseen.see(row, header);
    const spoilt = own.flatMap((finding) => (finding.severity === 'error' ? [finding.path.slice(path.length)] : []));
    const isTold: RecordEvent['isTold'] = ({ code, path: at, params }) => {
      // What rules find in a contract hardly begun follows from that.
      if (!code.startsWith('schema.')) return empty.length > 0;
      if (code === 'schema.required') return explains?.(child(at, String(params['property']))) === true;
      return at !== '' && params['property'] === undefined && spoilt.includes(at);
    };
    yield { type: 'record', path, list, index, value, locate, rounded, isTold };
    return true;
  }

  /** Whether a finding about the header or the row has said why there is no value at a pointer: of a block, why there is none of its columns. */
  #explains(kind: RecordKind, explained: ReadonlySet<string>): ((pointer: string) => boolean) | undefined {
    const tree = this.#trees?.[kind];
    if (!tree || explained.size === 0) return undefined;
    return (pointer) => {
      const columns = inTable(tree, pointer)?.columns ?? [];
      return columns.length > 0 && columns.every(({ name }) => explained.has(name));
    };
  }

  #total(): number {
    return this.#counts.marche + this.#counts['contrat-concession'];
  }

  *end(bytes: number, sound: boolean): Generator<ReadEvent> {
    // Beside an empty sheet, one with many cells and no known column holds the contracts.
    if (!this.#hasHeader || (this.#total() === 0 && sound && this.#widest >= FEWEST_COLUMNS)) throw this.#noHeader();
    if (this.#total() === 0 && sound) throw new InputError('table.no-rows');
    yield { type: 'end', skeleton: sound ? this.#skeleton() : undefined, parsed: sound, bytes, locate: () => undefined };
  }

  #noHeader(): InputError {
    const found = this.#unknownHeader ? [...this.#unknownHeader.cells.values()].map(shownText).slice(0, 5) : [];
    const expected = this.#trees
      ? columnsOf(this.#trees.marche, () => 1).map(({ name }) => name)
      : ['id', 'acheteur.id', 'nature'];
    return new InputError('table.no-header', { found, expected: expected.slice(0, 3), rows: MOST_ABOVE });
  }

  /** The file as JSON would hold it, without its records. */
  #skeleton(): unknown {
    const holes = (length: number): unknown[] => Object.assign([], { length });
    if (this.#isFlat) return { marches: holes(this.#total()) };
    const lists = Object.entries(this.#counts).filter(([, count]) => count > 0);
    return { marches: Object.fromEntries(lists.map(([kind, count]) => [kind, holes(count)])) };
  }
}

/** A table of fewer columns may have contracts with as few cells as a total or a subheading. */
const FEWEST_COLUMNS = 8;

function filledIn({ cells }: Row, { columns }: Header): FilledCell[] {
  const filled: FilledCell[] = [];
  for (const [rank, cell] of cells) {
    const text = shownText(cell).trim();
    const places = columns.find((column) => column.rank === rank)?.places;
    if (text !== '') filled.push({ name: (places?.marche ?? places?.['contrat-concession'])?.name, text });
    // More are those of a contract.
    if (filled.length > FEWEST_COLUMNS) break;
  }
  return filled;
}

/** Columns that a finding names at the most: a contract has some forty. */
const MOST_NAMED = 5;

/** The cells that a finding says are empty, of `all` that must be filled. */
function emptyCells({ all, empty }: { all: number; empty: readonly string[] }) {
  const columns = empty.slice(0, MOST_NAMED);
  return { empty: empty.length, all, columns, more: empty.length - columns.length };
}

/** The columns that an item begun leaves empty, by the number that it has in the record. */
function absentOf({ list, number, pointer, empty }: BegunItem, moved: (pointer: string) => string): string[] {
  const offset = Number(/[0-9]+/.exec(moved(pointer))?.[0] ?? number - 1) + 1 - number;
  return empty.map((name) => renumbered(name, list, offset));
}

/** What is merged with cells below. Where the identifier is, the contract takes several rows, which is said once. */
function* mergesIn(row: Row, table: Table): Generator<Finding> {
  const { header, spot } = table;
  const merges = row.merges ?? [];
  const ofId = merges.find(({ rank }) => header.columns.some((one) => one.rank === rank && isIdentifier(one)));
  if (ofId) table.sameId = ofId.last;
  for (const merge of merges) {
    const { rank, last } = merge;
    const name = header.names.get(rank);
    const cells = `${columnLetters(rank)}${row.number}:${columnLetters(rank)}${last}`;
    if (name === undefined || (ofId && merge !== ofId && last === ofId.last)) continue;
    yield findingOf('table.merged-cells', '', { cells }, { position: spot(row, rank, name) });
  }
}

/** A contract whose cells stand beside their columns. */
function shiftedRow(row: Row, { from, by }: Shifted, header: Header, spot: Spot, path: string, record: RecordRef): Finding {
  const column = header.names.get(from) ?? '';
  const params = { column, columns: Math.abs(by), side: by > 0 ? 'right' : 'left' } as const;
  return findingOf('table.shifted-row', path, params, { position: spot(row, from, column), record });
}

/** The sum of the numbers above that a row holds in their column, as it is shown there; undefined where it holds none, or an identifier or a date besides. */
function sumIn(row: Row, kind: RowKind, { header, spot, sums, contracts }: Table): string | undefined {
  // A second contract may have the amount of the only one above.
  if (contracts < 2) return undefined;
  const { filled } = readRow(row, header, spot, kind);
  if (filled.length > MOST_SUMS || filled.some(({ place: { leaf } }) => leaf.isDate)) return undefined;
  const isSum = ({ rank, value }: Filled): boolean => typeof value === 'number' && isSameAmount(value, sums.get(rank));
  const sum = filled.find(isSum);
  if (!sum || filled.some((cell) => cell.place.name === 'id' && !isWords(String(cell.value)))) return undefined;
  return shownText(row.cells.get(sum.rank)).trim();
}

/** To the cent: a sum of decimals is not exact. A sum of nothing is none. */
const isSameAmount = (value: number, sum = 0): boolean => value > 0 && Math.abs(value - sum) < 0.005;

/**
 * Whether a row that is no contract was only prepared for one: it has no identifier, and what it has is computed, or the same as in the contract above (an answer or a SIRET
 * copied down the column).
 */
function isPrepared({ cells }: Row, above: Row, { columns }: Header): boolean {
  if (!columns.some(isIdentifier)) return false;
  return columns.every((column) => {
    const cell = cells.get(column.rank);
    const text = shownText(cell).trim();
    if (isIdentifier(column)) return text === '' && typeof cell !== 'object';
    if (text === '' || Object.keys(column.places).length === 0) return true;
    return (typeof cell === 'object' && cell.formula === true) || text === shownText(above.cells.get(column.rank)).trim();
  });
}

const namesOfKind = ({ columns }: Header, kind: RecordKind): string[] =>
  columns.flatMap(({ places }) => places[kind]?.name ?? []);

const isIdentifier = ({ places }: Column): boolean => RECORD_KINDS.some((kind) => places[kind]?.name === 'id');

/** A row that adds to a list of the contract above it. */
function continuedRow(row: Row, above: Row, { list, names, last, count }: Continued, table: Table): ReadEvent {
  const offset = last + table.added;
  table.added += count;
  const columns = names.map((name) => renumbered(name, list, offset)).slice(0, MOST_NAMED);
  return said('table.continued-row', { list, row: above.number, columns }, table.spot(row));
}

/** Rows above the header are a title and the like, unless one of them has as many cells as a contract may have. */
function* saidAbove(rows: readonly Row[], { names }: Header, spot: Spot): Generator<ReadEvent> {
  const isFull = ({ cells }: Row): boolean => cells.size >= Math.max(3, names.size / 2);
  const full = rows.find(isFull);
  if (full) yield said('table.contract-above-header', {}, spot(full));
  else if (rows[0]) yield said('table.rows-above-header', { rows: rows.length }, spot(rows[0]));
}

/** A finding about the table as a whole. */
const said = <C extends Code>(code: C, params: Params[C], position: Position): ReadEvent => ({
  type: 'finding',
  finding: findingOf(code, '', params, { position }),
});

function* filledRows(rows: Iterable<Row>): Generator<Row> {
  for (const row of rows) {
    if (isBlank(row)) continue;
    checkWidth(row);
    yield row;
  }
}

function nextOf(rows: Iterator<Row>): Row | undefined {
  const next = rows.next();
  return next.done === true ? undefined : next.value;
}

/** The next rows, `most` at the most. */
function firstOf(rows: Iterator<Row>, most: number): Row[] {
  const first: Row[] = [];
  while (first.length < most) {
    const row = nextOf(rows);
    if (!row) break;
    first.push(row);
  }
  return first;
}

function* chained(first: readonly Row[], rest: Iterable<Row>): Generator<Row> {
  yield* first;
  yield* rest;
}

function* reported(findings: Iterable<Finding>): Generator<ReadEvent> {
  for (const finding of findings) yield { type: 'finding', finding };
}
