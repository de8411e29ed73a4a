import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { balance } from '../../../federation/src/consolidate/states.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { DISK } from '../../../federation/src/snapshot/disk.node.ts';
import { latestSnapshot, readSnapshot, verifySnapshot } from '../../../federation/src/snapshot/read.node.ts';
import { type MadeSnapshot, makeSnapshot } from '../../../federation/src/snapshot/snapshot.node.ts';
import { layoutOf } from '../../../federation/src/snapshot/tables/columns.ts';
import { Tables, TABLES } from '../../../federation/src/snapshot/tables/tables.ts';
import { snapshotLines } from '../../../federation/src/snapshot/verb.node.ts';
import type { ContractLine } from '../../../federation/src/snapshot/contract.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { validateStream } from '../../../src/library/index.node.ts';
import { loadModelOf, versionIndex } from '../../../src/validate/registry.node.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { GONE, PLAIN, REFUSED, SMALL, UNITED, WRONG } from './small.ts';
import { exampleRecords, federationOf, fill, hashOf, published, putContract, uuid } from './world.ts';

let store: Store;
beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());

const linesOf = (folder: string, name: string): Record<string, unknown>[] =>
  gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** The sums of all files in a folder, by path; of the link `latest`, which leads to a folder, nothing. */
const filesIn = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [relative(folder, path), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  );

