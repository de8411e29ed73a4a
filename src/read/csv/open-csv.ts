import { findingOf } from '../../messages/finding-of.ts';
import { treesOf } from '../../model/tree.ts';
import type { Model } from '../../model/types.ts';
import type { OpenReader } from '../reader.ts';
import type { NEED_BYTES, ReadEvent } from '../record.ts';
import { anyNames } from '../table/generic.ts';
import { known, MOST_ABOVE, namesOf, type Names } from '../table/header.ts';
import { Intake } from '../table/intake.ts';
import { readTable } from '../table/read-table.ts';
import { spotIn, type Row } from '../table/types.ts';
import { checkAccents } from './accents.ts';
import { decode } from './decode.ts';
import { InputError } from '../../finding.ts';
import { unguarded, SHEET_LIMITS } from '../../model/cell-text.ts';
import { breaksIn, readCsv, type CsvDialect } from '../csv-text.ts';

/** Bytes of a table at the most, since it is read as a whole. */
const LARGEST = 64 * 1_048_576;

/**
 * Opens a table in CSV. The delimiter (`;`, `,` or TAB) and the encoding (UTF-8 or Windows-1252) are detected.
 * Reading throws an InputError for `table.too-large`, `table.no-header`, `table.no-rows`, `table.too-many-columns`, `table.too-many-rows`, `syntax.empty`, `encoding.utf16`,
 * `encoding.damaged-accents`.
 */
export const openCsv: OpenReader = (model) => {
  const intake = new Intake(LARGEST);
  return { feed: intake, events: csvEvents(intake, model) };
};

function* csvEvents(intake: Intake, model: Model | undefined): Generator<ReadEvent | typeof NEED_BYTES, void> {
  const bytes = yield* intake.whole();
  const decoded = decode(bytes);
  const { text, encoding, damaged } = decoded;
  const names = model ? namesOf(treesOf(model)) : anyNames;
  checkAccents(bytes, decoded, names);
  const position = { offset: 0, line: 1, column: 1 };
  if (encoding !== 'utf-8') yield { type: 'finding', finding: findingOf('table.encoding-windows-1252', '', {}, { position }) };
  if (damaged) {
    const line = 1 + breaksIn(text.slice(0, text.indexOf('\ufffd')), { lenient: true });
    yield { type: 'finding', finding: findingOf('encoding.invalid-utf8', '', {}, { position: { ...position, line } }) };
  }
  if (text.includes('\0')) yield { type: 'finding', finding: findingOf('encoding.nul', '', {}, { position }) };
  const reading = csvRows(text, names);
  const unclosed = function* (): Generator<ReadEvent> {
    if (reading.unclosed === undefined) return;
    const finding = findingOf('table.unclosed-quote', '', {}, { position: spotIn(undefined, 0)(reading.unclosed) });
    yield { type: 'finding', finding };
  };
  const events = readTable([{ rows: reading.rows }], model, {
    bytes: bytes.length,
    sound: () => reading.unclosed === undefined,
  });
  try {
    for (const event of events) {
      if (event.type === 'end') yield* unclosed();
      yield event;
    }
  } catch (error) {
    // Without a header the table has no end, but this is why.
    yield* unclosed();
    throw error;
  }
}

/** The rows of a CSV text made by people or spreadsheets, whose delimiter is detected. */
const DELIMITERS = [';', ',', '\t'] as const;

const dialectOf = (delimiter: string): CsvDialect => ({ delimiter, lenient: true, mostCells: SHEET_LIMITS.columns });

/** `unclosed` is set once `rows` has reached a row with a quote that is never closed; nothing is read after it. */
type CsvRows = { rows: Iterable<Row>; unclosed?: Row };

/** The rows that are not blank, read on demand. Iterating throws an InputError `table.too-many-rows` or `table.too-many-columns`. */
function csvRows(text: string, names: Names): CsvRows {
  const reading: CsvRows = { rows: [] };
  reading.rows = rowsFrom(text, layoutOf(text, names), (row) => (reading.unclosed = row));
  return reading;
}

/** How a table is written, and where its first row begins. */
export type CsvLayout = { dialect: CsvDialect; from: { at: number; line: number } };

/** Detects how a text is written; `names` are those of known columns. */
export function layoutOf(text: string, names: Names): CsvLayout {
  const declared = declaredDelimiter(text);
  const from = { at: declared?.length ?? 0, line: declared ? 2 : 1 };
  return { dialect: dialectOf(declared?.delimiter ?? delimiterOf(text, names)), from };
}

function* rowsFrom(text: string, { dialect, from }: CsvLayout, leave: (unclosed: Row) => void): Generator<Row> {
  for (const { row: number, line, cells, count, faults } of readCsv(text, dialect, from)) {
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

/** The `sep=` line that declares the delimiter to Excel. Excel does not show it: rows count from the one below. */
function declaredDelimiter(text: string): { delimiter: string; length: number } | undefined {
  const [line, delimiter] = /^"?sep=([;,\t])"?(?:\r\n?|\n)/i.exec(text) ?? [];
  return line !== undefined && delimiter !== undefined ? { delimiter, length: line.length } : undefined;
}

/** The delimiter that gives the most known columns in one of the first rows, or else the most cells in the first. */
function delimiterOf(text: string, names: Names): string {
  const scored = DELIMITERS.map((delimiter) => ({ delimiter, score: scoreOf(text, delimiter, names) }));
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).delimiter;
}

function scoreOf(text: string, delimiter: string, names: Names): number {
  let most = 0;
  let first: number | undefined;
  let rows = 0;
  for (const { cells, count } of readCsv(text, dialectOf(delimiter))) {
    const own = cells.slice(0, MOST_CELLS).map((cell) => unguarded(cell ?? '').trim());
    most = Math.max(most, known(own, names));
    first ??= count;
    if (++rows === MOST_ABOVE) break;
  }
  return most * 1_000_000 + (first ?? 0);
}

/** Cells of a row that are examined to find the delimiter. */
const MOST_CELLS = 500;
