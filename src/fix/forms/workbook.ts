/** What the patches of workbooks have in common: the cells of a sheet in its XML, and the archive around it. */
import { zipSync, type Zippable } from 'fflate';
import { InputError } from '../../finding.ts';
import { groupBy } from '../../../packages/base/src/lists.ts';
import { columnRank, guarded, shownValue } from '../../model/cell-text.ts';
import { wantedOf } from '../../read/sheet/workbook.ts';
import { parseAll, type XmlHandler } from '../../read/sheet/xml.ts';
import { nameInPosition } from '../../read/table/types.ts';
import { type Parts, unpack } from '../../read/unzip.ts';
import { NO_DATE } from '../../write/sheet/pieces.ts';
import { type Edit, splicedText } from '../splice.ts';
import type { Change, Patched } from '../types.ts';

/** A range of UTF-16 units of a part. */
export type Range = { start: number; end: number };

/**
 * A filled cell in the XML of a part: its rows (several where the row is repeated), the rank of its first column and how many columns it is
 * repeated over. `tag` is its opening tag, `end` the end of its closing tag. `paragraphs`: those of its own text, in ODS.
 */
export type FoundCell = {
  sheet: string;
  first: number;
  last: number;
  rank: number;
  columns: number;
  tag: Range;
  end: number;
  prefix: string;
  isFormula: boolean;
  paragraphs?: Range;
};

/** Finds the cells of a part as it is parsed. */
export type CellFinder = XmlHandler & { cells: FoundCell[]; sheets?: string[] };

/** All parts of an archive, to be written again. */
export function partsOf(bytes: Uint8Array): Map<string, Uint8Array> {
  const { parts } = unpack(bytes, wantedOf(/^/));
  // The packer keeps parts as members of an object.
  if (parts.has('__proto__')) throw new InputError('table.broken-workbook', { part: '__proto__' });
  return new Map(parts);
}

/** The archive of these parts, in their order. `stored`: the part that is not compressed. */
function zipped(parts: Parts, stored?: string): Uint8Array {
  const files: Zippable = {};
  for (const [name, bytes] of parts) files[name] = name === stored ? [bytes, { level: 0 }] : bytes;
  return zipSync(files, { mtime: NO_DATE, level: 6 });
}

/** Where the tag that ends at `end` begins: no attribute holds `<` (XML 1.0, 2.3). */
export const tagBefore = (text: string, end: number): Range => ({ start: text.lastIndexOf('<', end - 1), end });

/** An opening tag with another end, in the place of its `>` and the blanks before it. */
export const endedBy = (tag: string, end: string): string => tag.slice(0, -1).trimEnd() + end;

/** The text to write in place of a cell: its value, or for a repeated one each of them; an empty text for a cell that is emptied, undefined where it stays. */
export type WriteCell = (text: string, cell: FoundCell, values: readonly (string | undefined)[]) => string;

/** The part with the changes of its cells. Computed cells stay: their value is not in the file. */
export function patchPart(
  bytes: Uint8Array,
  part: string,
  changes: readonly Change[],
  { finder, write }: { finder: (text: string) => CellFinder; write: WriteCell },
): { bytes: Uint8Array; applied: Change[] } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const found = finder(text.replace(/^\ufeff/, ''));
  parseAll(bytes, part, found);
  const shift = text.startsWith('\ufeff') ? 1 : 0;
  const byRow = groupBy(changes, ({ position: { cell } }) => rowKey(cell?.sheet ?? '', cell?.row ?? 0));
  const rows = [...new Set(changes.map(({ position }) => position.cell?.row ?? 0))].sort((a, b) => a - b);
  const shared = namesakes(found.sheets ?? []);
  const applied: Change[] = [];
  const edits: Edit<string>[] = [];
  for (const cell of found.cells) {
    if (shared.has(nameInPosition(cell.sheet))) continue;
    const own = changesOf(cell, byRow, rows);
    if (own.length === 0 || cell.isFormula) continue;
    const values = Array.from({ length: cell.columns }, (_, i) => {
      const change = own.find(({ position }) => rankOf(position) === cell.rank + i);
      if (change?.to === null) return '';
      const shown = change && shownValue(change.to);
      return shown === undefined ? undefined : guarded(shown);
    });
    edits.push({ start: cell.tag.start + shift, end: cell.end + shift, by: write(text.slice(shift), cell, values) });
    for (const change of own) applied.push(change);
  }
  return { bytes: new TextEncoder().encode(splicedText(text, edits)), applied };
}

/** The sheets, by their names as positions have them, that share theirs: which of them is meant is not known. */
export function namesakes(sheets: readonly string[]): Set<string> {
  const known = new Set<string>();
  const shared = new Set<string>();
  for (const name of sheets.map(nameInPosition)) (known.has(name) ? shared : known).add(name);
  return shared;
}

const rankOf = ({ cell }: Change['position']): number => columnRank(cell?.column ?? '') ?? -1;

const rowKey = (sheet: string, row: number): string => `${row} ${nameInPosition(sheet)}`;

/** The changes of a cell, in all rows and columns that it is repeated over. */
function changesOf(
  { sheet, first, last, rank, columns }: FoundCell,
  byRow: ReadonlyMap<string, readonly Change[]>,
  rows: readonly number[],
): Change[] {
  const own: Change[] = [];
  // Only rows that have changes: an empty row may be repeated a million times.
  for (let i = firstFrom(rows, first); i < rows.length && (rows[i] as number) <= last; i++)
    for (const change of byRow.get(rowKey(sheet, rows[i] as number)) ?? []) {
      const at = rankOf(change.position);
      if (at >= rank && at < rank + columns) own.push(change);
    }
  return own;
}

/** Where the numbers from `least` on begin in a sorted list. */
function firstFrom(sorted: readonly number[], least: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A workbook whose parts were patched. */
export const patchedWorkbook = (bytes: Uint8Array, parts: Parts, applied: Change[], stored?: string): Patched =>
  applied.length === 0 ? { pieces: [bytes], applied } : { pieces: [zipped(parts, stored)], applied };
