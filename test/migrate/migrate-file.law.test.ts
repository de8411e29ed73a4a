/** The law of migrations on whole files: what is around their records, and records of several versions, of both kinds, with faults. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/finding.ts';
import { FROZEN, readJsonFile, VERSIONS } from '../support/engine.ts';
import { FAULTS, withFaults } from '../support/faults.ts';
import { recordsIn } from '../support/migrated.ts';
import { fileFaults, type MigratedFile, migratedText } from '../support/migrated-file.ts';
import { draws } from '../support/tier.ts';

const BASES = FROZEN.flatMap((version) =>
  ['base-marche', 'base-concession'].flatMap((name) => recordsIn(readJsonFile(`examples/${version}/valid/${name}.json`))),
);

const RECORD = fc
  .tuple(fc.constantFrom(...BASES), FAULTS)
  .map(([{ kind, record }, faults]) => ({ kind, record: withFaults(record as object, faults) }));

const AROUND = fc.record(
  { version: fc.constantFrom<unknown>('1.5', '2.0', '2.1', '2.0.3', '7.3', '', 5, null), source: fc.jsonValue() },
  { requiredKeys: [], noNullPrototype: true },
);

/** A file of either layout, which says a version or not, before its records or after them. */
const FILE = fc
  .record({
    records: fc.array(RECORD, { maxLength: 5 }),
    around: AROUND,
    isFlat: fc.boolean(),
    isLast: fc.boolean(),
    lists: fc.record(
      { marche: fc.constant([]), 'contrat-concession': fc.constant([]), autres: fc.jsonValue() },
      { requiredKeys: [] },
    ),
  })
  .map(({ records, around, isFlat, isLast, lists }) => {
    const byKind = records.reduce<Record<string, unknown[]>>(
      (all, { kind, record }) => ({ ...all, [kind]: [...(all[kind] ?? []), record] }),
      {},
    );
    const marches = isFlat ? records.map(({ record }) => record) : { ...lists, ...byKind };
    return JSON.stringify(isLast ? { marches, ...around } : { ...around, marches });
  });

/** Undefined where there is no way to the version. */
const migrated = (text: string, to: string): Promise<MigratedFile | undefined> =>
  migratedText(text, to).catch((error: unknown) => {
    if (error instanceof InputError && error.code === 'input.no-way-down') return undefined;
    throw error;
  });

test('what a file has, around its records and in them, is in the file written or named with its level; nothing is invented', async () => {
  await fc.assert(
    fc.asyncProperty(FILE, fc.constantFrom(...VERSIONS), async (text, to) => {
      const file = await migrated(text, to);
      if (file) expect(await fileFaults(file)).toEqual([]);
    }),
    { numRuns: draws(100, 4_000) },
  );
});

describe('silent changes around the records are caught', () => {
  const [{ record } = { record: {} }] = recordsIn(readJsonFile('examples/2.0.3/valid/base-marche.json'));
  const GIVEN = { version: '2.0', source: 'x', marches: { marche: [record], 'contrat-concession': [], autres: 1 } };
  const given = (to: string): Promise<MigratedFile> => migratedText(JSON.stringify(GIVEN), to);
  type Root = { marches: { marche: unknown[]; [list: string]: unknown }; [name: string]: unknown };

  test.each<[what: string, to: string, plant: (file: MigratedFile, output: Root) => void, fault: RegExp]>([
    ['nothing is planted', '2.1.0', () => undefined, /^$/],
    ['another label', '2.1.0', unsaid('migrate.label', '/version'), /lost: \/version "2.0"\ninvented: \/version "2.1"/],
    ['a label that goes', '2.0.3', unsaid('migrate.label', '/version'), /lost: \/version "2.0"/],
    ['a name that goes', '2.1.0', unsaid('migrate.stray-around', '/source'), /lost: \/source "x"/],
    ['a list of another name that goes', '2.1.0', unsaid('migrate.stray-around', '/marches/autres'), /lost: \/marches\/autres 1/],
    [
      'an empty list that goes',
      '2.1.0',
      (_, { marches }) => void Reflect.deleteProperty(marches, 'contrat-concession'),
      /lost: \/marches\/contrat-concession \[\]/,
    ],
    [
      'an empty list that a single one does not have',
      '2.0.0',
      unsaid('migrate.absence', '/marches/contrat-concession'),
      /lost: \/marches\/contrat-concession \[\]/,
    ],
    ['a name that comes', '2.1.0', (_, output) => void (output['note'] = 1), /invented: \/note 1/],
    ['a contract that goes', '2.1.0', (_, { marches }) => void marches.marche.pop(), /1 records read, 0 written/],
    ['a contract that comes twice', '2.1.0', (_, { marches }) => void marches.marche.push(record), /1 records read, 2 written/],
  ])('%s, on the way to %s', async (_, to, plant, fault) => {
    const file = await given(to);
    plant(file, file.output as Root);
    expect((await fileFaults(file)).join('\n')).toMatch(fault);
  });

  test('a label that comes', async () => {
    const file = await migratedText(JSON.stringify({ marches: GIVEN.marches }), '2.1.0');
    expect(await fileFaults(file)).toEqual([]);
    unsaid('migrate.label', '')(file);
    expect(await fileFaults(file)).toEqual(['invented: /version "2.1"']);
  });
});

/** Takes the finding of a code and a place away. */
function unsaid(code: string, path: string): (file: MigratedFile) => void {
  return (file) => {
    const kept = file.findings.filter((one) => one.code !== code || one.path !== path);
    expect(kept.length).toBe(file.findings.length - 1);
    file.findings = kept;
  };
}
