/** Rows below the header of a table that hold no contract. */
import { type Header, namesIn } from './header.ts';
import { type Row, shownText } from './types.ts';

/** Why a row is not read as a contract; `value` is the text by which it is recognised. */
export type NoContract =
  | { code: 'table.repeated-header' }
  | { code: 'table.total-row'; value: string }
  | { code: 'table.heading-row'; value: string };

/** A table of fewer columns may have contracts with as few cells. */
const FEWEST_COLUMNS = 8;

/** Filled cells of a row of totals at the most: its name and a few sums. */
const MOST_SUMS = 4;

const TOTAL = /^(?:sous[\s-]totaux|sous[\s-]?total|totaux|total|sommes?)(?![\p{L}\d])/iu;

/** What a row is, where it holds no contract: the header again, a total, a subheading. */
export function noContract(row: Row, header: Header): NoContract | undefined {
  if (isHeaderAgain(row, header)) return { code: 'table.repeated-header' };
  if (header.names.size < FEWEST_COLUMNS) return undefined;
  const texts = [...row.cells.values()].map((cell) => shownText(cell).trim()).filter((text) => text !== '');
  const total = texts.length <= MOST_SUMS ? texts.find((text) => TOTAL.test(text)) : undefined;
  if (total !== undefined) return { code: 'table.total-row', value: total };
  const [only = ''] = texts;
  return texts.length === 1 && isWords(only) ? { code: 'table.heading-row', value: only } : undefined;
}

/** Whether most of its cells are the names of their columns. */
function isHeaderAgain(row: Row, header: Header): boolean {
  const names = namesIn(row);
  let same = 0;
  for (const [rank, name] of names) if (header.names.get(rank)?.toLowerCase() === name.toLowerCase()) same++;
  return same >= 2 && 2 * same > names.size;
}

/** Words, as no identifier, date or amount is written: several, or one without a digit. */
const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && (/\s/.test(text) || !/\d/.test(text));
