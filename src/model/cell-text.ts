import type { Leaf } from './tree.ts';
import { decimalText } from './xml-text.ts';
import { isDay } from '../../packages/base/src/days.ts';

export type CellValue = string | number | boolean;

const BOOLEANS = new Map([
  ...['oui', 'vrai', 'true', '1'].map((word): [string, boolean] => [word, true]),
  ...['non', 'faux', 'false', '0'].map((word): [string, boolean] => [word, false]),
]);

/** Digits as French people write them: groups of three with a blank between (plain, U+00A0 or U+202F), a decimal comma or point. */
const NUMBER = /^[+-]?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+)(?:[.,][0-9]+)?$/;

/** Points between the groups are reported from a decimal one where a decimal comma follows. */
const WITH_POINTS = /^[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$/;

/** `1.234` and `1,234` are one thousand for some and one for others: the text stays, and the schema says so. */
const AMBIGUOUS = /^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$/;

/** The value that the text of a cell stands for, by the schema. Text that is no value of the type stays as it stands, so that the schema refuses it. */
export function fromCellText(leaf: Leaf, text: string): CellValue {
  const bare = text.trim();
  if (leaf.isDate) return dayOf(bare) ?? text;
  if (leaf.type === 'string') return text;
  if (leaf.type === 'boolean') return BOOLEANS.get(bare.toLowerCase()) ?? text;
  return numberOf(bare) ?? text;
}

function numberOf(bare: string): number | undefined {
  const amount = bare.endsWith('€') ? bare.slice(0, -1).trimEnd() : bare;
  const digits = WITH_POINTS.test(amount) ? amount.replaceAll('.', '') : amount;
  if (!NUMBER.test(digits) || (digits === amount && AMBIGUOUS.test(digits))) return undefined;
  const value = Number(digits.replace(/[ \u00a0\u202f]/g, '').replace(',', '.'));
  return Number.isFinite(value) ? value : undefined;
}

/** What a spreadsheet adds to a day that it takes for a moment. */
const MIDNIGHT = / 00:00(?::00)?$/;

/** A day written 2024-12-31 (whether or not there is such a day: the schema knows), or 31/12/2024 or 1/3/2024 (only where there is). */
function dayOf(bare: string): string | undefined {
  const written = bare.replace(MIDNIGHT, '');
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) return written;
  const [, day = '', month = '', year = ''] = /^([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})$/.exec(written) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : undefined;
}

/** The text that reads back as this very value; undefined where there is none (the text "12" where a number is expected, an empty text). */
export function toCellText(leaf: Leaf, value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined || text === '') return undefined;
  return Object.is(fromCellText(leaf, text), value) ? text : undefined;
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const text = decimalText(value).replace('.', ',');
  return AMBIGUOUS.test(text) ? `${text}0` : text;
}

/** What a spreadsheet takes for the start of a formula; a text that already has the guard is guarded once more, so that none is lost. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** The text of a cell that no spreadsheet runs as a formula. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** The text without the guard that `guarded` put, and nothing else. */
export const unguarded = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** Whether a text is the help that explains a column, as under the header of the template. */
export const isHelpText = (text: string): boolean => /^Aide\s*:/.test(text);

/** What spreadsheets count: letters of columns, and the largest sheet that they open. */

/** Bounds of a sheet of an XLSX workbook (ECMA-376), and the characters of one cell. */
export const SHEET_LIMITS = { rows: 1_048_576, columns: 16_384, characters: 32_767 } as const;

/** The letters of a column counted from 0: A, B, … Z, AA. */
export function columnLetters(rank: number): string {
  const last = String.fromCharCode(65 + (rank % 26));
  return rank < 26 ? last : columnLetters(Math.floor(rank / 26) - 1) + last;
}

/** The rank from 0 of a column by its letters; undefined beyond the last column that a sheet may have. */
export function columnRank(letters: string): number | undefined {
  if (!/^[A-Z]{1,3}$/.test(letters)) return undefined;
  const rank = [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  return rank < SHEET_LIMITS.columns ? rank : undefined;
}
