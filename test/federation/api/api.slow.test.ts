import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { App } from '../../../federation/src/api/app.ts';
import type { ContractLine } from '../../../federation/src/snapshot/contract.ts';
import { eraseRecord } from '../../../federation/src/consolidate/erase.node.ts';
import { findContracts } from '../../../federation/src/search/contracts.node.ts';
import { searchRow } from '../../../federation/src/search/row.ts';
import { latestSnapshot } from '../../../federation/src/snapshot/read.node.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { draws } from '../../support/tier.ts';
import { type Demo, openDemo } from './demo.ts';
import { demoAfter } from './demo-after.ts';
import { checker, describedBy, type Description } from './described.ts';
import { requests } from './requests.ts';

let demo: Demo;
let app: App;
/** The contracts of the last snapshot. */
let lines: (ContractLine & { line: string })[];

beforeAll(async () => {
  demo = await demoAfter(3);
  app = await demo.app();
  const folder = (await latestSnapshot(demo.federation.outputs))?.folder ?? '';
  lines = gunzipSync(readFileSync(join(folder, 'contrats.ndjson.gz')))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => ({ ...(JSON.parse(line) as ContractLine), line }));
});
afterAll(async () => {
  await demo.close();
  await demo.federation.store.close();
  expect(demo.faults).toEqual([]);
});

type Item = Record<string, unknown> & { key: string; body: Record<string, unknown> };
type Page = { items: Item[]; next: string | null; partial: boolean; count?: { value: number; exact: boolean } };

const get = async <T = Page>(url: string): Promise<T> => {
  const answer = await app.inject({ url });
  expect([url, answer.statusCode]).toEqual([url, 200]);
  return answer.json();
};

/** All pages of a question. */
async function pages(url: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await get(cursor === null ? url : `${url}&cursor=${cursor}`);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}

