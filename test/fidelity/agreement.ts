/** The tests of the searches, shared by two files so that they run side by side. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Model } from '../../src/model/types.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { hasShared, WITHOUT_SHARED } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { compiled } from './compile.ts';
import { corpusOf } from './corpus.ts';
import { Coverage } from './coverage.ts';
import { type Plant, planted, PLANTS } from './plants.ts';
import { type Result, search } from './search.ts';
import { COUNT, MOST, plantedIn, SEED } from './settings.ts';

/** A version compiled as the planted ones are, with nothing planted: shows that those are noticed for their difference. */
const CONTROL = { name: 'no difference', version: '1.4.0' };

/** Of all constraints and edges, what a search tries in percent: the few instances of the day meet three of four. */
const LEAST = NIGHT ? 97 : 75;

export function testAgreement(versions: readonly string[]): void {
  describe.skipIf(!hasShared)(`fidelity${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
    describe.each(versions)(`%s (seed ${SEED})`, testVersion);
  });
}

function testVersion(version: string): void {
  const plants = PLANTS.filter(({ versions }, turn) => plantedIn(versions, turn).includes(version));
  let result: Result;
  let coverage: Coverage;
  beforeAll(async () => {
    const corpus = corpusOf(version);
    const frozen = await loadVersion(version);
    coverage = new Coverage(corpus.published);
    result = search(corpus, frozen, {
      seed: SEED,
      count: COUNT,
      coverage,
      planted: withPlants(frozen.model, plants),
      expected: plants.length,
      most: MOST,
    });
    console.log(summary(version, result, coverage));
  });

  test('each mutated record and file has the verdict of the published schema', () => {
    expect(result.disagreements).toEqual([]);
  });

  test('many are tried, and not only refused', () => {
    const { records, files, acceptedRecords, acceptedFiles } = result;
    expect(files).toBeGreaterThan(COUNT / 10);
    expect(percent(acceptedRecords, records)).toBeGreaterThan(5);
    expect(percent(acceptedFiles, files)).toBeGreaterThan(5);
  });

  // The committed cases try all of them.
  test(`${LEAST} % of the constraints alone refused something, and of the edges had something accepted at them`, () => {
    expect(tried(coverage), coverage.missing().join('\n')).toBeGreaterThan(LEAST);
  });

  test.each(plants)('a planted difference is noticed: $name', ({ name }) => {
    expect(result.noticed.get(name)).toBeGreaterThan(0);
  });

  if (version !== CONTROL.version) return;
  test('nothing is noticed where nothing was planted', () => {
    expect(result.noticed.get(CONTROL.name)).toBeUndefined();
  });
}

function withPlants(model: Model, plants: readonly Plant[]): Map<string, ReturnType<typeof compiled>> {
  const versions = new Map(plants.map((plant) => [plant.name, compiled(planted(model, plant))]));
  return model.version === CONTROL.version ? versions.set(CONTROL.name, compiled(model)) : versions;
}

const percent = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 10;
const tried = (coverage: Coverage): number => percent(coverage.total - coverage.missing().length, coverage.total);

function summary(version: string, result: Result, coverage: Coverage): string {
  const { records, files, acceptedRecords, acceptedFiles, disagreements, noticed } = result;
  return [
    `fidelity ${version}: ${records} records (${percent(acceptedRecords, records)} % accepted)`,
    `${files} files (${percent(acceptedFiles, files)} % accepted)`,
    `${disagreements.length} disagreements`,
    `${tried(coverage)} % of ${coverage.total} constraints and edges tried`,
    `${noticed.size} planted differences noticed, the last after ${Math.max(0, ...noticed.values())} instances`,
  ].join(', ');
}
