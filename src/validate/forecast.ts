/** The forecast of what the national consolidation would do with the records of a file. */

/**
 * The id of a rule; or `schema`: the published schema refuses the record; `xml`: it refuses the record as the consolidation reads its XML; `unreadable`: it is
 * not JSON; `lost-rest`, `lost-file`, `lost-process`, `lost-pass`: a record of the file ends its reading, has nothing of it read, or stops what its process
 * or the whole pass would write. For records of unknown fate: the id of a rule that could not be evaluated, `unread` (beyond our
 * limits), or `source`: it depends on a setting of the source.
 */
type Reason = string;

export type Fate = 'publish' | 'reserve' | 'drop' | 'unknown';

/**
 * Numbers of records published (`publish`), published with a mark (`reserve`), left out (`drop`), and undecided (`unknown`). `reasons` count
 * records by rule; a record with two reasons counts in both. `schema` is the version whose schema the consolidation applies.
 */
export type Forecast = Record<Fate, number> & {
  schema: string;
  reasons: Record<Exclude<Fate, 'publish'>, Record<Reason, number>>;
};

/** Counts records by their fate in the consolidation. */
export class ForecastCount {
  readonly #counts: Record<Fate, number> = { publish: 0, reserve: 0, drop: 0, unknown: 0 };
  // No prototype: ids of rules are keys.
  readonly #reasons = {
    drop: Object.create(null) as Record<Reason, number>,
    unknown: Object.create(null) as Record<Reason, number>,
    reserve: Object.create(null) as Record<Reason, number>,
  };

  /** Counts one record. */
  add(fate: Fate, reasons: readonly Reason[] = []): void {
    this.#counts[fate]++;
    if (fate === 'publish') return;
    for (const reason of reasons) this.#reasons[fate][reason] = (this.#reasons[fate][reason] ?? 0) + 1;
  }

  /** The forecast of the file. `lost`: why none of its records is published. */
  result(schema: string, lost?: Reason): Forecast {
    if (lost === undefined) return { schema, ...this.#counts, reasons: { ...this.#reasons } };
    const drop = Object.values(this.#counts).reduce((sum, count) => sum + count, 0);
    return {
      schema,
      publish: 0,
      reserve: 0,
      drop,
      unknown: 0,
      reasons: { drop: { [lost]: drop }, unknown: {}, reserve: {} },
    };
  }
}
