/** Gives the contracts of an export their ranks: each contract of a process has identifiers of its own. */
import { FingerprintMap } from '../validate/hash.ts';
import { hashValue } from '../validate/hash-value.ts';

/** Takes 24 bytes of memory for each contract, and as much again for each group of contracts that only their ranks tell apart. */
export class Ranks {
  readonly #used = new FingerprintMap();
  /** Of each group, the rank up to which all are used. */
  readonly #passed = new FingerprintMap();

  /** The first rank that is left to a contract. `idOf`: its identifier at a rank, which its process (`ocid`) has once. */
  first(ocid: string, idOf: (rank: number) => string): number {
    const one = idOf(1);
    if (!this.isUsed(ocid, one)) return 1;
    // A copy, since the next hash overwrites it.
    const group = hashValue([ocid, one]).slice();
    const passed = this.#passed.get(group) ?? 1;
    let rank = passed + 1;
    while (this.isUsed(ocid, idOf(rank))) rank++;
    if (rank > passed + 1 && this.#passed.add(group, rank - 1) !== undefined) this.#passed.renumber(group, rank - 1);
    return rank;
  }

  /** The same, which is used from then on. */
  take(ocid: string, idOf: (rank: number) => string): number {
    const rank = this.first(ocid, idOf);
    this.use(ocid, idOf(rank));
    return rank;
  }

  isUsed(ocid: string, id: string): boolean {
    return this.#used.get(hashValue([ocid, id])) !== undefined;
  }

  use(ocid: string, id: string): void {
    this.#used.add(hashValue([ocid, id]), 0);
  }
}
