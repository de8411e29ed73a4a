import type { Ratio } from '../runner/pairs.ts';
import { isJudged, ROWS, SMALL, type Row, type Unit } from './rows.ts';
import type { SideId } from './sides.ts';
import type { Measured, Results } from './types.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** A row at one size with what was measured of it. */
export type Cell = { row: Row; size: number; measured: Measured | undefined; verdict: Verdict };

/** All rows at all their sizes, in the order of the tables, measured or not. */
export const cellsOf = ({ measured }: Pick<Results, 'measured'>): Cell[] =>
  ROWS.flatMap((row) =>
    row.sizes.map((size) => {
      const found = measured.find((one) => one.row === row.id && one.size === size);
      return { row, size, measured: found, verdict: verdictOf(row, size, found) };
    }),
  );

/** The cells on which something is required. */
export const judgedCells = (cells: readonly Cell[]): Cell[] => cells.filter(({ row, size }) => isJudged(row, size));

export const SIDE_NAMES: Record<SideId, string> = {
  schema: 'decp, schéma seul',
  ndjson: 'decp, schéma seul, ndjson',
  one: 'decp, un fil',
  two: 'decp, deux fils',
  rules: 'decp, règles des contrats',
  all: 'decp, toutes les règles',
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

/** A size as people read it. */
export const sizeName = (size: number): string =>
  size === SMALL ? '50 ko' : size >= 1000 ? `${decimal(size / 1000, 1)} Go` : `${size} Mo`;

/** A limit, or a place on a scale, in its unit: ratios have none. */
export const amount = (unit: Unit, value: number): string => (unit === 'peak' ? `${decimal(value, 0)} Mio` : decimal(value, 2));

/** A measured value in its unit. A ratio below 1 has one digit more than the limits: 0.104 is not 0.10. */
export const finer = (unit: Unit, value: number): string => (unit === 'peak' ? amount(unit, value) : fine(value));

/** Median (least–greatest). */
export const span = (unit: Unit, { median, min, max }: Ratio): string =>
  unit === 'peak'
    ? `${amount(unit, median)} (${decimal(min, 0)}–${decimal(max, 0)})`
    : `${fine(median)} (${fine(min)}–${fine(max)})`;

const fine = (ratio: number): string => decimal(ratio, ratio < 1 ? 3 : 2);

/** A number in French; a dash where it is not known. */
export const decimal = (value: number | null, digits: number): string =>
  value === null || Number.isNaN(value) ? '–' : value.toFixed(digits).replace('.', ',');