describe('contracts', () => {
  test('are the lines of the snapshot, with where they stand among the changes', async () => {
    const items = await pages('/v1/contrats?limit=100');
    expect(items.length).toBe(lines.length);
    const expected = new Map(lines.map(({ key, line }) => [key, line]));
    for (const { sequence, withdrawn, warned, ...rest } of items) {
      expect(typeof sequence).toBe('number');
      expect(withdrawn).toBe(false);
      expect(typeof warned).toBe('boolean');
      expect(JSON.stringify(rest)).toBe(JSON.stringify(JSON.parse(expected.get(rest.key) ?? 'null')));
    }
  });

  test('as files are those of the snapshot, line by line', async () => {
    const { body } = await app.inject({ url: '/v1/contrats.ndjson' });
    expect(body.trimEnd().split('\n').toSorted()).toEqual(lines.map(({ line }) => line).toSorted());
    const csv = (await app.inject({ url: '/v1/contrats.csv' })).body;
    const keys = csv.split('\r\n').slice(1, -1);
    expect(keys.length).toBeGreaterThanOrEqual(lines.length);
    for (const { key } of lines) expect(csv).toContain(`\n${key};`);
  });

  test('are those that the filters ask for, page after page, each once and in order', async () => {
    const rows = lines.map((line) => ({ ...line, row: searchRow(line.kind, line.body) }));
    const value = (of: (row: (typeof rows)[number]) => string): fc.Arbitrary<string> =>
      fc.constantFrom(...new Set(rows.map(of).filter((text) => text !== '')));
    const optional = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
      fc.option(arbitrary, { nil: undefined, freq: 4 });
    const filters = fc.record({
      acheteur: optional(
        fc.oneof(
          value(({ row }) => row.buyer),
          value(({ row }) => row.siren),
        ),
      ),
      titulaire: optional(value(({ row }) => row.parties[0] ?? '')),
      cpv: optional(
        fc
          .tuple(
            value(({ row }) => row.cpv),
            fc.integer({ min: 2, max: 8 }),
          )
          .map(([cpv, length]) => cpv.slice(0, length)),
      ),
      departement: optional(value(({ row }) => row.department)),
      lieu: optional(value(({ row }) => row.place)),
      nature: optional(value(({ row }) => row.nature)),
      procedure: optional(value(({ row }) => row.procedure)),
      source: optional(value(({ sources }) => sources[0] ?? '')),
      version: optional(value(({ standard }) => standard)),
      type: optional(value(({ kind }) => kind)),
      dateMin: optional(value(({ row }) => row.day)),
      dateMax: optional(value(({ row }) => row.day)),
      montantMin: optional(value(({ row }) => String(Math.max(0, row.amount)))),
      montantMax: optional(value(({ row }) => String(Math.max(0, row.amount)))),
    });
    const tests: Record<string, (row: (typeof rows)[number], wanted: string) => boolean> = {
      acheteur: ({ row }, wanted) => row.buyer === wanted || row.siren === wanted,
      titulaire: ({ row }, wanted) => row.parties.includes(wanted),
      cpv: ({ row }, wanted) => row.cpv.startsWith(wanted),
      departement: ({ row }, wanted) => row.department === wanted,
      lieu: ({ row }, wanted) => row.place === wanted,
      nature: ({ row }, wanted) => row.nature === wanted,
      procedure: ({ row }, wanted) => row.procedure === wanted,
      source: ({ sources }, wanted) => sources.includes(wanted),
      version: ({ standard }, wanted) => standard === wanted,
      type: ({ kind }, wanted) => kind === wanted,
      dateMin: ({ row }, wanted) => row.day >= wanted,
      dateMax: ({ row }, wanted) => row.day <= wanted && row.day !== '0001-01-01',
      montantMin: ({ row }, wanted) => row.amount >= Number(wanted),
      montantMax: ({ row }, wanted) => row.amount <= Number(wanted) && row.amount >= 0,
    };
    const sorts = fc.constantFrom('-date', 'date', '-montant', 'montant');
    await fc.assert(
      fc.asyncProperty(filters, sorts, fc.integer({ min: 1, max: 120 }), async (asked, sort, limit) => {
        const given = Object.entries(asked).filter((entry): entry is [string, string] => entry[1] !== undefined);
        const query = new URLSearchParams([...given, ['sort', sort], ['limit', String(limit)]]);
        const found = (await pages(`/v1/contrats?${query.toString()}`)).map(({ key }) => key);
        const way = sort.startsWith('-') ? -1 : 1;
        const at = ({ row }: (typeof rows)[number]): string | number => (sort.endsWith('date') ? row.day : row.amount);
        const expected = rows
          .filter((row) => given.every(([name, wanted]) => (tests[name] as (typeof tests)[string])(row, wanted)))
          .toSorted((a, b) => way * (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : a.key < b.key ? -1 : 1))
          .map(({ key }) => key);
        expect(found).toEqual(expected);
        const { count } = await get(`/v1/contrats?${query.toString()}&count=true`);
        expect(count).toEqual({ value: expected.length, exact: true });
      }),
      { numRuns: draws(20, 100) },
    );
  });

  test('are found by their CPV code, with or without its check digit', async () => {
    const codes = [...new Set(lines.map(({ kind, body }) => searchRow(kind, body).cpv.slice(0, 8)))].slice(0, 20);
    for (const code of codes.filter((one) => one !== '')) {
      const { count } = await get(`/v1/contrats?limit=1&count=true&cpv=${code}`);
      expect((await get(`/v1/contrats?limit=1&count=true&cpv=${code}-4`)).count).toEqual(count);
    }
  });

  test('have all values of a list of which one is enough', async () => {
    const titulaires = [...new Set(lines.flatMap(({ kind, body }) => searchRow(kind, body).parties))].slice(0, 8);
    const query = titulaires.map((id) => `titulaire=${encodeURIComponent(id)}`).join('&');
    const found = (await pages(`/v1/contrats?limit=3&${query}`)).map(({ key }) => key);
    const expected = lines.filter(({ kind, body }) => searchRow(kind, body).parties.some((id) => titulaires.includes(id)));
    expect(found.length).toBe(new Set(found).size);
    expect(found.toSorted()).toEqual(expected.map(({ key }) => key).toSorted());
  });

  test('that are rare come over several pages, none of which looks at more than it may', async () => {
    const { store } = demo.federation;
    const numbers = [...new Set(lines.map(({ kind, body }) => searchRow(kind, body).number))];
    for (const [filters, sort] of [
      [{}, '-date'],
      [{ numero: numbers[7] }, 'montant'],
      [{ lieu: ['35238'] }, 'montant'],
      [{ procedure: ['Procédure adaptée'] }, '-date'],
      [{ etat: 'tous' }, 'montant'],
      [{ verdict: 'avertissements' }, '-date'],
    ] as const) {
      const all = await findContracts(store, { filters, sort, limit: 1000, withBody: false });
      expect([all.next, all.isCut]).toEqual([undefined, false]);
      const found: string[] = [];
      let cursor: string | undefined;
      let cut = 0;
      do {
        const page = await findContracts(store, { filters, sort, cursor, limit: 3, withBody: false, scanned: 7 });
        found.push(...page.contracts.map(({ key }) => key));
        if (page.isCut) cut++;
        cursor = page.next;
      } while (cursor !== undefined);
      expect(found).toEqual(all.contracts.map(({ key }) => key));
      if ('lieu' in filters) expect(cut).toBeGreaterThan(10);
    }
  });

  test('have the members that are asked for', async () => {
    const { items } = await get('/v1/contrats?limit=5&type=marche&fields=key&fields=sources&fields=body.montant&fields=warned');
    expect(items).toHaveLength(5);
    for (const item of items) {
      expect(Object.keys(item)).toEqual(['key', 'sources', 'warned', 'body']);
      expect(Object.keys(item.body)).toEqual(['montant']);
    }
    const wrong = await app.inject({ url: '/v1/contrats?fields=cle' });
    expect([wrong.statusCode, wrong.json()]).toMatchObject([400, { parameter: 'fields', code: 'bad-parameter' }]);
  });

  test('come one by one, with their records and where these are published', async () => {
    for (const { key, line } of lines.slice(0, 20)) {
      const { sequence: _s, withdrawn: _w, warned: _, ...one } = await get<Record<string, unknown>>(`/v1/contrats/${key}`);
      expect(one).toEqual(JSON.parse(line));
      const { items } = await get<{ items: { record: string; state: string; sources: string[] }[] }>(
        `/v1/contrats/${key}/versions`,
      );
      expect(items[0]).toMatchObject({ record: one['record'], state: 'selected' });
      expect([...new Set(items.filter(({ state }) => state !== 'invalid').flatMap(({ sources }) => sources))].toSorted()).toEqual(
        one['sources'],
      );
      const places = await get<{ items: { record: string }[] }>(`/v1/contrats/${key}/provenance`);
      expect(places.items.some(({ record }) => record === one['record'])).toBe(true);
    }
    const absent = await app.inject({ url: '/v1/contrats/00000000-0000-0000-0000-000000000000/versions' });
    expect(absent.statusCode).toBe(404);
  });

  test('say of each record why another is preferred', async () => {
    const found = await demo.federation.store.query<{ key: string }>(
      'select key from record where valid group by key having count(*) > 1',
    );
    expect(found.length).toBeGreaterThan(0);
    const states = new Set<string>();
    for (const { key } of found) {
      const { items } = await get<{ items: { state: string; decidedBy: string | null }[] }>(`/v1/contrats/${key}/versions`);
      for (const { state, decidedBy } of items) {
        states.add(state);
        expect(decidedBy !== null).toBe(state === 'superseded');
      }
    }
    expect(states.has('superseded')).toBe(true);
  });

  test('that are withdrawn come only where they are asked for', async () => {
    const { store } = demo.federation;
    const [{ count } = { count: 0 }] = await store.query<{ count: number }>(
      'select count(*) as count from contract where withdrawn',
    );
    expect(count).toBeGreaterThan(0);
    expect((await pages('/v1/contrats?limit=1000&etat=retire')).length).toBe(count);
    expect((await pages('/v1/contrats?limit=1000&etat=retire&sort=montant')).length).toBe(count);
    expect((await pages('/v1/contrats?limit=1000&etat=tous')).length).toBe(count + lines.length);
  });
});

