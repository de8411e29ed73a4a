import { InputError } from '../../finding.ts';
import type { Model } from '../../model/types.ts';
import { SHEET_LIMITS } from '../../model/cell-text.ts';
import type { OpenReader } from '../reader.ts';
import type { NEED_BYTES, ReadEvent } from '../record.ts';
import { Merges, MOST_FILLED } from '../sheet/merges.ts';
import { parseXml, type XmlHandler } from '../sheet/xml.ts';
import { Intake } from '../table/intake.ts';
import { readTable } from '../table/read-table.ts';
import type { Cell, Row, SheetRows } from '../table/types.ts';
import { unpack, type Wanted } from '../unzip.ts';

/** Bytes of the file, packed. */
const LARGEST = 32 * 1_048_576;

/**
 * Opens the single sheet as an OpenDocument spreadsheet (ODS, ISO/IEC 26300). The sheets that have a row of known columns among their first are read,
 * in their order.
 * Reading throws an InputError for `table.too-large`, `table.archive-too-large`, `table.not-a-workbook`, `table.broken-workbook`,
 * `table.no-header`, `table.no-rows`, `table.too-many-columns`, `table.too-many-rows`, `syntax.empty`.
 */
export const openOds: OpenReader = (model) => {
  const intake = new Intake(LARGEST);
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

const CONTENT = 'content.xml';
const MANIFEST = 'META-INF/manifest.xml';
const ENCRYPTED = /<(?:\w+:)?encryption-data\b/;

/** What is of use: the sheets, and whether they are encrypted. Pictures and the like are never unpacked. */
const WANTED: Wanted = {
  files: /^(content\.xml|META-INF\/manifest\.xml)$/,
  broken: (part) => new InputError('table.broken-workbook', part === undefined ? {} : { part }),
  tooLarge: (limit) => new InputError('table.archive-too-large', { limit }),
};

/** The sheets of a document one after the other. What is left of one when the next is asked for is skipped. */
function* sheetsIn(content: Uint8Array): Generator<SheetRows> {
  const items = itemsOf(content);
  let next = items.next();
  const rows = function* (): Generator<Row> {
    for (; next.done !== true && !isSheet(next.value); next = items.next()) yield next.value;
  };
  while (next.done !== true) {
    const item = next.value;
    next = items.next();
    if (isSheet(item)) yield { name: item.name, rows: rows() };
  }
}

/** A sheet begins, or one of its rows. */
type Item = { name: string } | Row;

const isSheet = (item: Item): item is { name: string } => 'name' in item;

function* itemsOf(content: Uint8Array): Generator<Item> {
  const reader = new DocumentReader();
  for (const _ of parseXml(content, CONTENT, reader)) yield* reader.take();
  yield* reader.take();
}

type Attributes = Readonly<Record<string, string>>;

type OpenCell = { rank: number; attributes: Attributes; text: string | undefined };

/** Elements whose cells and texts are none of the sheet: comments, drawings, recorded changes, copies of other documents. */
const ASIDE = new Set(['annotation', 'shapes', 'tracked-changes', 'dde-links', 'forms']);

class DocumentReader implements XmlHandler {
  #items: Item[] = [];
  #aside = 0;
  #number = 0;
  #repeat = 1;
  #rank = 0;
  #cells = new Map<number, Cell>();
  #cell: OpenCell | undefined;
  #isText = false;
  /** The text of the cell ends in white space that is one blank with what follows. */
  #isBlank = true;
  #merges = new Merges();
  /** Cells that came from others: repeated, or merged. */
  #filled = 0;

  take(): Item[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  open(name: string, attributes: Attributes): void {
    if (this.#aside > 0 || ASIDE.has(name)) this.#aside++;
    else if (name === 'table') this.#openSheet(attributes['table:name'] ?? '');
    else if (name === 'table-row') this.#openRow(attributes['table:number-rows-repeated']);
    else if (name === 'table-cell' || name === 'covered-table-cell')
      this.#cell = { rank: this.#rank, attributes, text: undefined };
    else if (this.#cell) this.#openText(name, attributes, this.#cell);
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
    else if (name === 'p') this.#isText = false;
    else if (name === 'table-row') this.#closeRow();
    else if (name === 'table-cell' || name === 'covered-table-cell') this.#closeCell();
  }

  #openSheet(name: string): void {
    this.#items.push({ name });
    this.#number = 0;
    this.#filled = 0;
    this.#merges = new Merges();
  }

  #openRow(repeated: string | undefined): void {
    this.#repeat = timesOf(repeated);
    this.#number++;
    this.#rank = 0;
    this.#cells = new Map();
  }

  #openText(name: string, attributes: Attributes, cell: OpenCell): void {
    if (name === 'p') {
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
    const cell = cellOf(open);
    if (cell === undefined) return;
    if (this.#rank > SHEET_LIMITS.columns) throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
    this.#fill(columns - 1);
    for (let rank = open.rank; rank < this.#rank; rank++) this.#cells.set(rank, cell);
    const rows = timesOf(open.attributes['table:number-rows-spanned']);
    if (rows === 1) return;
    this.#fill(rows - 1);
    this.#merges.add({ rank: open.rank, first: this.#number, last: this.#number + rows - 1 });
  }

  #closeRow(): void {
    const first = this.#number;
    this.#number += this.#repeat - 1;
    if (this.#cells.size === 0) return;
    if (this.#number > SHEET_LIMITS.rows) throw new InputError('table.too-many-rows', { limit: SHEET_LIMITS.rows });
    this.#fill((this.#repeat - 1) * this.#cells.size);
    for (let number = first; number <= this.#number; number++) {
      const cells = number === this.#number ? this.#cells : new Map(this.#cells);
      const merges = this.#merges.fill(number, cells);
      this.#items.push({ number, line: number, cells, ...(merges.length > 0 && { merges }) });
    }
  }

  #fill(count: number): void {
    this.#filled += count;
    if (this.#filled > MOST_FILLED) refuse();
  }
}

function refuse(): never {
  throw new InputError('table.broken-workbook', { part: CONTENT });
}

/** How many times: 1 where it is not said, and where what is said is no number. */
function timesOf(text: string | undefined): number {
  return text !== undefined && /^[1-9][0-9]{0,6}$/.test(text) ? Number(text) : 1;
}

/** The value of a cell by its attributes; a text is what its paragraphs show. Undefined for an empty cell. */
function cellOf({ attributes, text }: OpenCell): Cell | undefined {
  const formula = attributes['table:formula'] !== undefined;
  const computed = formula && { formula };
  const type = attributes['office:value-type'];
  const shown = text ?? attributes['office:string-value'] ?? '';
  if (attributes['calcext:value-type'] === 'error') return { type: 'error', text: shown, ...computed };
  switch (type) {
    case 'float':
    case 'currency':
    case 'percentage':
      return { type: 'number', raw: attributes['office:value'] ?? shown, ...computed };
    case 'date': {
      const day = (attributes['office:date-value'] ?? shown).replace(/T00:00:00(\.0+)?Z?$/, '');
      return { type: 'number', raw: serialOf(day), day, ...computed };
    }
    case 'boolean':
      return { type: 'boolean', value: attributes['office:boolean-value'] === 'true', ...computed };
    default:
      if (shown === '') return formula ? { type: 'none', formula } : undefined;
      return formula ? { type: 'text', text: shown, formula } : shown;
  }
}

const DAY = 86_400_000;

/** The number of a day as workbooks count it, from 1899-12-30 (ISO/IEC 26300-4, null date). */
const serialOf = (day: string): string => String(Date.parse(day.slice(0, 10)) / DAY + 25_569);
