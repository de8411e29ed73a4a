import { parse } from 'csv-parse/browser/esm/sync';
import { marksOf, MISLEADING, savedBySpreadsheet } from './codelist-form.ts';
import { readInParts, SourceError } from './source-error.ts';
import type { Code } from './types.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
import type { Messages } from '../messages/compiled/model-sources.types.ts';
import { textsOf } from '../../packages/base/src/texts.ts';

/** The columns of a codelist, in their order. */
export const CODE_COLUMNS = [
  'code',
  'libelle',
  'label_en',
  'description',
  'source',
  'since',
  'deprecated',
  'replaced_by',
] as const satisfies readonly (keyof Code)[];

/**
 * The codelists of a version, by name, from the `codelists/<name>.csv` entries of its files. Throws a SourceError for a wrong header, repeated codes, lines with
 * too few or too many cells, or a file that a spreadsheet has saved in another form, with those of the other files beside it.
 */
export const readCodelists = (files: ReadonlyMap<string, string>): Record<string, Code[]> =>
  readInParts((part) => {
    const lists: Record<string, Code[]> = {};
    for (const [path, text] of files) {
      const name = /^codelists\/([a-z0-9-]+)\.csv$/.exec(path)?.[1];
      if (name !== undefined) part(() => (lists[name] = readCodelist(path, text)));
    }
    return lists;
  });

function readCodelist(path: string, text: string): Code[] {
  const marks = marksOf(text);
  if (marks.some((mark) => MISLEADING.includes(mark))) throw new SourceError(path, savedBySpreadsheet(marks));
  const [header, ...rows] = rowsOf(path, text);
  if (header?.cells.join() !== CODE_COLUMNS.join())
    throw fault(path, 1, (say) => say['codelist.header']({ columns: CODE_COLUMNS.join(',') }));
  return readInParts((part) => {
    const seen = new Set<string>();
    return rows.map(({ cells, line }) => {
      const code = Object.fromEntries(CODE_COLUMNS.map((column, i) => [column, cells[i] ?? ''])) as Code;
      part(() => {
        if (cells.length !== CODE_COLUMNS.length)
          throw fault(path, line, (say) => say['codelist.cells']({ found: cells.length, count: CODE_COLUMNS.length }));
        if (cells.some((cell) => cell.includes('\t'))) throw fault(path, line, (say) => say['codelist.tab']());
        if (seen.has(code.code)) throw fault(path, line, (say) => say['codelist.code-twice']({ code: code.code }));
      });
      seen.add(code.code);
      return code;
    });
  });
}

/** The cells of a line of the table, and where it begins. */
type Row = { cells: string[]; line: number };

/** The rows of a CSV text. Throws a SourceError where a quote is not closed. */
function rowsOf(path: string, text: string): Row[] {
  let before = 0;
  try {
    const rows = parse(text, { bom: true, info: true, relax_column_count: true }) as unknown as InfoRow[];
    return rows.map(({ record, info }) => {
      const line = before + 1;
      before = info.lines;
      return { cells: record, line };
    });
  } catch (error) {
    const { lines = 1 } = error as Error & { lines?: number };
    throw fault(path, lines, (say) => say['codelist.quotes']());
  }
}

/** What csv-parse gives with `info`, which its types do not have for lines without columns. */
type InfoRow = { record: string[]; info: { lines: number } };

const fault = (path: string, line: number, say: Parameters<typeof textsOf<Messages>>[1]): SourceError =>
  new SourceError(path, textsOf(MODEL_SOURCES, say), { place: { line, column: 1 } });
