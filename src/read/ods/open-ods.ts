import { InputError } from '../../finding.ts';
import type { Model } from '../../model/types.ts';
import { SHEET_LIMITS } from '../../model/cell-text.ts';
import type { OpenReader } from '../reader.ts';
import type { NEED_BYTES, ReadEvent } from '../record.ts';
import { Hidden } from '../sheet/hidden.ts';
import { Filling, Merges, type Span } from '../sheet/merges.ts';
import { parseXml, type XmlHandler } from '../sheet/xml.ts';
import { LARGEST_WORKBOOK, wantedOf, withoutMidnight } from '../sheet/workbook.ts';
import { Intake } from '../table/intake.ts';
import { readTable } from '../table/read-table.ts';
import type { Cell, Row, SheetRows } from '../table/types.ts';
import { unpack } from '../unzip.ts';

/**
 * Opens the single sheet as an OpenDocument spreadsheet (ODS, ISO/IEC 26300). The sheets that have a row of known columns among their first are read,
 * in their order.
 * Reading throws an InputError for `table.too-large`, `table.archive-too-large`, `table.not-a-workbook`, `table.broken-workbook`,
 * `table.no-header`, `table.no-rows`, `table.too-many-columns`, `table.too-many-rows`, `syntax.empty`.
 */
export const openOds: OpenReader = (model) => {
  const intake = new Intake(LARGEST_WORKBOOK);
  return { feed: intake, events: readOds(intake, model) };
};

function* readOds(intake: Intake, model: Model | undefined): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const bytes = yield* intake.whole();
  const { parts } = unpack(bytes, WANTED);
  const content = parts.get(CONTENT);
  if (!content) throw new InputError('table.not-a-workbook', { found: 'other' });
  // An encrypted part is no XML; the manifest says so.
  if (ENCRYPTED.test(new TextDecoder().decode(parts.get(MANIFEST))))
    throw new InputError('table.not-a-workbook', { found: 'ole' });
  yield* readTable(sheetsIn(content), model, { bytes: bytes.length, sound: () => true });
}

export const CONTENT = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';
const ENCRYPTED = /<(?:\w+:)?encryption-data\b/;

/** What is of use: the sheets, and whether they are encrypted. Pictures and the like are never unpacked. */
const WANTED = wantedOf(/^(content\.xml|META-INF\/manifest\.xml)$/);

/** The sheets of a document one after the other. What is left of one when the next is asked for is skipped. */
function* sheetsIn(content: Uint8Array): Generator<SheetRows> {
  const items = itemsOf(content);
  let next = items.next();
  const rows = function* (): Generator<Row> {
    const merges = new Merges();
    for (; next.done !== true && !isSheet(next.value); next = items.next()) yield* rowsOf(next.value, merges);
  };
  while (next.done !== true) {
    const item = next.value;
    next = items.next();
    if (isSheet(item)) yield { name: item.name, hidden: item.hidden, rows: rows() };
  }
}

/** The cells of a row, which is repeated to the row `last`, and how many rows its cells are merged over. */
type Rows = { first: number; last: number; cells: Map<number, Cell>; spans: readonly Span[]; isHidden: boolean };

/** A sheet begins, or rows of it. */
type Sheet = { name: string; hidden: Hidden };
type Item = Sheet | Rows;

const isSheet = (item: Item): item is Sheet => 'name' in item;

function* rowsOf({ first, last, cells, spans, isHidden }: Rows, merges: Merges): Generator<Row> {
  for (const span of spans) merges.add(span);
  for (let number = first; number <= last; number++) {
    const own = merges.isOpen ? new Map(cells) : cells;
    const begun = merges.fill(number, own);
    yield {
      ...{ number, line: number, cells: own },
      ...(begun.length > 0 && { merges: begun }),
      ...(isHidden && ({ hidden: true } as const)),
    };
  }
}

function* itemsOf(content: Uint8Array): Generator<Item> {
  const reader = new DocumentReader();
  for (const _ of parseXml(content, CONTENT, reader)) yield* reader.take();
  yield* reader.take();
}

type Attributes = Readonly<Record<string, string>>;

type OpenCell = { rank: number; isCovered: boolean; attributes: Attributes; text: string | undefined };

/** Elements whose texts are none of the cell, and whose tables are none of the document: comments, notes, recorded changes, copies of other documents. */
const ASIDE_NAMES = new Set(['annotation', 'note', 'ruby-text', 'shapes', 'tracked-changes', 'dde-links', 'forms']);
/** Prefixes of drawings and controls, which stand in the cell that they are anchored to. */
const DRAWN = new Set(['draw', 'dr3d', 'form']);