describe('a small federation', () => {
  let federation: Federation;
  let made: MadeSnapshot;
  beforeAll(async () => {
    federation = federationOf(store);
    await fill(federation.store, SMALL);
    made = await makeSnapshot(federation);
  });

  test('its manifest and its page are as written', async () => {
    const { hash, engine, ...manifest } = made.manifest;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(engine.name).toBe('decp-referentiel');
    expect(made.name).toBe(`20261130T070000Z-${hash.slice(0, 8)}`);
    // Compressed bytes may be others with another zlib; the sums of the contents may not.
    const files = manifest.files.map(({ name, content, count, ...own }) => ({ name, count, ...(content ?? own) }));
    await expect(`${JSON.stringify({ ...manifest, name: '…', files }, null, 2)}\n`).toMatchFileSnapshot(
      '../../golden/federation/snapshot/manifeste.json',
    );
    const page = readFileSync(join(made.folder, 'LISEZMOI.md'), 'utf8').replaceAll(made.name, '…').replace(engine.version, '…');
    await expect(page).toMatchFileSnapshot('../../golden/federation/snapshot/LISEZMOI.md');
    expect(readFileSync(join(made.folder, 'README.md'), 'utf8')).toContain('no publication of the State');
  });

  test('each regulatory file is judged by its version, and has no error', async () => {
    const files = made.manifest.files.filter(({ name }) => name.startsWith('contrats/'));
    expect(new Set(files.map(({ name }) => name.split('/')[1]))).toEqual(
      new Set(['1.3.0', '1.5.0', '2.0.0', '2.0.1', '2.0.3', '2.1.0']),
    );
    let count = 0;
    for (const { name, count: counted } of files) {
      const errors: unknown[] = [];
      const check = validateStream(createReadStream(join(made.folder, name)), { date: '2026-11-30' });
      let step = await check.next();
      for (; step.done !== true; step = await check.next()) if (step.value.severity === 'error') errors.push(step.value);
      expect({ name, errors }).toEqual({ name, errors: [] });
      const { version, records } = step.value;
      expect(version).toBe(name.split('/')[1]);
      expect(records.marche + records['contrat-concession']).toBe(counted);
      count += counted;
    }
    expect(count).toBe(made.manifest.counts.contracts);
  });

  test('united modifications stand in the body; those that break the standard leave the preferred record alone, which is said', () => {
    const contracts = linesOf(made.folder, 'contrats.ndjson.gz') as ContractLine[];
    const of = (key: string) => contracts.find((one) => one.key === uuid(key)) as ContractLine;
    expect(of('uni')).toMatchObject({ sources: ['commune', 'plateforme'], refused: null, firstPublished: '2024-09-20' });
    expect(of('uni').united).toHaveLength(1);
    expect(of('uni').body['modifications']).toHaveLength(2);
    expect(of('refus')).toMatchObject({
      refused: ['schema.uniqueItems'],
      reserves: [],
      united: [],
      firstPublished: '2024-09-20',
      lastPublished: '2024-09-21',
    });
    expect(of('refus').body).toEqual(REFUSED.record.value);
  });

  test('every published record that gave no contract is listed with its place and its reason', () => {
    const lines = linesOf(made.folder, 'rejets.ndjson.gz').map(({ body: _, content: __, ...line }) => line);
    const place = (source: string, id: string) => ({
      ...{ source, dataset: `jeu-${source}` },
      resource: id,
    });
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          state: 'file',
          ...place('commune', 'a1'),
          findings: [{ code: 'input.not-json', severity: 'error', field: '', count: 3, line: 12 }],
        }),
        expect.objectContaining({ state: 'unreadable', ...place('commune', 'a1'), reason: { code: 'input.empty' } }),
        expect.objectContaining({
          state: 'held',
          ...place('plateforme', 'c2'),
          records: 1,
          reason: { keys: 5, lost: 4, share: 0.8 },
        }),
        expect.objectContaining({
          state: 'invalid',
          ...place('plateforme', 'c2'),
          position: 2,
          reason: 'errors',
          record: hashOf(WRONG),
          findings: WRONG.findings,
        }),
        expect.objectContaining({ state: 'invalid', ...place('plateforme', 'c2'), position: 3, reason: 'no-key', findings: [] }),
        expect.objectContaining({ state: 'invalid', ...place('plateforme', 'c2'), position: 5, reason: 'errors' }),
      ]),
    );
    expect(lines).toHaveLength(6);
    expect(linesOf(made.folder, 'retraits.ndjson.gz')).toEqual([
      expect.objectContaining({ key: uuid('parti'), body: GONE.record.value }),
    ]);
  });

  test('DuckDB reads the Parquet file: as many contracts, the same sums, typed columns', async () => {
    const contracts = linesOf(made.folder, 'contrats.ndjson.gz') as ContractLine[];
    const sum = (name: string) =>
      contracts.reduce((total, { body }) => total + (typeof body[name] === 'number' ? body[name] : 0), 0);
    const db = await (await DuckDBInstance.create()).connect();
    const rows = async (sql: string) => (await db.runAndReadAll(sql)).getRowObjectsJson();
    const path = join(made.folder, 'contrats.parquet');
    expect(
      await rows(`select count(*)::int n, round(sum(montant), 2) montant, sum(valeurGlobale) valeur, count(*) filter (annee = 2024)::int y
        from '${path}'`),
    ).toEqual([
      {
        ...{ n: contracts.length, montant: sum('montant'), valeur: sum('valeurGlobale') },
        y: contracts.filter(({ year }) => year === 2024).length,
      },
    ]);
    const types = await rows(`select column_name, column_type from (describe select * from '${path}')`);
    const typeOf = new Map(types.map((row) => [row['column_name'], row['column_type']]));
    expect(['montant', 'dateNotification', 'dureeMois', 'marcheInnovant', 'titulaires'].map((name) => typeOf.get(name))).toEqual([
      'DOUBLE',
      'DATE',
      'BIGINT',
      'BOOLEAN',
      'VARCHAR',
    ]);
    // Envelopes are left out, so that 2.0.0 and 2.1.0 read alike.
    expect(
      await rows(
        `select distinct json_keys(titulaires::json->'$[0]') k from '${path}' where contrat = 'marche' and standard like '2%'`,
      ),
    ).toEqual([{ k: ['typeIdentifiant', 'id'] }]);
    const cells = await rows(
      `select count(*)::int n from read_csv('${join(made.folder, 'contrats.csv')}', delim = ';', all_varchar = true)`,
    );
    const old = contracts.filter(({ standard }) => standard.startsWith('1.')).length;
    expect(cells).toEqual([{ n: contracts.length - old }]);
    db.closeSync();
  });

  test('the same contracts make no second snapshot, and nothing is written', async () => {
    const before = filesIn(federation.outputs);
    // Nothing is even written beside.
    const again = await makeSnapshot(federation, { ...DISK, create: () => Promise.reject(new Error('something is written')) });
    expect(again).toMatchObject({ isNew: false, name: made.name, hash: made.hash, folder: made.folder });
    expect(filesIn(federation.outputs)).toEqual(before);
    expect(snapshotLines(again, 'fr')[0]).toContain('rien');
    // A contract that changed and changed back: written beside, and found to be the same.
    await putContract(federation.store, { ...UNITED, withdrawn: true });
    await putContract(federation.store, UNITED);
    expect(await makeSnapshot(federation)).toMatchObject({ isNew: false, name: made.name });
    expect(filesIn(federation.outputs)).toEqual(before);
  });

  test('`latest` names it, as a file and as a link, and it reads back', async () => {
    expect(readFileSync(join(federation.outputs, 'latest.txt'), 'utf8')).toBe(`${made.name}\n`);
    expect(readlinkSync(join(federation.outputs, 'latest'))).toBe(join('snapshots', made.name));
    const snapshot = await latestSnapshot(federation.outputs);
    const read: ContractLine[] = [];
    for await (const contract of (snapshot as NonNullable<typeof snapshot>).contracts()) read.push(contract);
    expect(read).toEqual(linesOf(made.folder, 'contrats.ndjson.gz'));
    expect(await verifySnapshot(made.folder)).toEqual([]);
  });
});

