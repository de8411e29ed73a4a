import type { Texts } from '../../../base/src/language.ts';
import type { Holds } from './holds.ts';
import type { Words } from './words.ts';
import { type Atom, type Literal, type Terms, not, type Of } from './terms.ts';

/** An instance, or `null` as a proof that there is none, or unknown. */
export type Result = { value: unknown } | { unknown: Texts } | null;

/** A query for an instance of one type: atoms that hold and atoms that do not. */
export type Clause = readonly { atom: Atom; positive: boolean }[];

/** The services that the theories of the types use. */
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

/** The constraints on a list: its length, the schema of each place, numbers of items of a form, distinctness. */
export type AskedList = { low: number; high: number; every: Items[]; demands: Items[]; unique: boolean | undefined };

/** The schema of each item at an index. */
export const placeAt = ({ every }: AskedList, index: number): Literal[] =>
  every.filter(({ from, to }) => from <= index && index < to).map(({ of }) => not(of));

/** The constraints on an object: number of properties, forbidden values by name, required properties. */
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
