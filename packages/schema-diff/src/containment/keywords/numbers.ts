import type { Context } from './context.ts';
import type { Literal } from '../terms.ts';

/** `minimum`, `maximum`, `multipleOf` and the exclusive bounds: numbers of their own, or in draft-04 words beside the bounds. */
export function numberTerms({ terms, schema }: Context): Literal[] {
  const found: Literal[] = [];
  const bound = (at: unknown, end: 'min' | 'max', exclusive: boolean): void => {
    if (typeof at === 'number') found.push(terms.atom({ kind: 'bound', type: 'number', at, end, exclusive }));
  };
  bound(schema['minimum'], 'min', schema['exclusiveMinimum'] === true);
  bound(schema['maximum'], 'max', schema['exclusiveMaximum'] === true);
  bound(schema['exclusiveMinimum'], 'min', true);
  bound(schema['exclusiveMaximum'], 'max', true);
  const { multipleOf } = schema;
  if (typeof multipleOf === 'number') found.push(terms.atom({ kind: 'multiple', type: 'number', of: multipleOf }));
  return found;
}
