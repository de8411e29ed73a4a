/** Replaces cells in CSV, with the delimiter and the encoding of the file. */
import { groupBy } from '../../../packages/base/src/lists.ts';
import { columnRank, guarded, shownValue, unguarded } from '../../model/cell-text.ts';
import { treesOf } from '../../model/tree.ts';
import { decode, toWindows1252 } from '../../read/csv/decode.ts';
import { layoutOf } from '../../read/csv/open-csv.ts';
import { cellSpans, readCsv } from '../../read/csv-text.ts';
import { namesOf } from '../../read/table/header.ts';
import { type Edit, splicedText } from '../splice.ts';
import type { Change, Patch } from '../types.ts';

export const patchCsv: Patch = (bytes, changes, model) => {
  const { text, encoding, damaged } = decode(bytes);
  // Bytes that are no text would be lost.
  if (damaged) return { pieces: [bytes], applied: [] };
  const { dialect, from } = layoutOf(text, namesOf(treesOf(model)));
  const byRow = groupBy(changes, ({ position }) => position.cell?.row ?? 0);
  const applied: Change[] = [];
  const edits: Edit<string>[] = [];
  for (const { row, offset, cells } of readCsv(text, dialect, from)) {
    const own = byRow.get(row);
    if (!own) continue;
    const spans = cellSpans(text, dialect, offset);
    for (const change of own) {
      const rank = columnRank(change.position.cell?.column ?? '') ?? -1;
      const span = spans[rank];
      const by = change.to === null ? '' : shownValue(change.to);
      if (!span || by === undefined || unguarded(cells[rank] ?? '') !== change.from) continue;
      edits.push({ start: span[0], end: span[1], by: quoted(guarded(by), dialect.delimiter) });
      applied.push(change);
    }
  }
  const fixed = splicedText(text, edits);
  const encoded = encoding === 'utf-8' ? withMark(bytes, new TextEncoder().encode(fixed)) : toWindows1252(fixed);
  return encoded ? { pieces: [encoded].flat(), applied } : { pieces: [bytes], applied: [] };
};

const MARK = [0xef, 0xbb, 0xbf];

/** The decoder takes the byte order mark away. */
const withMark = (before: Uint8Array, after: Uint8Array): Uint8Array[] =>
  MARK.every((byte, i) => before[i] === byte) ? [Uint8Array.from(MARK), after] : [after];

const quoted = (text: string, delimiter: string): string =>
  text.includes(delimiter) || /["\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
