/** The database made again from an archive: by the real judge, of invented files. */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { openArchive } from '../../../federation/src/archive/archive.node.ts';
import { type Archive, ArchiveError, type JournalEntry } from '../../../federation/src/archive/archive.ts';
import { USUAL } from '../../../federation/src/budgets.ts';
import { balanceLines } from '../../../federation/src/consolidate/balance-text.ts';
import { verdictOf } from '../../../federation/src/consolidate/balance.ts';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import { rebuild } from '../../../federation/src/consolidate/rebuild.node.ts';
import { balance } from '../../../federation/src/consolidate/states.node.ts';
import { runErase, runRebuild } from '../../../federation/src/consolidate/verb.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import { readStatus } from '../../../federation/src/status/status.node.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { ROOT } from '../../support/engine.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';
import { Killed, mortalStore } from './mortal-store.ts';
import { empty } from './world.ts';

type Marche = Record<string, unknown> & { id: string; modifications?: unknown[] };
const [complete] = (
  JSON.parse(readFileSync(`${ROOT}examples/2.1.0/valid/modifications-successives.json`, 'utf8')) as {
    marches: { marche: [Marche] };
  }
).marches.marche;
const old = readFileSync(`${ROOT}examples/1.5.0/valid/base-marche.json`);

const { modifications = [], ...withoutModifications } = complete;
const marche = (number: number, changes: object = {}): Marche => ({
  ...withoutModifications,
  id: `T${String(number)}`,
  ...changes,
});
const file = (...marches: Marche[]): Buffer => Buffer.from(JSON.stringify({ marches: { marche: marches } }, undefined, 1));
const many = (from: number, to: number): Marche[] => Array.from({ length: to - from }, (_, at) => marche(from + at));

/** What is published: the versions of each file, in the order of time over all of them. */
const PUBLISHED: [source: string, resource: string, content: Buffer][] = [
  ['cumul', 'tout.json', file(...many(0, 40), marche(100, { modifications: modifications.slice(0, 1) }))],
  ['jour', 'jour-1.json', file(marche(1), marche(100, { modifications: modifications.slice(1) }), marche(200))],
  ['cumul', 'ancien.json', old],
  // Some leave, one of them for good.
  ['cumul', 'tout.json', file(...many(3, 42), marche(100, { modifications: modifications.slice(0, 1) }))],
  // Another order of members, an invalid one.
  [
    'jour',
    'jour-2.json',
    file(marche(5, { codeCPV: 'X' }), Object.fromEntries(Object.entries(marche(200)).toReversed()) as Marche),
  ],
  // Most of it is lost: held.
  ['cumul', 'tout.json', file(...many(3, 8))],
];

let archive: Archive;
const progress: unknown[] = [];

const federationOf = (store: Store, of: Archive = archive): Federation => ({
  ...{ store, archive: of, outputs: '', portal: new URL('https://example.org'), lang: 'fr' },
  catalogue: new Map(
    [
      { id: 'cumul', priority: 50, guard: 0.2, accept: [], datasets: [{ id: 'jeu', rhythm: 'cumulative' }] },
      { id: 'jour', priority: 40, guard: 0.2, accept: [], datasets: [{ id: 'jeu', rhythm: 'daily' }] },
    ].map((source) => [source.id, source]),
  ) as unknown as Federation['catalogue'],
  now: () => new Date('2026-01-01T00:00:00Z'),
  progress: (event) => void progress.push(event),
});

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

async function fill(): Promise<void> {
  archive = await openArchive(mkdtempSync(join(tmpdir(), 'decp-archive-')));
  for (const [place, [source, resource, content]] of PUBLISHED.entries()) {
    const { sha256, size } = await archive.put(once(content));
    const fetchedAt = `2025-06-${String(place + 10)}T00:00:00.000Z`;
    await archive.note({
      ...{ source, dataset: 'jeu', resource, title: resource, format: 'json', url: `https://example.org/${resource}` },
      ...{ fetchedAt, lastModified: null, sha256, size },
    });
  }
}

async function journal(): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const entry of archive.journal()) entries.push(entry);
  return entries;
}

const contracts = (store: Store): Promise<Record<string, unknown>[]> =>
  store.query('select key, kind, standard, year, record, body, united, conflicts, withdrawn from contract order by key');

