import type { Dialect, JsonSchema } from './types.ts';

const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

/** First and last dialect that know the keyword, for those that not all of them know. */
const KNOWN: ReadonlyMap<string, readonly [Dialect, Dialect]> = new Map(
  Object.entries({
    const: ['draft-06', '2020-12'],
    contains: ['draft-06', '2020-12'],
    propertyNames: ['draft-06', '2020-12'],
    if: ['draft-07', '2020-12'],
    then: ['draft-07', '2020-12'],
    else: ['draft-07', '2020-12'],
    minContains: ['2019-09', '2020-12'],
    maxContains: ['2019-09', '2020-12'],
    dependentRequired: ['2019-09', '2020-12'],
    dependentSchemas: ['2019-09', '2020-12'],
    unevaluatedItems: ['2019-09', '2020-12'],
    unevaluatedProperties: ['2019-09', '2020-12'],
    $recursiveRef: ['2019-09', '2019-09'],
    $recursiveAnchor: ['2019-09', '2019-09'],
    $anchor: ['2019-09', '2020-12'],
    prefixItems: ['2020-12', '2020-12'],
    $dynamicRef: ['2020-12', '2020-12'],
    $dynamicAnchor: ['2020-12', '2020-12'],
    additionalItems: ['draft-04', '2019-09'],
    dependencies: ['draft-04', 'draft-07'],
  } satisfies Record<string, [Dialect, Dialect]>),
);

const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependencies', '$defs', 'definitions']);
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items'];
const SINGLE = ['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'additionalProperties', 'additionalItems', 'items'];
const SCHEMAS = new Set([...LISTS, ...SINGLE, 'unevaluatedItems', 'unevaluatedProperties']);

/** What `$schema` says, else `otherwise`. */
export function dialectOf(schema: JsonSchema, otherwise: Dialect = '2020-12'): Dialect {
  const address = typeof schema === 'object' ? schema['$schema'] : undefined;
  return DIALECTS.find((dialect) => typeof address === 'string' && address.includes(dialect)) ?? otherwise;
}

/** Whether one dialect is older than another. */
export const isOlder = (dialect: Dialect, than: Dialect): boolean => DIALECTS.indexOf(dialect) < DIALECTS.indexOf(than);

/**
 * The schema as its dialect reads it: without keywords that the dialect does not know, and in draft-07 and before without what stands
 * beside `$ref` (core 8.3), both of which Ajv 8 would apply all the same. Definitions stay, for pointers lead there.
 */
export function toAjv(schema: JsonSchema, dialect: Dialect): JsonSchema {
  return typeof schema === 'object' ? reading(dialect)(schema) : schema;
}

type Keywords = { [keyword: string]: unknown };

function reading(dialect: Dialect): (schema: Keywords) => Keywords {
  const read = (schema: Keywords): Keywords => {
    const alone = typeof schema['$ref'] === 'string' && isOlder(dialect, '2019-09');
    const kept = Object.entries(schema).filter(
      ([keyword]) =>
        keyword !== '$schema' && knows(dialect, keyword) && (!alone || ['$ref', '$defs', 'definitions'].includes(keyword)),
    );
    return Object.fromEntries(kept.map(([keyword, value]) => [keyword, inside(keyword, value)]));
  };
  const one = (value: unknown): unknown => (isObject(value) ? read(value) : value);
  const inside = (keyword: string, value: unknown): unknown => {
    if (MAPS.has(keyword) && isObject(value))
      return Object.fromEntries(Object.entries(value).map(([name, below]) => [name, one(below)]));
    if (!SCHEMAS.has(keyword)) return value;
    return Array.isArray(value) ? value.map(one) : one(value);
  };
  return read;
}

function knows(dialect: Dialect, keyword: string): boolean {
  const [first, last] = KNOWN.get(keyword) ?? ['draft-04', '2020-12'];
  return !isOlder(dialect, first) && !isOlder(last, dialect);
}

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is Keywords =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas that stand directly within one, with the keyword and the rest of the pointer to each. */
export function* within(schema: Keywords): Generator<{ keyword: string; pointer: readonly string[]; schema: JsonSchema }> {
  for (const [keyword, value] of Object.entries(schema)) {
    for (const [steps, below] of valuesOf(keyword, value)) {
      if (isSchema(below)) yield { keyword, pointer: [keyword, ...steps], schema: below };
    }
  }
}

function valuesOf(keyword: string, value: unknown): [steps: string[], below: unknown][] {
  if (MAPS.has(keyword)) return isObject(value) ? Object.entries(value).map(([name, below]) => [[name], below]) : [];
  if (!SCHEMAS.has(keyword)) return [];
  return Array.isArray(value) ? value.map((below: unknown, i) => [[String(i)], below]) : [[[], value]];
}

const isSchema = (value: unknown): value is JsonSchema => typeof value === 'boolean' || isObject(value);
