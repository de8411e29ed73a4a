import { FingerprintMap } from './hash.ts';
import { hashValue } from './hash-value.ts';

/** What came before: the number of the first record with the same value, and whether one of those before is kept. */
export type Before = { first: number; kept: boolean };

/**
 * Tells what came before in a file: one fold for each entry of a rule of scope `fichier`. It keeps a fingerprint of 128 bits of each value
 * and not the value, so that a million records take about 30 MB.
 */
export class UniqueFold {
  readonly #seen = new FingerprintMap();

  /**
   * What came before with the same value; undefined for the first, and then `number` (below 2^31) is remembered. `value` is the record, or
   * the list of its key values; equal as JSON, so that "1" is not 1, 12.0 is 12, and the order of keys does not count. `kept`: the record is
   * one that the national consolidation would keep, were it not for those before it.
   */
  seen(value: unknown, number: number, kept = true): Before | undefined {
    return this.seenHash(hashValue(value), 0, number, kept);
  }

  /** The same for a value whose fingerprint is known: four words of `hashes`, from `at` on. */
  seenHash(hashes: Uint32Array, at: number, number: number, kept = true): Before | undefined {
    const before = this.#seen.add(hashes, number * 2 + Number(kept), at);
    if (before === undefined) return undefined;
    const keptBefore = before % 2 === 1;
    if (kept && !keptBefore) this.#seen.renumber(hashes, before + 1, at);
    return { first: Math.floor(before / 2), kept: keptBefore };
  }

  /** Whether something came before with this fingerprint; nothing is remembered. */
  hasHash(hashes: Uint32Array, at: number): boolean {
    return this.#seen.has(hashes, at);
  }
}
