/** What is wrong about a parameter, in sentences: what was received, and what is expected. */
import type { FastifyRequest, FastifySchemaValidationError } from 'fastify';
import type { Texts } from '../../../packages/base/src/language.ts';
import { isObject } from '../../../packages/base/src/json.ts';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { FEDERATION_API } from '../../../src/messages/compiled/federation-api.ts';
import type { Messages } from '../../../src/messages/compiled/federation-api.types.ts';
import { nearest } from '../../../src/messages/nearest.ts';

/** The name of a parameter, and what is wrong about it. */
type WrongParameter = { parameter: string; texts: Texts };

/** An error of Ajv with `verbose`. */
type Refused = FastifySchemaValidationError & { data?: unknown; schema?: unknown };

/** `context`: the part of the request that the schema of the route refuses: `querystring`, `params`… */
export function wrongParameter(refused: Refused, context: string, request: FastifyRequest): WrongParameter {
  const { params, instancePath } = refused as { params: Record<string, unknown>; instancePath: string };
  const known = propertiesOf(request, context);
  const { additionalProperty, missingProperty } = params as Record<string, string | undefined>;
  if (additionalProperty !== undefined)
    return { parameter: additionalProperty, texts: unknownParameter(additionalProperty, Object.keys(known)) };
  const parameter = missingProperty ?? instancePath.split('/')[1] ?? context;
  const schema = known[parameter];
  const texts = textsOf(FEDERATION_API, (say, lang) =>
    say['wrong-parameter']({
      name: parameter,
      reason: missingProperty === undefined ? reasonOf(refused, params, say) : say['wrong.missing'](),
      meaning: meaningOf(schema, lang),
      example: exampleOf(schema),
    }),
  );
  return { parameter, texts };
}

/** A value that is of the right form, and of which there is none such. */
export const unknownValue = (parameter: string, value: string, known: readonly string[]): Texts =>
  textsOf(FEDERATION_API, (say) => say['unknown-value']({ name: parameter, value, ...offered(value, known) }));

const unknownParameter = (name: string, known: readonly string[]): Texts =>
  textsOf(FEDERATION_API, (say) => say['unknown-parameter']({ name, ...offered(name, known) }));

/** The nearest of some names, or all of them where none is near. */
function offered(name: string, known: readonly string[]): { near: string[]; nearby: number; known: readonly string[] } {
  const near = nearest(name, known);
  return { near, nearby: near.length, known };
}

function propertiesOf({ routeOptions }: FastifyRequest, context: string): Record<string, unknown> {
  const schema = (routeOptions.schema as Record<string, unknown> | undefined)?.[context];
  const properties = isObject(schema) ? schema['properties'] : undefined;
  return isObject(properties) ? properties : {};
}

function meaningOf(schema: unknown, lang: keyof Texts): string | undefined {
  const texts = isObject(schema) ? schema['x-texts'] : undefined;
  return isObject(texts) ? String(texts[lang]) : undefined;
}

function exampleOf(schema: unknown): string | undefined {
  // Of a parameter with several values, an example is a list.
  const [example] = isObject(schema) && Array.isArray(schema['examples']) ? (schema['examples'] as unknown[]).flat() : [];
  return typeof example === 'string' || typeof example === 'number' ? String(example) : undefined;
}

/** What is wrong about a value. `params`: of the error, by keyword. */
function reasonOf({ keyword, data, schema }: Refused, params: Record<string, unknown>, say: Messages): string {
  const value = typeof data === 'string' ? data : JSON.stringify(data);
  const limit = Number(params['limit'] ?? 0);
  switch (keyword) {
    case 'format':
      return params['format'] === 'date' ? say['wrong.day']({ value }) : say['wrong.form']({ value });
    case 'pattern':
      return say['wrong.form']({ value });
    case 'minimum':
      return say['wrong.least']({ value, limit });
    case 'maximum':
      return say['wrong.most']({ value, limit });
    case 'enum':
      return say['wrong.among']({ value, known: (schema as unknown[]).map(String) });
    case 'type':
      return say['wrong.type']({ value, type: String(params['type']) });
    case 'minLength':
      return say['wrong.short']({ limit, length: value.length });
    case 'maxLength':
      return say['wrong.long']({ limit, length: value.length });
    case 'maxItems':
      return say['wrong.many']({ limit, length: (data as unknown[]).length });
    case 'uniqueItems':
      return say['wrong.twice']({ value: String((data as unknown[])[Number(params['i'])]) });
    default:
      return say['wrong.form']({ value });
  }
}
