/** Which records have an error, in one bit each: a file may have millions of them. */
import type { RecordKind } from '../../../../src/model/kinds.ts';
import type { RecordRef } from '../../../../src/finding.ts';

/** Words of 32 bits that a set begins with; it doubles as it fills up. */
const FIRST = 1024;

class Bits {
  #words = new Uint32Array(FIRST);

  has(at: number): boolean {
    return ((this.#words[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0;
  }

  /** True where it was not there. */
  add(at: number): boolean {
    if (this.has(at)) return false;
    while (at >>> 5 >= this.#words.length) this.#grow();
    const word = this.#words[at >>> 5] ?? 0;
    this.#words[at >>> 5] = word | (1 << (at & 31));
    return true;
  }

  #grow(): void {
    const larger = new Uint32Array(this.#words.length * 2);
    larger.set(this.#words);
    this.#words = larger;
  }
}

export class RecordSet {
  readonly #kinds: Record<RecordKind, Bits> = { marche: new Bits(), 'contrat-concession': new Bits() };
  size = 0;

  has({ kind, index }: Pick<RecordRef, 'kind' | 'index'>): boolean {
    return this.#kinds[kind].has(index);
  }

  add({ kind, index }: RecordRef): boolean {
    const isNew = this.#kinds[kind].add(index);
    if (isNew) this.size++;
    return isNew;
  }
}
