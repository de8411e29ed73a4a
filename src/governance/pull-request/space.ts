/** The space of a page, which a forge limits. */

/** Items of one list that are shown; the others are counted. */
const MOST = 15;

/** Bytes that are left of a page. Lists take what they need in the order in which they are asked for. */
export class PageSpace {
  #left: number;

  constructor(bytes: number) {
    this.#left = bytes;
  }

  /** The first items as the lines of a list, at most `MOST` and as far as there is space, then `rest`: how many more there are. */
  list(items: readonly string[], rest: (count: number) => string): string {
    const shown: string[] = [];
    for (const item of items.slice(0, MOST)) {
      const size = new TextEncoder().encode(item).length + 1;
      if (size > this.#left) break;
      this.#left -= size;
      shown.push(item);
    }
    const count = items.length - shown.length;
    return [...shown, ...(count > 0 ? [rest(count)] : [])].join('\n');
  }
}
