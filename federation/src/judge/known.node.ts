import { FingerprintMap } from '../../../src/validate/hash.ts';
import { uuid } from './hash.node.ts';

/** The verdict of an entry that is not known yet. */
export const UNJUDGED = 0;

/** Distinct records by hash, numbered in the order in which they came, with their verdicts: some 45 bytes each. */
export class Known {
  readonly #map = new FingerprintMap();
  readonly #words = new Uint32Array(4);
  #hashes = Buffer.alloc(16 * 1024);
  #verdicts = new Int32Array(1024);
  size = 0;

  /** The number of the record with this hash; undefined where it is new, and then it has the number `size - 1`. */
  add(hash: Buffer): number | undefined {
    const before = this.#map.add(this.#wordsOf(hash), this.size);
    if (before !== undefined) return before;
    if (this.size === this.#verdicts.length) this.#grow();
    hash.copy(this.#hashes, 16 * this.size);
    this.#verdicts[this.size++] = UNJUDGED;
    return undefined;
  }

  /** The number of the record with this hash, undefined where it is not known. */
  get(hash: Buffer): number | undefined {
    return this.#map.get(this.#wordsOf(hash));
  }

  verdict(number: number): number {
    return this.#verdicts[number] as number;
  }

  judge(number: number, verdict: number): void {
    this.#verdicts[number] = verdict;
  }

  hash(number: number): Buffer {
    return this.#hashes.subarray(16 * number, 16 * (number + 1));
  }

  uuid(number: number): string {
    return uuid(this.hash(number));
  }

  /** Adds records that the database has, by their hashes one after the other. Returns their numbers. */
  addAll(hashes: Buffer, verdicts: readonly number[]): number[] {
    return verdicts.map((verdict, at) => {
      const number = this.add(hashes.subarray(16 * at, 16 * (at + 1))) ?? this.size - 1;
      if (this.verdict(number) === UNJUDGED) this.judge(number, verdict);
      return number;
    });
  }

  #wordsOf(hash: Buffer): Uint32Array {
    for (let at = 0; at < 4; at++) this.#words[at] = hash.readUInt32LE(4 * at);
    return this.#words;
  }

  #grow(): void {
    const hashes = Buffer.alloc(2 * this.#hashes.length);
    this.#hashes.copy(hashes);
    this.#hashes = hashes;
    const verdicts = new Int32Array(2 * this.#verdicts.length);
    verdicts.set(this.#verdicts);
    this.#verdicts = verdicts;
  }
}
