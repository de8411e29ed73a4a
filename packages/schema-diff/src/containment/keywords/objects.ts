import { isObject } from '../../../../base/src/json.ts';
import { countOf } from './counts.ts';
import type { Context } from './context.ts';
import { FALSE, type Literal, not, type Terms, TRUE } from '../terms.ts';

/** The constraints on the properties of an object: their number, names and values. */
export function objectTerms(context: Context): Literal[] {
  const { terms, schema, sub } = context;
  const found: Literal[] = [];
  for (const [name, below] of entries(schema['properties'])) found.push(every(terms, terms.among('string', [name]), sub(below)));
  for (const [pattern, below] of entries(schema['patternProperties']))
    found.push(every(terms, context.pattern(pattern), sub(below)));
  const { additionalProperties, propertyNames, required } = schema;
  const [min, max] = [countOf(schema['minProperties'], 0), countOf(schema['maxProperties'], Infinity)];
  if (additionalProperties !== undefined) found.push(every(terms, not(namedBeside(context)), sub(additionalProperties)));
  if (propertyNames !== undefined) found.push(every(terms, not(sub(propertyNames)), FALSE));
  if (Array.isArray(required)) found.push(...required.map((name: string) => has(terms, name)));
  if (min !== 0 || max !== Infinity) {
    found.push(terms.atom({ kind: 'members', type: 'object', names: TRUE, of: TRUE, min, max }));
  }
  return [...found, ...dependentTerms(context)].filter((literal) => literal !== TRUE);
}

/** The constraints of `dependentRequired`, `dependentSchemas` and the `dependencies` of draft-07 if a property is present. */
function dependentTerms({ terms, schema, sub }: Context): Literal[] {
  const wanted = ['dependencies', 'dependentRequired', 'dependentSchemas'].flatMap((keyword) => entries(schema[keyword]));
  return wanted.map(([name, then]) =>
    whereHas(terms, name, Array.isArray(then) ? terms.all(then.map((other: string) => has(terms, other))) : sub(then)),
  );
}

/** In an object that has a property, this holds. */
const whereHas = (terms: Terms, name: string, then: Literal): Literal =>
  terms.any([not(terms.type('object')), not(has(terms, name)), then]);

/** The object has a property of this name. */
export const has = (terms: Terms, name: string): Literal =>
  terms.atom({ kind: 'members', type: 'object', names: terms.among('string', [name]), of: TRUE, min: 1, max: Infinity });

/** Every property with such a name has such a value: none has another. */
export const every = (terms: Terms, names: Literal, of: Literal): Literal =>
  of === TRUE || names === FALSE ? TRUE : terms.atom({ kind: 'members', type: 'object', names, of: not(of), min: 0, max: 0 });

/** The names that `properties` and `patternProperties` of a schema speak of. */
export function namedBeside({ terms, schema, pattern }: Context): Literal {
  const names = entries(schema['properties']).map(([name]) => name);
  const patterns = entries(schema['patternProperties']).map(([source]) => pattern(source));
  return terms.any([terms.among('string', names), ...patterns]);
}

export const entries = (map: unknown): [string, unknown][] => (isObject(map) ? Object.entries(map) : []);
