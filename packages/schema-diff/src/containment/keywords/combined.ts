import type { Context, Keywords } from './context.ts';
import { type Literal, not, TRUE } from '../terms.ts';
import { isObject } from '../../../../base/src/json.ts';

/** `allOf`, `anyOf`, `oneOf`, `not`, `if`. */
export function combinedTerms({ terms, schema, sub }: Context, spend: (steps: number) => void): Literal[] {
  const list = (keyword: string): Literal[] | undefined => {
    const value = schema[keyword];
    return Array.isArray(value) ? value.map(sub) : undefined;
  };
  const found = list('allOf') ?? [];
  const anyOf = list('anyOf');
  if (anyOf) found.push(terms.any(anyOf));
  const oneOf = list('oneOf');
  if (oneOf && excludeEachOther(schema['oneOf'] as unknown[])) found.push(terms.any(oneOf));
  else if (oneOf) {
    spend(oneOf.length * oneOf.length);
    found.push(terms.any(oneOf.map((one) => terms.all(oneOf.map((other) => (other === one ? one : not(other)))))));
    if (new Set(oneOf).size < oneOf.length) found.push(...twice(oneOf).map(not));
  }
  if (schema['not'] !== undefined) found.push(not(sub(schema['not'])));
  if (schema['if'] !== undefined) {
    const condition = sub(schema['if']);
    if (schema['then'] !== undefined) found.push(terms.implies(condition, sub(schema['then'])));
    if (schema['else'] !== undefined) found.push(terms.any([condition, sub(schema['else'])]));
  }
  return found.filter((literal) => literal !== TRUE);
}

/** Duplicate branches of `oneOf`: if one of them holds, so does its duplicate, so the choice fails. */
const twice = (list: readonly Literal[]): Literal[] => list.filter((one, i) => list.indexOf(one) !== i);

/** The types and scalar values that distinguish branches; undefined if this is not obvious. */
type Tags = readonly string[] | undefined;

/**
 * Whether it is obvious that no instance satisfies two branches: they have different types or constants, or are objects
 * distinguished by a constant property that all require. False if it is not obvious; the general method is used then.
 */
function excludeEachOther(branches: readonly unknown[]): boolean {
  if (!branches.every(isObject)) return false;
  return (
    areApart(branches.map(tagsOf)) ||
    propertiesOf(branches[0] ?? {}).some((name) => areApart(branches.map((one) => propertyTags(one, name))))
  );
}

function areApart(tags: readonly Tags[]): boolean {
  const seen = new Set<string>();
  for (const own of tags) {
    if (own === undefined || own.some((tag) => seen.has(tag) || clashes(tag, seen))) return false;
    for (const tag of own) seen.add(tag);
  }
  return true;
}

/** Whether a value is of a type that was seen, or a type has a value that was seen. */
function clashes(tag: string, seen: ReadonlySet<string>): boolean {
  const end = tag.indexOf('=');
  return end < 0 ? [...seen].some((other) => other.startsWith(`${tag}=`)) : seen.has(tag.slice(0, end));
}

/** Constants where all are scalars, else types. An integer is a number. */
function tagsOf(schema: Keywords): Tags {
  const values = Array.isArray(schema['enum'])
    ? (schema['enum'] as unknown[])
    : 'const' in schema
      ? [schema['const']]
      : undefined;
  if (values)
    return values.every((value) => typeof value !== 'object')
      ? values.map((value) => `${typeof value}=${JSON.stringify(value)}`)
      : undefined;
  const { type } = schema;
  if (type === undefined) return undefined;
  return ([type].flat() as string[]).map((name) => (name === 'integer' ? 'number' : name));
}

/** The constants of a property that every instance of a schema has; undefined where there may be instances without it. */
function propertyTags(schema: Keywords, name: string): Tags {
  const { type, required, properties } = schema;
  const requires = type === 'object' && Array.isArray(required) && required.includes(name);
  const property: unknown = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!requires || !isObject(property)) return undefined;
  const tags = tagsOf(property);
  return tags?.every((tag) => tag.includes('=')) ? tags : undefined;
}

const propertiesOf = ({ properties }: Keywords): string[] => (isObject(properties) ? Object.keys(properties).slice(0, 100) : []);
