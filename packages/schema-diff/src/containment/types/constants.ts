import type { Clause, Result, Theory } from '../solver.ts';

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
