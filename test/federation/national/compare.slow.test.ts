import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Federation } from '../../../federation/src/federation.ts';
import { digest, uuid } from '../../../federation/src/judge/hash.node.ts';
import { compareWithState } from '../../../federation/src/national/compare.node.ts';
import type { Comparison, Difference } from '../../../federation/src/national/report.ts';
import { runCompare } from '../../../federation/src/national/verb.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { InputError } from '../../../src/finding.ts';
import { clear, emptyStore } from '../../support/federation-store.ts';
import { draws } from '../../support/tier.ts';
import {
  bytesOf,
  comparedOf,
  filesOf,
  journalOf,
  oursOf,
  PROCESSES,
  readIn,
  worldArbitrary,
  type Known,
  type SmallWorld,
} from './world.ts';

const worlds = fc.sample(worldArbitrary, { numRuns: draws(25, 150), seed: 24 });

const hashOf = (text: string): string => uuid(digest(text));

/** Writes a world as the steps before would: nothing of it depends on what is tested. */
async function write(store: Store, world: SmallWorld): Promise<void> {
  await clear(store);
  await store.query(`insert into verdict (hash, standard, valid, timed, findings) values ($1, '2.0.3', true, false, '[]')`, [
    hashOf(''),
  ]);
  for (const { dataset, url, updates } of world)
    await store.query(
      `insert into resource (source, dataset, name, title, format, updates, url) values ($1, $1, $2, '', 'json', $3, 'https://exemple.test/now')`,
      [dataset, url, updates],
    );
  const read = readIn(world);
  const known = new Map<string, Known>(read.map(({ known: one }) => [one.text, one]));
  for (const { kind, standard, text, key, valid } of known.values())
    await store.query(
      `insert into record (hash, sameness, key, kind, standard, verdict, valid, judged, number, year, changes, fullness, body)
       values ($1, $1, $2, $3, $4, 1, $5, '2026-02-01', $6, 2024, 0, 0, $7)`,
      [hashOf(text), hashOf(key), kind, standard, valid, text.slice(0, 20), text],
    );
  for (const [number, { resource, version, name }] of filesOf(world).entries()) {
    await store.query(`insert into content (sha256, size, packed) values ($1, 1, 1)`, [String(number)]);
    await store.query(
      `insert into version (resource, content, fetched_at, state) select id, $1, $2, $3 from resource where name = $4`,
      [number + 1, version.fetchedAt, version.held ? 'held' : 'accepted', resource.url],
    );
    const hashes = read.filter((one) => one.name.startsWith(`${name}/`)).map((one) => hashOf(one.known.text));
    await store.query('insert into listing (version, records, verdicts) values ($1, $2, $3)', [
      number + 1,
      hashes,
      hashes.map(() => 1),
    ]);
  }
  for (const [key, { record, year, united }] of oursOf(read))
    await store.query(
      `insert into contract (key, kind, standard, year, record, body, sequence) values ($1, 'marche', '2.0.3', $2, $3, $4, 1)`,
      [hashOf(key), year, hashOf(record), united ? '{}' : null],
    );
}

const federationOf = (store: Store, world: SmallWorld, bytes = bytesOf(world)): Federation => ({
  ...({ store, lang: 'en' } as Federation),
  archive: {
    ...({} as Federation['archive']),
    journal: async function* () {
      yield* await Promise.resolve(journalOf(world));
    },
    has: (sha256) => Promise.resolve(bytes.has(sha256)),
    read: async function* (sha256) {
      yield await Promise.resolve(bytes.get(sha256) ?? Buffer.of());
    },
  },
});

/** What is compared of a contract, in one order. */
const listed = (all: readonly Pick<Difference, 'key' | 'ours' | 'national' | 'reasons'>[]): string[] =>
  all
    .map(({ key, ours, national, reasons }) => JSON.stringify([key, ours, national, reasons]))
    .toSorted((a, b) => (a < b ? -1 : 1));

const expectedOf = async (world: SmallWorld): Promise<string[]> =>
  listed(
    (await comparedOf(world)).flatMap(({ key, all }) =>
      all.map(({ ours, national, reasons }) => ({
        key: hashOf(key),
        ours: ours && { record: hashOf(ours.record), year: ours.year, united: ours.united },
        national: national && { ...national, record: hashOf(national.record) },
        reasons,
      })),
    ),
  );

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());

