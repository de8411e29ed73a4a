import type { Ratio } from '../runner/pairs.ts';
import { isJudged, ROWS, SMALL, type Row, type Unit } from './rows.ts';
import type { SideId } from './sides.ts';
import type { Measured, Results } from './types.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** A row at one size, with its measurement. */
export type Cell = { row: Row; size: number; measured: Measured | undefined; verdict: Verdict };

/** All rows at all their sizes, in the order of the tables, measured or not. */
export const cellsOf = ({ measured }: Pick<Results, 'measured'>): Cell[] =>
  ROWS.flatMap((row) =>
    row.sizes.map((size) => {
      const found = measured.find((one) => one.row === row.id && one.size === size);
      return { row, size, measured: found, verdict: verdictOf(row, size, found) };
    }),
  );

/** The cells to which a limit applies. */
export const judgedCells = (cells: readonly Cell[]): Cell[] => cells.filter(({ row, size }) => isJudged(row, size));

export const SIDE_NAMES: Record<SideId, string> = {
  schema: 'decp, schéma seul',
  ndjson: 'decp, schéma seul, ndjson',
  one: 'decp, un fil',
  two: 'decp, deux fils',
  rules: 'decp, règles des contrats',
  all: 'decp, toutes les règles, un fil',
  default: 'decp, toutes les règles',
  'all-ndjson': 'decp, toutes les règles, ndjson',
  plain: 'decp sans option',
  parse: 'JSON.parse',
  ajv: 'ajv-cli',
  sourcemeta: 'sourcemeta --fast',
  empty: 'node -e 0',
};

export const UNIT_NAMES: Record<Unit, string> = { cpu: 'CPU', wall: 'durée', peak: 'mémoire' };

export const VERDICT_NAMES: Record<Verdict, string> = {
  goal: 'tenu, but atteint',
  kept: 'tenu',
  missed: 'MANQUÉ',
  info: '',
  absent: 'non mesuré',
  died: 'l’autre programme échoue',
};

/** Formats a size (in MB) for people. */
export const sizeName = (size: number): string =>
  size === SMALL ? '50 ko' : size >= 1000 ? `${decimal(size / 1000, 1)} Go` : `${size} Mo`;

/** Formats a limit or a tick of a scale. Ratios have no unit. */
export const amount = (unit: Unit, value: number): string => (unit === 'peak' ? `${decimal(value, 0)} Mio` : decimal(value, 2));

/** Formats a measured value. Ratios below 1 have one digit more than the limits, to tell 0.104 from 0.10. */
export const finer = (unit: Unit, value: number): string => (unit === 'peak' ? amount(unit, value) : fine(value));

/** Formats the median and the range. */
export const span = (unit: Unit, { median, min, max }: Ratio): string =>
  unit === 'peak'
    ? `${amount(unit, median)} (${decimal(min, 0)}–${decimal(max, 0)})`
    : `${fine(median)} (${fine(min)}–${fine(max)})`;

const fine = (ratio: number): string => decimal(ratio, ratio < 1 ? 3 : 2);

/** Formats a number in French; a dash if it is not known. */
export const decimal = (value: number | null, digits: number): string =>
  value === null || Number.isNaN(value) ? '–' : value.toFixed(digits).replace('.', ',');
