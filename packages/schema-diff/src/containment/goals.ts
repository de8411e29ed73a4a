import { reason } from '../reasons.ts';
import type { Result } from './solver.ts';

/** What a goal within too many others is answered; the same goal asked within fewer may well be told. */
export const TOO_DEEP: Result = { unknown: reason('too-deep') };

const isTooDeep = (result: Result): boolean =>
  result !== null && 'unknown' in result && result.unknown === (TOO_DEEP as { unknown: unknown }).unknown;

/**
 * What is known of goals. While a goal is searched, meeting it again inside counts as finding nothing: a smallest instance holds no
 * smaller one of the same goal. That a goal within has no instance is then certain only once the outer one is settled: with no instance
 * either, all hold; with one, what was found empty on the way is forgotten.
 */
export class Goals {
  readonly #settled = new Map<string, Result>();
  readonly #open = new Map<string, number>();
  /** Goals without instance, as long as an open goal (its depth) has none. */
  readonly #assumed = new Map<string, number>();
  /** Goals that went too deep, with how many were open then. Asked again within as many they are not searched again: each would search all of those below. */
  readonly #deep = new Map<string, number>();
  #order: string[] = [];
  /** The outermost open goal that was met again since. */
  #lowest = Infinity;

  /** Forgets what is open or assumed: a question that was given up leaves both behind. */
  reset(): void {
    this.#open.clear();
    this.#assumed.clear();
    this.#deep.clear();
    this.#order = [];
    this.#lowest = Infinity;
  }

  get depth(): number {
    return this.#open.size;
  }

  settle(key: string, search: () => Result): Result {
    const known = this.#settled.get(key);
    if (known !== undefined) return known;
    const met = this.#open.get(key) ?? this.#assumed.get(key);
    if (met !== undefined) {
      this.#lowest = Math.min(this.#lowest, met);
      return null;
    }
    if (this.depth >= (this.#deep.get(key) ?? Infinity)) return TOO_DEEP;
    return this.#search(key, search);
  }

  #search(key: string, search: () => Result): Result {
    const depth = this.#open.size;
    const outer = this.#lowest;
    const mark = this.#order.length;
    this.#lowest = Infinity;
    this.#open.set(key, depth);
    let result: Result;
    try {
      result = search();
    } finally {
      this.#open.delete(key);
    }
    const low = this.#lowest;
    if (result === null && low < depth) {
      // What rests on this goal rests from here on on what this goal rests on.
      for (const inner of this.#order.slice(mark)) this.#assumed.set(inner, Math.min(low, this.#assumed.get(inner) ?? low));
      this.#assumed.set(key, low);
      this.#order.push(key);
    } else {
      this.#close(mark, result === null);
      if (isTooDeep(result)) this.#deep.set(key, depth);
      else this.#settled.set(key, result);
    }
    this.#lowest = low < depth ? Math.min(outer, low) : outer;
    return result;
  }

  /** What was assumed since the mark is certain, or forgotten. */
  #close(mark: number, certain: boolean): void {
    for (const key of this.#order.splice(mark)) {
      this.#assumed.delete(key);
      if (certain) this.#settled.set(key, null);
    }
  }
}
