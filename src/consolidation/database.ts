/** The database of the national consolidation, which keeps one record of each key. Source: 139bercy/decp-arr2022 at 58b651b, `database/DbDecp.py`. */
import type { Stored } from './stored.ts';

/** A record in the database. `isOut`: whether a pass has put it into files: what is not is in no file of data.economie. */
export type Kept = { stored: Stored; isOut: boolean };

export type Database<R extends Kept> = Map<string, R>;

/** Why a record is set aside: its file is older than the last date of the one that is stored, or it has more characters in its identifiers. */
export type Aside = 'older-file' | 'longer-titulaires';

/**
 * Stores a record, or says why it does not. What is stored is replaced whatever its date, but by a file that is older than its last date, or by a record with
 * more characters in its identifiers. `time`: of the file, `AAAA-MM-JJ HH:MM:SS`.
 */
export function store<R extends Kept>(database: Database<R>, row: R, time: string): Aside | undefined {
  const before = database.get(row.stored.key);
  const aside = before && asideOf(before.stored, row.stored, time);
  if (aside) return aside;
  // The one that replaces another is the newest.
  database.delete(row.stored.key);
  database.set(row.stored.key, row);
  return undefined;
}

function asideOf(before: Stored, newcomer: Stored, time: string): Aside | undefined {
  if (before.last === null) return undefined;
  if (time < before.last) return 'older-file';
  return before.parties < newcomer.compared ? 'longer-titulaires' : undefined;
}
