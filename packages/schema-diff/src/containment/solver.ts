import type { Texts } from '../../../base/src/language.ts';
import type { Holds } from './holds.ts';
import type { Atom, Literal, Terms } from './terms.ts';
import type { Words } from './words.ts';

/** An instance; or proof that there is none (`null`); or not told. */
export type Result = { value: unknown } | { unknown: Texts } | null;

/** What is asked of an instance of one type: atoms that hold and atoms that do not. */
export type Clause = readonly { atom: Atom; positive: boolean }[];

/** What the theories of the types ask each other. */
export type Solver = {
  terms: Terms;
  words: Words;
  holds: Holds;
  spend: (steps: number) => void;
  /** An instance of which all the literals hold. */
  solve: (literals: readonly Literal[]) => Result;
  /** Up to `count` different instances; `rest` says whether there are more: null for certain none. */
  several: (literals: readonly Literal[], count: number) => { values: unknown[]; rest: Result };
  /** Every scalar string that a literal speaks of by its very value. */
  wordsIn: (literal: Literal) => ReadonlySet<string>;
};

export type Theory = (clause: Clause, solver: Solver) => Result;

export const isSolved = (result: Result): result is { value: unknown } => result !== null && 'value' in result;
