/** Replaces cells in a spreadsheet (ODS). All else of the document stays: formats, comments, drop-down lists, other sheets. */
import { CONTENT, isAside, isCopy, timesOf } from '../../read/ods/open-ods.ts';
import { lineXml } from '../../write/ods/document.ts';
import type { Patch } from '../types.ts';
import {
  type CellFinder,
  endedBy,
  type FoundCell,
  partsOf,
  patchedWorkbook,
  patchPart,
  type Range,
  tagBefore,
  type WriteCell,
} from './workbook.ts';

export const patchOds: Patch = (bytes, changes) => {
  const parts = partsOf(bytes);
  const content = parts.get(CONTENT);
  if (!content) return { pieces: [bytes], applied: [] };
  const patched = patchPart(content, CONTENT, changes, { finder: (text) => new DocumentCells(text), write });
  parts.set(CONTENT, patched.bytes);
  // Programs recognise the document by this part, the first one, which is not compressed (ISO/IEC 26300-2, 3.3).
  return patchedWorkbook(bytes, parts, patched.applied, 'mimetype');
};

type Attributes = Readonly<Record<string, string>>;

/** The filled cells of a document, sheet by sheet. */
class DocumentCells implements CellFinder {
  readonly cells: FoundCell[] = [];
  readonly sheets: string[] = [];
  readonly #text: string;
  #sheet = '';
  #aside = 0;
  #first = 0;
  #last = 0;
  #rank = 0;
  #cell: FoundCell | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  open(name: string, attributes: Attributes, prefix: string, end: number): void {
    if (this.#aside > 0 || isAside(name, prefix)) this.#aside++;
    else if (name === 'table') this.#openSheet(attributes['table:name'] ?? '');
    else if (name === 'table-row') {
      this.#first = this.#last + 1;
      this.#last += timesOf(attributes['table:number-rows-repeated']);
      this.#rank = 0;
    } else if (name === 'table-cell' || name === 'covered-table-cell') this.#openCell(attributes, prefix, end);
    else if (isParagraph(name) && this.#cell) this.#cell.paragraphs ??= tagBefore(this.#text, end);
  }

  close(name: string, end: number): void {
    if (this.#aside > 0) this.#aside--;
    else if (isParagraph(name) && this.#cell?.paragraphs) this.#cell.paragraphs = { ...this.#cell.paragraphs, end };
    else if (name === 'table-cell' || name === 'covered-table-cell') {
      const cell = this.#cell;
      this.#cell = undefined;
      // What a covered cell holds is not seen, and an empty one is not read.
      if (cell && name === 'table-cell' && end > cell.tag.end) this.cells.push({ ...cell, end });
      this.#rank += cell?.columns ?? 1;
    }
  }

  #openSheet(name: string): void {
    if (this.#cell || isCopy(name)) {
      this.#aside = 1;
      return;
    }
    this.#sheet = name;
    this.sheets.push(name);
    this.#first = 0;
    this.#last = 0;
  }

  #openCell(attributes: Attributes, prefix: string, end: number): void {
    this.#cell = {
      ...{ sheet: this.#sheet, first: this.#first, last: this.#last, rank: this.#rank, prefix, end },
      columns: timesOf(attributes['table:number-columns-repeated']),
      tag: tagBefore(this.#text, end),
      isFormula: attributes['table:formula'] !== undefined,
    };
  }
}

const isParagraph = (name: string): boolean => name === 'p' || name === 'h';

const attribute = (names: string): RegExp => new RegExp(`\\s(?:${names})\\s*=\\s*(?:"[^"]*"|'[^']*')`, 'g');

const VALUE = attribute(
  'office:(?:value-type|value|currency|date-value|time-value|boolean-value|string-value)|calcext:value-type',
);
const REPEATED = attribute('table:number-columns-repeated');

/** A repeated cell becomes as many cells, since their values are no longer the same. */
const write: WriteCell = (text, cell, values) => {
  const { tag, end, paragraphs, columns } = cell;
  const inside = (from: number, to: number): string => text.slice(from, to);
  const opening = inside(tag.start, tag.end);
  const single = columns === 1 ? opening : opening.replace(REPEATED, '');
  const shown: Range = paragraphs ?? { start: tag.end, end: tag.end };
  return values
    .map((value) => {
      if (value === undefined) return single + inside(tag.end, end);
      const bare = single.replace(VALUE, '');
      if (value === '') return `${bare}${inside(tag.end, shown.start)}${inside(shown.end, end)}`;
      const valued = endedBy(bare, ' office:value-type="string">');
      return `${valued}${inside(tag.end, shown.start)}<text:p>${lineXml(value)}</text:p>${inside(shown.end, end)}`;
    })
    .join('');
};
