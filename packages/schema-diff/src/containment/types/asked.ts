import { type Literal, not, type Of } from '../terms.ts';

export type Items = Of<'items'>;
export type Members = Of<'members'>;

/** What a list must be: its length, what every item at a place is, how many items are of a form, whether items differ. */
export type AskedList = { low: number; high: number; every: Items[]; demands: Items[]; unique: boolean | undefined };

/** What every item at an index is. */
export const placeAt = ({ every }: AskedList, index: number): Literal[] =>
  every.filter(({ from, to }) => from <= index && index < to).map(({ of }) => not(of));

/** What an object must be: how many properties it has, which values properties of which names may not have, properties that there must be. */
export type AskedObject = { low: number; high: number; never: Members[]; some: Members[] };