let store: Store;
let written = '';
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await empty(store);
  await store.exec('truncate verdict cascade');
  await fill();
  written = '';
  for (const stream of [process.stdout, process.stderr])
    vi.spyOn(stream, 'write').mockImplementation((text) => {
      written += String(text);
      return true;
    });
  vi.spyOn(console, 'error').mockImplementation((text: string) => void (written += `${text}\n`));
  return () => vi.restoreAllMocks();
});

/** Version after version as they come, with a consolidation after each. */
async function publish(): Promise<void> {
  const entries = await journal();
  for (const entry of entries.toSorted((a, b) => (a.fetchedAt < b.fetchedAt ? -1 : 1))) {
    await store.query(
      `insert into resource (source, dataset, name, title, format, updates, url) values ($1, 'jeu', $2, $2, 'json', $3, $4) on conflict do nothing`,
      [entry.source, entry.resource, entry.source === 'jour' ? 'added' : 'replaced', entry.url],
    );
    await store.query('insert into content (sha256, size, packed) values ($1, $2, 1) on conflict do nothing', [
      entry.sha256,
      entry.size,
    ]);
    await store.query(
      `insert into version (resource, content, fetched_at)
         select resource.id, content.id, $3 from resource, content where resource.name = $1 and sha256 = $2`,
      [entry.resource, entry.sha256, entry.fetchedAt],
    );
    await judgePending(federationOf(store));
    await consolidate(federationOf(store));
  }
}

test('what the archive does not know, whether a file fails, is said to be unknown in a new database', async () => {
  await rebuild(federationOf(store));
  const { sources } = await readStatus(federationOf(store), '');
  expect(sources).toMatchObject([
    { source: 'cumul', files: 2, failed: 0, unknown: 2, checkedAt: null },
    { source: 'jour', files: 2, failed: 0, unknown: 2, checkedAt: null },
  ]);
  await store.exec(`insert into attempt (at, source, resource, url, milliseconds, outcome)
    select now(), source, id, url, 0, 'failed' from resource where source = 'jour'`);
  expect((await readStatus(federationOf(store), '')).sources).toMatchObject([{ unknown: 2 }, { failed: 2, unknown: 0 }]);
});

test('the archive gives an empty database and one that grew day by day the same contracts', async () => {
  await rebuild(federationOf(store));
  const expected = await contracts(store);
  const states = await balance(federationOf(store));
  await empty(store);
  await store.exec('truncate verdict cascade');
  await publish();
  expect(await contracts(store)).toEqual(expected);
  expect((await balance(federationOf(store))).all).toEqual(states.all);
  // Made again where it is: nothing changes.
  const sequences = await store.query('select key, sequence from contract order by key');
  expect(await rebuild(federationOf(store))).toMatchObject({
    ...{ resources: 4, versions: 6, erasures: 0 },
    judged: { records: 41 + 3 + 1 + 40 + 2 + 5, held: 1, failed: [] },
    consolidated: { changed: 0 },
  });
  expect(await contracts(store)).toEqual(expected);
  expect(await store.query('select key, sequence from contract order by key')).toEqual(sequences);
  expect(await runRebuild({ yes: true }, federationOf(store))).toBe(0);
  expect(written).toMatchInlineSnapshot(`
      "Refait depuis l'archive : 4 fichiers, 6 versions, 92 enregistrements lus, aucun effacement.
      45 clés de contrat examinées, aucun contrat n'a changé.
      "
    `);
});

