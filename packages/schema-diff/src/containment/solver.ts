import type { Texts } from '../../../base/src/language.ts';
import type { Holds } from './holds.ts';
import type { Words } from './words.ts';
import { type Atom, type Literal, type Terms, not, type Of } from './terms.ts';

/** An instance; or proof that there is none (`null`); or not reported. */
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

export type Items = Of<'items'>;
export type Members = Of<'members'>;

/** What a list must be: its length, what every item at a place is, how many items are of a form, whether items differ. */
export type AskedList = { low: number; high: number; every: Items[]; demands: Items[]; unique: boolean | undefined };

/** What every item at an index is. */
export const placeAt = ({ every }: AskedList, index: number): Literal[] =>
  every.filter(({ from, to }) => from <= index && index < to).map(({ of }) => not(of));

/** What an object must be: how many properties it has, which values properties of which names may not have, properties that there must be. */
export type AskedObject = { low: number; high: number; never: Members[]; some: Members[] };

/** `null`: the one value there is. */
export const nulls: Theory = () => ({ value: null });

/** `false` and `true`. */
export const booleans: Theory = (clause) => firstOf([false, true], clause);

function firstOf(values: readonly boolean[], clause: Clause): Result {
  const fits = (value: boolean) =>
    clause.every(({ atom, positive }) => atom.kind !== 'among' || atom.values.has(value) === positive);
  const found = values.find(fits);
  return found === undefined ? null : { value: found };
}
