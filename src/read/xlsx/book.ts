/** What stands around the sheets of a workbook: their names and parts, the shared texts, the formats of dates. */
import { InputError } from '../../finding.ts';
import { isDateFormat } from './dates.ts';
import { cellText, LONGEST_RAW_TEXT, parseAll } from './xml.ts';
import type { Parts } from '../unpack.ts';

type SheetPart = { name: string; part: string };

export type Book = { sheets: SheetPart[]; from1904: boolean; texts: string[]; dateStyles: ReadonlySet<number> };

const BOOK = 'xl/workbook.xml';

/** @throws InputError `table.broken-workbook` */
export function readBook(parts: Parts): Book {
  const targets = targetsOf(parts);
  const sheets: SheetPart[] = [];
  let from1904 = false;
  parseAll(partOf(parts, BOOK), BOOK, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attributes['date1904'] ?? '');
      if (name !== 'sheet') return;
      const id = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id'))?.[1];
      const part = targets.get(id ?? '');
      // Sheets that are charts or macros have parts elsewhere, and no rows.
      if (part !== undefined && parts.has(part)) sheets.push({ name: attributes['name'] ?? '', part });
    },
  });
  if (sheets.length === 0) throw new InputError('table.broken-workbook', { part: BOOK });
  return { sheets, from1904, texts: textsOf(parts), dateStyles: dateStylesOf(parts) };
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
      if (name === 'si') texts.push(cellText(pieces.join(''), path));
    },
  });
  return texts;
}

/** Numbers of the styles of cells that show a date. */
function dateStylesOf(parts: Parts): Set<number> {
  const path = 'xl/styles.xml';
  const codes = new Map<number, string>();
  const dates = new Set<number>();
  let isCellStyle = false;
  let style = 0;
  parseAll(parts.get(path) ?? new TextEncoder().encode('<styleSheet/>'), path, {
    open(name, { numFmtId, formatCode }) {
      const id = Number(numFmtId ?? 0);
      if (name === 'numFmt' && formatCode !== undefined) codes.set(id, formatCode);
      if (name === 'cellXfs') isCellStyle = true;
      if (name !== 'xf' || !isCellStyle) return;
      if (isDateFormat(id, codes.get(id))) dates.add(style);
      style += 1;
    },
    close(name) {
      if (name === 'cellXfs') isCellStyle = false;
    },
  });
  return dates;
}
