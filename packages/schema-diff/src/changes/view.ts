import type { Document } from '../containment/document.ts';
import type { Located } from '../containment/engine.ts';
import { isObject } from '../../../base/src/json.ts';
import type { JsonSchema } from '../types.ts';
import { isAnnotation } from './annotations.ts';
import { merge } from './merge.ts';
import type { Keywords } from './types.ts';

/** What a false schema says, in keywords. */
const NOTHING: Keywords = { not: {} };

/** A schema, where references that stand alone (beside annotations) lead, and the last of these references. */
export type Target = { schema: JsonSchema; reference: string | undefined };

/** Follows references that say all there is to say. A reference that only leads back to itself is left as it is. */
export function follow(document: Document, schema: JsonSchema): Target {
  const seen = new Set<JsonSchema>();
  let target: Target = { schema, reference: undefined };
  while (isObject(target.schema) && !seen.has(target.schema)) {
    const reference = target.schema['$ref'];
    if (typeof reference !== 'string' || !isAlone(target.schema)) break;
    seen.add(target.schema);
    target = { schema: document.resolve(reference, target.schema), reference };
  }
  return target;
}

const isAlone = (schema: Keywords): boolean =>
  Object.keys(schema).every((keyword) => keyword === '$ref' || isAnnotation(keyword));

const views = new WeakMap<Document, Map<JsonSchema, Keywords>>();

/** The keywords of a schema that bear a verdict, with those of `$ref` and `allOf` merged in where that says the same. */
export function viewOf({ document, schema }: Located): Keywords {
  if (typeof schema === 'boolean') return schema ? {} : NOTHING;
  let known = views.get(document);
  if (!known) views.set(document, (known = new Map<JsonSchema, Keywords>()));
  let view = known.get(schema);
  if (!view) known.set(schema, (view = merge(conjuncts(document, schema, new Set()))));
  return view;
}

/** What a schema says, as keyword objects that must all hold, without `$ref` and `allOf`. */
function conjuncts(document: Document, schema: JsonSchema, seen: Set<JsonSchema>): Keywords[] {
  if (typeof schema === 'boolean') return schema ? [] : [NOTHING];
  if (seen.has(schema)) return [];
  seen.add(schema);
  const own = Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !isAnnotation(keyword) && !isMerged(keyword, schema)),
  );
  const reference = schema['$ref'];
  const below = [
    ...(typeof reference === 'string' ? [document.resolve(reference, schema)] : []),
    ...(Array.isArray(schema['allOf']) ? (schema['allOf'] as JsonSchema[]) : []),
  ];
  // What unevaluated… sees depends on its neighbours, so nothing beside it may be taken apart.
  if (below.some((each) => isObject(each) && isUnevaluated(each)) || (below.length > 0 && isUnevaluated(schema)))
    return [{ allOf: [schema] }];
  return [...(Object.keys(own).length > 0 ? [own] : []), ...below.flatMap((each) => conjuncts(document, each, seen))];
}

const isMerged = (keyword: string, schema: Keywords): boolean =>
  (keyword === '$ref' && typeof schema['$ref'] === 'string') || (keyword === 'allOf' && Array.isArray(schema['allOf']));

const isUnevaluated = (schema: Keywords): boolean => 'unevaluatedProperties' in schema || 'unevaluatedItems' in schema;
