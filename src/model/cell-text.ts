import type { Leaf } from './tree.ts';
import { decimalText } from './xml-text.ts';
import { isDay } from '../../packages/base/src/days.ts';

export type CellValue = string | number | boolean;

const BOOLEANS = new Map([
  ...['oui', 'vrai', 'true', '1'].map((word): [string, boolean] => [word, true]),
  ...['non', 'faux', 'false', '0'].map((word): [string, boolean] => [word, false]),
]);

/** A number in French notation: groups of three digits separated by a space (plain, U+00A0 or U+202F), a decimal comma or point. */
const NUMBER = /^[+-]?(?:[0-9]+|[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+)(?:[.,][0-9]+)?$/;

/** A decimal comma at the end shows that points separate groups. */
const WITH_POINTS = /^[+-]?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+$/;

/** `1.234` and `1,234` may be one thousand or a decimal: the text is kept, and the schema refuses it. */
const AMBIGUOUS = /^[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}$/;

/** The value of the text of a cell, by the type of its field. A text that is not of this type is kept, so that the schema refuses it. */
export function fromCellText(leaf: Leaf, text: string): CellValue {
  const bare = text.trim();
  if (leaf.isDate) return dayOf(bare) ?? text;
  if (leaf.type === 'string') return text;
  if (leaf.type === 'boolean') return BOOLEANS.get(bare.toLowerCase()) ?? text;
  return numberOf(bare) ?? text;
}

function numberOf(bare: string): number | undefined {
  const decimal = decimalOf(bare);
  const value = decimal === undefined ? undefined : Number(decimal);
  return Number.isFinite(value) ? value : undefined;
}

/** The number in French notation as a decimal text, with its digits and nothing around them; undefined where it is none. */
export function decimalOf(bare: string): string | undefined {
  const amount = bare.endsWith('€') ? bare.slice(0, -1).trimEnd() : bare;
  const digits = WITH_POINTS.test(amount) ? amount.replaceAll('.', '') : amount;
  if (!NUMBER.test(digits) || (digits === amount && AMBIGUOUS.test(digits))) return undefined;
  return digits.replace(/[ \u00a0\u202f]/g, '').replace(',', '.');
}

/** Spreadsheets add this to a day that they store as a date and time. */
const MIDNIGHT = / 00:00(?::00)?$/;

/** The day in AAAA-MM-JJ. 2024-12-31 is taken as it is, for the schema to check; 31/12/2024 and 1/3/2024 only where the day exists. */
function dayOf(bare: string): string | undefined {
  const written = bare.replace(MIDNIGHT, '');
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(written)) return written;
  const [, day = '', month = '', year = ''] = /^([0-9]{1,2})\/([0-9]{1,2})\/([0-9]{4})$/.exec(written) ?? [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isDay(iso) ? iso : undefined;
}

/** The text that reads back as this value; undefined where there is none (the text "12" where a number is expected, an empty text). */
export function toCellText(leaf: Leaf, value: unknown): string | undefined {
  const text = shownValue(value);
  if (text === undefined || text === '') return undefined;
  return Object.is(fromCellText(leaf, text), value) ? text : undefined;
}

/** How a value is written in a cell, whatever its field expects; undefined for what is no value of a cell. */
export function shownValue(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  // Most numbers are whole, and are written alike everywhere.
  if (Number.isSafeInteger(value) && value !== 0) return String(value);
  const text = decimalText(value).replace('.', ',');
  return AMBIGUOUS.test(text) ? `${text}0` : text;
}

/** The start of a formula in spreadsheets, or of a text already guarded, which is guarded once more so that it reads back unchanged. */
const FORMULA = /^'*[=+\-@\t\r]/;

/** Puts an apostrophe before a text that a spreadsheet would run as a formula. */
export const guarded = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

/** Removes the apostrophe that `guarded` added. */
export const unguarded = (text: string): string => (text.startsWith("'") && FORMULA.test(text) ? text.slice(1) : text);

/** Whether a text is the help of a column, as below the header of the template. */
export const isHelpText = (text: string): boolean => /^Aide\s*:/.test(text);

/** The largest sheet that spreadsheets open, and the characters of one cell; the bytes of a workbook, unpacked, that are read and written here. */
export const SHEET_LIMITS = { rows: 1_048_576, columns: 16_384, characters: 32_767, bytes: 256 * 1_048_576 } as const;

/** The letters of a column by its rank from 0: A, B, … Z, AA. */
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
