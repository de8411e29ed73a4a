import type { Schema } from './types.ts';

/** Every subschema with its JSON Pointer in the schema (`''` is the root), parents before children. */
export function* subschemas(schema: Schema, pointer = ''): Generator<[pointer: string, schema: Schema]> {
  yield [pointer, schema];
  for (const key of ['properties', '$defs'] as const) {
    for (const [name, child] of Object.entries(schema[key] ?? {})) yield* subschemas(child, `${pointer}/${key}/${escape(name)}`);
  }
  if (schema.items) yield* subschemas(schema.items, `${pointer}/items`);
  for (const key of ['prefixItems', 'anyOf', 'oneOf'] as const) {
    for (const [i, child] of (schema[key] ?? []).entries()) yield* subschemas(child, `${pointer}/${key}/${String(i)}`);
  }
}

/** A reference token of JSON Pointer, escaped (RFC 6901 §3). */
export const escape = (token: string): string => token.replaceAll('~', '~0').replaceAll('/', '~1');

/** The reference tokens of a JSON Pointer, unescaped. `''` has none. */
export const tokens = (pointer: string): string[] =>
  pointer === ''
    ? []
    : pointer
        .slice(1)
        .split('/')
        .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));

/** The value at a JSON Pointer, or undefined. Inherited keys (`__proto__`, `constructor`) are not values. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const token of tokens(pointer)) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token];
  }
  return value;
}

/** The schema that a `$ref` of the bundle names, or the schema itself. Own keywords win over those of the target (siblings of `$ref` count in 2020-12). */
export function resolve(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...own } = schema;
  const target = valueAt(root, $ref.slice(1)) as Schema | undefined;
  if (!target) throw new Error(`$ref ${$ref}: there is no such definition`);
  return { ...resolve(root, target), ...own };
}
