/** Whoever counts contracts, in the API, the lines, the CSV or the Parquet of a snapshot, counts the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeApp } from '../../../federation/src/api/app.node.ts';
import type { App } from '../../../federation/src/api/app.ts';
import { fillIndex, wantIndex } from '../../../federation/src/search/index.node.ts';
import type { ContractLine } from '../../../federation/src/snapshot/contract.ts';
import { latestSnapshot } from '../../../federation/src/snapshot/read.node.ts';
import { makeSnapshot } from '../../../federation/src/snapshot/snapshot.node.ts';
import { departmentOf } from '../../../federation/src/territory/department.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { exampleRecords, federationOf, fill, published } from '../snapshot/world.ts';
import { SMALL } from '../snapshot/small.ts';
import { demoAfter } from './demo-after.ts';

let db: DuckDBConnection;
beforeAll(async () => {
  db = await (await DuckDBInstance.create()).connect();
});
afterAll(() => db.closeSync());

type Body = Record<string, unknown>;
/** Contracts, and the sum of their amounts in euros, by what they are counted by. */
type Totals = Record<string, Record<string, [contracts: number, euros: number]>>;

const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const amountOf = (body: Body): number => (body['montant'] ?? body['valeurGlobale'] ?? 0) as number;
const buyerOf = (body: Body): unknown => ((body['acheteur'] ?? body['autoriteConcedante']) as Body | undefined)?.['id'];

/** How lines and tables are counted: what is said of a line, and the expression that says it in SQL. */
const BY: readonly [name: string, of: (line: ContractLine) => unknown, sql: string][] = [
  ['year', ({ year }) => year, 'annee'],
  ['département', ({ body }) => departmentOf(body['lieuExecution']), 'departement'],
  ['buyer', ({ body }) => buyerOf(body), 'coalesce("acheteur.id", "autoriteConcedante.id")'],
  ['division of the CPV', ({ body }) => text(body['codeCPV']).slice(0, 2), 'left("codeCPV", 2)'],
];

/** Where there is no value to count by, nothing can be asked for. */
const isSaid = (value: string): boolean => value !== '' && value !== '0';

function ofLines(lines: readonly ContractLine[]): Totals {
  const totals: Totals = {};
  for (const [name, of] of BY) {
    const counted: Totals[string] = (totals[name] = {});
    for (const line of lines) {
      const value = text(of(line));
      if (!isSaid(value)) continue;
      const [contracts, euros] = counted[value] ?? [0, 0];
      counted[value] = [contracts + 1, euros + amountOf(line.body)];
    }
  }
  return rounded(totals);
}

/** To the cent: sums in another order differ beyond. */
const rounded = (totals: Totals): Totals =>
  Object.fromEntries(
    Object.entries(totals).map(([name, counted]) => [
      name,
      Object.fromEntries(
        Object.entries(counted).map(([value, [contracts, euros]]) => [value, [contracts, Math.round(euros * 100) / 100]]),
      ),
    ]),
  );

/** The CSV has decimal commas. */
const number = (column: string): string => `replace(cast(${column} as varchar), ',', '.')::double`;

async function ofTable(from: string): Promise<Totals> {
  const totals: Totals = {};
  for (const [name, , sql] of BY) {
    const answer = await db.runAndReadAll(
      `select cast(${sql} as varchar), count(*)::int, sum(coalesce(${number('montant')}, ${number('"valeurGlobale"')}, 0)) from ${from} group by 1`,
    );
    const rows = answer.getRowsJson() as [string | null, number, number][];
    totals[name] = Object.fromEntries(
      rows.flatMap(([value, contracts, euros]) => (isSaid(value ?? '') ? [[value ?? '', [contracts, euros]] as const] : [])),
    );
  }
  return rounded(totals);
}

