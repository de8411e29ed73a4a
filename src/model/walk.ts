import { escape, valueAt } from '../../packages/base/src/pointer.ts';
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

/** The schema that a `$ref` of the bundle names, or the schema itself. Own keywords win over those of the target (siblings of `$ref` count in 2020-12). */
export function resolve(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const { $ref, ...own } = schema;
  const target = valueAt(root, $ref.slice(1)) as Schema | undefined;
  if (!target) throw new Error(`$ref ${$ref}: there is no such definition`);
  return { ...resolve(root, target), ...own };
}