describe('a snapshot', () => {
  test('rows that came in another order give the same bytes', async () => {
    const federation = federationOf(store);
    await fill(store, SMALL);
    const expected = await makeSnapshot(federationOf(store));
    await fill(federation.store, SMALL, (items) => items.toReversed());
    const found = await makeSnapshot(federation);
    expect(found.hash).toBe(expected.hash);
    expect(found.name).toBe(expected.name);
    expect(filesIn(found.folder)).toEqual(filesIn(expected.folder));
  });

  test('the next snapshot says what was added, changed, withdrawn and erased since', async () => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    const first = await makeSnapshot(federation);
    expect(first.manifest.changes).toEqual({ since: null, added: 0, changed: 0, withdrawn: 0, erased: 0 });
    const [erased] = PLAIN as [(typeof PLAIN)[0]];
    await putContract(federation.store, { key: 'uni', record: UNITED.record });
    await putContract(federation.store, { ...REFUSED, withdrawn: true });
    await putContract(federation.store, { ...GONE, withdrawn: false });
    await federation.store.query('delete from contract where key = $1', [uuid(erased.key)]);
    // One that came and went is in neither.
    await putContract(federation.store, { ...GONE, key: 'passager' });
    const second = await makeSnapshot(federation);
    expect(second.manifest.changes).toEqual({ since: first.name, added: 1, changed: 1, withdrawn: 1, erased: 1 });
    expect(second.manifest.previous).toBe(first.name);
    expect(new Map(linesOf(second.folder, 'changements.ndjson.gz').map((line) => [line['key'], line['change']]))).toEqual(
      new Map([
        [uuid('uni'), 'changed'],
        [uuid('refus'), 'withdrawn'],
        [uuid('parti'), 'added'],
        [uuid(erased.key), 'erased'],
      ]),
    );
    expect(snapshotLines(second, 'en')[1]).toContain(`Since ${first.name}: 1 contract added, 1 changed, 1 withdrawn, 1 erased`);
    expect(await verifySnapshot(first.folder)).toEqual([]);
    // Contracts that come back to what they were are a snapshot of their own: `latest` never goes back in time.
    await fill(federation.store, SMALL);
    const third = await makeSnapshot(federation);
    expect(third).toMatchObject({ hash: first.hash, isNew: true });
    expect(third.name > second.name).toBe(true);
    // The database was refilled, and does not know the snapshot before: it says so and lists nothing.
    expect(third.manifest.changes.since).toBeNull();
  });
});

describe('what a snapshot says of files', () => {
  test.each([
    ['the dataset of a file', `update resource set dataset = 'autre' where name = 'c2'`],
    ['a version that is held no longer', `update version set state = 'unreadable' where state = 'held'`],
    ['a contract that is erased', `delete from contract where key = '${uuid('uni')}'`],
  ])('%s makes a new snapshot', async (_, sql) => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    const first = await makeSnapshot(federation);
    await federation.store.exec(sql);
    const second = await makeSnapshot(federation);
    expect(second.isNew).toBe(true);
    expect(second.hash).not.toBe(first.hash);
  });

  test('has nothing that the archive does not: a new title or address of a file makes no new snapshot', async () => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    const first = await makeSnapshot(federation);
    await federation.store.exec(`update resource set title = 'Autre titre', url = 'https://exemple.test/autre'`);
    expect(await makeSnapshot(federation)).toMatchObject({ isNew: false, hash: first.hash });
    // Even where all is written again.
    await federation.store.exec(`update snapshot set state = ''`);
    expect(await makeSnapshot(federation)).toMatchObject({ isNew: false, hash: first.hash });
  });
});

