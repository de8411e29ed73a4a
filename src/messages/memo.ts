/** Answers kept for the next time. Files are hostile: what is kept has bounds, in number and in length. */

/** Longer keys are not kept: nothing of the standard is so long, and a key of a file may be as long as a record. */
const LONGEST = 400;

/** Entries that may be added before the older half is forgotten. */
const MOST = 500;

/**
 * A map that forgets: holds at most twice as many entries as may be added at once. What is asked for again in the meantime stays,
 * so that many texts which come but once do not push out those that come often.
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

/** The same function, which works out its answer for a text but once, as long as it remembers it. */
export function memo<T>(answer: (text: string) => T): (text: string) => T {
  const known = new Memory<{ is: T }>();
  return (text) => {
    let found = known.get(text);
    if (!found) known.set(text, (found = { is: answer(text) }));
    return found.is;
  };
}

/** The same function, which works out its answer for an object but once; the answer lives as long as the object. */
export function memoOf<K extends object, T>(answer: (key: K) => T): (key: K) => T {
  const known = new WeakMap<K, { is: T }>();
  return (key) => {
    let found = known.get(key);
    if (!found) known.set(key, (found = { is: answer(key) }));
    return found.is;
  };
}
