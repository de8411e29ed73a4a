/** What every part of the program says about data: the finding. Source: none, this is our own contract. */
import type { RecordKind } from './model/kinds.ts';

export type Severity = 'error' | 'warning' | 'info';

/** The record a finding belongs to. `index` counts from 0 in its list; `id` and `buyer` are there when the record says them. */
export type RecordRef = { kind: RecordKind; index: number; id?: string; buyer?: string };

/**
 * Where a value starts. `offset` is in bytes from the start of the (unpacked) file, 0-based;
 * `line` and `column` are 1-based, `column` in UTF-16 units, as editors count.
 */
export type Position = { offset: number; line: number; column: number; cell?: CellPlace };

/**
 * A place in a table: there `line` is the line of the file (CSV) or the row, `column` the rank of the column from 1, and `offset` only orders places.
 * `row` is the number that spreadsheets show, `column` the letters, `name` the header. Without a column the whole row is meant.
 */
export type CellPlace = { sheet?: string; row: number; column?: string; name?: string };

/**
 * One thing that is wrong (or worth knowing) in the data. `code` is `schema.<keyword>`, another
 * code of `messages/<family>.yaml`, or the id of a rule; `path` is a JSON Pointer from the root of the file; `params` are the values that
 * the message of this code needs (`Params` in `src/messages/language.ts` types them).
 */
export type Finding = {
  code: string;
  severity: Severity;
  path: string;
  record?: RecordRef;
  position?: Position;
  params: Record<string, unknown>;
};

/** Nothing could be read: no such file, empty, UTF-16, no JSON at all, or a call that makes no sense. Not a finding, not a bug. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly position: Position | undefined;
  constructor(code: string, params: Record<string, unknown> = {}, position?: Position) {
    super(code);
    this.code = code;
    this.params = params;
    this.position = position;
  }
}

/**
 * The program takes turns at a file without coming any further: a bug of the program, whatever the file holds. Each loop that the bytes of a
 * file drive is watched by who runs it, so that it ends with this instead of never.
 */
export class NoProgress extends Error {
  override readonly name = 'NoProgress';
}