describe('a database that was refilled', () => {
  test('takes the last snapshot for its own where the contracts are the same, and tells changes from then on', async () => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    const first = await makeSnapshot(federation);
    await fill(federation.store, SMALL, (items) => items.toReversed());
    expect(await makeSnapshot(federation)).toMatchObject({ isNew: false, name: first.name });
    await putContract(federation.store, { ...UNITED, withdrawn: true });
    expect((await makeSnapshot(federation)).manifest.changes).toMatchObject({ since: first.name, withdrawn: 1, added: 0 });
  });
});

describe('many contracts', () => {
  /** As many as a second thread is started for. */
  const many = async (): Promise<Federation> => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    await federation.store.exec(`insert into contract (key, kind, standard, year, record, sequence)
      select md5(key::text || i)::uuid, kind, standard, year, record, sequence + i
      from (select * from contract where body is null and not withdrawn order by key limit 1) c, generate_series(1, 20000) i`);
    return federation;
  };

  test('their tables are made by another thread, with the same bytes', async () => {
    const { folder, manifest } = await makeSnapshot(await many());
    expect(manifest.counts.contracts).toBeGreaterThan(20_000);
    const versions = (await versionIndex()).filter(({ status }) => status !== 'brouillon');
    const here = new Tables(layoutOf(await Promise.all(versions.map(({ version }) => loadModelOf(version)))));
    const lines = gunzipSync(readFileSync(join(folder, 'contrats.ndjson.gz')))
      .toString()
      .split('\n')
      .slice(0, -1);
    const parts = [...here.add(lines), ...here.end()];
    for (const name of TABLES) {
      const bytes = Buffer.concat(parts.filter((part) => part.name === name).map((part) => part.bytes));
      expect(readFileSync(join(folder, name)).equals(bytes)).toBe(true);
    }
    const countOf = (name: string) => manifest.files.find((file) => file.name === name)?.count;
    expect(countOf('contrats.parquet')).toBe(lines.length);
    expect((countOf('contrats.csv') ?? 0) + (countOf('contrats-1.x.csv') ?? 0)).toBe(lines.length);
    expect(await verifySnapshot(folder)).toEqual([]);
  });

  test('a disk that fails on a table stops the snapshot, which leaves nothing', async () => {
    const federation = await many();
    const create: typeof DISK.create = async (path) => {
      const file = await DISK.create(path);
      const isTable = path.endsWith('contrats.csv');
      return { ...file, write: (bytes) => (isTable ? Promise.reject(new Error('ENOSPC: no space left')) : file.write(bytes)) };
    };
    await expect(makeSnapshot(federation, { ...DISK, create })).rejects.toThrow(/ENOSPC/);
    expect(readdirSync(join(federation.outputs, 'snapshots'))).toEqual([]);
  });
});

describe('faults of a snapshot on disk', () => {
  test('damage, an absent file and a file too many are found; a damaged file is not read as whole', async () => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    const { folder } = await makeSnapshot(federation);
    const path = join(folder, 'contrats.ndjson.gz');
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.concat([bytes, bytes]));
    rmSync(join(folder, 'contrats.csv'));
    writeFileSync(join(folder, 'contrats', 'autre.json'), '');
    expect(await verifySnapshot(folder)).toEqual([
      { name: 'contrats.csv', fault: 'absent' },
      { name: 'contrats.ndjson.gz', fault: 'damaged' },
      { name: 'contrats/autre.json', fault: 'unlisted' },
    ]);
    const snapshot = await readSnapshot(folder);
    await expect(async () => {
      for await (const _ of snapshot.contracts()) void _;
    }).rejects.toThrow(/contrats\.ndjson\.gz is damaged/);
    writeFileSync(join(folder, 'manifeste.json'), '{"format":"autre"}');
    await expect(readSnapshot(folder)).rejects.toThrow(/is not the manifest of a snapshot/);
  });

  test('a last snapshot that someone removed is made again', async () => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    const first = await makeSnapshot(federation);
    rmSync(first.folder, { recursive: true });
    const second = await makeSnapshot(federation);
    expect(second).toMatchObject({ isNew: true, hash: first.hash });
    expect(second.manifest.changes.since).toBeNull();
    expect((await latestSnapshot(federation.outputs))?.folder).toBe(second.folder);
  });

  test('a contract whose record is missing stops the snapshot, which leaves nothing', async () => {
    const federation = federationOf(store);
    await fill(federation.store, SMALL);
    await federation.store.query('delete from record where hash = $1', [hashOf(UNITED.record)]);
    await expect(makeSnapshot(federation)).rejects.toThrow(/its record .* is not there/);
    expect(readdirSync(join(federation.outputs, 'snapshots'))).toEqual([]);
    expect(existsSync(join(federation.outputs, 'latest.txt'))).toBe(false);
  });
});