/** Whether an element and all in it is no part of the cells. */
export const isAside = (name: string, prefix: string): boolean => ASIDE_NAMES.has(name) || DRAWN.has(prefix);

/** The name of a sheet in which LibreOffice keeps what another file held: `'file:///…'#$Feuille`. Nobody sees it. */
const COPY = /^'[a-z][a-z0-9+.-]*:.*'#/i;

/** Whether a sheet of this name is such a copy, which is not read. */
export const isCopy = (name: string): boolean => COPY.test(name);

class DocumentReader implements XmlHandler {
  #items: Item[] = [];
  #aside = 0;
  #number = 0;
  #repeat = 1;
  #rank = 0;
  #cells = new Map<number, Cell>();
  #spans: Span[] = [];
  #isHidden = false;
  /** The style whose properties are being read, if it is one of sheets, and the styles of sheets that are not shown. */
  #style: string | undefined;
  readonly #hiddenStyles = new Set<string>();
  #hidden = new Hidden();
  #columns = 0;
  #cell: OpenCell | undefined;
  #isText = false;
  /** The text of the cell ends in white space that is one blank with what follows. */
  #isBlank = true;
  /** Cells that came from others: repeated, or merged. */
  readonly #filling = new Filling();

  take(): Item[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  open(name: string, attributes: Attributes, prefix: string): void {
    if (this.#aside > 0 || isAside(name, prefix)) this.#aside++;
    else if (name === 'table') this.#openSheet(attributes['table:name'] ?? '', attributes['table:style-name']);
    else if (name === 'table-row') this.#openRow(attributes);
    else if (name === 'table-column') this.#column(attributes);
    else if (name === 'table-cell' || name === 'covered-table-cell')
      this.#cell = { rank: this.#rank, isCovered: name !== 'table-cell', attributes, text: undefined };
    else if (this.#cell) this.#openText(name, attributes, this.#cell);
    else this.#openStyle(name, attributes);
  }

  text(text: string): void {
    if (!this.#isText || this.#aside > 0 || !this.#cell) return;
    // White space is one blank, and none where the paragraph begins (ISO/IEC 26300-3, 6.1.2).
    const collapsed = text.replace(/[ \t\r\n]+/g, ' ');
    const shown = this.#isBlank && collapsed.startsWith(' ') ? collapsed.slice(1) : collapsed;
    if (shown === '') return;
    this.#isBlank = shown.endsWith(' ');
    this.#add(this.#cell, shown);
  }

  close(name: string): void {
    if (this.#aside > 0) this.#aside--;
    else if (PARAGRAPHS.has(name)) this.#isText = false;
    else if (name === 'table-row') this.#closeRow();
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell();
  }

  /** The styles of sheets stand before them; one of them says that a sheet is not shown (ISO/IEC 26300-3, 20.398). */
  #openStyle(name: string, attributes: Attributes): void {
    if (name === 'style') this.#style = attributes['style:family'] === 'table' ? attributes['style:name'] : undefined;
    else if (name === 'table-properties' && attributes['table:display'] === 'false' && this.#style !== undefined)
      this.#hiddenStyles.add(this.#style);
  }

  #openSheet(name: string, style: string | undefined): void {
    // A table in a cell is a drawing of it, not a sheet.
    if (this.#cell || isCopy(name)) {
      this.#aside = 1;
      return;
    }
    this.#hidden = new Hidden(style !== undefined && this.#hiddenStyles.has(style));
    this.#items.push({ name, hidden: this.#hidden });
    this.#number = 0;
    this.#columns = 0;
  }

  #column(attributes: Attributes): void {
    const first = this.#columns;
    this.#columns += timesOf(attributes['table:number-columns-repeated']);
    if (isNotShown(attributes)) this.#hidden.columns(first, this.#columns - 1);
  }

  #openRow(attributes: Attributes): void {
    this.#repeat = timesOf(attributes['table:number-rows-repeated']);
    this.#isHidden = isNotShown(attributes);
    if (attributes['table:visibility'] === 'filter') this.#hidden.filtered = true;
    this.#number++;
    this.#rank = 0;
    this.#cells = new Map();
    this.#spans = [];
  }

  #openText(name: string, attributes: Attributes, cell: OpenCell): void {
    if (PARAGRAPHS.has(name)) {
      this.#add(cell, cell.text === undefined ? '' : '\n');
      this.#isText = true;
      this.#isBlank = true;
    } else if (name === 's') this.#add(cell, ' '.repeat(timesOf(attributes['text:c'])));
    else if (name === 'tab') this.#add(cell, '\t');
    else if (name === 'line-break') this.#add(cell, '\n');
  }

  #add(cell: OpenCell, text: string): void {
    cell.text = (cell.text ?? '') + text;
    if (cell.text.length > SHEET_LIMITS.characters) refuse();
  }

