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

/** What a value is measured by: itself, or what it is made of. */
export type Measure = 'value' | 'characters' | 'items';

/** The values that show whether a bound is there and right: the last that it lets in, and the first that it refuses. */
export type Shown = { measure: Measure; valid: number[]; invalid: number[] };

/**
 * The values to write in examples so that mutants of bounds are noticed. `nodeAt`: the node of the schema, as it is right, to which a pointer leads.
 * Undefined where none of them is about a bound.
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
    // A bound set too far inwards refuses its own limit; one that is lost, or too far outwards, lets in what is just beyond.
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
