import type { Finding, Position } from '../../finding.ts';
import type { RecordKind } from '../../model/kinds.ts';
import type { Code, Params } from '../../messages.ts';
import { findingOf } from '../../messages/finding-of.ts';
import { recordRef } from '../record.ts';
import { PACKAGE_LIMITS } from './limits.ts';

/** A finding to come: its path is known when its record has its place. `record` is the number that the package gives to it. */
export type Trouble = { code: Code; params: Params[Code]; kind: RecordKind; record?: number; position?: Position };

export type Note = <C extends Code>(code: C, params: Params[C], position?: Position, record?: number) => void;

/** How many findings of a code there are on a table, told or not. */
export type Tally = Map<string, { code: Code; table: string | undefined; count: number }>;

/** Collects findings to come about the tables of a kind: the first of a code on a table. The others are counted. */
export function noteInto(troubles: Trouble[], kind: RecordKind, tally: Tally): Note {
  return (code, params, position, record) => {
    if (counted(tally, code, params) > PACKAGE_LIMITS.told) return;
    troubles.push({ code, params, kind, ...(position && { position }), ...(record !== undefined && { record }) });
  };
}

function counted(tally: Tally, code: Code, params: Params[Code]): number {
  // Tables that nobody knows may have a million names.
  const table = 'table' in params && code !== 'package.unknown-table' ? params.table : undefined;
  const key = `${code} ${table ?? ''}`;
  const entry = tally.get(key) ?? { code, table, count: 0 };
  tally.set(key, entry);
  return ++entry.count;
}

/** What was counted and not told: a finding for each code and table. */
export const untold = (tally: Tally): Finding[] =>
  [...tally.values()]
    .map(({ code, table, count }) => ({ code, count: count - PACKAGE_LIMITS.told, ...(table !== undefined && { table }) }))
    .filter(({ count }) => count > 0)
    .map((params) => findingOf('package.more', '', params));

/** A finding on the file as a whole. */
export const fileFinding = ({ code, params, position }: Trouble): Finding => findingOf(code, '', params, { position });

/** A finding on the record at `index` in its list. */
export const recordFinding = ({ code, params, position, kind }: Trouble, path: string, index: number, value: unknown): Finding =>
  findingOf(code, path, params, { position, record: recordRef(kind, index, value) });