test('what is given up in it is said, and so is what the archive has lost', async () => {
  await rebuild(federationOf(store));
  const budgets = { ...USUAL, file: { ...USUAL.file, records: 30 } };
  expect(await runRebuild({ yes: true }, { ...federationOf(store), budgets })).toBe(1);
  expect(written).toMatch(/2 fichiers abandonnés[^]*trop coûteux, plus de 30 enregistrements/);
  const [first] = (await journal()).filter(({ resource }) => resource === 'tout.json');
  written = '';
  async function* read(sha256: string): AsyncGenerator<Uint8Array> {
    if (sha256 === first?.sha256) throw new ArchiveError('damaged', sha256);
    yield* archive.read(sha256);
  }
  expect(await runRebuild({ yes: true }, federationOf(store, { ...archive, read }))).toBe(1);
  expect(written).toMatch(/1 contenu de l'archive est endommagé ou absent/);
  expect(await store.query(`select state, reason from version where reason ->> 'code' = 'damaged'`)).toHaveLength(1);
});

test('of a file that has another source and title since, the last entry says what it is', async () => {
  const [first] = (await journal()).filter(({ resource }) => resource === 'jour-1.json');
  if (!first) throw new Error('there is one');
  const moved = { source: 'cumul', dataset: 'jeu', title: 'Renommé', url: 'https://example.org/autre.json' };
  await archive.note({ ...first, source: 'renommée depuis', fetchedAt: '2025-07-01T00:00:00.000Z' });
  await archive.note({ ...first, ...moved, fetchedAt: '2025-07-02T00:00:00.000Z' });
  for (const _ of ['in an empty database', 'where it is'])
    expect(await rebuild(federationOf(store))).toMatchObject({ resources: 4, versions: 6 });
  expect(await store.query(`select source, dataset, title, url from resource where name = 'jour-1.json'`)).toEqual([moved]);
});

test('the counts add up, in each state', async () => {
  await rebuild(federationOf(store));
  const found = await balance(federationOf(store));
  expect(verdictOf(found)).toBe('balanced');
  expect(`\n${balanceLines(found, 'fr', { files: true }).join('\n')}\n`).toMatchInlineSnapshot(`
    "
    Chaque enregistrement lu est compté une fois, dans un seul état.

                                lus  choisis  avec réserves  doublons  supplantés  en erreur  version ancienne  retirés  retenus  effacés
    cumul                        87       40              0         0           1          0                39        2        5        0
      ancien.json (2025-06-12)    1        1              0         0           0          0                 0        0        0        0
      tout.json (2025-06-10)     41        0              0         0           0          0                39        2        0        0
      tout.json (2025-06-13)     40       39              0         0           1          0                 0        0        0        0
      tout.json (2025-06-15)      5        0              0         0           0          0                 0        0        5        0
    jour                          5        3              0         1           0          1                 0        0        0        0
      jour-1.json (2025-06-11)    3        2              0         1           0          0                 0        0        0        0
      jour-2.json (2025-06-14)    2        1              0         0           0          1                 0        0        0        0
    total                        92       43              0         1           1          1                39        2        5        0

    Les comptes tombent juste, par fichier, par source et au total.
    "
  `);
});

test('a kill at any statement of rebuild, then judging and consolidating, give the same contracts', async () => {
  await rebuild(federationOf(store));
  const expected = await contracts(store);
  // Most statements are those of the judge and of consolidation, which have tests of their own.
  for (let kill = 1, killed = true; killed; kill += NIGHT ? 7 : 29) {
    killed = await rebuild(federationOf(mortalStore(store, kill))).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Killed) return true;
        throw error;
      },
    );
    await judgePending(federationOf(store));
    await consolidate(federationOf(store));
    expect(await contracts(store)).toEqual(expected);
  }
});

test('what stands in the way is said, and nothing is touched', async () => {
  await publish();
  const before = await contracts(store);
  const [last] = (await journal()).filter(({ resource }) => resource === 'jour-1.json');
  const lacking: Archive = { ...archive, has: (sha256) => Promise.resolve(sha256 !== last?.sha256) };
  const federation = federationOf(store, lacking);
  federation.catalogue = new Map([...federation.catalogue].filter(([id]) => id === 'jour'));
  expect(await runRebuild({ yes: true }, federation)).toBe(2);
  expect(written.replaceAll(last?.sha256 ?? '', '<sum>')).toMatchInlineSnapshot(`
      "Rien n'a été touché, car tout ne pourrait pas être refait.
      Le contenu <sum> de jour-1.json manque à l'archive. Rétablissez-le depuis une sauvegarde.
      Le catalogue n'a plus le jeu de données jeu de la source cumul. Remettez-le, avec « harvested: false » si la source n'est plus moissonnée.
      "
    `);
  written = '';
  expect(await runRebuild({}, federation)).toBe(2);
  expect(written).toMatch(/--yes/);
  expect(await contracts(store)).toEqual(before);
});

