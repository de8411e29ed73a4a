import { InputError } from '../../finding.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import type { NEED_BYTES, ReadEvent } from '../record.ts';
import { LARGEST_WORKBOOK, wantedOf, withoutMidnight } from '../sheet/workbook.ts';
import { Intake } from '../table/intake.ts';
import { parseAll, parseXml } from '../sheet/xml.ts';
import { Hidden } from '../sheet/hidden.ts';
import { Filling, Merges, type Span } from '../sheet/merges.ts';
import { readTable } from '../table/read-table.ts';
import { type Parts, unpack } from '../unzip.ts';
import { columnRank, SHEET_LIMITS } from '../../model/cell-text.ts';
import type { Cell, Row } from '../table/types.ts';

/**
 * Opens the single sheet as a workbook (XLSX). The sheets that have a row of known columns among their first are read, in their order.
 * Reading throws an InputError for `table.too-large`, `table.archive-too-large`, `table.not-a-workbook`, `table.broken-workbook`,
 * `table.shared-part`, `table.no-header`, `table.no-rows`, `table.too-many-columns`, `syntax.empty`.
 */
export const openXlsx: OpenReader = (model) => {
  const intake = new Intake(LARGEST_WORKBOOK);
  return { feed: intake, events: readXlsx(intake, model) };
};

function* readXlsx(intake: Intake, model: Model | undefined): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const bytes = yield* intake.whole();
  checkSignature(bytes);
  const parts = partsOf(bytes);
  const book = readBook(parts);
  const filling = new Filling();
  const sheets = book.sheets.map(({ name, part, isHidden }) => {
    const hidden = new Hidden(isHidden);
    return { name, hidden, rows: sheetRows(parts.get(part) ?? new Uint8Array(), part, { book, filling, hidden }) };
  });
  yield* readTable(sheets, model, { bytes: bytes.length, sound: () => true });
}

/** What may be of use: the list of sheets, the sheets, the shared texts, the formats. Pictures and the like are never unpacked. */
const WANTED = wantedOf(
  /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|worksheets\/[^/]+\.xml|sharedStrings\.xml|styles\.xml)$/i,
);

function partsOf(bytes: Uint8Array): Parts {
  const { parts, names } = unpack(bytes, WANTED);
  if (names.has('content.xml')) throw new InputError('table.not-a-workbook', { found: 'ods' });
  if ([...names].some((name) => name.endsWith('.iwa'))) throw new InputError('table.not-a-workbook', { found: 'numbers' });
  if (!parts.has('xl/workbook.xml')) throw new InputError('table.not-a-workbook', { found: 'other' });
  return parts;
}

const OLE = [0xd0, 0xcf, 0x11, 0xe0];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const TAG = 0x3c;

function checkSignature(bytes: Uint8Array): void {
  const starts = (signature: readonly number[]): boolean => signature.every((byte, i) => bytes[i] === byte);
  const isHtml = bytes.subarray(0, 100).includes(TAG);
  if (!starts(ZIP)) throw new InputError('table.not-a-workbook', { found: starts(OLE) ? 'ole' : isHtml ? 'html' : 'other' });
}

/** The rows of one sheet of a workbook, as they are read. */
type Open = { rank: number; type: string; style: number; text: string; formula: boolean };

/**
 * Gives the rows that have cells.
 * @throws InputError `table.broken-workbook`, `table.too-many-columns`
 */
function* sheetRows(
  bytes: Uint8Array,
  part: string,
  { book, filling, hidden }: { book: Book; filling: Filling; hidden: Hidden },
): Generator<Row> {
  const reader = new RowsReader(part, book, new Merges(spansOf(bytes, part, filling)), hidden);
  for (const _ of parseXml(bytes, part, reader)) yield* reader.take();
  yield* reader.take();
}

/** The letters of the column in the place of a cell, such as `B` in `B5`; empty where it is none. */
export const columnIn = (place: string): string => /^([A-Z]{1,3})[0-9]*$/.exec(place)?.[1] ?? '';

