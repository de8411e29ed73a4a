/** A schema as its dialect reads it: without what that dialect does not know, which Ajv 8 would apply all the same. */
export type Dialect = 'draft-04' | 'draft-06' | 'draft-07' | '2019-09' | '2020-12';

type Keywords = { [keyword: string]: unknown };
export type Schema = boolean | Keywords;

const DIALECTS: readonly Dialect[] = ['draft-04', 'draft-06', 'draft-07', '2019-09', '2020-12'];

/** First and last dialect that know the keyword, for those that not all of them know. */
const KNOWN = new Map<string, readonly [Dialect, Dialect]>(
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
    $anchor: ['2019-09', '2020-12'],
    prefixItems: ['2020-12', '2020-12'],
    $dynamicRef: ['2020-12', '2020-12'],
    $dynamicAnchor: ['2020-12', '2020-12'],
    additionalItems: ['draft-04', '2019-09'],
    dependencies: ['draft-04', 'draft-07'],
  }),
);

const MAPS = ['properties', 'patternProperties', 'dependentSchemas', 'dependencies', '$defs', 'definitions'];
const LISTS = ['allOf', 'anyOf', 'oneOf', 'prefixItems'];
const SINGLE = ['not', 'if', 'then', 'else', 'contains', 'propertyNames', 'additionalProperties', 'additionalItems'];
const SCHEMAS = new Set([...LISTS, ...SINGLE, 'items', 'unevaluatedItems', 'unevaluatedProperties']);

/** What `$schema` says, else `otherwise`. */
export function dialectOf(schema: Schema, otherwise: Dialect): Dialect {
  const address = typeof schema === 'object' ? schema['$schema'] : undefined;
  return DIALECTS.find((dialect) => typeof address === 'string' && address.includes(dialect)) ?? otherwise;
}

/** Beside `$ref`, draft-07 and before read nothing (core 8.3); definitions stay, for pointers lead there. */
export function asRead(schema: Schema, dialect: Dialect): Schema {
  if (typeof schema === 'boolean') return schema;
  const alone = typeof schema['$ref'] === 'string' && rank(dialect) <= rank('draft-07');
  const read = Object.entries(schema).filter(
    ([keyword]) =>
      keyword !== '$schema' && isKnown(keyword, dialect) && (!alone || ['$ref', '$defs', 'definitions'].includes(keyword)),
  );
  return Object.fromEntries(read.map(([keyword, value]) => [keyword, inside(keyword, value, dialect)]));
}

const rank = (dialect: Dialect): number => DIALECTS.indexOf(dialect);

function isKnown(keyword: string, dialect: Dialect): boolean {
  const [first, last] = KNOWN.get(keyword) ?? ['draft-04', '2020-12'];
  return rank(first) <= rank(dialect) && rank(dialect) <= rank(last);
}

function inside(keyword: string, value: unknown, dialect: Dialect): unknown {
  const schema = (one: unknown) => (Array.isArray(one) ? one : asRead(one as Schema, dialect));
  if (MAPS.includes(keyword)) return mapped(value as Keywords, schema);
  if (!SCHEMAS.has(keyword)) return value;
  return Array.isArray(value) ? value.map(schema) : schema(value);
}

const mapped = (map: Keywords, change: (one: unknown) => unknown): Keywords =>
  Object.fromEntries(Object.entries(map).map(([name, one]) => [name, change(one)]));

/** Every schema of this one, itself first, to see which keywords stand in it. */
export function subschemas(schema: unknown): Keywords[] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return [];
  const own = schema as Keywords;
  const below = Object.entries(own).flatMap(([keyword, value]) => {
    if (MAPS.includes(keyword)) return Object.values(value as Keywords);
    return SCHEMAS.has(keyword) ? [value].flat() : [];
  });
  return [own, ...below.flatMap(subschemas)];
}
