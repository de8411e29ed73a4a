import type { JsonSchema } from '../../packages/schema-diff/src/index.ts';
import { InputError } from '../finding.ts';
import { readSource } from '../model/source-text.ts';
import { parseJson } from '../read/json/parse.ts';

/** A JSON Schema written in JSON or YAML. Throws an InputError where the text is none, with the place of the slip. */
export function parseSchema(text: string, file: string): JsonSchema {
  const value = parse(text.replace(/^\ufeff/, ''), file);
  if (typeof value === 'boolean' || (typeof value === 'object' && value !== null && !Array.isArray(value)))
    return value as JsonSchema;
  throw new InputError('input.not-a-schema', { file });
}

/** Almost all are JSON, which is read much faster as such. */
function parse(text: string, file: string): unknown {
  try {
    return parseJson(text);
  } catch {
    const { value, errors } = readSource(text);
    const [error] = errors;
    if (error) throw new InputError('input.not-a-schema', { file: `${file}:${error.line}:${error.column}` });
    return value;
  }
}
