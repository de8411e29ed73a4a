import type { Model } from '../../model/types.ts';

/** A function of a Model that is computed once for each: a build writes some files to more than one place. */
export function oncePerModel<T>(make: (model: Model) => Promise<T>): (model: Model) => Promise<T> {
  const made = new WeakMap<Model, Promise<T>>();
  return (model) => {
    const known = made.get(model) ?? make(model);
    made.set(model, known);
    return known;
  };
}
