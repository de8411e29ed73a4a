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
    const hash = hashValue(value);
    const before = this.#seen.add(hash, number * 2 + Number(kept));
    if (before === undefined) return undefined;
    const keptBefore = before % 2 === 1;
    if (kept && !keptBefore) this.#seen.renumber(hash, before + 1);
    return { first: Math.floor(before / 2), kept: keptBefore };
  }
}
