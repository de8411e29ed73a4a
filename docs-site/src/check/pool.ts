/** Values that come again and again, kept once: each message from the worker brings its own copy of them. */

/** Values remembered; those of a hostile file are all different. */
const MOST = 20_000;
/** Shorter texts cost less than the search for them. */
const SHORT = 24;

export class Pool {
  readonly #known = new Map<string, unknown>();
  /** Characters of values that were not known before: what they add to memory. */
  added = 0;

  text(text: string): string {
    return text.length < SHORT ? text : this.#one(text, text);
  }

  /** A value of JSON; lists and objects are told apart by their JSON. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    return typeof value === 'object' && value !== null ? this.#one(`\u0000${JSON.stringify(value)}`, value) : value;
  }

  /** The first value that was given under this key. */
  of<T>(key: string, make: () => T): T {
    const known = this.#known.get(key) as T | undefined;
    return known ?? this.#one(key, make());
  }

  #one<T>(key: string, value: T): T {
    const known = this.#known.get(key) as T | undefined;
    if (known !== undefined) return known;
    this.added += key.length;
    if (this.#known.size < MOST) this.#known.set(key, value);
    return value;
  }
}
