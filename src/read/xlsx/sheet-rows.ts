/** The rows of one sheet of a workbook, as they are read. */
import { InputError } from '../../finding.ts';
import { columnRank, SHEET_LIMITS } from '../../model/spreadsheet.ts';
import type { Cell, Row } from '../table/types.ts';
import type { Book } from './book.ts';
import { dayOfSerial } from './dates.ts';
import { cellText, LONGEST_RAW_TEXT, parseXml } from './xml.ts';

type Open = { rank: number; type: string; style: number; text: string; formula: boolean };

/**
 * Gives the rows that have cells.
 * @throws InputError `table.broken-workbook`, `table.too-many-columns`
 */
export function* sheetRows(bytes: Uint8Array, part: string, book: Book): Generator<Row> {
  const reader = new RowsReader(part, book);
  for (const _ of parseXml(bytes, part, reader)) yield* reader.take();
  yield* reader.take();
}

class RowsReader {
  readonly #part: string;
  readonly #book: Book;
  #rows: Row[] = [];
  #number = 0;
  #cells = new Map<number, Cell>();
  #rank = -1;
  #cell: Open | undefined;
  #isText = false;
  #aside = 0;

  constructor(part: string, book: Book) {
    this.#part = part;
    this.#book = book;
  }

  take(): Row[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'row') this.#openRow(attributes['r']);
    else if (name === 'c') this.#openCell(attributes);
    else if (name === 'rPh') this.#aside += 1;
    else if (name === 'f' && this.#cell) this.#cell.formula = true;
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
    else if (name === 'row' && this.#cells.size > 0)
      this.#rows.push({ number: this.#number, line: this.#number, cells: this.#cells });
  }

  #refuse(): never {
    throw new InputError('table.broken-workbook', { part: this.#part });
  }

  /** Rows may leave their number out: then each follows the one before. Going back would show other rows to other programs. */
  #openRow(given: string | undefined): void {
    const number = given === undefined ? this.#number + 1 : Number(given);
    if (!Number.isInteger(number) || number <= this.#number || number > SHEET_LIMITS.rows) this.#refuse();
    this.#number = number;
    this.#cells = new Map();
    this.#rank = -1;
  }

  #openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const rank = r === undefined ? this.#rank + 1 : columnRank(r.replace(/[0-9]+$/, ''));
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
    if (text === '') return formula ? { type: 'none', formula } : undefined;
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
          text: type === 'd' ? text.replace(/T00:00:00(\.0+)?Z?$/, '') : cellText(text, this.#part),
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
