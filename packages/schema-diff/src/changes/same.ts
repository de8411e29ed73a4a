import { canonical, isObject } from '../../../base/src/json.ts';
import type { Document } from '../containment/document.ts';
import type { Located } from '../containment/engine.ts';
import type { JsonSchema } from '../types.ts';
import { ordered } from './print.ts';
import type { Keywords } from './types.ts';
import { follow, isAnnotation } from './view.ts';

/** Keywords whose order and repetition say nothing. */
const SETS = new Set(['required', 'type']);

/**
 * Whether two subschemas read the same once references are followed and annotations ignored. True proves that they are
 * equivalent; false proves nothing. Saves most questions to the engine.
 */
export function sameSchema(a: Located, b: Located): boolean {
  if (a.document.dialect !== b.document.dialect || a.document.unicode !== b.document.unicode) return false;
  try {
    return sameWithin(a, b, new Map());
  } catch (error) {
    // The schemas are nested too deeply to compare; the engine may still decide.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

type Seen = Map<JsonSchema, Set<JsonSchema>>;

function sameWithin(a: Located, b: Located, seen: Seen): boolean {
  const [left, right] = [follow(a.document, a.schema).schema, follow(b.document, b.schema).schema];
  if (!isObject(left) || !isObject(right)) return left === right;
  // A pair met again within itself is the same if all the rest is.
  const others = seen.get(left) ?? new Set();
  if (others.has(right)) return true;
  seen.set(left, others.add(right));
  return sameValue({ document: a.document, value: left }, { document: b.document, value: right }, seen, '');
}

type Value = { document: Document; value: unknown };

function sameValue(a: Value, b: Value, seen: Seen, keyword: string): boolean {
  const [left, right] = [a.value, b.value];
  const item = (side: Value, value: unknown): Value => ({ document: side.document, value });
  if (Array.isArray(left) && Array.isArray(right)) {
    const [x, y] = SETS.has(keyword) ? [ordered(left), ordered(right)] : [left, right];
    return x.length === y.length && x.every((value, i) => sameBelow(item(a, value), item(b, y[i]), seen, keyword));
  }
  if (!isObject(left) || !isObject(right)) return left === right;
  if ('$dynamicRef' in left || '$recursiveRef' in left) return false;
  const [names, others] = [left, right].map((side) =>
    Object.keys(side).filter((name) => isMap(keyword) || !isAnnotation(name)),
  ) as [string[], string[]];
  if (names.length !== others.length) return false;
  return names.every((name) => {
    if (!Object.hasOwn(right, name)) return false;
    // Equal references of two documents need not lead to the same.
    if (name === '$ref' && !isMap(keyword)) return sameWithin(target(a.document, left), target(b.document, right), seen);
    return sameBelow(item(a, left[name]), item(b, right[name]), seen, isMap(keyword) ? '' : name);
  });
}

const target = (document: Document, schema: Keywords): Located => ({
  document,
  schema: document.resolve(String(schema['$ref']), schema),
});

const MAPS = new Set(['properties', 'patternProperties', 'dependentSchemas', 'dependencies', 'dependentRequired']);
const isMap = (keyword: string): boolean => MAPS.has(keyword);

/** The values of `enum` (in any order) and `const` are compared as they are, all other objects as schemas. */
function sameBelow(a: Value, b: Value, seen: Seen, keyword: string): boolean {
  if (keyword === 'const') return canonical(a.value) === canonical(b.value);
  if (keyword === 'enum') return canonical(ordered([a.value].flat())) === canonical(ordered([b.value].flat()));
  if (isMap(keyword) || !isObject(a.value) || !isObject(b.value)) return sameValue(a, b, seen, keyword);
  return sameWithin({ document: a.document, schema: a.value }, { document: b.document, schema: b.value }, seen);
}
