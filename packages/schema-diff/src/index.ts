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
 * What changed from one JSON Schema to the next (draft-04, -06, -07, 2019-09 or 2020-12): whether each contains the other, with an instance
 * that proves it where it does not, and every change with its own. Throws a SchemaError for what its dialect takes for no schema and for a
 * reference that leads nowhere, a TypeError or a RangeError for an argument or an option that is none.
 */
export const diffSchemas = (previous: JsonSchema, next: JsonSchema, options: CallOptions = {}): Diff =>
  called('diffSchemas', previous, next, options, (read) => compare(previous, next, read));

/** Whether each of two schemas contains the other: the answer of `diffSchemas` without the changes, for less time. Throws the same. */
export const compareSchemas = (previous: JsonSchema, next: JsonSchema, options: CallOptions = {}): Containment =>
  called('compareSchemas', previous, next, options, (read) => contain(previous, next, read));
