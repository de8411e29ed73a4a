/** The comparison of two JSON Schemas, as programs import it. */
import { called, type CallOptions } from './call.ts';
import { contain } from './containment/contain.ts';
import { diffSchemas as compare } from './diff-schemas.ts';
import type { Containment, Diff, JsonSchema } from './types.ts';

export type { CallOptions } from './call.ts';
export { SchemaError, type SchemaErrorCode, type SchemaErrorParams } from './errors.ts';
export { DIALECTS, type Does, type Keyword, KEYWORDS } from './keywords.ts';
export type {
  Answer,
  Bump,
  Change,
  Containment,
  Dialect,
  Diff,
  DiffOptions,
  Direction,
  JsonSchema,
  Relation,
  Witness,
} from './types.ts';

/**
 * Compares two JSON Schemas (draft-04, -06, -07, 2019-09 or 2020-12): whether each contains the other, with an instance that
 * proves it if it does not, and every change with its own witnesses, which are refused where and for what it says. Throws a
 * SchemaError for a schema that is invalid in its dialect or has an unresolvable reference and for a document that asserts nothing,
 * and a TypeError or a RangeError for an invalid argument or option.
 */
export const diffSchemas = (previous: JsonSchema, next: JsonSchema, options: CallOptions = {}): Diff =>
  called('diffSchemas', previous, next, options, (read) => compare(previous, next, read));

/** Whether each of two schemas contains the other: the answer of `diffSchemas` without the changes, for less time. Throws the same. */
export const compareSchemas = (previous: JsonSchema, next: JsonSchema, options: CallOptions = {}): Containment =>
  called('compareSchemas', previous, next, options, (read) => contain(previous, next, read));
