/** The tests that compare compiled rules with the reference, shared by two files so that they run side by side. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { RecordScope } from '../../src/model/rules.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { loadRules } from '../../src/validate/load-rules.node.ts';
import { library } from '../../src/rules/library.ts';
import { Random } from '../fidelity/random.ts';
import { SEED } from '../fidelity/settings.ts';
import { exampleRecords } from './base-records.ts';
import { type Bench, benchOf } from './bench.ts';
import { difference, verdictsOf } from './compare.ts';
import { compiledWith, NOTHING, PLANTS } from './compiler-plants.ts';
import { recipe } from './random-record.ts';
import { TODAY } from './values.ts';
import { draws, TIER } from '../support/tier.ts';
import { GOLDEN } from '../support/engine.ts';

/** Random records; among fewer than 3,500 some entries are never broken. */
const COUNT = draws(4_000, 20_000);
/** Records in which an entry must be seen to hold, and to be broken. */
const SEEN = 5;
/** Records on which the third hand, which is slow, is asked too. */
const SOME = draws(500, 1500);

export function testAgreement(scope: RecordScope): void {
  describe(`compiled rules are the reference's (${scope}, seed ${SEED})`, () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await benchOf(scope);
    });

    test('they have the same entries and keys, in the same order', () => {
      const names = (list: readonly { id: string; index: number }[]) => list.map(({ id, index }) => `${id} ${String(index)}`);
      expect(names(bench.compiled.entries)).toEqual(names(bench.reference.entries));
      expect(names(bench.compiled.keys)).toEqual(names(bench.reference.keys));
    });

    test('they agree on each record of the examples', () => {
      const { kitchen } = bench;
      expect(kitchen.bases.length).toBeGreaterThan(10);
      for (const { name, record } of exampleRecords(scope))
        expect(bench.compare(record, kitchen.accepts(record)), name).toBe(undefined);
    });

    test('they agree on random records', () => {
      const start = performance.now();
      fc.assert(
        fc.property(recipe, (written) => {
          const { record, valid } = bench.kitchen.make(written);
          const reported = bench.compareRandom(record, valid);
          if (reported !== undefined) throw new Error(`FIDELITY_SEED=${SEED}: ${reported}\n${JSON.stringify(record)}`);
        }),
        { numRuns: COUNT, seed: new Random('rules', scope, SEED).next() | 0 },
      );
      console.log(
        `rules, ${scope}: ${String(COUNT)} random records (${String(bench.refused)} refused by the schema) × ${String(bench.reference.entries.length)} entries agree,`,
        `${((performance.now() - start) / 1000).toFixed(1)} s, each entry seen to hold and to be broken ${String(bench.tally.least())} times at least`,
      );
    });

    test('another implementation of CEL, with another parser, agrees on some of them', () => {
      const { few, second, compiled } = bench;
      for (const { record } of few.slice(-SOME))
        expect(difference(compiled, record, verdictsOf(second, compiled, record))).toBe(undefined);
    });

    if (TIER === 'fast') return;
    test('each entry was seen to hold and to be broken', () => {
      expect(bench.tally.rarer(SEEN)).toEqual([]);
    });

    // The faults of some plants show in few records.
    if (scope === 'marche') testPlants(() => bench);
  });
}

function testPlants(bench: () => Bench): void {
  const notice = async (plant: (typeof PLANTS)[number]): Promise<number> => {
    const { nomenclatures } = await loadRules(GOLDEN);
    const { model } = await loadVersion(GOLDEN);
    const { compile } = await compiledWith(model, plant);
    const { marche } = compile(library(nomenclatures, TODAY));
    return bench().few.findIndex(({ record, verdicts }) => {
      try {
        return difference(marche, record, verdicts) !== undefined;
      } catch {
        // A rule that reads what is not there is noticed too.
        return true;
      }
    });
  };

  test.each(PLANTS)('a compiler with a fault is noticed: $name', async (plant) => {
    expect(await notice(plant)).toBeGreaterThanOrEqual(0);
  });

  test('a compiler without fault is not', async () => {
    expect(await notice(NOTHING)).toBe(-1);
  });
}
