import { FingerprintMap } from '../../../src/validate/hash.ts';
import { uuid } from './hash.node.ts';

/** The verdict of an entry that is not known yet. */
export const UNJUDGED = 0;

/** Distinct records by hash, numbered in the order in which they came, with their verdicts: some 45 bytes each. `staged`: how many of them are to be written. */
export class Known {
  readonly #map = new FingerprintMap();
  readonly #words = new Uint32Array(4);
  #hashes = Buffer.alloc(16 * 1024);
  #verdicts = new Int32Array(1024);
  #isStaged = new Uint8Array(1024);
  size = 0;
  staged = 0;

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

  uuid(number: number): string {
    return uuid(this.#hashes.subarray(16 * number, 16 * (number + 1)));
  }

  /** The hash in hexadecimal, which PostgreSQL takes for a UUID. */
  hex(number: number): string {
    return this.#hashes.toString('hex', 16 * number, 16 * (number + 1));
  }

  /** Notes that a record is to be written. */
  stage(number: number): void {
    this.staged += 1 - (this.#isStaged[number] as number);
    this.#isStaged[number] = 1;
  }

  isStaged(number: number): boolean {
    return this.#isStaged[number] === 1;
  }

  /** Notes that no record is to be written any more. */
  unstage(): void {
    if (this.staged > 0) this.#isStaged.fill(0);
    this.staged = 0;
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
    const isStaged = new Uint8Array(verdicts.length);
    isStaged.set(this.#isStaged);
    this.#isStaged = isStaged;
  }
}
