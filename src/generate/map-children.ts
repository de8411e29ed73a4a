import type { Schema } from '../model/types.ts';

type Change = (child: Schema) => Schema;

/** A copy of a schema with each schema that stands directly in it changed; keywords keep their order. */
export function mapChildren(schema: Schema, change: Change): Schema {
  const copy = { ...schema };
  for (const key of ['properties', '$defs'] as const) if (copy[key]) copy[key] = mapValues(copy[key], change);
  for (const key of ['prefixItems', 'anyOf', 'oneOf'] as const) if (copy[key]) copy[key] = copy[key].map(change);
  if (copy.items) copy.items = change(copy.items);
  return copy;
}

const mapValues = (map: Record<string, Schema>, change: Change): Record<string, Schema> =>
  Object.fromEntries(Object.entries(map).map(([name, child]) => [name, change(child)]));