/** What the API gives where it is asked for each of the values that the others have. */
async function ofApi(app: App, others: Totals): Promise<Totals> {
  const asked: Record<string, (value: string) => string> = {
    year: (value) => `dateMin=${value}-01-01&dateMax=${value}-12-31`,
    département: (value) => `departement=${value}`,
    buyer: (value) => `acheteur=${value}`,
    'division of the CPV': (value) => `cpv=${value}`,
  };
  const totals: Totals = {};
  for (const [name, counted] of Object.entries(others)) {
    const found: Totals[string] = (totals[name] = {});
    for (const value of Object.keys(counted)) {
      const bodies: Body[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const url: string = `/v1/contrats?limit=100&${asked[name]?.(value)}${cursor === '' ? '' : `&cursor=${cursor}`}`;
        const answer = await app.inject({ url });
        expect([url, answer.statusCode]).toEqual([url, 200]);
        const page: { items: { body: Body }[]; next: string | null } = answer.json();
        bodies.push(...page.items.map(({ body }) => body));
        cursor = page.next;
      }
      found[value] = [bodies.length, bodies.reduce((sum, body) => sum + amountOf(body), 0)];
    }
  }
  return rounded(totals);
}

async function expectEqual(app: App, folder: string): Promise<Totals> {
  const lines = gunzipSync(readFileSync(join(folder, 'contrats.ndjson.gz')))
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ContractLine);
  const expected = ofLines(lines);
  for (const [name] of BY) expect(Object.keys(expected[name] ?? {}).length, name).toBeGreaterThan(1);
  const csv = (name: string): string => `select * from read_csv('${name}', delim = ';', all_varchar = true)`;
  expect(await ofTable(`'${join(folder, 'contrats.parquet')}'`), 'Parquet').toEqual(expected);
  const files = ['contrats.csv', 'contrats-1.x.csv'].map((name) => csv(join(folder, name))).join(' union all by name ');
  expect(await ofTable(`(${files})`), 'CSV').toEqual(expected);
  expect(await ofApi(app, expected), 'API').toEqual(expected);
  return expected;
}

test('of the demonstration', async () => {
  const demo = await demoAfter(3);
  try {
    await expectEqual(await demo.app(), (await latestSnapshot(demo.federation.outputs))?.folder ?? '');
  } finally {
    await demo.close();
    await demo.federation.store.close();
  }
});

test('of contracts of all versions, whose dates have zones and times, or are none', async () => {
  const [old] = exampleRecords('1.3.0').filter(({ kind }) => kind === 'marche');
  const dates = ['2018-12-21+01:00', '2018-12-31T23:30:00-05:00', '2019-01-01T00:30:00+02:00', '2018-02-30', 'inconnue'];
  const dated = dates.map((dateNotification, at) => ({
    ...{ kind: 'marche' as const, standard: '1.3.0', key: `daté ${at}` },
    value: { ...old?.value, id: `2018-${at}`, dateNotification },
  }));
  const store = await emptyStore();
  const publishes = { source: 'commune', name: 'dates', updates: 'replaced' as const };
  await fill(store, {
    resources: [...SMALL.resources, { ...publishes, versions: [{ state: 'accepted', records: dated }] }],
    contracts: [...SMALL.contracts, ...published(dated)],
  });
  const federation = federationOf(store);
  const { folder } = await makeSnapshot(federation);
  await store.session((session) => wantIndex(session, federation.now()));
  await store.session((session) =>
    session.transaction(() => fillIndex(session, { at: federation.now(), day: '2026-11-30', report: () => undefined })),
  );
  const faults: unknown[] = [];
  const app = await makeApp({ ...federation, queries: store, onFault: (error) => faults.push(error) }, { maxDelay: 0 });
  try {
    const { year } = await expectEqual(app, folder);
    expect(year?.['2018']?.[0]).toBe(2);
    const rows = await db.runAndReadAll(
      `select cast("dateNotification" as varchar), autres from '${join(folder, 'contrats.parquet')}' where id like '2018-_' order by id`,
    );
    const rest = (at: number): string => JSON.stringify({ '/dateNotification': dates[at] });
    expect(rows.getRowsJson()).toEqual([
      ['2018-12-21', rest(0)],
      ['2018-12-31', rest(1)],
      ['2019-01-01', rest(2)],
      [null, rest(3)],
      [null, rest(4)],
    ]);
    expect(faults).toEqual([]);
  } finally {
    await app.close();
    await store.close();
  }
});
