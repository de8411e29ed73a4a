/** A fault that is only in a modification, an act or yearly data marks its contract, which is published as its source wrote it. */
import { createReadStream, mkdtempSync, readFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../../federation/src/api/app.ts';
import { makeApp } from '../../federation/src/api/app.node.ts';
import { consolidate } from '../../federation/src/consolidate/consolidate.node.ts';
import { balance } from '../../federation/src/consolidate/states.node.ts';
import type { Federation } from '../../federation/src/federation.ts';
import { wantIndex } from '../../federation/src/search/index.node.ts';
import type { ContractLine } from '../../federation/src/snapshot/contract.ts';
import { makeSnapshot } from '../../federation/src/snapshot/snapshot.node.ts';
import { validateStream } from '../../src/library/index.node.ts';
import { emptyStore } from '../support/federation-store.ts';
import { fileOf, marche, World } from './judge/world.ts';

const modification = (id: number, montant: number, parts: object = {}): object => ({
  modification: {
    ...{ id, montant, dateNotificationModification: '2024-05-02', datePublicationDonneesModification: '2024-05-10' },
    ...parts,
  },
});
const act = (id: number, montant: number): object => ({
  acteSousTraitance: {
    ...{ id, sousTraitant: { id: '99912034800027', typeIdentifiant: 'SIRET' }, dureeMois: 2, montant },
    ...{ dateNotification: '2024-04-02', variationPrix: 'Ferme', datePublicationDonnees: '2024-04-10' },
  },
});
const modificationOfAct = (id: number): object => ({
  modificationActeSousTraitance: {
    ...{ id, dureeMois: 3, montant: 900 },
    ...{ dateNotificationModificationSousTraitance: '2024-05-02', datePublicationDonnees: '2024-05-10' },
  },
});
const TWICE = { modifications: [modification(1, 51_000), modification(1, 52_000)] };
const WRONG = { titulaires: [{ titulaire: { typeIdentifiant: 'SIRET', id: '99912034800028' } }] };

/** Marchés whose only errors are in elements, with the places of these. The first eight are like those that were lost before. */
const RESERVED: readonly (readonly [parts: object, code: string, ...places: string[]])[] = [
  ...Array.from(
    { length: 8 },
    (_, at) =>
      [
        { modifications: [modification(at + 2, 51_000), modification(1, 51_500), modification(1, 52_000 + at)] },
        ...['modification-identifiant-duplique', '/modifications/1/modification/id', '/modifications/2/modification/id'],
      ] as const,
  ),
  [
    { sousTraitanceDeclaree: true, actesSousTraitance: [act(1, 1000), act(1, 2000)] },
    ...['acte-identifiant-duplique', '/actesSousTraitance/0/acteSousTraitance/id', '/actesSousTraitance/1/acteSousTraitance/id'],
  ],
  [
    {
      ...{ sousTraitanceDeclaree: true, actesSousTraitance: [act(1, 1000)] },
      modificationsActesSousTraitance: [modificationOfAct(1), modificationOfAct(7)],
    },
    'modification-acte-inconnu',
    '/modificationsActesSousTraitance/1/modificationActeSousTraitance/id',
  ],
  [
    { modifications: [modification(1, 51_000, { datePublicationDonneesModification: '2034-05-10' })] },
    'date-future',
    '/modifications/0/modification/datePublicationDonneesModification',
  ],
  [
    { modifications: [modification(1, 51_000, WRONG)] },
    'identifiant-titulaire-invalide',
    '/modifications/0/modification/titulaires/0/titulaire/id',
  ],
] as never;

/** Marchés that are rejected as before, with an error of each. */
const REJECTED: readonly (readonly [parts: object, code: string])[] = [
  [{ ...TWICE, ...WRONG }, 'identifiant-titulaire-invalide'],
  [{ ...TWICE, datePublicationDonnees: '2034-03-20' }, 'date-future'],
  // The contracts that are published conform to the schema of their version.
  [{ modifications: [modification(0, 51_000)] }, 'schema.minimum'],
];

const nameOf = (kind: 'R' | 'X', at: number): string => `2024${kind}${at}`;
const bodyOf = (at: number): object => marche(nameOf('R', at), RESERVED[at]?.[0] as Record<string, unknown>);
const file = (): string =>
  fileOf(
    marche('2024SANS'),
    ...RESERVED.map((_, at) => bodyOf(at)),
    ...REJECTED.map(([parts], at) => marche(nameOf('X', at), parts as Record<string, unknown>)),
  );

let world: World;
let federation: Federation;
let app: App;
beforeAll(async () => {
  world = new World(await emptyStore());
  await world.clear();
  federation = { ...world.federation, outputs: mkdtempSync(join(tmpdir(), 'reserves-')) };
  app = await makeApp(
    { ...federation, queries: world.store, publisher: undefined, onFault: (error) => expect.fail(String(error)) },
    { maxDelay: 0 },
  );
  await world.store.session((session) => wantIndex(session, new Date()));
  await world.publish(file(), { resource: 'marches.json' });
  await world.judge();
  await consolidate(federation);
});
afterAll(async () => {
  await app.close();
  await world.store.close();
});

const asked = async <T>(url: string): Promise<T> => {
  const answer = await app.inject({ url });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json();
};
type Answer = ContractLine & { warned: boolean };
const found = async (query: string): Promise<Answer[]> => {
  return (await asked<{ items: Answer[] }>(`/v1/contrats?limit=100&${query}`)).items;
};
/** The reserves that are expected, by the number of the contract. */
const EXPECTED = new Map(
  RESERVED.map(([, code, ...places], at) => [nameOf('R', at), places.map((path) => ({ code, path }))] as const),
);
const reservesOf = (lines: readonly ContractLine[]) => new Map(lines.map(({ body, reserves }) => [body['id'], reserves]));

test('each contract is published as its source wrote it, and the API names each error and its place', async () => {
  const reserved = await found('verdict=avec-reserves');
  expect(new Map(reserved.map(({ body }) => [body['id'], body]))).toEqual(
    new Map(RESERVED.map((_, at) => [nameOf('R', at), bodyOf(at)])),
  );
  expect(reservesOf(reserved)).toEqual(EXPECTED);
  expect(reserved.every(({ warned }) => warned)).toBe(true);
  const all = await found('');
  expect(all.filter(({ reserves }) => reserves.length === 0).map(({ body }) => body['id'])).toEqual(['2024SANS']);
  const without = await found('verdict=sans-avertissement');
  expect(without.flatMap(({ reserves }) => reserves)).toEqual([]);
});

test('each record is in one state, with findings where it has errors, and the others are rejected', async () => {
  const { all, faults } = await balance(federation);
  expect(faults).toEqual([]);
  expect(all).toMatchObject({ read: 16, states: { selected: 1, reserved: RESERVED.length, invalid: REJECTED.length } });
  const { items } = await asked<{ items: { number: string; findings: { code: string }[] }[] }>('/v1/rejets');
  expect(new Set(items.map(({ number }) => number))).toEqual(new Set(REJECTED.map((_, at) => nameOf('X', at))));
  for (const [at, [, code]] of REJECTED.entries()) {
    const codes = items.find(({ number }) => number === nameOf('X', at))?.findings.map((one) => one.code);
    expect(codes).toContain(code);
  }
});

test('the files of a snapshot have them, with reserves in each that can name them', async () => {
  const { folder, manifest } = await makeSnapshot(federation);
  expect(manifest.counts).toMatchObject({ contracts: 1 + RESERVED.length, reserved: RESERVED.length, rejected: REJECTED.length });
  const lines = gunzipSync(readFileSync(join(folder, 'contrats.ndjson.gz')))
    .toString()
    .trimEnd()
    .split('\n');
  const read = lines.map((line) => JSON.parse(line) as ContractLine);
  expect(reservesOf(read.filter(({ reserves }) => reserves.length > 0))).toEqual(EXPECTED);
  const [head = '', ...rows] = readFileSync(join(folder, 'contrats.csv'), 'utf8').trimEnd().split('\r\n');
  expect(head.split(';')).toContain('reserves');
  expect(rows.filter((row) => row.includes('""path"":""/'))).toHaveLength(RESERVED.length);
  // What `decp validate` finds in the files by year is what the reserves say.
  const [year = ''] = readdirSync(join(folder, 'contrats/2.0.3'));
  const wrong: [unknown, { code: string; path: string }][] = [];
  const check = validateStream(createReadStream(join(folder, 'contrats/2.0.3', year)), { date: '2026-11-30' });
  for await (const { code, severity, path, record } of check)
    if (severity === 'error') wrong.push([record?.id, { code, path: path.replace(/^\/marches\/marche\/\d+/, '') }]);
  expect(wrong).toHaveLength([...EXPECTED.values()].flat().length);
  for (const [id, reserve] of wrong) expect(EXPECTED.get(id as string)).toContainEqual(reserve);
});

test('what a program before judged otherwise is judged as its rules say now, and gives the same contracts', async () => {
  const before = await found('');
  await world.store.exec(`
    update record set valid = false where verdict in (select id from verdict where reserved);
    delete from contract where reserved; delete from search where reserved;
    update verdict set valid = false, reserved = false where reserved`);
  expect(await found('')).toHaveLength(1);
  await consolidate(federation);
  const after = await found('');
  const said = ({ sequence: _, ...line }: Answer & { sequence?: number }) => line;
  expect(after.map(said)).toEqual(before.map(said));
  expect((await balance(federation)).faults).toEqual([]);
});

test('a contract has the reserves of the modifications that another record gives it, and none once that one has corrected them', async () => {
  const publish = async (resource: string, ...records: unknown[]): Promise<void> => {
    await world.publish(fileOf(...records), { resource });
    await world.judge();
    await consolidate(federation);
  };
  await publish('nord.json', marche('2024UNI', { datePublicationDonnees: '2024-06-20' }));
  await publish('sud.json', marche('2024UNI', TWICE));
  const [united] = await found('numero=2024UNI');
  expect(united?.body['modifications']).toEqual(TWICE.modifications);
  expect(united?.reserves).toHaveLength(2);
  expect((await balance(federation)).all.states).toMatchObject({ reserved: RESERVED.length, superseded: 1 });
  const once = [modification(1, 51_000), modification(2, 52_000)];
  await publish('sud.json', marche('2024UNI', { modifications: once }));
  const [corrected] = await found('numero=2024UNI');
  expect(corrected).toMatchObject({ reserves: [], body: { modifications: once } });
});
