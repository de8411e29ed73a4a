import { SchemaError } from '../../packages/schema-diff/src/index.ts';
import { InputError } from '../finding.ts';

/** What a comparison of schemas refuses, as the program tells it; any other error as it is. */
export const inputErrorOf = (error: unknown): unknown =>
  error instanceof SchemaError ? new InputError(error.code, error.params) : error;
