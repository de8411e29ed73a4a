import type { Document } from '../containment/document.ts';
import type { Located } from '../containment/engine.ts';
import { isObject, canonical } from '../../../base/src/json.ts';
import type { JsonSchema } from '../types.ts';
import type { Keywords, Step } from './types.ts';
import { fieldOf, saidOf } from './members.ts';

/** The keywords equivalent to a false schema. */
const NOTHING: Keywords = { not: {} };

/** The target of a schema that is only a reference (beside annotations), and the last reference followed. */
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

/** The keyword objects that a schema combines, all of which must hold, without `$ref` and `allOf`. */
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
  // The effect of unevaluated… depends on adjacent keywords, so such a schema must not be split.
  if (below.some((each) => isObject(each) && isUnevaluated(each)) || (below.length > 0 && isUnevaluated(schema)))
    return [{ allOf: [schema] }];
  return [...(Object.keys(own).length > 0 ? [own] : []), ...below.flatMap((each) => conjuncts(document, each, seen))];
}

const isMerged = (keyword: string, schema: Keywords): boolean =>
  (keyword === '$ref' && typeof schema['$ref'] === 'string') || (keyword === 'allOf' && Array.isArray(schema['allOf']));

const isUnevaluated = (schema: Keywords): boolean => 'unevaluatedProperties' in schema || 'unevaluatedItems' in schema;

/** Keywords that read one another: those of one group must come from one schema. */
const GROUPS: readonly (readonly string[])[] = [
  ['patternProperties', 'additionalProperties'],
  ['prefixItems', 'items', 'additionalItems'],
  ['contains', 'minContains', 'maxContains'],
  ['if', 'then', 'else'],
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
];

const groupOf = (keyword: string): string => GROUPS.find((group) => group.includes(keyword))?.[0] ?? keyword;

/**
 * One object of keywords that says what these say together. Those that cannot be laid together without a change of meaning stay beside
 * the others, in `allOf`.
 */
function merge(conjuncts: readonly Keywords[]): Keywords {
  const [first = {}, ...others] = conjuncts;
  let merged = first;
  const apart: Keywords[] = [];
  for (const other of others) {
    const both = together(merged, other);
    if (both) merged = both;
    else apart.push(other);
  }
  return apart.length === 0 ? merged : { ...merged, allOf: [...((merged['allOf'] as unknown[] | undefined) ?? []), ...apart] };
}

function together(a: Keywords, b: Keywords): Keywords | undefined {
  const groups = new Set(Object.keys(a).map(groupOf));
  const shared = Object.keys(b).filter((keyword) => groups.has(groupOf(keyword)) && !sameValue(a, b, keyword));
  if (shared.some((keyword) => !LAID[keyword]) || closes(a, b) || closes(b, a)) return undefined;
  const laid = shared.map((keyword) => [keyword, LAID[keyword]?.(a[keyword], b[keyword])]);
  return { ...a, ...b, ...(Object.fromEntries(laid) as Keywords) };
}

const sameValue = (a: Keywords, b: Keywords, keyword: string): boolean =>
  GROUPS.every((group) => !group.includes(keyword)) && keyword in a && canonical(a[keyword]) === canonical(b[keyword]);

/** Whether what one says of all other keys would come to know properties that the other names. */
const closes = (a: Keywords, b: Keywords): boolean =>
  ('additionalProperties' in a && ('properties' in b || 'patternProperties' in b)) ||
  'unevaluatedProperties' in a ||
  'unevaluatedItems' in a;

const greater = (a: unknown, b: unknown): unknown => Math.max(a as number, b as number);
const smaller = (a: unknown, b: unknown): unknown => Math.min(a as number, b as number);

/** How two values of a keyword say the same as one. */
const LAID: Record<string, (a: unknown, b: unknown) => unknown> = {
  required: (a, b) => [...new Set([...(a as string[]), ...(b as string[])])],
  properties: (a, b) => propertiesOf(a as Keywords, b as Keywords),
  minLength: greater,
  minItems: greater,
  minProperties: greater,
  maxLength: smaller,
  maxItems: smaller,
  maxProperties: smaller,
  uniqueItems: (a, b) => a === true || b === true,
};

function propertiesOf(a: Keywords, b: Keywords): Keywords {
  const both = Object.keys(b).filter((name) => Object.hasOwn(a, name) && canonical(a[name]) !== canonical(b[name]));
  return { ...a, ...b, ...Object.fromEntries(both.map((name) => [name, conjunction(a[name], b[name])])) };
}

function conjunction(a: unknown, b: unknown): unknown {
  if (!isObject(a)) return a === true ? b : a;
  return b === true ? a : b === false ? b : { allOf: [a, b] };
}

const ANNOTATIONS = new Set([
  ...['title', 'description', 'default', 'examples', 'deprecated', 'readOnly', 'writeOnly', '$comment'],
  ...['contentEncoding', 'contentMediaType', 'contentSchema'],
  ...['$schema', '$id', 'id', '$anchor', '$dynamicAnchor', '$recursiveAnchor', '$vocabulary', '$defs', 'definitions'],
]);

/** Whether a keyword, whatever its value, leaves the verdict as it is. */
export const isAnnotation = (keyword: string): boolean => ANNOTATIONS.has(keyword) || keyword.startsWith('x-');

/** The subschema that a step leads to, as far as plain keywords say it. */
export function nodeAt(node: Located, step: Step): Located {
  return { ...node, schema: schemaAt(node, step) };
}

function schemaAt(node: Located, step: Step): JsonSchema {
  const view = viewOf(node);
  const {
    items = true,
    prefixItems = [],
    additionalItems = true,
  } = view as Record<string, JsonSchema> & { prefixItems?: JsonSchema[] };
  const first = Array.isArray(items) ? (items as JsonSchema[]) : prefixItems;
  const others = Array.isArray(items) ? additionalItems : items;
  if (step.by === 'property') return saidOf(view, step.name, node.document);
  if (step.by === 'item') return first[step.index] ?? others;
  return step.by === 'items' ? others : true;
}

/** The stable identifier of the last property on the way that has one. */
export function fieldAt(root: Located, steps: readonly Step[]): string | undefined {
  let field: string | undefined;
  let node = root;
  for (const step of steps) {
    if (step.by === 'property') field = fieldOf(viewOf(node), step.name) ?? field;
    node = nodeAt(node, step);
  }
  return field;
}
