/** What must not depend on the order in which files arrive, on the worker that judges them, or on the database. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Archive, JournalEntry } from '../../federation/src/archive/archive.ts';
import type { Catalogue } from '../../federation/src/catalogue/source.ts';
import { verdictOf } from '../../federation/src/consolidate/balance.ts';
import { consolidate } from '../../federation/src/consolidate/consolidate.node.ts';
import { rebuild } from '../../federation/src/consolidate/rebuild.node.ts';
import { balance } from '../../federation/src/consolidate/states.node.ts';
import type { Federation } from '../../federation/src/federation.ts';
import { judgePending } from '../../federation/src/judge/judge.node.ts';
import { makeSnapshot } from '../../federation/src/snapshot/snapshot.node.ts';
import type { Store } from '../../federation/src/store/store.ts';
import { type Demo, openDemo } from './api/demo.ts';
import { demoOnPostgres } from './api/demo-after.ts';
import { emptyPostgres, emptyStore } from '../support/federation-store.ts';
import { emptyPglite } from '../support/pglite.ts';
import { draws, NIGHT } from '../support/tier.ts';

const DAYS = [1, 2, 3];
const LATER = new Date('2026-02-01T06:00:00Z');

let archive: Archive;
let catalogue: Catalogue;
let journal: JournalEntry[];
/** The hash of the snapshot of the last day, as it grew from day to day: in the night on PGlite, by day on PostgreSQL, where other files need the same days. */
let expected: string;
/** What is made again from the archive, on PGlite: in the night where the days came one after the other. */
let again: Store;

const outputs = (): string => mkdtempSync(join(tmpdir(), 'outputs-'));

const federationOn = (store: Store): Federation => ({
  ...{ store, archive, catalogue, outputs: outputs(), portal: new URL('https://example.org'), lang: 'fr' },
  now: () => LATER,
  progress: () => undefined,
});

beforeAll(async () => {
  again = await emptyPglite();
  const demo = NIGHT ? undefined : await demoOnPostgres(3);
  if (typeof demo === 'object') {
    ({ archive, catalogue } = demo.federation);
    expected = grownIn(demo);
    await demo.close();
    await demo.federation.store.close();
  } else expected = await daysOn(again);
  journal = [];
  for await (const entry of archive.journal()) journal.push(entry);
});
afterAll(() => again.close());

/** Makes the passes of all days, with a snapshot each. */
async function daysOn(store: Store): Promise<string> {
  const demo = await openDemo(store);
  ({ archive, catalogue } = demo.federation);
  for (const day of DAYS) await demo.pass(day);
  await demo.close();
  return grownIn(demo);
}

/** The hash of the last snapshot that was made of it. */
function grownIn({ federation: { outputs: folder } }: Demo): string {
  const latest = readFileSync(join(folder, 'latest.txt'), 'utf8').trim();
  return (JSON.parse(readFileSync(join(folder, 'snapshots', latest, 'manifeste.json'), 'utf8')) as { hash: string }).hash;
}

/** Empties all tables, and starts their numbers again from where they are: what is made must not depend on numbers. */
const empty = (store: Store): Promise<void> =>
  store.exec(`truncate contract, sighting, listing, dirty, tombstone, record, verdict, version, content, attempt, resource, snapshot,
    snapshot_contract, source_priority, search, search_party, search_source, search_removed, search_month, search_fault, search_state cascade`);

/** An entry with the content of the one before only says what the file is now. */
async function arrive(
  store: Store,
  { source, dataset, resource, title, format, url, fetchedAt, sha256, size }: JournalEntry,
): Promise<void> {
  const rhythm = catalogue.get(source)?.datasets.find(({ id }) => id === dataset)?.rhythm;
  await store.query(
    `with r as (
       insert into resource (source, dataset, name, title, format, updates, url) values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (name) do update set source = excluded.source, dataset = excluded.dataset, title = excluded.title, url = excluded.url returning id
     ), c as (
       insert into content (sha256, size, packed) values ($8, $9, 1) on conflict (sha256) do update set size = excluded.size returning id
     )
     insert into version (resource, content, fetched_at) select r.id, c.id, $10::timestamptz from r, c
     where c.id is distinct from (select content from version where resource = r.id order by fetched_at desc limit 1)`,
    [source, dataset, resource, title, format, rhythm === 'daily' ? 'added' : 'replaced', url, sha256, size, fetchedAt],
  );
}

/** Numbers that look like drawn ones, always the same for a seed (Lehmer). */
function drawn(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

/** The entries in an order drawn at random, in which the versions of one resource keep theirs. */
function shuffled(random: () => number): JournalEntry[] {
  const queues = new Map<string, JournalEntry[]>();
  for (const entry of journal) queues.set(entry.resource, [...(queues.get(entry.resource) ?? []), entry]);
  const order: JournalEntry[] = [];
  while (queues.size > 0) {
    const [name, queue] = [...queues][Math.floor(random() * queues.size)] as [string, JournalEntry[]];
    order.push(queue.shift() as JournalEntry);
    if (queue.length === 0) queues.delete(name);
  }
  return order;
}

async function settled(federation: Federation): Promise<string> {
  await judgePending(federation);
  await consolidate(federation);
  return (await makeSnapshot(federation)).hash;
}

/** With that of the two workers below, two by day. */
const ORDERS = draws(1, 10);

test(`${String(ORDERS)} orders of arrival give one snapshot, whatever is judged, consolidated and written meanwhile`, async () => {
  const store = await emptyStore();
  for (let seed = 1; seed <= ORDERS; seed++) {
    const random = drawn(seed);
    await empty(store);
    const federation = federationOn(store);
    for (const entry of shuffled(random)) {
      await arrive(store, entry);
      if (random() < 0.3) await judgePending(federation);
      if (random() < 0.15) await consolidate(federation);
    }
    expect(await settled(federation), `seed ${seed}`).toBe(expected);
    expect(verdictOf(await balance(federation)), `seed ${seed}`).toBe('balanced');
  }
  await store.close();
});

test('the database made again from the archive, where it is or from nothing, gives the same snapshot', async () => {
  // Where it is, it must throw away what is there as well; from nothing is the restart of those orders.
  for (const prepare of NIGHT ? [() => Promise.resolve(), empty] : [empty]) {
    await prepare(again);
    const federation = federationOn(again);
    expect(await rebuild(federation)).toMatchObject({ versions: expect.any(Number) as unknown });
    expect((await makeSnapshot(federation)).hash).toBe(expected);
  }
});

test('two workers on PostgreSQL give the snapshot of one', async (context) => {
  const opened = await emptyPostgres();
  if (typeof opened === 'string') return context.skip(opened);
  const { store } = opened;
  for (let seed = 1; seed <= draws(1, 5); seed++) {
    const random = drawn(100 + seed);
    await empty(store);
    const federation = federationOn(store);
    const order = shuffled(random);
    const half = Math.floor(order.length / 2);
    for (const entry of order.slice(0, half)) await arrive(store, entry);
    const workers = [judgePending(federation), judgePending(federation), consolidate(federation)];
    for (const entry of order.slice(half)) await arrive(store, entry);
    await Promise.all([...workers, judgePending(federation)]);
    expect(await settled(federation), `seed ${seed}`).toBe(expected);
  }
  await store.close();
});
