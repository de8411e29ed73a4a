import type { Context } from './context.ts';
import { type Literal, not, TRUE } from '../terms.ts';
import { excludeEachOther } from './disjoint.ts';

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

/** Branches that stand more than once: where one of them holds, two do. */
const twice = (list: readonly Literal[]): Literal[] => list.filter((one, i) => list.indexOf(one) !== i);
