/** The codes of the schema: one for each keyword. */
import { BOUNDS } from './bounds.ts';
import { enumeration } from './enum.ts';
import { LISTS } from './lists.ts';
import type { SchemaParams } from './params.ts';
import { pattern } from './pattern.ts';
import { required } from './required.ts';
import { type } from './type.ts';
import type { Catalogue } from './types.ts';
import { additionalProperties } from './unknown-name.ts';

export const SCHEMA: Catalogue<SchemaParams> = {
  'schema.required': required,
  'schema.additionalProperties': additionalProperties,
  'schema.type': type,
  'schema.enum': enumeration,
  'schema.pattern': pattern,
  ...BOUNDS,
  ...LISTS,
};
