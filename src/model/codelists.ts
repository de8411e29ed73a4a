import { parse } from 'csv-parse/browser/esm/sync';
import { marksOf, MISLEADING, savedBySpreadsheet } from './codelist-form.ts';
import { SourceError } from './source-error.ts';
import type { Code } from './types.ts';
import { MODEL_SOURCES } from '../messages/compiled/model-sources.ts';
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
 * The codelists of a version, by name, from the `codelists/<name>.csv` entries of its files. Throws a SourceError for a wrong header, a
 * repeated code, or a file that a spreadsheet has saved in another form.
 */
export function readCodelists(files: ReadonlyMap<string, string>): Record<string, Code[]> {
  const lists: Record<string, Code[]> = {};
  for (const [path, text] of files) {
    const name = /^codelists\/([a-z0-9-]+)\.csv$/.exec(path)?.[1];
    if (name !== undefined) lists[name] = readCodelist(path, text);
  }
  return lists;
}

function readCodelist(path: string, text: string): Code[] {
  const marks = marksOf(text);
  if (marks.some((mark) => MISLEADING.includes(mark))) throw new SourceError(path, savedBySpreadsheet(marks));
  const [header, ...rows] = rowsOf(path, text);
  if (header?.join() !== CODE_COLUMNS.join()) {
    throw new SourceError(
      path,
      textsOf(MODEL_SOURCES, (say) => say['codelist.header']({ columns: CODE_COLUMNS.join(',') })),
    );
  }
  const codes = rows.map((row) => Object.fromEntries(CODE_COLUMNS.map((column, i) => [column, row[i] ?? ''])) as Code);
  const seen = new Set<string>();
  for (const { code } of codes) {
    if (seen.has(code))
      throw new SourceError(
        path,
        textsOf(MODEL_SOURCES, (say) => say['codelist.code-twice']({ code })),
      );
    seen.add(code);
  }
  return codes;
}

/** The rows of a CSV text. Throws a SourceError where a line has too few or too many cells, or a quote is not closed. */
function rowsOf(path: string, text: string): string[][] {
  try {
    return parse(text, { bom: true });
  } catch (error) {
    const { message, lines = 0 } = error as Error & { lines?: number };
    throw new SourceError(
      path,
      textsOf(MODEL_SOURCES, (say) => say['codelist.columns']({ line: lines, count: CODE_COLUMNS.length, message })),
    );
  }
}
