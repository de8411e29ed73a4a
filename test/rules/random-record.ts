/** Random records, each made again from its recipe: a record of the examples and some changes. */
import fc from 'fast-check';
import type { RecordScope } from '../../src/model/rules.ts';
import type { Validator } from '../../src/validate/types.ts';
import { Random } from '../fidelity/random.ts';
import { donorsOf, exampleRecords } from './base-records.ts';
import { cloned } from './cloned.ts';
import { change, type Change, type Donors, spoil } from './mutations.ts';
import { TREES } from './schema-tree.ts';

export type Recipe = { base: number; changes: number[]; spoiled: number };
export type Made = { record: Record<string, unknown>; valid: boolean };

const seed = fc.noBias(fc.nat(2 ** 31 - 1));

/** One record in thirteen is spoiled so that the schema refuses it. Fewer changes make a simpler record. */
export const recipe: fc.Arbitrary<Recipe> = fc.record({
  base: seed,
  changes: fc.array(seed, { minLength: 1, maxLength: 6, size: 'max' }),
  spoiled: fc.noBias(fc.nat(12)),
});

export class Kitchen {
  readonly bases: readonly Record<string, unknown>[];
  readonly #scope: RecordScope;
  readonly #check: Validator;
  readonly #donors: Donors;

  constructor(scope: RecordScope, check: Validator) {
    this.#scope = scope;
    this.#check = check;
    this.bases = exampleRecords(scope)
      .map(({ record }) => record)
      .filter((record) => check(record));
    this.#donors = donorsOf(TREES[scope], this.bases);
  }

  accepts(record: unknown): boolean {
    return this.#check(record);
  }

  make({ base, changes, spoiled }: Recipe): Made {
    const start = this.bases[base % this.bases.length]!;
    let record = cloned(start);
    for (const [i, number] of changes.entries()) record = this.#changed(record, change, number + i);
    if (spoiled > 0) return { record, valid: true };
    this.#apply(record, spoil, base);
    return { record, valid: this.#check(record) };
  }

  /** The record changed, or as it was where the schema refuses the change. */
  #changed(record: Record<string, unknown>, by: Change, number: number): Record<string, unknown> {
    const copy = cloned(record);
    this.#apply(copy, by, number);
    return this.#check(copy) ? copy : record;
  }

  #apply(record: Record<string, unknown>, by: Change, number: number): void {
    by(record, TREES[this.#scope], this.#donors, new Random(number));
  }
}
