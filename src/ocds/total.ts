/** The sum of as many amounts as there are ranks, each of which may be set again. Takes time in proportion to the logarithm of their number. */
export class Total {
  /**
   * A tree: the last half has the amounts, each number before it is the sum of two, and the one at 1 is that of all. Nothing is ever taken away from a sum, so
   * that an amount that is replaced leaves no trace.
   */
  readonly #sums: Float64Array;
  readonly #set: Uint8Array;
  #isEmpty = true;

  /** `size`: how many amounts there are at most. */
  constructor(size: number) {
    this.#sums = new Float64Array(2 * size);
    this.#set = new Uint8Array(size);
  }

  has(rank: number): boolean {
    return this.#set[rank - 1] === 1;
  }

  /** `rank`: from 1 to the size. */
  set(rank: number, amount: number): void {
    this.#isEmpty = false;
    this.#set[rank - 1] = 1;
    let at = this.#set.length + rank - 1;
    this.#sums[at] = amount;
    for (at >>= 1; at > 0; at >>= 1) this.#sums[at] = (this.#sums[2 * at] ?? 0) + (this.#sums[2 * at + 1] ?? 0);
  }

  /** The sum, rounded to cents; undefined where no amount was set, or it is beyond all doubles. */
  get value(): number | undefined {
    const sum = this.#sums[1] ?? NaN;
    if (this.#isEmpty || !Number.isFinite(sum)) return undefined;
    const rounded = Math.round(sum * 100) / 100;
    return Number.isFinite(rounded) ? rounded : sum;
  }
}
