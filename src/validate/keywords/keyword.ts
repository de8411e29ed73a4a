/** What a keyword is to the interpreter: an assertion judges a value, an applicator leads to other values. */
import type { Schema } from '../../model/types.ts';

/** Values of one failure, named as Ajv names them (`limit`, `missingProperty`, `additionalProperty`, `i`, `j`, …). */
export type Params = Record<string, unknown>;

/** How patterns count: false is by UTF-16 units, as the published 1.x validators did. */
export type PatternOptions = { unicodePatterns: boolean };

/** One entry a failure; an empty list when the value holds. A keyword says nothing about values of another type. */
export type Assertion = (schema: Schema, value: unknown, options: PatternOptions) => readonly Params[];

/** A subschema with the value it applies to, and the reference tokens that lead to both. */
export type Child = { schema: Schema; schemaTokens: readonly string[]; value: unknown; instanceToken?: string };

export type Applicator = (schema: Schema, value: unknown) => Iterable<Child>;

export const HOLDS: readonly Params[] = [];
