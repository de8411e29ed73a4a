import { undecidable } from '../../automata/unknown.ts';
import { isObject } from '../../../../base/src/json.ts';
import type { JsonSchema } from '../../types.ts';
import type { Context, Keywords } from './context.ts';
import type { Document } from '../document.ts';
import type { Literal } from '../terms.ts';

/** The targets of references as literals: they apply to the same instance. */
export function inPlace({ document, schema, sub }: Context): Literal[] {
  return referencesOf(document, schema).map(sub);
}

/** The targets of `$ref`, `$recursiveRef` and `$dynamicRef` in the scope of the document. */
export function referencesOf(document: Document, schema: Keywords): JsonSchema[] {
  const found: JsonSchema[] = [];
  if (typeof schema['$ref'] === 'string') found.push(document.resolve(schema['$ref'], schema));
  if (schema['$recursiveRef'] === '#' && document.dialect === '2019-09') found.push(document.recursive(schema));
  if (typeof schema['$dynamicRef'] === 'string') found.push(document.dynamic(schema['$dynamicRef'], schema));
  return found;
}

/**
 * Returns a check that throws Undecidable for a schema that refers back to itself on the same instance, since such a schema has
 * no meaning.
 */
export function refusesLoops(): (document: Document, schema: JsonSchema) => void {
  const done = new WeakMap<Document, WeakSet<object>>();
  const open = new Map<Document, Set<object>>();
  const setOf = <S>(
    sets: { get(key: Document): S | undefined; set(key: Document, set: S): unknown },
    key: Document,
    make: () => S,
  ): S => {
    const known = sets.get(key) ?? make();
    sets.set(key, known);
    return known;
  };
  let depth = 0;
  const visit = (around: Document, schema: unknown): void => {
    if (!isObject(schema)) return;
    const document = around.entering(schema);
    const finished = setOf(done, document, () => new WeakSet<object>());
    const begun = setOf(open, document, () => new Set<object>());
    if (finished.has(schema)) return;
    if (begun.has(schema)) throw undecidable('reference-loop');
    if (depth > 2000) throw undecidable('too-deep');
    begun.add(schema);
    depth++;
    try {
      for (const next of beside(document, schema)) visit(document, next);
    } finally {
      begun.delete(schema);
      depth--;
    }
    finished.add(schema);
  };
  return visit;
}

/** The subschemas that apply to the same instance. */
function beside(document: Document, schema: Keywords): unknown[] {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) =>
    Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : [],
  );
  const maps = ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    isObject(schema[keyword]) ? Object.values(schema[keyword]) : [],
  );
  return [...referencesOf(document, schema), ...lists, ...maps, schema['not'], schema['if'], schema['then'], schema['else']];
}
