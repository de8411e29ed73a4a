/** Bounds forgotten, or set one step too low or too high. */
import type { Schema } from '../../model/types.ts';
import { drop, type Operator } from './operator.ts';

const BOUNDS = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems'] as const;
type Bound = (typeof BOUNDS)[number];

/** A cent for numbers, one for whole numbers, characters and items. */
const step = (keyword: Bound, node: Schema): number => (keyword.endsWith('imum') && node.type === 'number' ? 0.01 : 1);

/** A length of 0 asks for nothing: that variant is the one of `drop`. */
const asksNothing = (keyword: Bound, limit: number): boolean => limit <= 0 && (keyword === 'minLength' || keyword === 'minItems');

const shift = (name: 'lower' | 'raise', keyword: Bound): Operator => ({
  name: `${name}-${keyword}`,
  needs: (name === 'lower') === keyword.startsWith('min') ? 'invalid' : 'valid',
  variants: (node) => {
    const limit = node[keyword];
    if (limit === undefined) return [];
    const shifted = Number((limit + (name === 'lower' ? -1 : 1) * step(keyword, node)).toFixed(2));
    return asksNothing(keyword, shifted) ? [] : [{ node: { ...node, [keyword]: shifted } }];
  },
});

/** An empty list refused where it is allowed. */
const addMinItems: Operator = {
  name: 'add-minItems',
  needs: 'valid',
  variants: (node) => (node.type === 'array' && node.minItems === undefined ? [{ node: { ...node, minItems: 1 } }] : []),
};

export const BOUND_OPERATORS: readonly Operator[] = [
  ...BOUNDS.flatMap((keyword) => [drop(keyword), shift('lower', keyword), shift('raise', keyword)]),
  addMinItems,
  drop('uniqueItems'),
];