test('the changes, replayed, give the snapshot; none is missing and none comes twice while others are written', async () => {
  const other = await openDemo(await emptyStore());
  const api = await other.app();
  const known = new Map<string, string>();
  const seen = new Set<number>();
  let after = 0;
  const follow = async (limit: number): Promise<boolean> => {
    const answer = (await api.inject({ url: `/v1/changements?depuis=${after}&limit=${limit}` })).json<{
      items: { sequence: number; key: string; removed: boolean; contract?: Item }[];
      next: number;
      end: boolean;
    }>();
    for (const { sequence, key, removed, contract } of answer.items) {
      expect(sequence).toBeGreaterThan(after);
      expect(seen.has(sequence)).toBe(false);
      seen.add(sequence);
      if (removed || contract?.['withdrawn'] === true) known.delete(key);
      else {
        const { sequence: _s, withdrawn: _w, warned: _, ...line } = contract as Item;
        known.set(key, JSON.stringify(line));
      }
    }
    after = answer.next;
    return answer.end;
  };
  for (const day of [1, 2, 3]) {
    const pass = other.pass(day, day === 3 ? 'snapshot' : 'consolidated');
    // While the pass writes.
    for (let i = 0; i < 5; i++) await follow(7);
    await pass;
    // Not all of it, before the next day.
    for (let i = 0; i < 3; i++) await follow(20);
  }
  while (!(await follow(50)));
  const snapshot = await latestSnapshot(other.federation.outputs);
  const expected = new Map<string, string>();
  for await (const line of snapshot?.contracts() ?? []) expected.set(line.key, JSON.stringify(line));
  expect(known).toEqual(expected);
  await other.close();
  await other.federation.store.close();
  expect(other.faults).toEqual([]);
});

