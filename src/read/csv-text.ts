/** Reads CSV (RFC 4180) and distinguishes the empty text (`""`) from no value. Malformed quotes are read as they are, and reported as faults. */
import { SHEET_LIMITS } from '../model/cell-text.ts';
import type { Cell } from '../model/table-cells.ts';

type CsvFault = { kind: 'stray-quote' | 'unclosed-quote'; cell: number };

/** `row` counts from 1 with the header, `line` the lines of the file; `offset` is in UTF-16 units. `count`: all cells, also those left out. */
export type CsvRow = { cells: Cell[]; row: number; line: number; offset: number; faults: CsvFault[]; count: number };

/**
 * `lenient`, for files that people and their spreadsheets make: CR alone ends a row, and quotes that stand where none should are text.
 * `mostCells`: the cells of a row beyond it are counted, not kept.
 */
export type CsvDialect = { delimiter: string; lenient: boolean; mostCells: number };

const STRICT: CsvDialect = { delimiter: ',', lenient: false, mostCells: SHEET_LIMITS.columns };

/** The rows of a text, as they are asked for, from the place `from`. Lines without anything are left out: they have no values. */
export function* readCsv(text: string, dialect: CsvDialect = STRICT, from = { at: 0, line: 1 }): Generator<CsvRow> {
  const { delimiter, lenient } = dialect;
  const end = new RegExp(lenient ? `${delimiter}|[\r\n]` : `${delimiter}|\r?\n|\r$`, 'g');
  const cursor: Cursor = { text, ...from, dialect, end };
  for (let row = 1; cursor.at < text.length; row++) {
    if (skipBlankLine(cursor)) continue;
    const read = readRow(cursor, row);
    if (read.count > 1 || read.cells[0] !== undefined) yield read;
  }
}

/** Where each cell of the row that begins at `at` begins and ends, in UTF-16 units, quotes included. */
export function cellSpans(text: string, dialect: CsvDialect, at: number): [start: number, end: number][] {
  const end = new RegExp(`${dialect.delimiter}|[\r\n]`, 'g');
  const cursor: Cursor = { text, at, line: 1, dialect, end };
  const spans: [number, number][] = [];
  do {
    const start = cursor.at;
    readCell(cursor, { cells: [], row: 1, line: 1, offset: at, faults: [], count: 0 });
    spans.push([start, cursor.at]);
  } while (skip(cursor, dialect.delimiter));
  return spans;
}

type Cursor = { text: string; at: number; line: number; dialect: CsvDialect; end: RegExp };

function readRow(cursor: Cursor, row: number): CsvRow {
  const { delimiter, lenient, mostCells } = cursor.dialect;
  const read: CsvRow = { cells: [], row, line: cursor.line, offset: cursor.at, faults: [], count: 0 };
  do {
    const kept = read.count < mostCells;
    // Faults in cells that are not kept are dropped: those of a file of commas alone would fill the memory.
    const cell = readCell(cursor, kept ? read : { ...read, faults: [] });
    if (kept) read.cells.push(cell);
    read.count++;
  } while (skip(cursor, delimiter));
  if (!skip(cursor, '\n') && !skip(cursor, '\r\n') && lenient) skip(cursor, '\r');
  cursor.line++;
  return read;
}

/** Passes a line without anything, as quickly as one can: there may be millions of them. */
function skipBlankLine(cursor: Cursor): boolean {
  const { text, at, dialect } = cursor;
  const unit = text.charCodeAt(at);
  const length = unit === LF ? 1 : unit !== CR ? 0 : text.charCodeAt(at + 1) === LF ? 2 : dialect.lenient ? 1 : 0;
  if (length === 0) return false;
  cursor.at += length;
  cursor.line++;
  return true;
}

function skip(cursor: Cursor, token: string): boolean {
  if (!cursor.text.startsWith(token, cursor.at)) return false;
  cursor.at += token.length;
  return true;
}

function readCell(cursor: Cursor, { count: cell, faults }: CsvRow): Cell {
  const { text, at: start, dialect } = cursor;
  if (!skip(cursor, '"')) {
    const bare = readBare(cursor);
    if (!dialect.lenient && bare.includes('"')) faults.push({ kind: 'stray-quote', cell });
    return bare === '' ? undefined : bare;
  }
  const { value, closed } = readQuoted(cursor);
  if (!closed) faults.push({ kind: 'unclosed-quote', cell });
  const rest = readBare(cursor);
  if (rest !== '' && dialect.lenient) return text.slice(start, cursor.at);
  if (rest !== '') faults.push({ kind: 'stray-quote', cell });
  return value + rest;
}

/** Up to the end of the cell. */
function readBare(cursor: Cursor): string {
  const { text, at, end, dialect } = cursor;
  end.lastIndex = at;
  cursor.at = end.exec(text)?.index ?? text.length;
  const bare = text.slice(at, cursor.at);
  // A last line that ends with CR alone.
  if (!dialect.lenient && text.startsWith('\r', cursor.at) && cursor.at === text.length - 1) cursor.at++;
  return bare;
}

/** After the opening quote, up to and with the closing one. */
function readQuoted(cursor: Cursor): { value: string; closed: boolean } {
  const { text, at } = cursor;
  let end = text.indexOf('"', at);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  const closed = end >= 0;
  const inside = text.slice(at, closed ? end : text.length);
  cursor.at = closed ? end + 1 : text.length;
  cursor.line += breaksIn(inside, cursor.dialect);
  return { value: undoubled(inside), closed };
}

/** The line breaks of a text. By character: there may be millions of them. */
export function breaksIn(text: string, { lenient }: Pick<CsvDialect, 'lenient'>): number {
  let breaks = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === LF || (lenient && unit === CR && text.charCodeAt(at + 1) !== LF)) breaks++;
  }
  return breaks;
}

const LF = 0x0a;
const CR = 0x0d;

/** UTF-16 units of a cell that are replaced in at once. */
const PIECE = 1 << 16;

/**
 * The text of a cell, in which all quotes come in pairs. Piece by piece, and not by one `replace`: V8 keeps what that makes as a tree with a node for each pair, of tens of bytes,
 * until the text is read.
 */
function undoubled(inside: string): string {
  if (!inside.includes('"')) return inside;
  const pieces: string[] = [];
  for (let from = 0; from < inside.length;) {
    let to = Math.min(from + PIECE, inside.length);
    let quotes = 0;
    while (to - quotes > from && inside[to - quotes - 1] === '"') quotes++;
    // No pair is cut.
    if (quotes % 2 === 1) to--;
    pieces.push(inside.slice(from, to).split('""').join('"'));
    from = to;
  }
  return pieces.join('');
}
