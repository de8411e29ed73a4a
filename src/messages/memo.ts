/** Caches of results. Bounded in number and in length of keys, since keys come from files that may be hostile. */

/** Longer keys, in UTF-16 units, are not cached. */
const LONGEST = 400;

/** Entries added before the older half is dropped. */
const MOST = 500;

/**
 * A cache of two generations, each of at most `most` entries. An entry that is read moves to the young generation, so that many texts used
 * once do not evict those used often.
 */
export class Memory<T> {
  #young = new Map<string, T>();
  #old = new Map<string, T>();
  readonly #most: number;

  constructor(most = MOST) {
    this.#most = most;
  }

  get(key: string): T | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, value: T): void {
    if (key.length > LONGEST) return;
    if (this.#young.size >= this.#most) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }
}

/** Caches the results of a function of a text. */
export function memo<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Memory<{ is: T }>();
  return (text) => {
    let found = known.get(text);
    if (!found) known.set(text, (found = { is: answer(text) }));
    return found.is;
  };
}

/** Caches the results of a function of an object, as long as the object lives. */
export function memoOf<K extends object, T>(answer: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { is: T }>();
  return (key) => {
    let found = known.get(key);
    if (!found) known.set(key, (found = { is: answer(key) }));
    return found.is;
  };
}
