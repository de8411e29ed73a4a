/** The form of a codelist, whatever program saved it: spreadsheets write CSV in their own way. */
import { parse } from 'csv-parse/browser/esm/sync';
import { stringify } from 'csv-stringify/browser/esm/sync';
import type { Texts } from '../../packages/base/src/language.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import { textsOf } from '../../packages/base/src/texts.ts';

/** Signs that a spreadsheet has saved a file, in the order of the message. */
const MARKS = ['utf-16', 'windows-1252', 'bom', 'semicolons', 'tabs', 'crlf', 'empty'] as const;

export type Mark = (typeof MARKS)[number];

/** The marks with which codes would be misread: such a file is refused. The other marks are harmless. */
export const MISLEADING: readonly Mark[] = ['utf-16', 'windows-1252', 'semicolons', 'tabs', 'empty'];

/** The message about the whole file, with the command that restores our form. */
export const savedBySpreadsheet = (marks: readonly Mark[]): Texts =>
  textsOf(MODEL_SOURCES, (say) => {
    const found = MARKS.filter((mark) => marks.includes(mark)).map((mark) => say[`mark.${mark}`]());
    return say['codelist.spreadsheet']({ marks: found });
  });

/** The byte order mark. */
const BOM = '\uFEFF';

/** The marks of a spreadsheet in the text of a codelist, in which bytes that are not UTF-8 have become U+FFFD. */
export function marksOf(text: string): Mark[] {
  // Half of the bytes of its first line are zero.
  if ((text.split(/[\r\n]/, 1)[0] ?? '').includes('\0')) return ['utf-16'];
  return [
    ...(text.startsWith(BOM) ? ['bom' as const] : []),
    ...(text.includes('\uFFFD') ? ['windows-1252' as const] : []),
    ...tableOf(text.replace(BOM, '')).marks,
  ];
}

/** A codelist in our form: commas, a line feed after each line, quotes where they are needed, no empty line. One that cannot be read stays as it is: who reads it says why. */
export function inOurForm(text: string): { text: string; marks: Mark[] } {
  const { rows, marks } = tableOf(text);
  return { text: rows ? asCsv(rows) : text, marks };
}

/** A table as CSV in our form. */
export const asCsv = (rows: readonly (readonly string[])[]): string =>
  stringify([...rows], { record_delimiter: '\n', quoted_match: /[\r\n]/ });

/** The lines and columns that hold something. No rows where the table cannot be read, or a line has not as many cells as the first. */
function tableOf(text: string): { rows?: string[][]; marks: Mark[] } {
  const delimiter = delimiterOf(text);
  const marks: Mark[] = [
    ...(delimiter === ';' ? ['semicolons' as const] : delimiter === '\t' ? ['tabs' as const] : []),
    ...(text.includes('\r') ? ['crlf' as const] : []),
  ];
  // Some lines may end otherwise than the first, where a file was edited by two programs.
  const all = parsed(text.replace(/\r\n?/g, '\n'), delimiter);
  if (!all) return { marks };
  const kept = all.filter((row) => row.some((cell) => cell !== ''));
  const width = kept[0]?.findLastIndex((cell) => cell !== '') ?? -1;
  // A spreadsheet adds columns to the first line too; in one line alone, a comma too many has moved the cells.
  const isWider = (kept[0]?.length ?? 0) > width + 1;
  const rows = kept.map((row) => (isWider && row.slice(width + 1).every((cell) => cell === '') ? row.slice(0, width + 1) : row));
  if (kept.length < all.length || rows.some((row, i) => row.length < (kept[i]?.length ?? 0))) marks.push('empty');
  return rows.every(({ length }) => length === width + 1) ? { rows, marks } : { marks };
}

/** What parts the cells of a table, by its first line: spreadsheets write semicolons or tabs where we write commas. */
export function delimiterOf(text: string): string {
  const [header = ''] = text.split(/[\r\n]/, 1);
  return [';', '\t'].find((sign) => header.includes(sign) && !header.includes(',')) ?? ',';
}

function parsed(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, { delimiter, relax_column_count: true });
  } catch {
    return undefined;
  }
}
