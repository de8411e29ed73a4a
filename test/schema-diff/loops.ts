import { type Schema, subschemas } from './dialect.ts';

/** Whether a schema leads back to itself without going into the instance, which no validator ends on. */
export function hasLoop(root: Schema): boolean {
  const done = new Set<unknown>();
  const open = new Set<unknown>();
  const visit = (schema: unknown): boolean => {
    if (typeof schema !== 'object' || schema === null || done.has(schema)) return false;
    if (open.has(schema)) return true;
    open.add(schema);
    const found = beside(schema as Record<string, unknown>, root).some(visit);
    open.delete(schema);
    done.add(schema);
    return found;
  };
  return subschemas(root).some(visit);
}

function beside(schema: Record<string, unknown>, root: Schema): unknown[] {
  const { $ref, $recursiveRef, allOf, anyOf, oneOf, dependentSchemas, dependencies } = schema;
  const lists = [allOf, anyOf, oneOf].flatMap((list) => (list ?? []) as unknown[]);
  const maps = [dependentSchemas, dependencies].flatMap((map) => Object.values((map ?? {}) as Record<string, unknown>));
  const one = [schema['not'], schema['if'], schema['then'], schema['else']];
  const lead = typeof $ref === 'string' ? [target(root, $ref)] : [];
  return [...lead, ...($recursiveRef === undefined ? [] : [root]), ...lists, ...maps, ...one];
}

/** What `#`, `#/$defs/name` and `#/definitions/name` lead to. */
function target(root: Schema, reference: string): unknown {
  const [, keyword, name] = reference.split('/');
  if (keyword === undefined || name === undefined) return root;
  return ((root as Record<string, unknown>)[keyword] as Record<string, unknown>)[name];
}
