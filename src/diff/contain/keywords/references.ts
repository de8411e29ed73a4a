import { cannotTell } from '../../reasons.ts';
import { isObject } from '../../dialect.ts';
import type { JsonSchema } from '../../types.ts';
import type { Context, Keywords } from './context.ts';
import type { Document } from '../document.ts';
import type { Literal } from '../terms.ts';

/** The schemas that references lead to: they say something of the same instance. */
export function inPlace({ document, schema, sub }: Context): Literal[] {
  return referencesOf(document, schema).map(sub);
}

/** The targets of `$ref`, `$recursiveRef` and `$dynamicRef`. */
export function referencesOf(document: Document, schema: Keywords): JsonSchema[] {
  const found: JsonSchema[] = [];
  if (typeof schema['$ref'] === 'string') found.push(document.resolve(schema['$ref'], schema));
  if (schema['$recursiveRef'] === '#') found.push(recursive(document, schema));
  if (typeof schema['$dynamicRef'] === 'string') found.push(dynamic(document, schema, schema['$dynamicRef']));
  return found;
}

/**
 * A dynamic reference goes to the outermost schema with the anchor that the evaluation went through. It begins at the root, so an
 * anchor in the root resource wins; one that stands nowhere else is the only choice.
 */
function dynamic(document: Document, schema: Keywords, reference: string): JsonSchema {
  const first = document.resolve(reference, schema);
  const anchor = reference.replace(/^[^#]*#/, '');
  if (!isObject(first) || first['$dynamicAnchor'] !== anchor) return first;
  const all = document.dynamic(anchor);
  if (all.length === 1) return first;
  const own = all.filter((one) => document.isInRoot(one));
  if (own[0] !== undefined) return own[0];
  throw cannotTell('dynamic-reference', reference);
}

/** Of 2019-09: the root of the resource, or where that says so the outermost root that says so. */
function recursive(document: Document, schema: Keywords): JsonSchema {
  const first = document.resolve('#', schema);
  if (!isObject(first) || first['$recursiveAnchor'] !== true) return first;
  if (first === document.root || (isObject(document.root) && document.root['$recursiveAnchor'] === true)) return document.root;
  throw cannotTell('dynamic-reference', '$recursiveRef');
}

/** Throws CannotTell for a schema that leads back to itself without going into the instance: no answer would be right. */
export function refusesLoops(): (document: Document, schema: JsonSchema) => void {
  const done = new WeakSet();
  const open = new Set<object>();
  const visit = (document: Document, schema: unknown): void => {
    if (!isObject(schema) || done.has(schema)) return;
    if (open.has(schema)) throw cannotTell('reference-loop');
    if (open.size > 2000) throw cannotTell('too-deep');
    open.add(schema);
    try {
      for (const next of beside(document, schema)) visit(document, next);
    } finally {
      open.delete(schema);
    }
    done.add(schema);
  };
  return visit;
}

/** The schemas that are asked of the same instance. */
function beside(document: Document, schema: Keywords): unknown[] {
  const lists = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) =>
    Array.isArray(schema[keyword]) ? (schema[keyword] as unknown[]) : [],
  );
  const maps = ['dependentSchemas', 'dependencies'].flatMap((keyword) =>
    isObject(schema[keyword]) ? Object.values(schema[keyword]) : [],
  );
  return [...referencesOf(document, schema), ...lists, ...maps, schema['not'], schema['if'], schema['then'], schema['else']];
}