test('a contract that names the record of another one is out of balance', async () => {
  const federation = federationOf(store);
  await fill(federation.store, SMALL);
  const faults = async () => (await balance(federation)).faults.map(({ fault }) => fault);
  expect(await faults()).not.toContain('contracts');
  const [one, other] = PLAIN as [(typeof PLAIN)[0], (typeof PLAIN)[0]];
  await federation.store.query('update contract set record = $1 where key = $2', [hashOf(other.record), uuid(one.key)]);
  expect(await faults()).toContain('contracts');
});

describe('hostile values', () => {
  const hostile = '=cmd|\' /C calc\'!A0\t;"a"\r\nb\u2028c\u0085\u0000\ud800 é 𝒳';
  const [base] = exampleRecords('2.1.0', (name) => name === 'marche-minimal');
  const value = { ...base?.value, objet: hostile, montant: -5, 'colonne=1': [hostile], ['__proto__x']: { a: null } };
  const rec = { ...(base as NonNullable<typeof base>), value, key: 'hostile' };

  test('they stand in every output as they are, one contract a line and a row', async () => {
    const federation = federationOf(store);
    await fill(federation.store, {
      resources: [{ source: 'commune', name: 'a', updates: 'replaced', versions: [{ state: 'accepted', records: [rec] }] }],
      contracts: published([rec]),
    });
    const { folder } = await makeSnapshot(federation);
    const [line, ...more] = linesOf(folder, 'contrats.ndjson.gz') as ContractLine[];
    expect(more).toEqual([]);
    expect(line?.body).toEqual(value);
    const { marches } = JSON.parse(readFileSync(join(folder, 'contrats/2.1.0/2024.json'), 'utf8')) as { marches: object };
    expect(marches).toEqual({ marche: [value] });
    const db = await (await DuckDBInstance.create()).connect();
    const rows = async (from: string) =>
      (await db.runAndReadAll(`select objet, autres, montant from ${from}`)).getRowObjectsJson();
    const [row] = await rows(`'${join(folder, 'contrats.parquet')}'`);
    // Half of a character has no place in a column of texts: the value stands beside, as JSON.
    expect(row).toMatchObject({ objet: null, montant: -5 });
    expect(JSON.parse(row?.['autres'] as string)).toEqual({
      ...{ '/objet': hostile, '/colonne=1': [hostile], '/__proto__x': { a: null } },
    });
    const csv = readFileSync(join(folder, 'contrats.csv'), 'utf8');
    expect(csv).toContain(";'-5;");
    expect(csv.split('\r\n')).toHaveLength(3);
    db.closeSync();
  });

  test('a formula is guarded in the table', async () => {
    const federation = federationOf(store);
    const formula = { ...rec, value: { ...base?.value, objet: '=1+1;"x"\n' } };
    await fill(federation.store, {
      resources: [{ source: 'commune', name: 'a', updates: 'replaced', versions: [{ state: 'accepted', records: [formula] }] }],
      contracts: published([formula]),
    });
    const { folder } = await makeSnapshot(federation);
    expect(readFileSync(join(folder, 'contrats.csv'), 'utf8')).toContain(`;"'=1+1;""x""\n";`);
  });

  test('the names of files come from no data', async () => {
    const federation = federationOf(store);
    const strange = { ...rec, standard: '../../2.1.0', value: { ...base?.value } };
    await fill(federation.store, {
      resources: [{ source: 'commune', name: 'a', updates: 'replaced', versions: [{ state: 'accepted', records: [strange] }] }],
      contracts: published([strange]),
    });
    await expect(makeSnapshot(federation)).rejects.toThrow();
    expect(readdirSync(federation.outputs)).toEqual(['snapshots']);
    expect(readdirSync(join(federation.outputs, 'snapshots'))).toEqual([]);
  });
});
