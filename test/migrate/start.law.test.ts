import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadChain } from '../../src/migrate/load.node.ts';
import { Starts } from '../../src/migrate/start.ts';
import { loadModelOf, versionIndex } from '../../src/validate/registry.node.ts';
import { recordArbitrary } from '../support/records.ts';
import { draws } from '../support/tier.ts';

const versions = await versionIndex();
const TO = '2.1.0';
const starts = new Starts({
  version: '1.5.0',
  chain: await loadChain('1.3.0', TO),
  own: versions.filter(({ version }) => version.startsWith('1.')),
  versions,
  load: (version) => loadChain(version, TO),
});
const model = await loadModelOf('1.5.0');

/** What a person may add to a record of 1.5.0. */
const ADDED = fc.record(
  {
    ccag: fc.constant('Travaux'),
    offresRecues: fc.constant(3),
    marcheInnovant: fc.boolean(),
    attributionAvance: fc.boolean(),
    sousTraitanceDeclaree: fc.boolean(),
  },
  { requiredKeys: [] },
);

test('what a person completes in a file that does not say its version, before a migration or after it, gives the same record', async () => {
  await fc.assert(
    fc.asyncProperty(recordArbitrary(model, 'marche'), ADDED, async (record, added) => {
      const migrated = async (one: object) => (await starts.of('marche', one)).chain.migrate('marche', one).record as object;
      expect(await migrated({ ...record, ...added })).toEqual({ ...(await migrated(record)), ...added });
    }),
    { numRuns: draws(300, 3_000) },
  );
});
