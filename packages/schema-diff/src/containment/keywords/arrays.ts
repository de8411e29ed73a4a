import { countOf } from './counts.ts';
import type { Context } from './context.ts';
import { type Literal, not, type Terms, TRUE } from '../terms.ts';

/** The schemas of the first items and of the rest: `prefixItems` and `items`, or before 2020-12 `items` and `additionalItems`. */
export function placesOf({ schema, since }: Context): { prefix: readonly unknown[]; rest: unknown } {
  const { items, prefixItems, additionalItems } = schema;
  if (since('2020-12')) return { prefix: Array.isArray(prefixItems) ? prefixItems : [], rest: items };
  return Array.isArray(items) ? { prefix: items, rest: additionalItems } : { prefix: [], rest: items };
}

/** The constraints on items, as numbers of items of some form between two indices. */
export function arrayTerms(context: Context): Literal[] {
  const { terms, schema, sub } = context;
  const { prefix, rest } = placesOf(context);
  const found = prefix.map((item, i) => everyItem(terms, i, i + 1, sub(item)));
  if (rest !== undefined) found.push(everyItem(terms, prefix.length, Infinity, sub(rest)));
  const { contains, uniqueItems } = schema;
  const [min, max] = [countOf(schema['minItems'], 0), countOf(schema['maxItems'], Infinity)];
  if (min !== 0 || max !== Infinity) found.push(items(terms, TRUE, min, max));
  if (contains !== undefined) {
    const [least, most] = [countOf(schema['minContains'], 1), countOf(schema['maxContains'], Infinity)];
    found.push(items(terms, sub(contains), least, most));
  }
  if (uniqueItems === true) found.push(terms.atom({ kind: 'unique', type: 'array' }));
  return found.filter((literal) => literal !== TRUE);
}

const items = (terms: Terms, of: Literal, min: number, max: number): Literal =>
  min === 0 && max === Infinity ? TRUE : terms.atom({ kind: 'items', type: 'array', from: 0, to: Infinity, of, min, max });

/** Every item with an index in [from, to) satisfies `of`, written as: no item violates it. */
const everyItem = (terms: Terms, from: number, to: number, of: Literal): Literal =>
  of === TRUE ? TRUE : terms.atom({ kind: 'items', type: 'array', from, to, of: not(of), min: 0, max: 0 });
