import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MEASURES } from '../../docs-site/make/parts/migration-measures.ts';
import { loadVersion } from '../../src/validate/registry.node.ts';
import { hasShared, SHARED, WITHOUT_SHARED } from '../support/engine.ts';
import { fileFaults, type MigratedFile, migratedFile, migratedText } from '../support/migrated-file.ts';
import { migratorOf, recordsIn } from '../support/migrated.ts';
import { eachInFolder } from '../support/folders.ts';
import { opened } from '../support/opened.ts';
import { PLANTS } from '../support/planted.ts';
import { NIGHT, TIER } from '../support/tier.ts';

const FOLDER = `${SHARED}realdata/`;
const filesOf = (prefix: string): string[] => (hasShared ? readdirSync(FOLDER).filter((name) => name.startsWith(prefix)) : []);
const recordsOf = (file: string) => recordsIn(JSON.parse(readFileSync(FOLDER + file, 'utf8')));

const V_FILES = [...filesOf('v1'), ...filesOf('v2')];

/** Where the list of all findings of a migration is read back: not in `npm test`, for which that takes long. */
let folder = '';
eachInFolder('migrate-real', (made) => (folder = made));

describe.skipIf(!hasShared)(`real files${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
  const done = new Map<string, MigratedFile>();
  const migratedOnce = async (file: string, to: string): Promise<MigratedFile> => {
    const path = FOLDER + file;
    const migrated =
      done.get(`${file} ${to}`) ??
      (await (TIER === 'fast' ? migratedText(readFileSync(path, 'utf8'), to) : migratedFile(folder, path, to)));
    done.set(`${file} ${to}`, migrated);
    return migrated;
  };
  const ways = NIGHT ? ['2.0.0', '2.0.1', '2.0.3', '2.1.0'] : ['2.1.0'];
  test.each(V_FILES.flatMap((file) => ways.map((to) => [file, to] as const)))(
    'each value of %s is in the file written in %s, at its place, or in the list of findings with its level',
    async (file, to) => {
      const migrated = await migratedOnce(file, to);
      expect(await fileFaults(migrated)).toEqual([]);
      const { counts, from } = migrated.summary;
      expect(migrated.findings.length).toBe(counts.error + counts.warning + counts.info);
      // The version is the one that a check recognises.
      expect(from).toBe((await opened(readFileSync(FOLDER + file))).version);
    },
  );

  const inShort = TIER === 'fast' ? ' (not in npm test, which catches such changes of drawn records)' : '';
  test.skipIf(TIER === 'fast').each(V_FILES)(`a silent change of any record of %s is caught${inShort}`, async (file) => {
    let count = 0;
    const faults = await fileFaults(await migratedOnce(file, '2.1.0'), (migrated, rank) => {
      const [, plant] = PLANTS[rank % PLANTS.length] ?? expect.fail();
      // Elsewhere in each record: all of a file have much the same fields.
      const planted = plant(migrated, rank * 7);
      if (planted) count++;
      return planted ?? migrated;
    });
    expect(count).toBeGreaterThan(0);
    expect(new Set(faults.map((fault) => fault.slice(0, fault.indexOf(': ')))).size).toBe(count);
  });

  test('what 1.x says of the nature, the procedure and the price is named each time that it is written otherwise', async () => {
    const said = new Map<string, number>();
    const before = { nature: 0, procedure: 0, formePrix: 0, modifications: 0 };
    for (const file of filesOf('v1')) {
      for (const { record } of recordsOf(file)) {
        const { nature, procedure, formePrix, modifications } = record as Record<string, unknown>;
        if (nature === 'Accord-cadre' || nature === 'Marché subséquent') before.nature++;
        if (procedure === 'Marché négocié sans publicité ni mise en concurrence préalable') before.procedure++;
        if (['Ferme', 'Ferme et actualisable', 'Révisable'].includes(String(formePrix))) before.formePrix++;
        if (Array.isArray(modifications) && modifications.length === 0) before.modifications++;
      }
      const { findings } = await migratedOnce(file, '2.1.0');
      for (const { code, path, level } of findings) {
        const key = `${code} ${path.slice(path.lastIndexOf('/') + 1)} ${level}`;
        said.set(key, (said.get(key) ?? 0) + 1);
      }
    }
    expect(before.nature).toBeGreaterThan(300);
    expect(Object.fromEntries(said)).toMatchObject({
      'migrate.recoded nature equivalent': before.nature,
      'migrate.moved nature equivalent': before.nature,
      'migrate.recoded procedure equivalent': before.procedure,
      'migrate.moved-deduced formePrix deduced': before.formePrix,
      'migrate.absence modifications equivalent': before.modifications,
    });
  });
});

describe.skipIf(!hasShared)(`real records${hasShared ? '' : ` (skipped: ${WITHOUT_SHARED})`}`, () => {
  test('of 418 records of 2.0.x, 277 are valid in 2.0.3 before a migration and 413 after it; 416 are valid in 2.1.0', async () => {
    const { validators } = await loadVersion('2.0.3');
    const records = filesOf('v2').flatMap(recordsOf);
    const valid = async (to: string): Promise<number> => {
      const { migrate } = await migratorOf('2.0.1', to);
      return records.filter(({ kind, record }) => migrate(kind, record).valid).length;
    };
    expect(records.length).toBe(418);
    expect(records.filter(({ kind, record }) => validators[kind](record)).length).toBe(277);
    expect([await valid('2.0.3'), await valid('2.1.0')]).toEqual([413, 416]);
  });

  test.each([
    ['v1-aife.json', 257, 18, 239],
    ['v1-aws.json', 258, 253, 5],
    ['v1-dematis.json', 250, 250, 0],
    ['v1-pes.json', 250, 250, 0],
    ['v1-scraped.json', 60, 0, 60],
  ])(
    'none of the records of %s (%i) becomes valid in 2.0.3: %i lack only what nobody asked for, %i have faults of their own',
    async (file, count, lacking, faulty) => {
      const { migrate } = await migratorOf('1.4.0', '2.0.3');
      const tally = { valid: 0, lacking: 0, faulty: 0 };
      const records = recordsOf(file);
      for (const { kind, record } of records) {
        const { valid, judged } = migrate(kind, record);
        const errors = judged.filter(({ severity }) => severity === undefined);
        tally[valid ? 'valid' : errors.every(({ code }) => code === 'migrate.no-source') ? 'lacking' : 'faulty']++;
      }
      expect(records.length).toBe(count);
      expect(tally).toEqual({ valid: 0, lacking, faulty });
    },
  );

  test.each(MEASURES)(
    'the counts of $from → $to that the site shows are those of the files',
    async ({ from, to, through: _, ...counts }) => {
      const { migrate } = await migratorOf(from, to);
      const { validators } = await loadVersion(to);
      const records = filesOf(from.startsWith('1.') ? 'v1' : 'v2').flatMap(recordsOf);
      const tally = { before: 0, after: 0, lacking: 0, faulty: 0 };
      for (const { kind, record } of records) {
        const { valid, judged } = migrate(kind, record);
        const errors = judged.filter(({ severity }) => severity === undefined);
        tally[valid ? 'after' : errors.every(({ code }) => code === 'migrate.no-source') ? 'lacking' : 'faulty']++;
        if (validators[kind](record)) tally.before++;
      }
      expect({ records: records.length, ...tally }).toEqual(counts);
    },
  );

  test('each field that no 1.x record can give is missing as often as the facts say', async () => {
    const { migrate } = await migratorOf('1.4.0', '2.0.3');
    const missing = new Map<string, number>();
    for (const { kind, record } of filesOf('v1').flatMap(recordsOf))
      if (kind === 'marche')
        for (const { code, field = '' } of migrate(kind, record).judged)
          if (code === 'migrate.no-source') missing.set(field, (missing.get(field) ?? 0) + 1);
    expect(Object.fromEntries(missing)).toMatchObject({
      'marche-modalite-execution': 1007,
      'marche-technique': 727,
      'marche-type-groupement-operateurs': 53,
      'marche-innovant': 1058,
      'marche-offres-recues': 1058,
    });
  });
});