  #closeCell(): void {
    const open = this.#cell;
    this.#cell = undefined;
    if (!open) return;
    const columns = timesOf(open.attributes['table:number-columns-repeated']);
    this.#rank += columns;
    // What is left in a covered cell is not seen.
    const cell = open.isCovered ? undefined : cellOf(open);
    if (cell === undefined) return;
    if (this.#rank > SHEET_LIMITS.columns) throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
    const below = timesOf(open.attributes['table:number-rows-spanned']) - 1;
    this.#fill(columns - 1 + below * columns);
    for (let rank = open.rank; rank < this.#rank; rank++) {
      this.#cells.set(rank, cell);
      if (below > 0) this.#spans.push({ rank, first: this.#number, last: this.#number + below });
    }
  }

  #closeRow(): void {
    const first = this.#number;
    this.#number += this.#repeat - 1;
    if (this.#cells.size === 0) return;
    if (this.#number > SHEET_LIMITS.rows) throw new InputError('table.too-many-rows', { limit: SHEET_LIMITS.rows });
    this.#fill((this.#repeat - 1) * this.#cells.size);
    this.#items.push({ first, last: this.#number, cells: this.#cells, spans: this.#spans, isHidden: this.#isHidden });
  }

  #fill(count: number): void {
    if (!this.#filling.add(count)) refuse();
  }
}

/** Whether a row or a column is hidden, or left out by a filter (ISO/IEC 26300-3, 19.749). */
const isNotShown = (attributes: Attributes): boolean => ['collapse', 'filter'].includes(attributes['table:visibility'] ?? '');

const PARAGRAPHS = new Set(['p', 'h']);

function refuse(): never {
  throw new InputError('table.broken-workbook', { part: CONTENT });
}

/** How many times: 1 where it is not said, and where what is said is no number. */
export function timesOf(text: string | undefined): number {
  return text !== undefined && /^[1-9][0-9]{0,6}$/.test(text) ? Number(text) : 1;
}

/** What programs show of a computation that failed. */
const FAILED = /^(?:#|Err:)/;

/** The value of a cell by its attributes; a text is what its paragraphs show. Undefined for an empty cell. */
function cellOf({ attributes, text }: OpenCell): Cell | undefined {
  const formula = attributes['table:formula'] !== undefined;
  const computed: Computed = formula && { formula };
  const shown = attributes['office:string-value'] ?? text ?? '';
  const isFailed = attributes['calcext:value-type'] === 'error' || (formula && FAILED.test(text ?? ''));
  if (isFailed) return { type: 'error', text: text ?? shown, ...computed };
  switch (attributes['office:value-type']) {
    case 'float':
    case 'currency':
    case 'percentage':
      return numberCell(written(attributes['office:value'], shown), computed);
    case 'date':
      return dateCell(written(attributes['office:date-value'], shown), computed);
    case 'boolean':
      return { type: 'boolean', value: attributes['office:boolean-value'] === 'true', ...computed };
    default:
      // A formula that gives an empty text was computed: its cell is empty.
      if (shown === '') return formula && attributes['office:value-type'] === undefined ? { type: 'none', formula } : undefined;
      return formula ? { type: 'text', text: shown, formula } : shown;
  }
}

const written = (value: string | undefined, shown: string): string => (value === undefined || value === '' ? shown : value);

type Computed = false | { formula: true };

const numberCell = (raw: string, computed: Computed): Cell | undefined =>
  raw === '' ? undefined : { type: 'number', raw, ...computed };

const DAY = 86_400_000;

/** A day, with the number by which workbooks count it, from 1899-12-30 (ISO/IEC 26300-4, null date); a text where it is no day. */
function dateCell(text: string, computed: Computed): Cell {
  const day = withoutMidnight(text);
  const serial = Date.parse(day.slice(0, 10)) / DAY + 25_569;
  if (Number.isNaN(serial)) return { type: 'text', text, ...computed };
  return { type: 'number', raw: String(serial), day, ...computed };
}
