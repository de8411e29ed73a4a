import { isObject, equal, twins } from '../../../packages/base/src/json.ts';
import type { Schema } from '../../model/types.ts';

// Keywords that judge strings.

const minLength: Assertion = ({ minLength: limit = 0 }, value) =>
  typeof value === 'string' && length(value) < limit ? [{ limit }] : HOLDS;

const maxLength: Assertion = ({ maxLength: limit = Infinity }, value) =>
  typeof value === 'string' && length(value) > limit ? [{ limit }] : HOLDS;

const pattern: Assertion = ({ pattern: source = '' }, value, { unicodePatterns }) =>
  typeof value === 'string' && !expression(source, unicodePatterns).test(value) ? [{ pattern: source }] : HOLDS;

/** In code points, as JSON Schema counts; lengths do not follow `unicodePatterns`. */
const length = (text: string): number => Array.from(text).length;

const expressions = new Map<string, RegExp>();

/** Compiling an expression costs far more than running it, and a schema has few of them. */
function expression(source: string, unicode: boolean): RegExp {
  const key = `${unicode ? 'u' : ''}/${source}`;
  const known = expressions.get(key);
  if (known) return known;
  const made = new RegExp(source, unicode ? 'u' : '');
  expressions.set(key, made);
  return made;
}

// Keywords that judge lists and lead to their items.

const minItems: Assertion = ({ minItems: limit = 0 }, value) =>
  Array.isArray(value) && value.length < limit ? [{ limit }] : HOLDS;

/** One failure a list, for the last item that has a twin before it (`i` the later, `j` the earlier). */
const uniqueItems: Assertion = ({ uniqueItems: wanted }, value) => {
  const found = wanted === true && Array.isArray(value) ? twins(value) : undefined;
  return found ? [found] : HOLDS;
};

const prefixItems: Applicator = function* ({ prefixItems: schemas = [] }, value) {
  if (!Array.isArray(value)) return;
  for (const [i, schema] of schemas.slice(0, value.length).entries()) {
    yield { schema, schemaTokens: ['prefixItems', String(i)], value: value[i], instanceToken: String(i) };
  }
};

const items: Applicator = function* ({ items: schema, prefixItems: { length } = [] }, value) {
  if (!schema || !Array.isArray(value)) return;
  for (let i = length; i < value.length; i++)
    yield { schema, schemaTokens: ['items'], value: value[i], instanceToken: String(i) };
};

// Keywords that judge a value of any type.

const IS: Record<string, (value: unknown) => boolean> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  // An integral number is an integer however it is written: 12.0 and 1e3 count.
  // A number too great for a double (1e400) is Infinity once parsed; Ajv and the published validators take it for an integer.
  integer: (value) => Number.isInteger(value) || value === Infinity || value === -Infinity,
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const type: Assertion = ({ type: wanted = [] }, value) => {
  const types = typeof wanted === 'string' ? [wanted] : wanted;
  return types.some((name) => IS[name]?.(value)) ? HOLDS : [{ type: wanted }];
};

const enumeration: Assertion = ({ enum: allowed = [] }, value) =>
  allowed.some((code) => equal(code, value)) ? HOLDS : [{ allowedValues: allowed }];

// Keywords that judge objects and lead to their properties.

const required: Assertion = ({ required: names = [] }, value) =>
  isObject(value) ? names.filter((name) => !Object.hasOwn(value, name)).map((name) => ({ missingProperty: name })) : HOLDS;

const additionalProperties: Assertion = ({ additionalProperties: open, properties = {} }, value) => {
  if (open !== false || !isObject(value)) return HOLDS;
  const extra = Object.keys(value).filter((name) => !Object.hasOwn(properties, name));
  return extra.map((name) => ({ additionalProperty: name }));
};

const properties: Applicator = function* ({ properties: schemas = {} }, value) {
  if (!isObject(value)) return;
  for (const [name, schema] of Object.entries(schemas)) {
    if (Object.hasOwn(value, name)) yield { schema, schemaTokens: ['properties', name], value: value[name], instanceToken: name };
  }
};

// Keywords that judge numbers.

const minimum: Assertion = ({ minimum: limit = -Infinity }, value) =>
  typeof value === 'number' && value < limit ? [{ comparison: '>=', limit }] : HOLDS;

const maximum: Assertion = ({ maximum: limit = Infinity }, value) =>
  typeof value === 'number' && value > limit ? [{ comparison: '<=', limit }] : HOLDS;

export const ASSERTIONS: ReadonlyMap<string, Assertion> = new Map(
  Object.entries({
    type,
    enum: enumeration,
    minimum,
    maximum,
    minLength,
    maxLength,
    pattern,
    minItems,
    uniqueItems,
    required,
    additionalProperties,
  }),
);

export const APPLICATORS: ReadonlyMap<string, Applicator> = new Map(Object.entries({ properties, prefixItems, items }));

// What a keyword is to the interpreter: an assertion judges a value, an applicator leads to other values.

/** Values of one failure, named as Ajv names them (`limit`, `missingProperty`, `additionalProperty`, `i`, `j`, …). */
export type Params = Record<string, unknown>;

/** How patterns count: false is by UTF-16 units, as the published 1.x validators did. */
export type PatternOptions = { unicodePatterns: boolean };

/** One entry a failure; an empty list when the value holds. A keyword says nothing about values of another type. */
type Assertion = (schema: Schema, value: unknown, options: PatternOptions) => readonly Params[];

/** A subschema with the value it applies to, and the reference tokens that lead to both. */
export type Child = { schema: Schema; schemaTokens: readonly string[]; value: unknown; instanceToken?: string };

type Applicator = (schema: Schema, value: unknown) => Iterable<Child>;

const HOLDS: readonly Params[] = [];