test('while contracts are made again, nothing is said to be absent, and whoever follows changes misses none', async () => {
  const other = await demoAfter(1);
  const api = await other.app();
  const { store, archive } = other.federation;
  const feed = async (after: number) => api.inject({ url: `/v1/changements?depuis=${after}&limit=1000` });
  const before = (await feed(0)).json<{ items: unknown[]; next: number }>();
  await store.exec('begin; create table kept as select * from record; truncate record; commit');
  for (const url of ['/v1/changements?depuis=0', '/v1/contrats', `/v1/contrats/${lines[0]?.key}`]) {
    const answer = await api.inject({ url });
    if (url.endsWith(String(lines[0]?.key)) && answer.statusCode === 404) continue;
    expect([url, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([url, 503, 'being-made']);
  }
  await store.exec('insert into record select * from kept; drop table kept');
  expect((await feed(0)).json<{ items: unknown[] }>().items).toEqual(before.items);
  // A record that is erased: its contract is removed, or another record of it is preferred.
  const [{ record, key } = { record: '', key: '' }] = await store.query<{ record: string; key: string }>(
    'select c.record, c.key from contract c where not withdrawn and (select count(*) from record r where r.key = c.key) = 1 order by key limit 1',
  );
  await eraseRecord(other.federation, record, 'essai');
  expect((await archive.erasures()).length).toBe(1);
  const after = (await feed(before.next)).json<{ items: { key: string; removed: boolean }[] }>();
  expect(after.items).toEqual([expect.objectContaining({ key, removed: true })]);
  expect((await api.inject({ url: `/v1/contrats/${key}` })).statusCode).toBe(404);
  await other.close();
  await store.close();
  expect(other.faults).toEqual([]);
});

test('pages go on where they were while contracts are written', async () => {
  const other = await demoAfter(1);
  const api = await other.app();
  const list = async (cursor: string | null): Promise<Page> =>
    (await api.inject({ url: `/v1/contrats?limit=25&fields=key&sort=date${cursor === null ? '' : `&cursor=${cursor}`}` })).json();
  const before = new Set<string>();
  for (let page = await list(null); ; page = await list(page.next)) {
    for (const { key } of page.items) before.add(key);
    if (page.next === null) break;
  }
  const found: string[] = [];
  let at = 0;
  for (let page = await list(null); ; page = await list(page.next)) {
    found.push(...page.items.map(({ key }) => key));
    if (page.next === null) break;
    if (++at === 2) await other.pass(2, 'consolidated');
    if (at === 4) await other.pass(3, 'consolidated');
  }
  expect(new Set(found).size).toBe(found.length);
  const left = new Set(
    (await other.federation.store.query<{ key: string }>('select key from contract where not withdrawn')).map(({ key }) => key),
  );
  // Whatever was there all along has come.
  expect([...before].filter((key) => left.has(key) && !found.includes(key))).toEqual([]);
  await other.close();
  await other.federation.store.close();
});

describe('what was rejected', () => {
  test('are all rejected records, by source, buyer, file and code', async () => {
    const { store } = demo.federation;
    const all = await store.query<{ hash: string; buyer: string | null; source: string; name: string; codes: string[] }>(
      `select r.hash, r.buyer, min(x.source) as source, min(x.name) as name,
         array(select f ->> 'code' from verdict v, jsonb_array_elements(v.findings) f where v.id = r.verdict) as codes
       from record r join sighting s on s.record = r.hash join resource x on x.id = s.resource
       where not r.valid or r.key is null group by r.hash`,
    );
    const hashes = async (query: string): Promise<string[]> =>
      (await pages(`/v1/rejets?limit=2${query}`)).map((item) => String(item['record'])).toSorted();
    const expected = (fits: (one: (typeof all)[number]) => boolean): string[] =>
      all
        .filter(fits)
        .map(({ hash }) => hash)
        .toSorted();
    expect(all.length).toBeGreaterThan(2);
    expect(await hashes('')).toEqual(expected(() => true));
    for (const { buyer, source, name, codes } of all.slice(0, 4)) {
      expect(await hashes(`&source=${source}`)).toEqual(expected((one) => one.source === source));
      expect(await hashes(`&ressource=${encodeURIComponent(name)}`)).toEqual(expected((one) => one.name === name));
      if (buyer !== null && /^\d{14}$/.test(buyer))
        expect(await hashes(`&acheteur=${buyer.slice(0, 9)}`)).toEqual(
          expected((one) => one.buyer?.startsWith(buyer.slice(0, 9)) === true),
        );
      if (buyer !== null)
        expect(await hashes(`&acheteur=${encodeURIComponent(buyer)}`)).toEqual(expected((one) => one.buyer === buyer));
      for (const code of codes.slice(0, 1))
        expect(await hashes(`&code=${code}`)).toEqual(expected((one) => one.codes.includes(code)));
    }
  });

  test('are of no source and of no file that there is not', async () => {
    for (const list of ['/v1/rejets', '/v1/ressources']) {
      const answer = await app.inject({ url: `${list}?source=commune-de-kervadek` });
      const { detail, parameter } = answer.json<{ detail: string; parameter: string }>();
      expect([list, answer.statusCode, parameter]).toEqual([list, 400, 'source']);
      expect(detail).toContain('commune-de-kervadec');
    }
    const answer = await app.inject({ url: '/v1/rejets?ressource=nulle-part' });
    expect([answer.statusCode, answer.json<{ detail: string }>().detail]).toEqual([404, expect.stringContaining('nulle-part')]);
  });

  test('are counted by buyer as they are listed, and contracts as well', async () => {
    const bySiren = new Map<string, number>();
    for (const { kind, body } of lines) {
      const { siren } = searchRow(kind, body);
      if (siren !== '') bySiren.set(siren, (bySiren.get(siren) ?? 0) + 1);
    }
    for (const [siren, contracts] of [...bySiren].slice(0, 20)) {
      const buyer = await get<{ all: { contracts: number }; months: { contracts: number }[] }>(`/v1/acheteurs/${siren}`);
      expect(buyer.all.contracts).toBe(contracts);
      expect(buyer.months.reduce((sum, month) => sum + month.contracts, 0)).toBe(contracts);
    }
    const [{ rejected } = { rejected: 0 }] = await demo.federation.store.query<{ rejected: number }>(
      'select sum(rejected)::bigint as rejected from search_month',
    );
    expect(rejected).toBe((await pages('/v1/rejets?limit=100')).length);
  });
});

test('sources, their files and versions are what the database has', async () => {
  const { items: sources } = await get<{ items: { id: string; files: number; contracts: number | null }[] }>('/v1/sources');
  expect(sources.map(({ id }) => id)).toEqual([...demo.federation.catalogue.keys()]);
  for (const { id, files } of sources) {
    const found: { name: string }[] = [];
    let cursor: number | null = 0;
    do {
      const page: { items: { name: string }[]; next: number | null } = await get(
        `/v1/ressources?source=${id}&limit=2&cursor=${cursor}`,
      );
      found.push(...page.items);
      cursor = page.next;
    } while (cursor !== null);
    expect(found.length).toBe(files);
    for (const { name } of found) {
      const path = `/v1/ressources/${encodeURIComponent(name)}`;
      expect(await get(path)).toMatchObject({ name, source: id });
      const versions = await get<{ items: { id: number; state: string }[] }>(`${path}/versions`);
      for (const { id: version, state } of versions.items) {
        const counts = await app.inject({ url: `${path}/versions/${version}/constats` });
        if (state === 'accepted') expect(counts.json<{ records: number }>().records).toBeGreaterThan(0);
      }
      expect((await get<{ items: unknown[] }>(`${path}/disponibilite`)).items.length).toBeGreaterThan(0);
    }
  }
});

test('territories have their collectivités, those that publish and those that do not', async () => {
  const { items } = await get<{ items: { code: string }[] }>('/v1/territoires?nom=ille-et');
  expect(items.map(({ code }) => code)).toContain('departement-35');
  const territory = await get<{ collectivites: number; publishing: number; parents: unknown[] }>(
    '/v1/territoires/departement-35',
  );
  const all = await get<{ items: { publishes: boolean; kind: string }[] }>('/v1/territoires/departement-35/collectivites');
  expect(all.items.length).toBe(territory.collectivites);
  // 333 communes in 2026, and EPCIs.
  expect(all.items.filter(({ kind }) => kind === 'commune').length).toBeGreaterThan(300);
  const publishing = await get<{ items: unknown[] }>('/v1/territoires/departement-35/collectivites?publie=true');
  expect(publishing.items.length).toBe(territory.publishing);
  expect((await app.inject({ url: '/v1/territoires/departement-00' })).statusCode).toBe(404);
});

describe('snapshots', () => {
  test('are listed with their files, whole and in part, and never change', async () => {
    const { items, latest } = await get<{ items: { name: string }[]; latest: string }>('/v1/instantanes');
    expect(items.map(({ name }) => name)).toContain(latest);
    const manifest = await get<{ files: { name: string; size: number }[] }>(`/v1/instantanes/${latest}`);
    for (const { name, size } of manifest.files) {
      const file = await app.inject({ url: `/v1/instantanes/${latest}/${name}` });
      expect([name, file.statusCode, file.rawPayload.length]).toEqual([name, 200, size]);
      const part = await app.inject({ url: `/v1/instantanes/latest/${name}`, headers: { range: 'bytes=2-5' } });
      expect(part.statusCode).toBe(206);
      expect(part.rawPayload).toEqual(file.rawPayload.subarray(2, 6));
    }
    const beyond = await app.inject({ url: `/v1/instantanes/${latest}/contrats.csv`, headers: { range: 'bytes=999999999-' } });
    expect(beyond.statusCode).toBe(416);
  });

  test('give nothing but their files', async () => {
    const { latest } = await get<{ latest: string }>('/v1/instantanes');
    const paths = [
      '../latest.txt',
      '..%2flatest.txt',
      '%2e%2e/latest.txt',
      '/etc/passwd',
      '..%5c..',
      'manifeste.json%00',
      'absent.json',
      '',
    ];
    for (const path of paths)
      expect([path, (await app.inject({ url: `/v1/instantanes/${latest}/${path}` })).statusCode]).toEqual([
        path,
        path.includes('%00') ? 400 : 404,
      ]);
    for (const name of ['..', '%2e%2e', '.en-cours-x', 'latest.txt', '20260101T000000Z-00000000'])
      expect((await app.inject({ url: `/v1/instantanes/${name}` })).statusCode).toBe(404);
  });
});

describe('answers', () => {
  let description: Description;
  beforeAll(async () => {
    description = await describedBy(app);
  });

  test('are described in both languages', async () => {
    expect(description.openapi).toBe('3.1.0');
    const english = await describedBy(app, 'en');
    expect(english.info.title).not.toBe(description.info.title);
    expect(Object.keys(english.paths)).toEqual(Object.keys(description.paths));
    expect(JSON.stringify(description)).not.toContain('x-texts');
  });

  test('are as described, whatever is asked: none is an error of ours', async () => {
    const check = checker(description);
    const keys = lines.map(({ key }) => key);
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        requests(description, { keys, siren: lines.map(({ body }) => searchRow('marche', body).siren) }),
        async ({ path, url, headers }) => {
          const answer = await app.inject({ method: 'GET', url, headers });
          const wrong =
            answer.statusCode >= 500
              ? answer.body
              : check(path, answer.statusCode, String(answer.headers['content-type']), answer.body);
          expect([url, answer.statusCode, wrong]).toEqual([url, answer.statusCode, undefined]);
          seen.set(`${path} ${answer.statusCode}`, (seen.get(`${path} ${answer.statusCode}`) ?? 0) + 1);
        },
      ),
      { numRuns: draws(150, 1250) },
    );
    // The requests are not all refused.
    const answered = [...seen].filter(([name]) => name.endsWith(' 200')).length;
    expect(answered).toBeGreaterThan(5);
  });

  test('that a client has are not sent again, until something changes', async () => {
    const first = await app.inject({ url: '/v1/contrats?limit=2' });
    const etag = String(first.headers['etag']);
    const again = await app.inject({ url: '/v1/contrats?limit=2', headers: { 'if-none-match': `W/"x", ${etag}` } });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const other = await app.inject({ url: '/v1/contrats?limit=3', headers: { 'if-none-match': etag } });
    expect(other.statusCode).toBe(200);
    const english = await app.inject({
      url: '/v1/contrats?limit=2',
      headers: { 'if-none-match': etag, 'accept-language': 'en' },
    });
    expect(english.statusCode).toBe(200);
    await demo.federation.store.exec(
      "select nextval('search_change'); update search set sequence = nextval('search_change') where key = (select min(key::text)::uuid from search)",
    );
    // The state is asked for once in a quarter of a second.
    await expect
      .poll(async () => (await app.inject({ url: '/v1/contrats?limit=2', headers: { 'if-none-match': etag } })).statusCode)
      .toBe(200);
  });

  test('to HEAD have no body, and files have none at all', async () => {
    const head = await app.inject({ method: 'HEAD', url: '/v1/contrats?limit=1' });
    expect([head.statusCode, head.body]).toEqual([200, '']);
    expect((await app.inject({ method: 'HEAD', url: '/v1/contrats.ndjson' })).statusCode).toBe(405);
    const options = await app.inject({
      method: 'OPTIONS',
      url: '/v1/validations',
      headers: {
        origin: 'https://example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
    expect([options.statusCode, options.headers['access-control-allow-origin']]).toEqual([204, '*']);
  });

  test('are in the language that is asked for', async () => {
    const french = (await app.inject({ url: '/v1/contrats?cpv=x' })).json<{ detail: string }>();
    const english = (await app.inject({ url: '/v1/contrats?cpv=x', headers: { 'accept-language': 'de, en;q=0.8' } })).json<{
      detail: string;
    }>();
    expect(french.detail).toContain('Le paramètre « cpv »');
    expect(english.detail).toContain('The parameter “cpv”');
    expect((await app.inject({ url: '/v1/contrats?cpv=x&lang=en' })).json<{ detail: string }>().detail).toBe(english.detail);
  });

  test('to a client that asks too much say when to come back', async () => {
    const strict = await demo.app({ perMinute: 3 });
    const codes = [];
    for (let i = 0; i < 5; i++) codes.push((await strict.inject({ url: '/health' })).statusCode);
    expect(codes).toEqual([200, 200, 200, 429, 429]);
    const refused = await strict.inject({ url: '/v1/contrats' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests' });
    // Nobody but a proxy may say that it is another client, and a client cannot say it through a proxy.
    expect((await strict.inject({ url: '/health', headers: { 'x-forwarded-for': '203.0.113.9' } })).statusCode).toBe(429);
    const behind = await demo.app({ perMinute: 3, isBehindProxy: true });
    const through = async (first: number, client: string): Promise<number> =>
      (await behind.inject({ url: '/health', headers: { 'x-forwarded-for': `203.0.113.${first}, ${client}` } })).statusCode;
    for (let i = 0; i < 3; i++) expect(await through(i, '198.51.100.7')).toBe(200);
    expect(await through(9, '198.51.100.7')).toBe(429);
    expect(await through(9, '198.51.100.8')).toBe(200);
  });
});

describe('nothing', () => {
  test('but validations takes anything in', async () => {
    const description = await describedBy(app);
    for (const [path, operations] of Object.entries(description.paths))
      expect([path, Object.keys(operations).filter((method) => method !== 'get' && method !== 'head')]).toEqual([
        path,
        path === '/v1/validations' ? ['post'] : [],
      ]);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const)
      expect((await app.inject({ method, url: '/v1/contrats', payload: {} })).statusCode).toBe(405);
  });

  test('comes of cursors that are forged, or those of another question', async () => {
    const { next } = await get('/v1/contrats?limit=1');
    const forged = [
      `cpv=45&cursor=${next}`,
      `sort=montant&cursor=${next}`,
      `cursor=${Buffer.from('["x","2024-01-01","00000000-0000-0000-0000-000000000000"]').toString('base64url')}`,
      `cursor=${Buffer.from(
        Buffer.from(String(next), 'base64url')
          .toString()
          .replace(/"\d{4}-\d\d-\d\d"/, `"2024-01-01'; drop table search; --"`),
      ).toString('base64url')}`,
      `cursor=${Buffer.from('[1,2]').toString('base64url')}`,
      'cursor=abc',
    ];
    for (const query of forged) {
      const answer = await app.inject({ url: `/v1/contrats?limit=1&${query}` });
      expect([query, answer.statusCode, answer.json<{ parameter: string }>().parameter]).toEqual([query, 400, 'cursor']);
    }
  });

  test('is held by a client that does not end its request', async () => {
    const hurried = await demo.app();
    hurried.server.requestTimeout = 300;
    hurried.server.headersTimeout = 200;
    (hurried.server as { connectionsCheckingInterval?: number }).connectionsCheckingInterval = 100;
    const address = new URL(await hurried.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(address.port), address.hostname);
    socket.write('POST /v1/validations HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\nabc');
    let answer = '';
    await new Promise<void>((resolve) => {
      socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
      socket.once('close', () => resolve());
      socket.once('error', () => resolve());
    });
    expect(answer === '' || answer.startsWith('HTTP/1.1 408')).toBe(true);
    expect((await fetch(new URL('/health', address))).status).toBe(200);
  });
});

describe('a file that is sent', () => {
  const send = (payload: string | Buffer, query = '', headers = {}) =>
    app.inject({
      method: 'POST',
      url: `/v1/validations${query}`,
      payload,
      headers: { 'content-type': 'application/octet-stream', ...headers },
    });

  test('has the report of decp validate', async () => {
    const { body } = lines.find(({ kind, standard }) => kind === 'marche' && standard.startsWith('2')) as ContractLine;
    const file = JSON.stringify({ marches: { marche: [{ ...body, montant: 'cher' }], 'contrat-concession': [] } });
    const answer = await send(file, '?nom=essai.json');
    expect(answer.statusCode).toBe(200);
    const report = answer.json<{ files: { file: string; findings: { code: string }[]; verdict: string }[] }>();
    expect(report.files[0]).toMatchObject({ file: 'essai.json' });
    expect(report.files[0]?.findings.map(({ code }) => code)).toContain('schema.type');
    const english = (await send('{"marches":', '?lang=en')).json<typeof report>();
    expect(english.files[0]?.findings.length).toBeGreaterThan(0);
  });

  test('after others on one connection leaves nothing of them behind', async () => {
    const address = new URL(await (await demo.app()).listen({ host: '127.0.0.1', port: 0 }));
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let i = 0; i < 15; i++) {
      const status = await new Promise<number | undefined>((resolve, reject) => {
        const sent = request(new URL('/v1/validations', address), { method: 'POST', agent }, (answer) => {
          answer.resume().once('end', () => resolve(answer.statusCode));
        });
        sent.once('error', reject).end();
      });
      expect(status).toBe(400);
    }
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    agent.destroy();
    expect(warnings).toEqual([]);
  });

  test('in pieces and too large is refused with an answer', async () => {
    const address = new URL(await (await demo.app()).listen({ host: '127.0.0.1', port: 0 }));
    const piece = new Uint8Array(1 << 20);
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 60) controller.enqueue(piece);
        else controller.close();
      },
    });
    const answer = await fetch(new URL('/v1/validations', address), {
      ...{ method: 'POST', body, duplex: 'half' },
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([413, 'too-large']);
  });

  test('is refused where it is empty, too large, or for a version that there is not', async () => {
    expect((await send('')).json()).toMatchObject({ status: 400 });
    expect((await send('{}', '?version=9.9.9')).json()).toMatchObject({ status: 400, parameter: 'version' });
    expect((await send(Buffer.alloc(50 * 1_048_576 + 1))).json()).toMatchObject({ status: 413, code: 'too-large' });
    expect((await send('{}', '?nom=../x')).json()).toMatchObject({ status: 400, parameter: 'nom' });
  });
});
