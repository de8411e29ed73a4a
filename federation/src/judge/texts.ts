/** Bytes of a block: several texts share one. */
const BLOCK = 1 << 20;
/** Blocks kept for later texts. */
const KEPT = 32;

/** Keeps copies of texts in memory that is used again: to give back and ask for it for each of them would leave it in pieces. */
export class Texts {
  readonly #blocks: Uint8Array[] = [];
  /** The block that is being filled, and how far. */
  #at = -1;
  #used = BLOCK;

  /** A copy, valid until `clear`. */
  add(text: Uint8Array): Uint8Array {
    if (text.length > BLOCK) return new Uint8Array(text);
    if (this.#used + text.length > BLOCK) {
      this.#used = 0;
      if (++this.#at === this.#blocks.length) this.#blocks.push(new Uint8Array(BLOCK));
    }
    const block = this.#blocks[this.#at] as Uint8Array;
    const copy = block.subarray(this.#used, this.#used + text.length);
    copy.set(text);
    this.#used += text.length;
    return copy;
  }

  /** Forgets all texts. */
  clear(): void {
    this.#blocks.length = Math.min(this.#blocks.length, KEPT);
    this.#at = -1;
    this.#used = BLOCK;
  }
}
