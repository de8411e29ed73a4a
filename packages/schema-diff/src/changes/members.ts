/** The constraints of a schema on the properties of an object. */
import type { Document } from '../containment/document.ts';
import { isObject } from '../../../base/src/json.ts';
import type { JsonSchema } from '../types.ts';
import type { Keywords } from './types.ts';
import { Budget, Undecidable } from '../automata/unknown.ts';
import { type PatternTest, patternTest } from '../patterns.ts';

export const propertiesOf = (view: Keywords): Readonly<Record<string, JsonSchema>> =>
  (view['properties'] as Record<string, JsonSchema> | undefined) ?? {};

export const patternsOf = (view: Keywords): Readonly<Record<string, JsonSchema>> =>
  (view['patternProperties'] as Record<string, JsonSchema> | undefined) ?? {};

export const requiredOf = (view: Keywords): readonly string[] =>
  Array.isArray(view['required']) ? (view['required'] as string[]) : [];

/** The schema of keys that neither `properties` nor `patternProperties` cover. */
export const othersOf = (view: Keywords): JsonSchema => (view['additionalProperties'] as JsonSchema | undefined) ?? true;

/** Whether a schema plainly refuses everything. */
export const isNothing = (schema: JsonSchema): boolean =>
  schema === false || (isObject(schema) && isObject(schema['not']) && Object.keys(schema['not']).length === 0);

/** Whether a schema plainly says nothing. */
export const isAnything = (schema: JsonSchema): boolean =>
  schema === true || (isObject(schema) && Object.keys(schema).length === 0);

/** Whether the schema gives this property a place of its own. */
export const defines = (view: Keywords, name: string): boolean => {
  const properties = propertiesOf(view);
  const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
  return own !== undefined && !isNothing(own);
};

/**
 * All schemas that apply to the value of one property: by its name, by patterns that its name matches, or as an additional
 * property.
 */
export function saidOf(view: Keywords, name: string, document: Document): JsonSchema {
  const properties = propertiesOf(view);
  const said = [
    ...(Object.hasOwn(properties, name) ? [properties[name] as JsonSchema] : []),
    ...Object.entries(patternsOf(view)).flatMap(([pattern, schema]) => (speaksOf(document, pattern, name) ? [schema] : [])),
  ];
  const [only = othersOf(view), ...more] = said;
  return more.length === 0 ? only : conjunctionOf(said);
}

/** One object for the same parts, so that a pair met twice is known again. */
const conjunctions = new WeakMap<object, { parts: JsonSchema[]; schema: JsonSchema }[]>();

function conjunctionOf(parts: JsonSchema[]): JsonSchema {
  const first = parts.find((part) => typeof part === 'object');
  if (first === undefined || typeof first === 'boolean') return parts.every((part) => part);
  const known = conjunctions.get(first) ?? [];
  const same = known.find((one) => one.parts.length === parts.length && one.parts.every((part, i) => part === parts[i]));
  if (same) return same.schema;
  const schema = { allOf: parts };
  conjunctions.set(first, [...known, { parts, schema }]);
  return schema;
}

/** The stable identifier that the schema gives to one of its properties. */
export function fieldOf(view: Keywords, name: string): string | undefined {
  const properties = propertiesOf(view);
  const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
  const field = isObject(schema) ? schema['x-field'] : undefined;
  return typeof field === 'string' ? field : undefined;
}

const tests = new WeakMap<Document, Map<string, PatternTest>>();

/** Steps that the automaton of one pattern may take, to tell whether it speaks of a name. */
const NAMED = 100_000;

/**
 * Whether a pattern of `patternProperties` speaks of a name, read as the document reads all its patterns. What cannot be decided is taken for
 * no: what then goes unexplained is reported all the same.
 */
export function speaksOf(document: Document, pattern: string, name: string): boolean {
  try {
    return testOf(document, pattern).test(name);
  } catch (error) {
    if (error instanceof Undecidable) return false;
    throw error;
  }
}

function testOf(document: Document, pattern: string): PatternTest {
  const known = tests.get(document) ?? new Map<string, PatternTest>();
  tests.set(document, known);
  const test = known.get(pattern) ?? patternTest(pattern, document.unicode ? 'u' : '', () => new Budget(NAMED));
  known.set(pattern, test);
  return test;
}
