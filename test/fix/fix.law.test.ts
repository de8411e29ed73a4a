import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { IN_FORCE, readJsonFile } from '../support/engine.ts';
import { draws } from '../support/tier.ts';
import { cells, type Entry, faulty, faultyCells, jsonFile, rowsOf, TABLES, xmlFile } from './faulty.ts';
import { faultsOf, type Given } from './laws.ts';

const { model } = await loadVersion(IN_FORCE);
const { marches } = readJsonFile(`examples/${IN_FORCE}/valid/base-marche.json`) as { marches: { marche: unknown[] } };
const [record] = marches.marche;
const entry = (value: unknown): Entry => ({ kind: 'marche', value });

const records = fc.array(faulty(record), { minLength: 1, maxLength: 3 }).map((values) => values.map(entry));
const tables = fc.array(faultyCells(cells(model, entry(record))), { minLength: 1, maxLength: 3 }).map(rowsOf);

/** In fewer files there may be nothing to fix. */
const FEWEST = 6;

const FILES: Record<string, fc.Arbitrary<Given>> = {
  json: records.map((entries) => ({ name: 'a.json', before: jsonFile(entries) })),
  xml: records.map((entries) => ({ name: 'a.xml', before: xmlFile(entries) })),
  ...Object.fromEntries(
    Object.entries(TABLES).map(([form, write]) => [form, tables.map((rows) => ({ name: `a.${form}`, before: write(rows) }))]),
  ),
};

test.each(Object.keys(FILES))(
  'a fix of %s changes only values that findings name, says each of them, leaves none that is certain, and changes nothing more when repeated',
  async (form) => {
    let changes = 0;
    await fc.assert(
      fc.asyncProperty(FILES[form] as fc.Arbitrary<Given>, async (given) => {
        const { faults, fixed } = await faultsOf(given);
        changes += fixed.changes.length;
        expect(faults).toEqual([]);
      }),
      { numRuns: Math.max(FEWEST, draws(12, 100)) },
    );
    expect(changes).toBeGreaterThan(5);
  },
);

const faultyRecord = { ...(record as object), nature: 'marché ', objet: 'Travaux de voirie' };

test('a fix that changes another value, or a file corrected by half, is caught', async () => {
  const given = { name: 'a.json', before: jsonFile([entry(faultyRecord)]) };
  const altered = (from: string, to: string) => (bytes: Uint8Array) =>
    new TextEncoder().encode(new TextDecoder().decode(bytes).replace(from, to));
  expect((await faultsOf(given)).faults).toEqual([]);
  expect((await faultsOf(given, altered('Travaux de voirie', 'Travaux'))).faults).toContain(
    '/marches/marche/0/objet: changed, and no finding names it',
  );
  expect((await faultsOf(given, altered('"Marché"', '"marché "'))).faults).toContain(
    '/marches/marche/0/nature: certain, and not corrected',
  );
});
