/** Places in the tables of a package. */
import type { Position, Finding } from '../../finding.ts';
import { columnLetters } from '../../model/cell-text.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { Code, Params } from '../../messages.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { recordRef } from '../record.ts';

/** The place of a row; `offset` orders the rows of all files. */
export type RowPlace = { row: number; line: number; offset: number };

export const rowPosition = (sheet: string, { row, line, offset }: RowPlace): Position => ({
  offset,
  line,
  column: 1,
  cell: { sheet, row, ofPackage: true },
});

/** `column` counts from 0. */
export const cellPosition = (sheet: string, { row, line, offset }: RowPlace, column: number, name: string): Position => ({
  offset: offset + column,
  line,
  column: column + 1,
  cell: { sheet, row, column: columnLetters(column), name, ofPackage: true },
});

/**
 * Bounds of what is kept of a package. Its bytes are bounded already, but a row of two bytes takes hundreds in memory: `rows`, of all tables
 * together, keeps it below 2 GB. `reported`: findings of one code on one table, and rows without a key after which a table is not read on.
 */
export const PACKAGE_LIMITS = { rows: 2_097_152, reported: 1_000 } as const;

/** A pending finding, whose path is known once its record has its index. `record` is the number of the record in the package. */
export type Trouble = { code: Code; params: Params[Code]; kind: RecordKind; record?: number; position?: Position };

export type Note = <C extends Code>(code: C, params: Params[C], position?: Position, record?: number) => void;

/** How many findings of a code there are on a table, reported or not. */
export type Tally = Map<string, { code: Code; table: string | undefined; count: number }>;

/** Collects the pending findings about the tables of a kind: the first ones of each code on each table. The others are only counted. */
export function noteInto(troubles: Trouble[], kind: RecordKind, tally: Tally): Note {
  return (code, params, position, record) => {
    if (counted(tally, code, params) > PACKAGE_LIMITS.reported) return;
    troubles.push({ code, params, kind, ...(position && { position }), ...(record !== undefined && { record }) });
  };
}

function counted(tally: Tally, code: Code, params: Params[Code]): number {
  // Unknown tables may have a million names.
  const table = 'table' in params && code !== 'package.unknown-table' ? params.table : undefined;
  const key = `${code} ${table ?? ''}`;
  const entry = tally.get(key) ?? { code, table, count: 0 };
  tally.set(key, entry);
  return ++entry.count;
}

/** A finding for each code and table of which some findings were only counted. */
export const unexplained = (tally: Tally): Finding[] =>
  [...tally.values()]
    .map(({ code, table, count }) => ({ code, count: count - PACKAGE_LIMITS.reported, ...(table !== undefined && { table }) }))
    .filter(({ count }) => count > 0)
    .map((params) => findingOf('package.more', '', params));

/** A finding on the file as a whole. */
export const fileFinding = ({ code, params, position }: Trouble): Finding => findingOf(code, '', params, { position });

/** A finding on the record at `index` in its list. */
export const recordFinding = ({ code, params, position, kind }: Trouble, path: string, index: number, value: unknown): Finding =>
  findingOf(code, path, params, { position, record: recordRef(kind, index, value) });
