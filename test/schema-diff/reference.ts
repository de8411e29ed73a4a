/**
 * JSON Schema read word by word, as the specifications have it: slow, plain, and independent of Ajv and of the engine. It knows what the random
 * pairs speak of: every keyword that asserts something, `$ref` within the document, `unevaluatedItems` and `unevaluatedProperties` by annotations.
 */
import { asRead, type Dialect, type Schema } from './dialect.ts';

type Keywords = Record<string, unknown>;
/** What was looked at in an instance that is valid; `undefined` stands for an instance that is not. */
type Seen = { names: Set<string>; items: Set<number> };

export function reference(schema: Schema, dialect: Dialect): (instance: unknown) => boolean {
  const root = asRead(schema, dialect);
  const reader = new Reader(root, dialect);
  return (instance) => reader.read(root, instance) !== undefined;
}

class Reader {
  readonly #root: Schema;
  readonly #dialect: Dialect;

  constructor(root: Schema, dialect: Dialect) {
    this.#root = root;
    this.#dialect = dialect;
  }

  read(schema: Schema, instance: unknown): Seen | undefined {
    const seen: Seen = { names: new Set(), items: new Set() };
    if (typeof schema === 'boolean') return schema ? seen : undefined;
    const right =
      ofValue(schema, instance) &&
      this.#inPlace(schema, instance, seen) &&
      (typeof instance !== 'number' || ofNumber(schema, instance)) &&
      (typeof instance !== 'string' || ofString(schema, instance)) &&
      (!Array.isArray(instance) || this.#ofArray(schema, instance, seen)) &&
      (!isObject(instance) || this.#ofObject(schema, instance, seen));
    return right ? seen : undefined;
  }

  #holds = (schema: unknown, instance: unknown): boolean => this.read(schema as Schema, instance) !== undefined;

  /** Adds what a schema saw of the same instance; false where it refuses it. */
  #joins(schema: unknown, instance: unknown, seen: Seen): boolean {
    const more = this.read(schema as Schema, instance);
    for (const name of more?.names ?? []) seen.names.add(name);
    for (const item of more?.items ?? []) seen.items.add(item);
    return more !== undefined;
  }

  #inPlace(schema: Keywords, instance: unknown, seen: Seen): boolean {
    const joins = (one: unknown): boolean => this.#joins(one, instance, seen);
    const list = (keyword: string): unknown[] => schema[keyword] as unknown[];
    if (typeof schema['$ref'] === 'string' && !joins(this.#target(schema['$ref']))) return false;
    if ('allOf' in schema && !list('allOf').map(joins).every(Boolean)) return false;
    if ('anyOf' in schema && !list('anyOf').map(joins).some(Boolean)) return false;
    if ('oneOf' in schema && list('oneOf').map(joins).filter(Boolean).length !== 1) return false;
    if ('not' in schema && this.#holds(schema['not'], instance)) return false;
    if (!('if' in schema)) return true;
    const side = joins(schema['if']) ? 'then' : 'else';
    return !(side in schema) || joins(schema[side]);
  }

  #target(reference: string): unknown {
    let target: unknown = this.#root;
    for (const token of reference.split('/').slice(1)) target = (target as Keywords)[token];
    return target;
  }

  #ofArray(schema: Keywords, list: readonly unknown[], seen: Seen): boolean {
    const {
      minItems = 0,
      maxItems = Infinity,
      uniqueItems = false,
      contains,
      minContains = 1,
      maxContains = Infinity,
      unevaluatedItems,
    } = schema;
    if (list.length < (minItems as number) || list.length > (maxItems as number)) return false;
    if (uniqueItems === true && new Set(list.map(text)).size < list.length) return false;
    const [prefix, rest] = this.#places(schema);
    const all = list.every((item, i) => {
      const at = i < prefix.length ? prefix[i] : rest;
      if (at !== undefined) seen.items.add(i);
      return at === undefined || this.#holds(at, item);
    });
    if (!all) return false;
    if (contains !== undefined) {
      const found = [...list.keys()].filter((i) => this.#holds(contains, list[i]));
      if (found.length < (minContains as number) || found.length > (maxContains as number)) return false;
      if (this.#dialect === '2020-12') for (const i of found) seen.items.add(i);
    }
    if (unevaluatedItems === undefined) return true;
    const left = [...list.keys()].filter((i) => !seen.items.has(i));
    for (const i of left) seen.items.add(i);
    return left.every((i) => this.#holds(unevaluatedItems, list[i]));
  }

  #places({ items, prefixItems, additionalItems }: Keywords): [unknown[], unknown] {
    if (this.#dialect === '2020-12') return [(prefixItems ?? []) as unknown[], items];
    return Array.isArray(items) ? [items, additionalItems] : [[], items];
  }

  #ofObject(schema: Keywords, object: Keywords, seen: Seen): boolean {
    const {
      required = [],
      minProperties = 0,
      maxProperties = Infinity,
      propertyNames = true,
      additionalProperties,
      unevaluatedProperties,
    } = schema;
    const names = Object.keys(object);
    if (names.length < (minProperties as number) || names.length > (maxProperties as number)) return false;
    if (!(required as string[]).every((name) => Object.hasOwn(object, name))) return false;
    if (!names.every((name) => this.#holds(propertyNames, name))) return false;
    if (!names.every((name) => this.#member(schema, name, object[name], additionalProperties, seen))) return false;
    if (!this.#dependents(schema, object, seen)) return false;
    if (unevaluatedProperties === undefined) return true;
    const left = names.filter((name) => !seen.names.has(name));
    for (const name of left) seen.names.add(name);
    return left.every((name) => this.#holds(unevaluatedProperties, object[name]));
  }

  #member(schema: Keywords, name: string, value: unknown, others: unknown, seen: Seen): boolean {
    const { properties = {}, patternProperties = {} } = schema as { properties?: Keywords; patternProperties?: Keywords };
    const matching = Object.entries(patternProperties).filter(([pattern]) => new RegExp(pattern, 'u').test(name));
    const asked = [...(Object.hasOwn(properties, name) ? [properties[name]] : []), ...matching.map(([, below]) => below)];
    if (asked.length === 0 && others !== undefined) asked.push(others);
    if (asked.length > 0) seen.names.add(name);
    return asked.every((below) => this.#holds(below, value));
  }

  #dependents(schema: Keywords, object: Keywords, seen: Seen): boolean {
    const wanted = ['dependencies', 'dependentRequired', 'dependentSchemas'].flatMap((keyword) =>
      Object.entries((schema[keyword] ?? {}) as Keywords),
    );
    return wanted
      .filter(([name]) => Object.hasOwn(object, name))
      .every(([, then]) =>
        Array.isArray(then) ? then.every((name: string) => Object.hasOwn(object, name)) : this.#joins(then, object, seen),
      );
  }
}

function ofValue(schema: Keywords, instance: unknown): boolean {
  const { type } = schema;
  if (type !== undefined && ![type].flat().some((name) => isOfType(name as string, instance))) return false;
  if ('const' in schema && text(schema['const']) !== text(instance)) return false;
  return !('enum' in schema) || (schema['enum'] as unknown[]).some((value) => text(value) === text(instance));
}

function isOfType(name: string, instance: unknown): boolean {
  if (name === 'null') return instance === null;
  if (name === 'array') return Array.isArray(instance);
  if (name === 'object') return isObject(instance);
  if (name === 'integer') return Number.isInteger(instance);
  return typeof instance === name;
}

function ofNumber(schema: Keywords, number: number): boolean {
  const {
    minimum = -Infinity,
    maximum = Infinity,
    exclusiveMinimum = -Infinity,
    exclusiveMaximum = Infinity,
    multipleOf,
  } = schema as Record<string, number | boolean | undefined>;
  if (number < Number(minimum) || number > Number(maximum)) return false;
  if (exclusiveMinimum === true ? number <= Number(minimum) : typeof exclusiveMinimum === 'number' && number <= exclusiveMinimum)
    return false;
  if (exclusiveMaximum === true ? number >= Number(maximum) : typeof exclusiveMaximum === 'number' && number >= exclusiveMaximum)
    return false;
  return multipleOf === undefined || Number.isInteger(number / Number(multipleOf));
}

function ofString({ minLength = 0, maxLength = Infinity, pattern = '' }: Keywords, string: string): boolean {
  const length = [...string].length;
  return length >= (minLength as number) && length <= (maxLength as number) && new RegExp(pattern as string, 'u').test(string);
}

const isObject = (value: unknown): value is Keywords => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same text for equal values. */
function text(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(text).join()}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${text(value[key])}`)
    .join()}}`;
}
