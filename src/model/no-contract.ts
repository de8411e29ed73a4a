/** What of a table is not read: rows that hold no contract, by their filled cells. A writer says of such a row what it is, so that readers do not take it for something else. */

import type { CellValue } from './cell-text.ts';
import type { Leaf } from './tree.ts';

/** Why a row is not read as a contract; `value` is the text by which it is recognised. */
export type NoContract = { code: 'table.total-row' | 'table.heading-row'; value: string };

/** A filled cell: its text, and the name of its column in the standard, if it has one. */
export type FilledCell = { name: string | undefined; text: string };

/** Filled cells of a row of totals at the most: its name and a few sums. */
export const MOST_SUMS = 4;

const TOTAL = /^(?:sous[\s-]totaux|sous[\s-]?total|totaux|total|sommes?)(?![\p{L}\d])/iu;

/** What a row with these filled cells is, where it holds no contract: a total, a subheading. A contract has an identifier, or a date. */
export function noContract(cells: readonly FilledCell[]): NoContract | undefined {
  const [first] = cells;
  if (!first || cells.length > MOST_SUMS) return undefined;
  const total = cells.find(({ text }) => TOTAL.test(text));
  if (total && !cells.some((cell) => cell !== total && isOfContract(cell))) return { code: 'table.total-row', value: total.text };
  return cells.length === 1 && isWords(first.text) ? { code: 'table.heading-row', value: first.text } : undefined;
}

const isOfContract = ({ name = '' }: FilledCell): boolean => name === 'id' || name.startsWith('date');

/** Words, as no identifier, date or amount is written: several, or one without a digit. */
export const isWords = (text: string): boolean => /\p{L}{2}/u.test(text) && (/\s/.test(text) || !/\d/.test(text));

/** A table that has fewer of the columns that every contract fills is an extract, such as the list of what a migration asks for: its rows show nothing. */
const LEAST_SHARE = 3 / 4;

/**
 * Whether a row holds too little to be taken for a contract without its kind: `filled` of the `needed` columns that its table has of those that every contract
 * fills, `all`.
 */
export const isScant = (filled: number, needed: number, all: number): boolean =>
  needed >= LEAST_SHARE * all && 2 * filled < needed;

/**
 * What people write where there is nothing: dashes, « néant », « sans objet », « non », 0. Other filler words (« à compléter », « x ») may stand for something, and stay to
 * be found wrong.
 */
const NOTHING = /^(?:[\p{Pd}_./]{1,5}|0|non|n[ée]ant|sans[ -]objet|aucune?|n\.?\s?[/.]?\s?[acdrs]\.?|s\.?\s?o\.?)$/iu;
const LONGEST_NOTHING = 12;

/** Whether the value of a cell is a sign for « nothing »: an optional item of a list that has no other is not read. */
export function meansNothing(value: CellValue): boolean {
  if (typeof value !== 'string') return value === 0;
  const text = value.trim();
  return text.length <= LONGEST_NOTHING && NOTHING.test(text);
}

/** Whether a value is none of the codes of its field. In a list of mere values a sign for « nothing » may be one of them (« Sans objet »). */
export const isNoCode = ({ schema }: Leaf, value: CellValue): boolean => schema.enum?.includes(value) === false;
