/**
 * What data.economie makes of the database: the records of each month, those that it excludes apart. Source: 139bercy/decp-arr2022 at 58b651b, `main.py` (`main_augmente`),
 * `augmente/convert_json_to_pandas.py` and `augmente/nettoyage.py`.
 */
import type { Facts } from './facts.ts';

/** The records of each month (`AAAA-MM`). `failed`: the month at which it ended; those from it on are not written. */
export type Economie<R> = { months: Map<string, { valid: R[]; excluded: R[] }>; failed?: string };

const FIRST = '2024-01';

/** `until`: the month of the pass. A record stands in the month of its last date. */
export function economieOf<R extends { facts: Facts }>(rows: readonly R[], until: string): Economie<R> {
  const months: Economie<R>['months'] = new Map();
  const dated = rows.flatMap((row) => {
    const month = row.facts.stored.last?.slice(0, 7) ?? '';
    return month >= FIRST && month <= until ? [{ row, month }] : [];
  });
  const failed = dated
    .filter(({ row }) => row.facts.hasNoDuration)
    .map(({ month }) => month)
    .toSorted()[0];
  for (const { row, month } of dated) {
    if (failed !== undefined && month >= failed) continue;
    const lists = months.get(month) ?? { valid: [], excluded: [] };
    months.set(month, lists);
    lists[row.facts.exclusions.length > 0 ? 'excluded' : 'valid'].push(row);
  }
  return { months, ...(failed !== undefined && { failed }) };
}
