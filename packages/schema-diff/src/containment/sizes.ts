import { reason } from '../reasons.ts';
import type { Result } from './solver.ts';

/** Values in the greatest instance that is shown to anyone. */
const GREATEST = 50_000;

/** How many values are in an instance. Parts are shared between instances, so that a small program of ours can mean a huge text. */
export class Sizes {
  readonly #sizes = new WeakMap<object, number>();

  /** The instance, if it is of a size that can be written down and looked at. */
  bounded(result: { value: unknown }): Result {
    const size = this.#sizeOf(result.value);
    return size <= GREATEST ? result : { unknown: reason('too-great', String(GREATEST)) };
  }

  #sizeOf(value: unknown): number {
    if (typeof value !== 'object' || value === null) return 1;
    const known = this.#sizes.get(value);
    if (known !== undefined) return known;
    let size = 1;
    for (const part of Object.values(value)) size += this.#sizeOf(part);
    this.#sizes.set(value, size);
    return size;
  }
}
