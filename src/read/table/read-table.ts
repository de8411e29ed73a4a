/** The events of a file of tables, whatever its form. */
import { InputError, type Finding, type Position } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import { findingOf } from '../../messages/finding-of.ts';
import type { Code, Params } from '../../messages/language.ts';
import { columnLetters, isHelpText, SHEET_LIMITS } from '../../model/cell-text.ts';
import { type FilledCell, noContract } from '../../model/no-contract.ts';
import { columnsOf, inTable } from '../../model/sheet.ts';
import { treesOf, type RecordTrees } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import { recordRef, type ReadEvent, type RecordEvent } from '../record.ts';
import { isExample, leftOfExample } from './example.ts';
import { anyNames } from './generic.ts';
import {
  checkHeader,
  headerAmong,
  isHeaderAgain,
  MOST_ABOVE,
  namesOf,
  withSecondRow,
  type Header,
  type Names,
} from './header.ts';
import { DateColumns } from './date-columns.ts';
import { Unseen } from './unseen.ts';
import { readRow, type RowReading } from './row.ts';
import { isBlank, shownText, type Row, type SheetRows, spotIn, type Spot } from './types.ts';

/** Sheets of the template that hold no contracts, which are skipped without a finding. */
const TEMPLATE_SHEETS = new Set(["Mode d'emploi", 'Listes']);

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
  readonly #isFlat: boolean;
  readonly #counts: Record<RecordKind, number> = { marche: 0, 'contrat-concession': 0 };
  #hasHeader = false;
  /** The first row that names no known column, for the message that the file has no header. */
  #unknownHeader: Row | undefined;

  constructor(model: Model | undefined) {
    this.#trees = model && treesOf(model);
    this.#names = this.#trees ? namesOf(this.#trees) : anyNames;
    this.#isFlat = model?.lists.some(({ path }) => path === '/marches') ?? false;
  }

  *sheet({ name, rows, hidden }: SheetRows, spot: Spot): Generator<ReadEvent> {
    const filled = filledRows(rows);
    const first = firstOf(filled, MOST_ABOVE);
    const found = headerAmong(first, this.#names);
    if (!found) {
      if (first[0]) yield* this.#unreadSheet(name, first[0], spot);
      return;
    }
    const { row: titles, above } = found;
    const rest = chained(first.slice(above + 1), filled);
    const [below] = firstOf(rest, 1);
    const header = below ? withSecondRow(found.header, titles, below, this.#names) : found.header;
    const isSecond = header !== found.header;
    yield* this.#open(header, titles, spot);
    yield* saidAbove(first.slice(0, above), header, spot);
    const dates = new DateColumns(header);
    const unseen = new Unseen(header, hidden);
    let isFirst = true;
    for (const row of below && !isSecond ? chained([below], rest) : rest) {
      // The template has its help right below the header. Anywhere else such a row is data.
      if (!isFirst || !isHelp(row))
        for (const event of this.#below(row, header, spot)) {
          if (event.type === 'record') unseen.see(row);
          yield event;
        }
      dates.see(row);
      isFirst = false;
    }
    yield* reported(dates.findings(spot));
    yield* reported(unseen.findings(name, spot));
  }

  /** A row below the header: a contract, or what is certain to be none. */
  *#below(row: Row, header: Header, spot: Spot): Generator<ReadEvent> {
    for (const { rank, last } of row.merges ?? []) {
      const name = header.names.get(rank);
      const cells = `${columnLetters(rank)}${row.number}:${columnLetters(rank)}${last}`;
      if (name !== undefined) yield said('table.merged-cells', { cells }, spot(row, rank, name));
    }
    const none = header.names.size < FEWEST_COLUMNS ? undefined : noContract(filledIn(row, header));
    if (isHeaderAgain(row, header)) yield said('table.repeated-header', {}, spot(row));
    else if (none) yield said(none.code, { value: none.value }, spot(row));
    else yield* this.#row(row, header, spot);
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
  *#unreadSheet(sheet: string | undefined, row: Row, spot: Spot): Generator<ReadEvent> {
    if (sheet !== undefined && TEMPLATE_SHEETS.has(sheet.replaceAll('\u2019', "'"))) return;
    this.#unknownHeader ??= row;
    if (sheet !== undefined) yield said('table.unread-sheet', { sheet, rows: MOST_ABOVE }, spot(row));
  }

  *#row(row: Row, header: Header, spot: Spot): Generator<ReadEvent> {
    const { kind, filled, value, findings, locate, rounded }: RowReading = readRow(row, header, spot);
    const tree = this.#trees?.[kind];
    if (tree && isExample(filled, tree)) {
      yield said('table.example-row', {}, spot(row));
      return;
    }
    const list = this.#isFlat ? null : kind;
    const index = this.#isFlat ? this.#total() : this.#counts[kind];
    const path = this.#isFlat ? `/marches/${index}` : `/marches/${kind}/${index}`;
    this.#counts[kind] += 1;
    yield* reported(findings(path, list, index));
    for (const { rank, place, value: left } of tree ? leftOfExample(filled, tree) : []) {
      const at = { position: spot(row, rank, header.names.get(rank)), record: recordRef(list ?? kind, index, value) };
      yield { type: 'finding', finding: findingOf('table.example-value', path + place.pointer, { value: String(left) }, at) };
    }
    const explains = this.#explains(kind, header);
    yield { type: 'record', path, list, index, value, locate, rounded, ...(explains && { explains }) };
  }

  /** Whether the header has said why there is no value at a pointer: of a block, why there is none of its columns. */
  #explains(kind: RecordKind, { explained }: Header): RecordEvent['explains'] {
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
    if (!this.#hasHeader) throw this.#noHeader();
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

/** The next rows, `most` at the most. */
function firstOf(rows: Iterator<Row>, most: number): Row[] {
  const first: Row[] = [];
  while (first.length < most) {
    const next = rows.next();
    if (next.done === true) break;
    first.push(next.value);
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
