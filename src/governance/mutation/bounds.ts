/** Mutation operators for bounds: dropped, or set one step too low or too high. */
import type { Schema } from '../../model/types.ts';
import { drop, type Operator } from './operator.ts';

const BOUNDS = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems'] as const;
type Bound = (typeof BOUNDS)[number];

/** The smallest step of a bound: 0.01 for numbers, 1 for integers, characters and items. */
const step = (keyword: Bound, node: Schema): number => (keyword.endsWith('imum') && node.type === 'number' ? 0.01 : 1);

/** A minimum length of 0 has no effect, like the variant of `drop`. */
const asksNothing = (keyword: Bound, limit: number): boolean => limit <= 0 && (keyword === 'minLength' || keyword === 'minItems');

const shift = (name: 'lower' | 'raise', keyword: Bound): Operator => ({
  name: `${name}-${keyword}`,
  needs: (name === 'lower') === keyword.startsWith('min') ? 'invalid' : 'valid',
  variants: (node) => {
    const limit = node[keyword];
    if (limit === undefined) return [];
    const shifted = Number((limit + (name === 'lower' ? -1 : 1) * step(keyword, node)).toFixed(2));
    return asksNothing(keyword, shifted)
      ? []
      : [{ node: { ...node, [keyword]: shifted }, part: { text: String(limit), by: String(shifted) } }];
  },
});

/** Refuses an empty list where the schema allows it. */
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

/** The quantity that a bound limits. */
export type Measure = 'value' | 'characters' | 'items';

/** Values that reveal a missing or wrong bound: the last accepted one and the first refused one. */
export type Shown = { measure: Measure; valid: number[]; invalid: number[] };

/**
 * Returns the values to put in examples so that mutants of bounds are noticed, or undefined if no mutant is about a bound.
 * `nodeAt`: returns the node at a pointer of the original schema.
 */
export function valuesThatShow(
  mutants: readonly { pointer: string; operator: { name: string } }[],
  nodeAt: (pointer: string) => Schema | undefined,
): Shown | undefined {
  const found = mutants.flatMap(({ pointer, operator: { name } }) => {
    const [, how, word] = /^(drop|lower|raise)-(\w+)$/.exec(name) ?? [];
    const keyword = BOUNDS.find((bound) => bound === word);
    const node = nodeAt(pointer);
    const limit = keyword && node?.[keyword];
    if (keyword === undefined || node === undefined || limit === undefined) return [];
    const isLeast = keyword.startsWith('min');
    const beyond = Number((limit + (isLeast ? -1 : 1) * step(keyword, node)).toFixed(2));
    // A bound set too far inwards refuses its own limit. A dropped bound, or one set too far outwards, accepts the value just
    // beyond.
    const isInwards = (how === 'raise') === isLeast && how !== 'drop';
    return [{ keyword, value: isInwards ? limit : beyond, isInwards }];
  });
  const [first] = found;
  if (!first) return undefined;
  const values = (inwards: boolean) => [
    ...new Set(found.flatMap(({ value, isInwards }) => (isInwards === inwards ? value : []))),
  ];
  return { measure: MEASURED[first.keyword], valid: values(true), invalid: values(false) };
}

const MEASURED: Readonly<Record<Bound, Measure>> = {
  minimum: 'value',
  maximum: 'value',
  minLength: 'characters',
  maxLength: 'characters',
  minItems: 'items',
};