test('what is read from the database is compared as the pure rules say', async () => {
  for (const [number, world] of worlds.entries()) {
    await write(store, world);
    const found: Difference[] = [];
    // Every other world in several parts.
    const most = number % 2 === 0 ? undefined : 3;
    const { pending } = await compareWithState(federationOf(store, world), PROCESSES, (one) => void found.push(one), most);
    expect(listed(found)).toEqual(await expectedOf(world));
    expect(pending).toBe(0);
  }
  await store.query('insert into dirty values ($1), ($1)', [hashOf('')]);
  expect(await compareWithState(federationOf(store, []), PROCESSES, () => undefined)).toEqual({ pending: 1 });
  await expectReports(store);
});

test('a file that is not listed as the State reads it, or not in the archive, is said to be so', async () => {
  const version = { fetchedAt: '2026-02-03T10:00:00.000Z', lastModified: '2026-02-02T11:00:00.000Z', held: false, variants: [0] };
  const world: SmallWorld = [
    { dataset: 'alpha', url: 'https://exemple.test/alpha.json', updates: 'replaced', versions: [version] },
  ];
  await write(store, world);
  const differences = async (bytes: Map<string, Uint8Array>): Promise<[boolean, boolean, string[]][]> => {
    const found: Difference[] = [];
    await compareWithState(federationOf(store, world, bytes), PROCESSES, (one) => void found.push(one));
    return found.map(({ ours, national, reasons }) => [ours !== null, national !== null, reasons]);
  };
  expect(await differences(bytesOf(world))).toEqual([[true, true, ['month-of-file']]]);
  expect(await differences(new Map())).toEqual([[true, false, ['not-archived']]]);
  // A file with two records, of which one is listed.
  const twice: SmallWorld = world.map((one) => ({ ...one, versions: [{ ...version, variants: [0, 11] }] }));
  expect(await differences(bytesOf(twice))).toEqual([
    [true, false, ['read-otherwise']],
    [false, true, ['file-not-listed']],
    [false, true, ['file-not-listed']],
  ]);
});

/** The reports of one world: the text counts what the lines list, and the object has the same counts. */
async function expectReports(store: Store): Promise<void> {
  const sized = await Promise.all(worlds.map(async (world) => ({ world, size: (await expectedOf(world)).length })));
  const { world = [] } = sized.toSorted((a, b) => b.size - a.size)[0] ?? {};
  await write(store, world);
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  const processes = join(folder, 'processes.yaml');
  writeFileSync(processes, JSON.stringify({ processes: PROCESSES }));
  const reportOf = async (format: 'text' | 'json' | 'ndjson', lang: 'fr' | 'en' = 'en'): Promise<string> => {
    const output = join(folder, `${format}.${lang}`);
    expect(await runCompare({ ...federationOf(store, world), lang }, { format, output, processes })).toBe(0);
    return readFileSync(output, 'utf8');
  };
  const lines = (await reportOf('ndjson')).split('\n').slice(0, -1);
  const differences = lines.map((line) => JSON.parse(line) as Difference);
  const comparison = JSON.parse(await reportOf('json')) as Comparison;
  expect(comparison.different + comparison.unknown).toBe(differences.length);
  expect(comparison.absent).toBe(differences.filter(({ ours }) => ours === null).length);
  // Each of ours is counted once: the two numbers of the text explain it.
  expect(comparison.same + comparison.different + comparison.unknown - comparison.absent).toBe(comparison.ours);
  expect(comparison.reasons.length).toBeGreaterThan(2);
  const texts = [await reportOf('text'), await reportOf('text', 'fr')];
  for (const { reason, count, examples } of comparison.reasons) {
    expect([reason, count]).toEqual([reason, differences.filter(({ reasons }) => reasons.includes(reason)).length]);
    expect(examples.length).toBe(Math.min(count, 3));
    for (const text of texts) expect(text).toMatch(new RegExp(`^ +${count}  ${reason}$`, 'm'));
  }
  const broken = join(folder, 'broken.yaml');
  writeFileSync(broken, 'processes: [{ name: alpha, datasets: alpha }]');
  await expect(runCompare(federationOf(store, world), { processes: broken })).rejects.toThrow(
    /broken\.yaml.*processes\[0\]: datasets/,
  );
  await expect(runCompare(federationOf(store, world), { processes: join(folder, 'absent') })).rejects.toThrow(InputError);
}
