/** The finding: what readers, schema and rules report about data. */
import type { RecordKind } from './model/kinds.ts';

export type Severity = 'error' | 'warning' | 'info';

/** How grave a finding is for a person: its severity, or `review` where it is no error and is to be looked at before the file is published. */
export type Level = Severity | 'review';

/** The record that a finding is about. `index` counts from 0 in its list; `id` and `buyer` are set where the record has them. */
export type RecordRef = { kind: RecordKind; index: number; id?: string; buyer?: string };

/**
 * The start of a value. `offset` is in bytes from the start of the decompressed file, from 0; `line` and `column` count from 1, `column` in
 * UTF-16 units, as editors count.
 */
export type Position = { offset: number; line: number; column: number; cell?: CellPlace };

/**
 * The cell of a position in a table. `row` is the number that spreadsheets show, `column` the letters, `name` the header; without `column` the
 * whole row is meant. In such a position, `line` is the line of the file (CSV) or the row, `column` the rank of the column from 1, and
 * `offset` only serves to sort. `ofPackage`: in a table of a data package, whose file `sheet` names: what programs write, not a spreadsheet.
 */
export type CellPlace = { sheet?: string; row: number; column?: string; name?: string; ofPackage?: true };

/**
 * One problem (or remark) about the data. `code` is `schema.<keyword>`, another code of `messages/<family>.yaml`, or the id of a rule; `path`
 * is a JSON Pointer from the root of the file; `params` are the values for the message of this code, typed by `Params` in
 * `src/messages/language.ts`. `review`: no error, but a person must look at it before the file is published; its rule or its entry in the
 * catalogue says so.
 */
export type Finding = {
  code: string;
  severity: Severity;
  review?: true;
  path: string;
  record?: RecordRef;
  position?: Position;
  params: Record<string, unknown>;
};

export const levelOf = ({ severity, review }: Pick<Finding, 'severity' | 'review'>): Level => (review ? 'review' : severity);

/** Thrown where an input cannot be processed: a missing or empty file, UTF-16, not JSON at all, a wrong call. Neither a finding nor a bug. */
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
 * Thrown by a loop over a file that makes no progress, so that it ends instead of running for ever. A bug of the program, whatever the file
 * holds.
 */
export class NoProgress extends Error {
  override readonly name = 'NoProgress';
}
