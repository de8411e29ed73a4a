/** The rows of a CSV text that people made, with the delimiter found out. */
import { InputError } from '../../finding.ts';
import { unguarded, SHEET_LIMITS } from '../../model/cell-text.ts';
import { readCsv, type CsvDialect } from '../csv-text.ts';
import type { Names } from '../table/header.ts';
import type { Row } from '../table/types.ts';

const DELIMITERS = [';', ',', '\t'] as const;

const dialectOf = (delimiter: string): CsvDialect => ({ delimiter, lenient: true, mostCells: SHEET_LIMITS.columns });

/** `unclosed` is set once `rows` met the row in which a quote is opened that nothing closes; what follows was not read. */
export type CsvRows = { rows: Iterable<Row>; unclosed?: Row };

/** The rows that are not blank, read as they are asked for: this throws an InputError `table.too-many-rows` or `table.too-many-columns`. */
export function csvRows(text: string, names: Names): CsvRows {
  const said = saidDelimiter(text);
  const from = { at: said?.length ?? 0, line: said ? 2 : 1 };
  const delimiter = said?.delimiter ?? delimiterOf(text, names);
  const reading: CsvRows = { rows: [] };
  reading.rows = rowsFrom(text, delimiter, from, (row) => (reading.unclosed = row));
  return reading;
}

function* rowsFrom(
  text: string,
  delimiter: string,
  from: { at: number; line: number },
  leave: (unclosed: Row) => void,
): Generator<Row> {
  for (const { row: number, line, cells, count, faults } of readCsv(text, dialectOf(delimiter), from)) {
    if (number > SHEET_LIMITS.rows) throw new InputError('table.too-many-rows', { limit: SHEET_LIMITS.rows });
    if (count > SHEET_LIMITS.columns) throw new InputError('table.too-many-columns', { limit: SHEET_LIMITS.columns });
    if (faults.length > 0) {
      leave({ number, line, cells: new Map() });
      return;
    }
    yield { number, line, cells: cellsOf(cells) };
  }
}

function cellsOf(texts: readonly (string | undefined)[]): Map<number, string> {
  const cells = new Map<number, string>();
  for (const [rank, text] of texts.entries()) if (text !== undefined && text !== '') cells.set(rank, text);
  return cells;
}

/** The line by which a file tells Excel its delimiter. Excel does not show it: rows count from the one below. */
function saidDelimiter(text: string): { delimiter: string; length: number } | undefined {
  const [line, delimiter] = /^"?sep=([;,\t])"?(?:\r\n?|\n)/i.exec(text) ?? [];
  return line !== undefined && delimiter !== undefined ? { delimiter, length: line.length } : undefined;
}

/** The delimiter with which the first row names the most columns that are known; else the one that makes the most cells. */
function delimiterOf(text: string, names: Names): string {
  const scored = DELIMITERS.map((delimiter) => {
    const [first] = readCsv(text, dialectOf(delimiter));
    const cells = (first?.cells ?? []).slice(0, LOOKED_AT);
    const known = cells.filter((cell) => Object.keys(names(unguarded(cell ?? ''))).length > 0).length;
    return { delimiter, score: known * 1_000_000 + (first?.count ?? 0) };
  });
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

/** Cells of a first row that are enough to tell the delimiter. */
const LOOKED_AT = 500;
