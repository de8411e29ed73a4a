/**
 * The files of months and years of the national consolidation. Source: 139bercy/decp-arr2022 at 58b651b, `general_process/GlobalProcess.py` (`fix_all`, `generate_export`,
 * `_merge_in_file`, `dedoublonnage`).
 */
import { groupBy } from '../../packages/base/src/lists.ts';
import type { Facts } from './facts.ts';
import { compareTexts, PythonError } from './python.ts';

/** A row that goes to files. `month`: `AAAA-MM`. */
export type MonthRow = { facts: Facts; month: string };

/** The rows of each file, in its order, by its name without what all have (`decp-`, `.json`): `2025-03`, `2025`. */
export type MonthFiles<R extends MonthRow> = Map<string, readonly R[]>;

/** Throws a PythonError where the whole pass ends: no file is written then for any process. */
export function checkAll(rows: readonly MonthRow[]): void {
  const harmful = rows.find(({ facts }) => facts.harm);
  if (harmful?.facts.harm) throw harmful.facts.harm.error;
  if (rows.length > 0 && !rows.some(({ facts }) => facts.hasPublication))
    throw new PythonError('KeyError', 'datePublicationDonnees');
}

/**
 * Adds the rows of a pass to the files of their months, then of their years. `until`: the month of the pass (`AAAA-MM`), after which no month has a file. Throws a PythonError
 * where the export ends: files of months before are written then.
 */
export function exportRows<R extends MonthRow>(rows: readonly R[], files: MonthFiles<R>, until: string): void {
  const months = groupBy(rows, ({ month }) => month);
  const names = [...months.keys()].toSorted();
  const hasMarche = rows.some(isMarche);
  const merge = (name: string, added: readonly R[]): void => {
    const before = files.get(name) ?? [];
    // Columns that marchés alone have are asked for.
    if (!hasMarche && !before.some(isMarche)) throw new PythonError('KeyError', 'acheteur, tmp__titulaire, dateNotification');
    files.set(name, merged(before, added));
  };
  const written = names.filter((month) => month <= until);
  for (const month of written) merge(month, months.get(month) ?? []);
  for (const year of new Set(written.map((month) => month.slice(0, 4))))
    merge(
      year,
      names.filter((month) => month.startsWith(`${year}-`)).flatMap((month) => months.get(month) ?? []),
    );
}

/** The later of two rows of a key stays: by its last date, then by its place. */
function merged<R extends MonthRow>(before: readonly R[], added: readonly R[]): R[] {
  const all = [
    ...before.map((row) => ({ row, key: row.facts.keys.known })),
    ...added.map((row) => ({ row, key: row.facts.keys.fresh })),
  ].toSorted((a, b) => compareLast(a.row, b.row));
  const kept = new Map<string, R>();
  for (const { row, key } of all) {
    kept.delete(key);
    kept.set(key, row);
  }
  return [...kept.values()];
}

/** A row without date is last. */
function compareLast({ facts: { stored: a } }: MonthRow, { facts: { stored: b } }: MonthRow): number {
  if (a.last === b.last) return 0;
  return a.last === null ? 1 : b.last === null ? -1 : compareTexts(a.last, b.last);
}

const isMarche = ({ facts }: MonthRow): boolean => facts.kind === 'marche';
