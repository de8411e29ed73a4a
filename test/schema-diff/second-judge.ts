/**
 * What @hyperjump/json-schema says of an instance: a judge that shares no line with Ajv. Ajv errs on dynamic references, on `contains` and on
 * resources within a schema, so a witness that one judge alone confirms is looked at.
 */
import {
  registerSchema,
  type SchemaObject,
  setShouldValidateFormat,
  setShouldValidateSchema,
  unregisterSchema,
  validate,
} from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/draft-2019-09';
import '@hyperjump/json-schema/draft-07';
import '@hyperjump/json-schema/draft-06';
import '@hyperjump/json-schema/draft-04';
import '@hyperjump/json-schema/formats';
import { type Dialect, dialectOf, type Schema } from './dialect.ts';

export type Accepts = (instance: unknown) => boolean;

type Instance = Parameters<Awaited<ReturnType<typeof validate>>>[0];

const DIALECTS: Record<Dialect, string> = {
  'draft-04': 'http://json-schema.org/draft-04/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
};

// The cases prove that their schemas are valid; a schema compiles twice as fast without that.
setShouldValidateSchema(false);

let count = 0;

/** The judge of one schema, ready to be asked. Nothing is fetched: a reference to what is not in the schema is an error. */
export async function secondJudge(schema: Schema, otherwise: Dialect, formatAssertion: boolean): Promise<Accepts> {
  const dialect = dialectOf(schema, otherwise);
  const address = `decp://second-judge/${count++}`;
  registerSchema(asWritten(schema, dialect) as SchemaObject | boolean, address, DIALECTS[dialect]);
  try {
    const validator = await validate(address);
    return (instance) => {
      setShouldValidateFormat(formatAssertion);
      return validator(instance as Instance).valid;
    };
  } finally {
    unregisterSchema(address);
  }
}

/**
 * Hyperjump leaves out the definitions beside a $ref, as draft-07 and before have it, even where the $ref at the root leads to them: the same is
 * written so that it finds them.
 */
function asWritten(schema: Schema, dialect: Dialect): Schema {
  if (typeof schema === 'boolean' || !('$ref' in schema) || !['draft-04', 'draft-06', 'draft-07'].includes(dialect))
    return schema;
  const { $ref, definitions, $defs } = schema;
  return { allOf: [{ $ref }], ...(definitions !== undefined && { definitions }), ...($defs !== undefined && { $defs }) };
}
