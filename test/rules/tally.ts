import type { Verdicts } from './compare.ts';
import type { ReferenceEntry } from './reference.ts';

/** In how many records an entry held at some place, was broken, and gave each answer for the national consolidation. */
type Seen = { held: number; broken: number; fault: number; none: number };

/** Shows that agreement is not empty: each entry must be seen to hold and to be broken. */
export class Tally {
  readonly #entries: readonly ReferenceEntry[];
  readonly #seen: Seen[];

  constructor(entries: readonly ReferenceEntry[]) {
    this.#entries = entries;
    this.#seen = entries.map(() => ({ held: 0, broken: 0, fault: 0, none: 0 }));
  }

  add(verdicts: Verdicts): void {
    for (const [i, verdict] of verdicts.entries()) {
      const seen = this.#seen[i]!;
      if (!verdict) continue;
      if (verdict.held > 0) seen.held++;
      if (verdict.broken.length > 0) seen.broken++;
      if (verdict.national === true) seen.fault++;
      if (verdict.national === false) seen.none++;
    }
  }

  /** Entries with something that was seen in fewer records than these; what the consolidation makes of an entry, in none at all. */
  rarer(least: number): string[] {
    return this.#entries.flatMap(({ id, index, nationalCanFail }, i) => {
      const { held, broken, fault, none } = this.#seen[i]!;
      const rare = Math.min(held, broken) < least || (nationalCanFail && Math.min(fault, none) === 0);
      return rare ? [`${id}, entry ${String(index)}: ${JSON.stringify(this.#seen[i])}`] : [];
    });
  }

  /** The least number of records in which an entry was seen to hold, or to be broken. */
  least(): number {
    return Math.min(...this.#seen.flatMap(({ held, broken }) => [held, broken]));
  }
}