/** The cells that an attribute `ref` such as `B5:C8` merges over several rows (ECMA-376, 18.3.1.55); undefined for those of one row. */
function spanOf(ref: string): Span | undefined {
  const [, column = '', first = '', last = ''] = /^([A-Z]{1,3})([1-9][0-9]{0,6}):[A-Z]{1,3}([1-9][0-9]{0,6})$/.exec(ref) ?? [];
  const rank = columnRank(column);
  return rank !== undefined && Number(last) > Number(first) ? { rank, first: Number(first), last: Number(last) } : undefined;
}

const MERGE_CELL = new TextEncoder().encode('mergeCell');

/** The merges of a sheet, which stand behind its rows: most sheets have none, and are not parsed for them. */
function spansOf(bytes: Uint8Array, part: string, filling: Filling): Span[] {
  const spans: Span[] = [];
  if (!holds(bytes, MERGE_CELL)) return spans;
  parseAll(bytes, part, {
    open(name, { ref = '' }) {
      const span = name === 'mergeCell' ? spanOf(ref) : undefined;
      if (!span) return;
      spans.push(span);
      if (!filling.add(span.last - span.first)) throw new InputError('table.broken-workbook', { part });
    },
  });
  return spans;
}

function holds(bytes: Uint8Array, word: Uint8Array): boolean {
  const [first, second] = word as unknown as [number, number];
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1))
    if (bytes[at + 1] === second && word.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

class RowsReader {
  readonly #part: string;
  readonly #book: Book;
  readonly #merges: Merges;
  readonly #hidden: Hidden;
  #rows: Row[] = [];
  #number = 0;
  #isHidden = false;
  #cells = new Map<number, Cell>();
  #rank = -1;
  #cell: Open | undefined;
  #isText = false;
  #aside = 0;

  constructor(part: string, book: Book, merges: Merges, hidden: Hidden) {
    this.#part = part;
    this.#book = book;
    this.#merges = merges;
    this.#hidden = hidden;
  }

  take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'rPh') this.#aside += 1;
    else if (name === 'f' && this.#cell) this.#cell.formula = true;
    else if (name === 'col') this.#column(attributes);
    else if (name === 'filterColumn' || (name === 'sheetPr' && isOn(attributes['filterMode']))) this.#hidden.filtered = true;
    this.#isText = (name === 'v' || name === 't') && this.#aside === 0;
  }

  text(text: string): void {
    if (!this.#isText || !this.#cell) return;
    this.#cell.text += text;
    if (this.#cell.text.length > LONGEST_RAW_TEXT) this.#refuse();
  }

  close(name: string): void {
    this.#isText = false;
    if (name === 'rPh') this.#aside -= 1;
    else if (name === 'c') this.#closeCell();
    else if (name === 'row' && this.#cells.size > 0) this.#closeRow();
  }

  #closeRow(): void {
    const row = {
      ...{ number: this.#number, line: this.#number, cells: this.#cells },
      ...(this.#isHidden && ({ hidden: true } as const)),
    };
    const merges = this.#merges.fill(row.number, row.cells);
    this.#rows.push(merges.length > 0 ? { ...row, merges } : row);
  }

  #refuse(): never {
    throw new InputError('table.broken-workbook', { part: this.#part });
  }

  /** Rows may leave their number out: then each follows the one before. Going back would show other rows to other programs. */
  #openRow({ r: given, hidden, ht }: Readonly<Record<string, string>>): void {
    const number = given === undefined ? this.#number + 1 : Number(given);
    if (!Number.isInteger(number) || number <= this.#number || number > SHEET_LIMITS.rows) this.#refuse();
    this.#number = number;
    this.#isHidden = isOn(hidden) || isNought(ht);
    this.#cells = new Map();
    this.#rank = -1;
  }

  /** Columns are numbered from 1 (ECMA-376, 18.3.1.13). */
  #column({ min = '', max = '', hidden, width }: Readonly<Record<string, string>>): void {
    if (isOn(hidden) || isNought(width)) this.#hidden.columns(Number(min) - 1, Number(max) - 1);
  }

  #openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const rank = r === undefined ? this.#rank + 1 : columnRank(columnIn(r));
    if (rank === undefined || rank >= SHEET_LIMITS.columns)
      throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
    if (rank <= this.#rank) this.#refuse();
    this.#rank = rank;
    this.#cell = { rank, type: t, style: Number(s), text: '', formula: false };
  }

  #closeCell(): void {
    const open = this.#cell;
    this.#cell = undefined;
    const cell = open && this.#valueOf(open);
    if (cell !== undefined) this.#cells.set(open?.rank ?? 0, cell);
  }

  #valueOf({ type, text, style, formula }: Open): Cell | undefined {
    const computed = formula && { formula };
    // A formula that gives an empty text was computed: its cell is empty.
    if (text === '') return formula && type !== 'str' ? { type: 'none', formula } : undefined;
    switch (type) {
      case 's':
        return this.#shared(text);
      case 'inlineStr':
        return cellText(text, this.#part);
      case 'b':
        return { type: 'boolean', value: text === '1' || text === 'true', ...computed };
      case 'e':
        return { type: 'error', text, ...computed };
      case 'n': {
        const day = this.#book.dateStyles.has(style) ? dayOfSerial(text, this.#book.from1904) : undefined;
        return { type: 'number', raw: text, ...(day !== undefined && { day }), ...computed };
      }
      default:
        // `str`, the text of a formula; `d`, a day as ISO 8601 writes it.
        return {
          type: 'text',
          text: type === 'd' ? withoutMidnight(text) : cellText(text, this.#part),
          ...computed,
        };
    }
  }

  #shared(index: string): string | undefined {
    const text = this.#book.texts[Number(index)];
    if (text === undefined) this.#refuse();
    return text === '' ? undefined : text;
  }
}

/** A boolean of XML Schema. */
const isOn = (value: string | undefined): boolean => value === '1' || value === 'true';

/** A height or a width of nothing hides as well. */
const isNought = (size: string | undefined): boolean => size !== undefined && Number(size) === 0;

/** What stands around the sheets of a workbook: their names and parts, the shared texts, the formats of dates. */
type SheetPart = { name: string; part: string; isHidden: boolean };

type Book = { sheets: SheetPart[]; from1904: boolean; texts: string[]; dateStyles: ReadonlySet<number> };

const BOOK = 'xl/workbook.xml';

/** @throws InputError `table.broken-workbook`, `table.shared-part` */
function readBook(parts: Parts): Book {
  return { ...sheetsOf(parts), texts: textsOf(parts), dateStyles: dateStylesOf(parts) };
}

/**
 * The sheets of a workbook, in their order, each with a part of its own.
 * @throws InputError `table.broken-workbook`, `table.shared-part`
 */
export function sheetsOf(parts: Parts): Pick<Book, 'sheets' | 'from1904'> {
  const targets = targetsOf(parts);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  parseAll(partOf(parts, BOOK), BOOK, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = isOn(attributes['date1904']);
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
      const part = targets.get(id ?? '');
      // Sheets that are charts or macros have parts elsewhere, and no rows.
      if (part === undefined || !parts.has(part)) return;
      const isHidden = ['hidden', 'veryHidden'].includes(attributes['state'] ?? '');
      const sheet = { name: attributes['name'] ?? '', part, isHidden };
      // No program writes two sheets as one part: a small file would be read hundreds of times over.
      const other = sheets.find((one) => one.part === part);
      if (other) throw new InputError('table.shared-part', { part, first: other.name, second: sheet.name });
      sheets.push(sheet);
    },
  });
  if (sheets.length === 0) throw new InputError('table.broken-workbook', { part: BOOK });
  return { sheets, from1904 };
}

function partOf(parts: Parts, path: string): Uint8Array {
  const bytes = parts.get(path);
  if (!bytes) throw new InputError('table.broken-workbook', { part: path });
  return bytes;
}

/** Parts by the identifiers that the workbook gives to them. A target that leaves `xl/` meets no part. */
function targetsOf(parts: Parts): Map<string, string> {
  const path = 'xl/_rels/workbook.xml.rels';
  const targets = new Map<string, string>();
  parseAll(partOf(parts, path), path, {
    open(name, { Id = '', Target = '' }) {
      if (name === 'Relationship') targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`);
    },
  });
  return targets;
}

/** Shared texts at the most: a workbook of the largest size that is read has room for no more of any length, each with a cell. Empty ones take five bytes there, and more here. */
const MOST_TEXTS = 4_194_304;

/** The shared texts; of a text in several looks the pieces are joined, and the reading aid of East Asian words is left out. */
function textsOf(parts: Parts): string[] {
  const path = 'xl/sharedStrings.xml';
  const texts: string[] = [];
  let pieces: string[] = [];
  let length = 0;
  let isText = false;
  let aside = 0;
  parseAll(parts.get(path) ?? new TextEncoder().encode('<sst/>'), path, {
    open(name) {
      if (name === 'si') {
        pieces = [];
        length = 0;
      }
      if (name === 'rPh') aside += 1;
      isText = name === 't' && aside === 0;
    },
    text(text) {
      if (!isText) return;
      pieces.push(text);
      length += text.length;
      // No program writes such a text; cells that share it by the thousand would fill the memory.
      if (length > LONGEST_RAW_TEXT) throw new InputError('table.broken-workbook', { part: path });
    },
    close(name) {
      isText = false;
      if (name === 'rPh') aside -= 1;
      if (name !== 'si') return;
      if (texts.length === MOST_TEXTS) throw new InputError('table.broken-workbook', { part: path });
      texts.push(cellText(pieces.join(''), path));
    },
  });
  return texts;
}

/** Numbers of the styles of cells that show a date. */
function dateStylesOf(parts: Parts): Set<number> {
  const path = 'xl/styles.xml';
  const own = new Map<number, boolean>();
  const dates = new Set<number>();
  let isCellStyle = false;
  let style = 0;
  parseAll(parts.get(path) ?? new TextEncoder().encode('<styleSheet/>'), path, {
    open(name, { numFmtId, formatCode }) {
      const id = Number(numFmtId ?? 0);
      if (name === 'numFmt' && formatCode !== undefined) own.set(id, isDateFormat(id, formatCode));
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      if (own.get(id) ?? isDateFormat(id, undefined)) dates.add(style);
      style += 1;
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return dates;
}

// Days in workbooks are numbers counted from 1900 or 1904; only the format of their cell distinguishes them from other numbers.

/** Numbers of the formats that the standard itself gives to dates (ECMA-376, 18.8.30); from 27 on they are those of East Asian programs. */
const BUILT_IN = (id: number): boolean => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);

/** Whether a format shows a day: it has a year or a day outside of quoted texts, escaped characters and brackets. Read in one sweep, brackets that are never closed included. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN(id);
  return /[yd]/i.test(code.replace(/"[^"]*"|\\.|\[[^[\]]*\]|_.|\*./g, ''));
}

const DAY = 86_400_000;

/** 9999-12-31, the last day that spreadsheets count. */
const LAST = 2_958_465;

/**
 * `2024-12-31` for the number of a day; with a time of day `2024-12-31T10:30:00`. Undefined for what no spreadsheet shows as a day
 * (the 29 February 1900, number 60, that the older count invents).
 */
export function dayOfSerial(raw: string, from1904: boolean): string | undefined {
  const serial = Number(raw) + (from1904 ? 1462 : 0);
  if (!(serial >= 1 && serial < LAST + 1) || Math.floor(serial) === 60) return undefined;
  const days = serial < 60 ? serial + 1 : serial;
  const time = new Date(Math.round(((days - 25_569) * DAY) / 1000) * 1000).toISOString();
  return time.endsWith('T00:00:00.000Z') ? time.slice(0, 10) : time.slice(0, 19);
}

/** Characters that XML cannot hold stand as `_xHHHH_` in texts of workbooks. */
const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** What a text may be long before its escapes (seven signs for one) are undone. */
const LONGEST_RAW_TEXT = SHEET_LIMITS.characters * 7;

/** The text of a cell. @throws InputError `table.broken-workbook` for one longer than a cell may be */
function cellText(raw: string, part: string): string {
  const text = unescaped(raw);
  if (text.length > SHEET_LIMITS.characters) throw new InputError('table.broken-workbook', { part });
  return text;
}