test('an erasure takes the record out for good, and says what stays', async () => {
  await publish();
  const [shared] = await store.query<{ hash: string; sameness: string }>(
    `select hash, sameness from record r where number = 'T200' order by hash`,
  );
  const hash = shared?.hash ?? '';
  const outputs = mkdtempSync(join(tmpdir(), 'decp-outputs-'));
  const [early, late] = ['20251231T060000Z-00000001', '20260102T060000Z-00000002'];
  for (const name of [early, '.en-cours-20251231T070000Z-00000000'])
    mkdirSync(join(outputs, 'snapshots', name), { recursive: true });
  writeFileSync(join(outputs, 'snapshots', 'note.txt'), '');
  for (const name of [early, '20251230T060000Z-00000003'])
    await store.query(
      `insert into snapshot (hash, name, at, sequence, state, manifest) values ('', $1, '2025-12-31T06:00:00Z', 0, '', '{}')`,
      [name],
    );
  const erase = (record: string, reason: string): Promise<number> =>
    runErase({ record, reason }, { ...federationOf(store), outputs });
  expect(await erase(hash.replaceAll('-', '').toUpperCase(), ' à la demande de la personne ')).toBe(0);
  expect(
    written
      .replaceAll(outputs, '<outputs>')
      .replaceAll(/[0-9a-f]{64}/g, '<sum>')
      .replaceAll(/[0-9a-f-]{36}/g, '<hash>'),
  ).toMatchInlineSnapshot(`
      "L'enregistrement <hash> est effacé de la base. Aucun fichier ne le fera revenir, et « rebuild » en tient compte.
      Ce qui reste :
      - son empreinte et la raison de l'effacement, sans lesquelles il reviendrait
      - son texte, dans le fichier archivé <sum> (jour, jour-2.json, https://example.org/jour-2.json). Les fichiers de l'archive sont nommés par leur empreinte et ne peuvent changer. Pour en faire disparaître le texte, supprimez ce fichier du dossier « contents » de l'archive : ses autres enregistrements restent dans la base, mais « rebuild » ne pourra plus se faire
      - l'instantané <outputs>/snapshots/.en-cours-20251231T070000Z-00000000, fait avant, peut le contenir ; supprimez-le s'il le faut, le prochain n'aura plus cet enregistrement
      - l'instantané <outputs>/snapshots/20251231T060000Z-00000001, fait avant, peut le contenir ; supprimez-le s'il le faut, le prochain n'aura plus cet enregistrement
      - ce qui en a été copié ailleurs : sauvegardes de l'archive et de la base, instantanés transmis ou déplacés (1 instantané fait avant n'est pas à sa place)
      - des traces dans les fichiers de la base, jusqu'à ce qu'elle en réemploie la place
      - ce que la source publie encore ; elle seule peut le retirer
      - l'enregistrement <hash>, qui dit la même chose dans un autre ordre ; effacez-le aussi
      "
    `);
  const expected = await contracts(store);
  expect(await store.query('select from record where hash = $1', [hash])).toEqual([]);
  expect(verdictOf(await balance(federationOf(store)))).toBe('balanced');
  expect((await balance(federationOf(store))).all.states.erased).toBe(1);
  expect(await rebuild(federationOf(store))).toMatchObject({ erasures: 1, consolidated: { changed: 0 } });
  expect(await contracts(store)).toEqual(expected);
  expect(await store.query('select from record where hash = $1', [hash])).toEqual([]);
  expect((await balance(federationOf(store))).all.states.erased).toBe(1);
  // Once more is no harm; what nobody has is refused.
  written = '';
  mkdirSync(join(outputs, 'snapshots', late));
  expect(await erase(hash, 'encore')).toBe(0);
  expect(written).toContain(early);
  expect(written).not.toContain(late);
  written = '';
  await store.exec('truncate snapshot');
  const none = createHash('md5').update('none').digest('hex');
  expect(await runErase({ record: none, reason: 'x' }, federationOf(store))).toBe(2);
  expect(await runErase({ record: 'T200', reason: 'x' }, federationOf(store))).toBe(2);
  expect(await runErase({ record: hash, reason: ' ' }, federationOf(store))).toBe(2);
  expect(written).toMatchInlineSnapshot(`
      "Aucun enregistrement n'a l'empreinte 334c4a4c-42fd-b79d-7ebc-3e73b517e6f8. Rien n'a été effacé.
      « T200 » n'est pas l'empreinte d'un enregistrement. Elle a 32 chiffres hexadécimaux, par exemple 0123abcd-4567-89ab-cdef-0123456789ab ; « rejets.ndjson.gz » et « contrats.ndjson.gz » la donnent.
      Donnez la raison de l'effacement (--reason), sans donnée personnelle. Elle est conservée.
      "
    `);
});
