/**
 * The operators, by what they break. To add one: write it beside the others and name it here.
 * A list each for the places of the schema and for its shared definitions; the rules of a version make a list of their own.
 */
import { BOUND_OPERATORS } from './bounds.ts';
import { CHOICE_OPERATORS } from './choices.ts';
import { CODE_OPERATORS } from './codes.ts';
import { OBJECT_OPERATORS } from './objects.ts';
import { drop, type Operator } from './operator.ts';
import { PATTERN_OPERATORS } from './patterns.ts';
import { TYPE_OPERATORS } from './types.ts';

/** Run at every place of the unfolded schema: a shared definition is broken at one place at a time. */
export const PLACE_OPERATORS: readonly Operator[] = [
  ...OBJECT_OPERATORS,
  ...TYPE_OPERATORS,
  ...CODE_OPERATORS,
  ...BOUND_OPERATORS,
  drop('pattern'),
  ...CHOICE_OPERATORS,
];

/** Run on each definition as it is written, once for all the places that use it. */
export const DEFINITION_OPERATORS: readonly Operator[] = PATTERN_OPERATORS;
