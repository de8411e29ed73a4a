import type { Schema } from '../../model/types.ts';

/** The same schema in draft-07: `definitions`, tuples as `items`, and the siblings of `$ref` (ignored there) moved beside it into `allOf`. */
export function toDraft07(schema: Schema): Schema {
  return { ...(convert(schema) as Schema), $schema: 'http://json-schema.org/draft-07/schema#' };
}

function convert(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(convert);
  if (typeof node !== 'object' || node === null) return node;
  const { $ref, $defs, prefixItems, properties, ...rest } = node as Schema;
  const converted: Schema = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, KEEPS_SCHEMAS.has(key) ? convert(value) : value]),
  );
  if (properties) converted.properties = convertMap(properties);
  if (prefixItems) converted['items'] = convert(prefixItems) as Schema;
  if ($defs) converted['definitions'] = convertMap($defs);
  if ($ref === undefined) return converted;
  const reference = { $ref: $ref.replaceAll('/$defs/', '/definitions/') };
  return Object.keys(converted).length === 0 ? reference : { ...converted, allOf: [reference] };
}

const KEEPS_SCHEMAS = new Set(['items', 'allOf', 'anyOf', 'oneOf']);

const convertMap = (map: Record<string, Schema>): Record<string, Schema> =>
  Object.fromEntries(Object.entries(map).map(([name, child]) => [name, convert(child) as Schema]));
