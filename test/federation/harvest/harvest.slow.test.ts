import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  catalogueOf,
  type Content,
  type Scenario,
  type ScenarioDataset,
  type ScenarioResource,
} from '../../../federation/fake/scenario.ts';
import { resourceId } from '../../../federation/fake/scenario-site.node.ts';
import { startFake } from '../../../federation/fake/server.node.ts';
import type { Fake, Fault } from '../../../federation/fake/site.ts';
import { damagedContents, lookForDamage } from '../../../federation/src/archive/damage.node.ts';
import { verifyArchive } from '../../../federation/src/archive/verify.node.ts';
import { openArchive } from '../../../federation/src/archive/archive.node.ts';
import { type Archive, ArchiveError, type JournalEntry } from '../../../federation/src/archive/archive.ts';
import { USUAL } from '../../../federation/src/budgets.ts';
import type { Source } from '../../../federation/src/catalogue/source.ts';
import type { Federation, Rate } from '../../../federation/src/federation.ts';
import {
  harvest,
  harvestDataset,
  type HarvestOptions,
  type HarvestResult,
} from '../../../federation/src/harvest/harvest.node.ts';
import { openPoliteness } from '../../../federation/src/harvest/politeness.node.ts';
import type { Session, Store } from '../../../federation/src/store/store.ts';
import { clear, emptyStore } from '../../support/federation-store.ts';
import { NIGHT } from '../../support/tier.ts';

const START = new Date('2026-01-05T06:00:00Z');

let store: Store;
let archive: Archive;
let folder: string;
let fake: Fake | undefined;
let clock: Date;
let waited: number;
let federation: Federation;
let events: number;

beforeAll(async () => {
  store = await emptyStore();
});
afterAll(() => store.close());

beforeEach(async () => {
  await clear(store);
  folder = await mkdtemp(join(tmpdir(), 'harvest-'));
  archive = await openArchive(folder);
  [clock, waited, events] = [START, 0, 0];
});
afterEach(async () => {
  await fake?.stop();
  fake = undefined;
  await rm(folder, { recursive: true, force: true });
});

const now = (): Date => new Date(clock.getTime() + waited);

async function publish(datasets: readonly ScenarioDataset[], more: Partial<Scenario> = {}): Promise<void> {
  const scenario: Scenario = { title: { fr: 'Essai', en: 'Trial' }, datasets, expect: {}, ...more };
  fake = await startFake(scenario);
  federation = {
    ...{
      store,
      archive,
      catalogue: catalogueOf(scenario),
      outputs: join(folder, 'outputs'),
      portal: fake.url,
      lang: 'fr',
      now,
    },
    progress: () => void events++,
  };
}

/** Waiting makes the time go on at once. */
const waiting = {
  sleep: (milliseconds: number): Promise<void> => Promise.resolve(void (waited += milliseconds)),
  random: () => 0,
  clock: now,
};
/** A pass on a day of the scenario. */
const pass = async (day = 1, options: HarvestOptions & { sources?: string[] } = {}): Promise<HarvestResult> => {
  fake?.setDay(day);
  clock = new Date(START.getTime() + (day - 1) * 86_400_000);
  waited = 0;
  return harvest(federation, { waiting, limits: { headers: 50, body: 50 }, ...options });
};

const counts = ({ failures, datasets: _, bytes: __, ...result }: HarvestResult): Record<string, number> => ({
  ...Object.fromEntries(Object.entries(result).filter(([, count]) => count > 0)),
  ...Object.fromEntries(failures.map(({ kind }) => [`! ${kind}`, failures.filter((one) => one.kind === kind).length])),
});

/** The contents of each resource in the order of its versions, by the last of its name. */
const versions = async (): Promise<Record<string, string[]>> => {
  const rows = await store.query<{ title: string; sha256: string }>(
    `select title, sha256 from version join resource on resource.id = resource join content on content.id = content
      order by title, version.fetched_at`,
  );
  return groups(rows.map(({ title, sha256 }) => [title, sha256] as const));
};
const attempts = async (): Promise<string[]> =>
  (
    await store.query<{ title: string | null; outcome: string; error: string | null; status: number | null }>(
      `select title, outcome, error, status from attempt left join resource on resource.id = resource
        where outcome <> 'listed' order by attempt.id`,
    )
  ).map(({ title, outcome, error, status }) => [title ?? '-', outcome, error, status].filter((part) => part !== null).join(' '));
const filesAsked = (): number => fake?.requests.filter(({ to }) => to === 'file').length ?? 0;

const sum = (text: string): string => createHash('sha256').update(text).digest('hex');
const resource = (
  title: string,
  days: Record<string, Content | string>,
  more: Partial<ScenarioResource> = {},
): ScenarioResource => ({
  title,
  days: Object.fromEntries(
    Object.entries(days).map(([day, content]) => [day, typeof content === 'string' ? { text: content } : content]),
  ),
  ...more,
});
const dataset = (resources: ScenarioResource[], more: Partial<ScenarioDataset> = {}): ScenarioDataset => ({
  ...{ slug: 'valbourg', organization: 'Commune inventée de Valbourg', rhythm: 'cumulative', resources, ...more },
});
const A = '{"marches":{"marche":[]},"n":1}';
const B = '{"marches":{"marche":[]},"n":2}';
const onFile = (meet: Fault['meet'], on: Partial<Fault['on']> = {}): Fault => ({ on: { to: 'file', ...on }, meet });

describe('a pass', () => {
  test('archives, journals and enters what is new; one with nothing new asks for no file', async () => {
    await publish([dataset([resource('a.json', { 1: A }), resource('b.json', { 1: B })])]);
    const first = await pass();
    expect(counts(first)).toEqual({ checked: 2, fetched: 2 });
    expect(first.bytes).toBe(A.length + B.length);
    expect(await versions()).toEqual({ 'a.json': [sum(A)], 'b.json': [sum(B)] });
    expect((await entries()).map(({ title, sha256, size }) => [title, sha256, size])).toEqual(
      expect.arrayContaining([
        ['a.json', sum(A), A.length],
        ['b.json', sum(B), B.length],
      ]),
    );
    expect((await attempts()).toSorted()).toEqual(['a.json fetched 200', 'b.json fetched 200']);
    expect(await store.query('select distinct state, updates from version join resource on resource.id = resource')).toEqual([
      { state: 'fetched', updates: 'replaced' },
    ]);
    expect(await all(archive.verify())).toEqual([]);

    const before = filesAsked();
    clock = new Date(clock.getTime() + 3_600_000);
    waited = 0;
    const second = await harvest(federation, { waiting });
    expect(counts(second)).toEqual({ checked: 2, skipped: 2 });
    expect(second.bytes).toBe(0);
    expect(filesAsked()).toBe(before);
    expect(await attempts()).toHaveLength(2);
    const checked = await store.query('select checked_at > fetched_at as later from resource');
    expect(checked).toEqual([{ later: true }, { later: true }]);
    expect(events).toBeGreaterThan(0);
  });

  test('daily files add', async () => {
    await publish([dataset([resource('a.json', { 1: A })], { rhythm: 'daily' })]);
    await pass();
    expect(await store.query('select updates from resource')).toEqual([{ updates: 'added' }]);
  });

  test('a new content is a new version, also one that was there before', async () => {
    await publish([dataset([resource('a.json', { 1: A, 2: B, 3: A })])]);
    for (const day of [1, 2, 3]) expect(counts(await pass(day))).toEqual({ checked: 1, fetched: 1 });
    expect(await versions()).toEqual({ 'a.json': [sum(A), sum(B), sum(A)] });
    expect(await store.query('select count(*) as n from content')).toEqual([{ n: 2 }]);
  });

  test('a new date with the same bytes is no new version', async () => {
    await publish([
      dataset([
        resource('a.json', { 1: A, 2: { text: A, said: { modified: 2 } } }),
        resource('r.json', { 1: A, 2: A }, { filetype: 'remote' }),
      ]),
    ]);
    await pass(1);
    const { checked, fetched, skipped, unchanged, same } = await pass(2);
    expect({ checked, fetched }).toEqual({ checked: 2, fetched: 0 });
    expect(skipped + unchanged + same).toBe(2);
    expect(await versions()).toEqual({ 'a.json': [sum(A)], 'r.json': [sum(A)] });
  });

  test('a file elsewhere is asked for with conditions, since what the portal says of it is old', async () => {
    await publish([dataset([resource('r.json', { 1: A }, { filetype: 'remote' })])]);
    await pass();
    expect(counts(await harvest(federation, { waiting }))).toEqual({ checked: 1, unchanged: 1 });
    const last = fake?.requests.at(-1);
    expect(last).toMatchObject({ to: 'file', status: 304, bytes: 0 });
    expect(last?.ifNoneMatch).toBeTypeOf('string');
    expect(await attempts()).toEqual(['r.json fetched 200', 'r.json unchanged 304']);
  });

  test('force fetches all again: same bytes, no new version', async () => {
    await publish([dataset([resource('a.json', { 1: A })])]);
    await pass();
    expect(counts(await pass(1, { force: true }))).toEqual({ checked: 1, same: 1 });
    expect(await attempts()).toEqual(['a.json fetched 200', 'a.json same 200']);
    expect(await versions()).toEqual({ 'a.json': [sum(A)] });
    expect(await entries()).toHaveLength(1);
  });

  test('other bytes behind the same ETag are found within a week', async () => {
    const served = { etag: '"fixed"', modified: 1 };
    await publish([
      dataset([
        resource(
          'r.json',
          { 1: { text: A, served }, 2: { text: B, served, said: { sha1: 'before', size: 'before', modified: 1 } } },
          { filetype: 'remote' },
        ),
      ]),
    ]);
    const outcomes: string[] = [];
    for (let day = 1; day <= 8; day++) outcomes.push(Object.keys(counts(await pass(day))).at(-1) ?? '');
    expect(outcomes.filter((outcome) => outcome === 'fetched').length).toBeGreaterThanOrEqual(2);
    expect(await versions()).toEqual({ 'r.json': [sum(A), sum(B)] });
  });

  test('takes data alone, and counts what it leaves', async () => {
    await publish([dataset([resource('a.json', { 1: A }), resource('notice.pdf', { 1: '%PDF' }, { format: 'pdf' })])]);
    expect(counts(await pass())).toEqual({ checked: 1, fetched: 1, left: 1 });
    expect(await store.query('select title from resource')).toEqual([{ title: 'a.json' }]);
  });

  test('only harvests the sources named, and those that are harvested', async () => {
    await publish([
      dataset([resource('a.json', { 1: A })]),
      dataset([resource('b.json', { 1: B })], { slug: 'autre' }),
      dataset([], { slug: 'tu', harvested: false }),
    ]);
    expect((await pass(1, { sources: ['autre'] })).datasets).toBe(1);
    expect(await versions()).toEqual({ 'b.json': [sum(B)] });
    expect((await pass()).datasets).toBe(2);
    expect((await pass(1, { sources: ['tu'] })).datasets).toBe(0);
  });

  test('times of versions grow, though the clock is set back', async () => {
    await publish([dataset([resource('a.json', { 1: A, 2: B, 3: A })])]);
    for (const [day, time] of [
      [1, '2026-06-01T00:00:00Z'],
      [2, '2020-01-01T00:00:00Z'],
      [3, '2020-01-02T00:00:00Z'],
    ] as const) {
      fake?.setDay(day);
      [clock, waited] = [new Date(time), 0];
      await harvest(federation, { waiting });
    }
    expect(await versions()).toEqual({ 'a.json': [sum(A), sum(B), sum(A)] });
    const times = await store.query<{ fetched_at: string }>('select fetched_at from version order by id');
    const [first = ''] = times.map((row) => row.fetched_at);
    // Of the milliseconds between, the journal has the new address of each upload.
    expect(times.map((row) => Date.parse(row.fetched_at) - Date.parse(first))).toEqual([0, 2, 4]);
    expect((await entries()).map(({ fetchedAt }) => fetchedAt)).toEqual(
      expect.arrayContaining(times.map((row) => row.fetched_at)),
    );
  });

  test('the last entry of the journal says of each file what the database says, though only its address changed', async () => {
    await publish([dataset([resource('a.json', { 1: A, 2: A, 3: A })])]);
    // The clock is set back on the second day and stays there.
    for (const [day, time] of [
      [1, '2026-06-01T00:00:00Z'],
      [2, '2020-01-01T00:00:00Z'],
      [3, '2020-01-01T00:00:00Z'],
    ] as const) {
      fake?.setDay(day);
      [clock, waited] = [new Date(time), 0];
      const { fetched, failed } = await harvest(federation, { waiting });
      expect({ fetched, failed }).toEqual({ fetched: day === 1 ? 1 : 0, failed: 0 });
      const { source, dataset: of, resource: name, title, format, url } = (await entries()).at(-1) as JournalEntry;
      expect(await store.query('select source, dataset, name, title, format, url from resource')).toEqual([
        { source, dataset: of, name, title, format, url },
      ]);
    }
    expect(await versions()).toEqual({ 'a.json': [sum(A)] });
    expect(await entries()).toHaveLength(3);
  });

  test('two workers at one dataset enter each content once', async () => {
    await publish([dataset(Array.from({ length: 6 }, (_, i) => resource(`${i}.json`, { 1: `${A}${i}`, 2: `${B}${i}` })))]);
    for (const day of [1, 2]) {
      fake?.setDay(day);
      const results = await Promise.all([harvest(federation, { waiting }), harvest(federation, { waiting })]);
      for (const { failures } of results) expect(failures).toEqual([]);
    }
    expect(Object.values(await versions())).toEqual(Array.from({ length: 6 }, (_, i) => [sum(`${A}${i}`), sum(`${B}${i}`)]));
    expect(await all(archive.verify())).toEqual([]);
  });

  test('texts that no database takes are kept as they can be', async () => {
    await publish([dataset([resource('a\0.json', { 1: A }, { format: 'json\ud800' })])]);
    expect(counts(await pass())).toEqual({ checked: 1, fetched: 1 });
    expect(await store.query('select title, format from resource')).toEqual([{ title: 'a\ufffd.json', format: 'json\ufffd' }]);
  });
});

describe('what a dataset no longer lists', () => {
  const gone = async (): Promise<string[]> =>
    (await store.query<{ title: string; gone_at: string }>('select title, gone_at from resource where gone_at is not null')).map(
      ({ title, gone_at: at }) => `${title} ${at.slice(0, 10)}`,
    );

  test('is marked, and comes back', async () => {
    await publish([
      dataset([resource('a.json', { 1: A }), resource('b.json', { 1: B }, { until: 1 }), resource('c.json', { 2: B })]),
    ]);
    await pass(1);
    await pass(2);
    expect(await gone()).toEqual(['b.json 2026-01-06']);
    await pass(1);
    expect(await store.query('select title from resource where gone_at is not null')).toEqual([{ title: 'c.json' }]);
  });

  test('is not concluded from a list that fails', async () => {
    await publish([dataset([resource('a.json', { 1: A })])], {
      faults: [{ on: { to: 'resources', day: 2 }, meet: { kind: 'status', status: 500 } }],
    });
    await pass(1);
    expect(counts(await pass(2))).toEqual({ '! incomplete-list': 1 });
    expect(await store.query('select gone_at from resource')).toEqual([{ gone_at: null }]);
    expect(await store.query(`select outcome, error, status from attempt where outcome = 'failed'`)).toEqual(
      Array(3).fill({ outcome: 'failed', error: 'server-error', status: 500 }),
    );
  });

  test('is all of a dataset that was deleted, and nothing of one that nobody knows', async () => {
    await publish([dataset([resource('a.json', { 1: A })], { deleted: 2 })]);
    await pass(1);
    const known = federation.catalogue;
    const [source] = known.values();
    federation.catalogue = new Map([
      ['x', { ...(source as Source), id: 'x', datasets: [{ id: 'inconnu', rhythm: 'yearly', form: 'auto' }] }],
    ]);
    expect(counts(await pass(2))).toEqual({ '! not-found': 1 });
    expect(await store.query('select gone_at from resource')).toEqual([{ gone_at: null }]);
    federation.catalogue = known;
    expect(counts(await pass(2))).toEqual({ '! gone': 1 });
    expect(await gone()).toEqual(['a.json 2026-01-06']);
  });

  test('a resource of two sources stays with the first', async () => {
    await publish([dataset([resource('a.json', { 1: A })])]);
    const [source] = federation.catalogue.values();
    await pass();
    federation.catalogue = new Map([...federation.catalogue, ['zzz', { ...(source as Source), id: 'zzz' }]]);
    expect(counts(await pass(1, { force: true, sources: ['zzz'] }))).toEqual({ left: 1 });
    expect(await store.query('select source from resource')).toEqual([{ source: 'valbourg' }]);
  });

  test('by another name in the catalogue goes on under that one, which the journal says too', async () => {
    await publish([dataset([resource('a.json', { 1: A, 3: B })])]);
    const [source] = federation.catalogue.values();
    await pass(1);
    federation.catalogue = new Map([['autre', { ...(source as Source), id: 'autre' }]]);
    expect(counts(await pass(2))).toEqual({ checked: 1, skipped: 1 });
    expect(counts(await pass(2))).toEqual({ checked: 1, skipped: 1 });
    expect(counts(await pass(3))).toEqual({ checked: 1, fetched: 1 });
    expect(await versions()).toEqual({ 'a.json': [sum(A), sum(B)] });
    expect((await entries()).map(({ source: of, sha256 }) => [of, sha256])).toEqual([
      ['valbourg', sum(A)],
      ['autre', sum(A)],
      // At the address of the new upload, before it is fetched.
      ['autre', sum(A)],
      ['autre', sum(B)],
    ]);
  });
});

describe('faults', () => {
  const all3 = (kind: string, status?: number): string[] =>
    Array(3).fill(['a.json failed', kind, status].filter((part) => part !== undefined).join(' ')) as string[];
  const FAULTS: [what: string, meet: Fault['meet'], content: Content, attempts: string[]][] = [
    ['429', { kind: 'status', status: 429 }, {}, all3('busy', 429)],
    ['503 with Retry-After', { kind: 'status', status: 503, retryAfter: 20 }, {}, all3('busy', 503)],
    ['500', { kind: 'status', status: 500 }, {}, all3('server-error', 500)],
    ['502', { kind: 'status', status: 502 }, {}, all3('server-error', 502)],
    ['404', { kind: 'status', status: 404 }, {}, ['a.json failed not-found 404']],
    ['410', { kind: 'status', status: 410 }, {}, ['a.json failed gone 410']],
    ['403', { kind: 'status', status: 403 }, {}, ['a.json failed refused 403']],
    ['a firewall', { kind: 'firewall' }, {}, ['a.json failed firewall 200']],
    ['a redirect loop', { kind: 'loop' }, {}, ['a.json failed redirect-loop']],
    ['silence', { kind: 'silence' }, {}, all3('timeout')],
    ['a stall in the body', { kind: 'stall', after: 10 }, {}, all3('timeout', 200)],
    ['a cut', { kind: 'cut', after: 10 }, {}, all3('truncated', 200)],
    ['a cut that no length tells', { kind: 'short', after: 10 }, {}, all3('truncated', 200)],
    ['a length that is too great', { kind: 'length', by: 100 }, {}, all3('wrong-length', 200)],
    ['a length that is too small', { kind: 'length', by: -5 }, {}, all3('wrong-length', 200)],
  ];
  test.each(FAULTS)(
    '%s: nothing is kept, each attempt is a row, and the other resource is fetched',
    async (_, meet, content, rows) => {
      await publish([dataset([resource('a.json', { 1: { text: A, ...content } }), resource('b.json', { 1: B })])], {
        faults: [onFile(meet, { resource: 'a.json' })],
      });
      const result = await pass();
      expect(result).toMatchObject({
        checked: 2,
        fetched: 1,
        failed: 1,
        failures: [{ source: 'valbourg', dataset: 'valbourg', resource: resourceId('valbourg', 'a.json') }],
      });
      expect(await versions()).toEqual({ 'b.json': [sum(B)] });
      expect((await attempts()).filter((row) => row.startsWith('a.json'))).toEqual(rows);
      expect(await all(archive.verify())).toEqual([]);
      expect(await entries()).toHaveLength(1);
    },
  );

  test('what passes is fetched at the next attempt, after Retry-After', async () => {
    await publish([dataset([resource('a.json', { 1: A })])], {
      faults: [onFile({ kind: 'status', status: 429, retryAfter: 30 }, { first: 1 })],
    });
    expect(counts(await pass())).toEqual({ checked: 1, fetched: 1 });
    expect(waited).toBeGreaterThanOrEqual(30_000);
  });

  test('a host that is closed for long is not asked again, nor are others told that it failed', async () => {
    await publish([dataset([resource('a.json', { 1: A }), resource('b.json', { 1: B })])], {
      faults: [onFile({ kind: 'status', status: 503, retryAfter: 7200 })],
    });
    const result = await pass();
    expect(counts(result)).toEqual({ checked: 2, failed: 2, '! busy': 2 });
    const asked = filesAsked();
    expect(asked).toBeLessThanOrEqual(2);
    expect(await attempts()).toHaveLength(asked);
    // The portal is on the same host here.
    expect(counts(await harvest(federation, { waiting }))).toEqual({ '! busy': 1 });
    expect(filesAsked()).toBe(asked);
  });

  test('a host that does not answer is not asked for each of its files', async () => {
    const many = Array.from({ length: 40 }, (_, i) => resource(`${i}.json`, { 1: `${A}${i}` }));
    await publish([dataset(many)], { faults: [onFile({ kind: 'silence' })] });
    expect(counts(await pass())).toEqual({ checked: 40, failed: 40, '! timeout': 40 });
    // Those that are under way when it is known end their attempts.
    expect(filesAsked()).toBeLessThanOrEqual((5 + 8) * 3);
    expect(await attempts()).toHaveLength(filesAsked());
  });

  test('a portal that does not answer is not asked for each dataset', async () => {
    const datasets = Array.from({ length: 20 }, (_, i) => dataset([resource('a.json', { 1: A })], { slug: `jeu-${i}` }));
    await publish(datasets, { faults: [{ on: { to: 'dataset' }, meet: { kind: 'silence' } }] });
    expect(counts(await pass())).toEqual({ '! timeout': 20 });
    expect(fake?.requests.length).toBeLessThanOrEqual((5 + 4) * 3);
  });

  test('a size that the portal has wrong is believed less than two bodies, a sum against it too is not', async () => {
    await publish([
      dataset([
        resource('a.json', { 1: { text: A, said: { size: 'wrong', sha1: 'none' } } }),
        resource('b.json', { 1: { text: B, said: { size: 'wrong' } } }),
        resource('c.json', { 1: { text: B, said: { size: 'wrong', sha1: 'wrong' } } }),
        resource('d.json', { 1: { text: B, said: { sha1: 'wrong' } } }),
      ]),
    ]);
    expect(counts(await pass())).toEqual({ checked: 4, fetched: 3, failed: 1, '! wrong-length': 1 });
    expect(Object.keys(await versions())).toEqual(['a.json', 'b.json', 'd.json']);
  });

  test('bodies of no bytes, too long, or bombs are not kept', async () => {
    await publish([
      dataset([
        resource('empty.json', { 1: '' }),
        resource('long.json', { 1: { text: A, blanks: { megabytes: 2 } } }),
        resource('bomb.json', { 1: { text: A, blanks: { megabytes: 40, as: 'coding' } } }),
        resource('ok.json', { 1: B }),
      ]),
    ]);
    const result = await pass(1, { limits: { packed: 1e6 } });
    expect(counts(result)).toEqual({ checked: 4, fetched: 1, failed: 3, '! empty': 1, '! too-large': 1, '! bomb': 1 });
    expect(Object.keys(await versions())).toEqual(['ok.json']);
    expect(await all(archive.verify())).toEqual([]);
  });

  test('a full disk is said once for all, and the next pass fetches', async () => {
    await publish([dataset(Array.from({ length: 30 }, (_, i) => resource(`${i}.json`, { 1: `${A}${i}` })))]);
    federation.archive = { ...archive };
    federation.archive.put = async (bytes) => {
      for await (const _ of bytes);
      throw new ArchiveError('disk-full', folder);
    };
    const result = await pass();
    expect(counts(result)).toEqual({ checked: 30, failed: 30, '! disk-full': 30 });
    expect(filesAsked()).toBeLessThan(20);
    federation.archive = archive;
    expect(counts(await pass())).toEqual({ checked: 30, fetched: 30 });
  });

  test('our own output is refused, by its address, its manifest and its sum', async () => {
    const manifest = JSON.stringify({ format: 'decp-federation-snapshot/1', name: 'x' });
    await publish([
      dataset([resource('manifest.json', { 1: manifest }), resource('2025.json', { 1: A }), resource('b.json', { 1: B })]),
    ]);
    await store.query(
      `insert into snapshot (hash, name, at, sequence, state, manifest) values ('h', 'n', now(), 1, 's', $1::text::jsonb)`,
      [JSON.stringify({ files: [{ name: 'contrats/2.0.3/2025.json', sha256: sum(A) }] })],
    );
    const [source] = federation.catalogue.values();
    const urls = [`${fake?.url.href ?? ''}20260301T000000Z-0a1b2c3d/contrats.csv`];
    const own: Source = { ...(source as Source), id: 'own', datasets: [{ id: 'urls', rhythm: 'yearly', form: 'csv', urls }] };
    federation.catalogue = new Map([...federation.catalogue, ['own', own]]);
    expect(counts(await pass())).toEqual({ checked: 4, fetched: 1, failed: 3, '! own-output': 3 });
    expect(await versions()).toEqual({ 'b.json': [sum(B)] });
  });

  test('one dataset that fails in a way that nobody foresaw does not stop the others, and is thrown', async () => {
    await publish([
      dataset([resource('a.json', { 1: A })], { slug: 'a' }),
      dataset([resource('b.json', { 1: B })], { slug: 'b' }),
    ]);
    federation.archive = {
      ...archive,
      note: (entry) => (entry.source === 'a' ? Promise.reject(new Error('a bug')) : archive.note(entry)),
    };
    await expect(pass()).rejects.toThrow('a bug');
    expect(await versions()).toEqual({ 'b.json': [sum(B)] });
  });
});

describe('files by their addresses', () => {
  const byAddress = async (): Promise<Source> => {
    await publish([dataset([resource('a.json', { 1: A, 2: B }, { filetype: 'remote' })])]);
    const listed = (await (await fetch(new URL('/api/2/datasets/valbourg/resources/', fake?.url))).json()) as {
      data: { url: string }[];
    };
    const [source] = federation.catalogue.values();
    return {
      ...(source as Source),
      id: 'adresses',
      datasets: [{ id: 'urls', rhythm: 'yearly', form: 'json', urls: listed.data.map(({ url }) => url) }],
    };
  };

  test('are fetched, and asked for with conditions', async () => {
    const source = await byAddress();
    const [urls] = source.datasets;
    if (!urls) throw new Error('no dataset');
    const check = (): Promise<HarvestResult> => harvestDataset(federation, source, urls, { waiting });
    expect(counts(await check())).toEqual({ checked: 1, fetched: 1 });
    expect(counts(await check())).toEqual({ checked: 1, unchanged: 1 });
    fake?.setDay(2);
    expect(counts(await check())).toEqual({ checked: 1, fetched: 1 });
    expect(await versions()).toEqual({ [urls.urls?.[0] ?? '']: [sum(A), sum(B)] });
  });
});

describe('a kill', () => {
  /** Dies before or after the nth of all that changes something outside, as a process that is killed there. */
  const killed = (nth: number, isAfter: boolean): { federation: Federation; steps: () => number } => {
    let steps = 0;
    const killable =
      <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
      async (...given: A): Promise<R> => {
        const step = ++steps;
        // After the death nothing happens any more.
        if (step > nth || (step === nth && !isAfter)) throw new Error('killed');
        const result = await work(...given);
        if (step === nth) throw new Error('killed');
        return result;
      };
    return {
      federation: {
        ...federation,
        archive: {
          ...archive,
          put: killable((bytes: AsyncIterable<Uint8Array>) => archive.put(bytes)),
          note: killable((entry: JournalEntry) => archive.note(entry)),
        },
        store: {
          ...store,
          query: killable((sql: string, values?: readonly unknown[]) => store.query<never>(sql, values)),
          session: killable((work: (session: Session) => Promise<never>) => store.session(work)),
        },
      },
      steps: () => steps,
    };
  };

  /** What a rebuild from the archive would find. */
  const journaled = async (): Promise<string[]> => {
    const kept: string[] = [];
    let before: JournalEntry | undefined;
    for (const entry of await entries()) {
      if (entry.resource !== before?.resource || entry.sha256 !== before.sha256)
        kept.push(`${entry.resource} ${entry.fetchedAt} ${entry.sha256}`);
      before = entry;
    }
    return kept.toSorted();
  };
  const entered = async (): Promise<string[]> =>
    (
      await store.query<{ name: string; fetched_at: string; sha256: string }>(
        'select name, version.fetched_at, sha256 from version join resource on resource.id = resource join content on content.id = content',
      )
    )
      .map(({ name, fetched_at: at, sha256 }) => `${name} ${at} ${sha256}`)
      .toSorted();

  test('anywhere is made up for by the next pass: the journal, the database and the archive agree', async () => {
    const datasets = [
      dataset([resource('a.json', { 1: A, 2: B, 3: A }), resource('r.json', { 1: B, 2: A }, { filetype: 'remote' })]),
    ];
    await publish(datasets);
    await pass(1);
    const whole = killed(Infinity, false);
    fake?.setDay(2);
    await harvest({ ...whole.federation, rate: ONE }, { waiting });
    const steps = whole.steps();
    expect(steps).toBeGreaterThan(12);
    for (let nth = 1; nth <= steps; nth += NIGHT ? 1 : 5)
      for (const isAfter of [false, true]) {
        await clear(store);
        await rm(folder, { recursive: true });
        archive = await openArchive(folder);
        federation = { ...federation, archive };
        await pass(1);
        fake?.setDay(2);
        clock = new Date(clock.getTime() + 86_400_000);
        await expect(harvest({ ...killed(nth, isAfter).federation, rate: ONE }, { waiting })).rejects.toThrow('killed');
        // The connections that it held are free again after a while. Meanwhile one file has changed back.
        const backAt = nth % 2 === 0 ? 3 : 2;
        waited += 200_000;
        fake?.setDay(backAt);
        await harvest(federation, { waiting });
        const now = await versions();
        expect(now['r.json'], `${nth} ${isAfter}`).toEqual([sum(B), sum(A)]);
        expect(now['a.json']?.at(-1), `${nth} ${isAfter}`).toBe(backAt === 3 ? sum(A) : sum(B));
        expect(await entered(), `${nth} ${isAfter}`).toEqual(await journaled());
        expect((await all(archive.verify())).filter(({ fault }) => fault !== 'unlisted')).toEqual([]);
      }
  });
});

describe('a damaged content of the archive', () => {
  const damage = async (text: string): Promise<void> => {
    const path = join(folder, 'contents', sum(text).slice(0, 2), `${sum(text).slice(2)}.gz`);
    const bytes = await readFile(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] as number) ^ 1;
    await writeFile(path, bytes);
  };
  const { signal } = new AbortController();

  test('by one byte is found, fetched again though nothing changed, and whole', async () => {
    await publish([dataset([resource('a.json', { 1: A }), resource('b.json', { 1: B })])]);
    await pass();
    await damage(A);
    expect(counts(await pass())).toEqual({ checked: 2, skipped: 2 });
    await lookForDamage(federation, signal);
    expect(await damagedContents(federation)).toEqual({ count: 1, first: sum(A) });
    expect(counts(await pass())).toMatchObject({ skipped: 1, same: 1, healed: 1 });
    expect(await damagedContents(federation)).toEqual({ count: 0, first: null });
    expect(await verifyArchive(archive, store)).toEqual({ faults: [], unlisted: [] });
  });

  test('that is absent is fetched again without being looked for', async () => {
    await publish([dataset([resource('a.json', { 1: A })])]);
    await pass();
    await rm(join(folder, 'contents'), { recursive: true });
    expect(counts(await pass())).toMatchObject({ same: 1, healed: 1 });
    expect(await archive.has(sum(A))).toBe(true);
  });

  test('that its server no longer has stays damaged, and is whole again once it was restored', async () => {
    await publish([dataset([resource('a.json', { 1: A, 2: B })])]);
    await pass();
    await damage(A);
    await lookForDamage(federation, signal);
    expect(counts(await pass(2))).toEqual({ checked: 1, fetched: 1 });
    expect(await damagedContents(federation)).toEqual({ count: 1, first: sum(A) });
    await archive.put(Readable.from([Buffer.from(A)]));
    await lookForDamage(federation, signal);
    expect((await damagedContents(federation)).count).toBe(0);
  });

  test('is looked for in no more of the archive than the budget allows, and in what nobody looked at for longest', async () => {
    await publish([dataset([resource('a.json', { 1: A }), resource('b.json', { 1: B })])]);
    await pass();
    const looked = async (checked: number, until = signal): Promise<number> => {
      await lookForDamage({ ...federation, budgets: { ...USUAL, archive: { checked } } }, until);
      const [row] = await store.query<{ count: number }>('select count(checked_at)::int as count from content');
      return row?.count ?? 0;
    };
    expect(await looked(0)).toBe(0);
    // As if each were larger than the budget: it is read when its turn comes, and the others another time.
    await store.exec('update content set packed = 1200000');
    expect(await looked(1, AbortSignal.abort())).toBe(0);
    expect([await looked(1), await looked(1)]).toEqual([1, 2]);
  });

  test('that is lost for good, whatever its size, does not keep the others from being looked at', async () => {
    await publish([dataset([resource('a.json', { 1: A, 2: B })])]);
    await pass();
    await damage(A);
    await lookForDamage(federation, signal);
    await pass(2);
    await store.exec('update content set packed = 1200000');
    const budgets = { ...USUAL, archive: { checked: 1 } };
    await lookForDamage({ ...federation, budgets }, signal);
    const rows = await store.query<{ sha256: string }>('select sha256 from content where checked_at is null');
    expect(rows).toEqual([]);
  });
});

test('verify finds what the archive lost although the database has it, and no harm in what a kill leaves', async () => {
  await publish([dataset([resource('a.json', { 1: A }), resource('b.json', { 1: B })])]);
  await pass();
  const { sha256 } = await archive.put(Readable.from([Buffer.from('no entry yet')]));
  expect(await verifyArchive(archive, store)).toEqual({ faults: [], unlisted: [sha256] });
  await rm(join(folder, 'journal'), { recursive: true });
  await rm(join(folder, 'contents', sum(B).slice(0, 2)), { recursive: true });
  expect(await verifyArchive(archive, store)).toEqual({
    faults: [
      { sha256: sum(A), fault: 'entry-absent' },
      { sha256: sum(B), fault: 'absent' },
    ],
    unlisted: [sha256],
  });
});

describe('politeness', () => {
  const HOST = 'exemple.test';
  const open = (rate: Rate) => openPoliteness(store, { rate, ...waiting });

  test('two workers together keep to the connections of a host', async () => {
    const open = () =>
      openPoliteness(store, { rate: { connections: 2, perSecond: 1000 }, sleep: () => setImmediate(), random: () => 0 });
    const workers = [open(), open()];
    let [atOnce, most] = [0, 0];
    const request = async (i: number): Promise<void> => {
      const leave = await workers[i % 2]?.enter(HOST);
      most = Math.max(most, ++atOnce);
      await setImmediate();
      atOnce--;
      await leave?.();
    };
    const [first, second] = [await workers[0]?.enter(HOST), await workers[1]?.enter(HOST)];
    const rest = Promise.all(Array.from({ length: 20 }, (_, i) => request(i)));
    for (let i = 0; i < 20; i++) await store.query('select');
    expect(most).toBe(0);
    await first?.();
    await second?.();
    await rest;
    expect(most).toBeLessThanOrEqual(2);
    // Each with a process of its own, all at one moment.
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const leave = await open().enter(HOST);
        most = Math.max(most, ++atOnce);
        for (let i = 0; i < 5; i++) await setImmediate();
        atOnce--;
        await leave();
      }),
    );
    expect(most).toBeLessThanOrEqual(2);
    expect(await store.query('select * from host_connection')).toEqual([]);
  });

  test('two workers together keep to the rate of a host; others have their own', async () => {
    const workers = [open({ connections: 10, perSecond: 4 }), open({ connections: 10, perSecond: 4 })];
    for (let i = 0; i < 9; i++) await (await workers[i % 2]?.enter(HOST))?.();
    expect(waited).toBe(2000);
    await workers[0]?.enter('autre.test');
    expect(waited).toBe(2000);
  });

  test('a worker that died holds its connection for a while only', async () => {
    let seconds = 0;
    const slow = {
      clock: () => new Date(START.getTime() + seconds * 1000),
      sleep: () => Promise.resolve(void seconds++),
      random: () => 0,
    };
    const one = openPoliteness(store, { rate: { connections: 1, perSecond: 1000 }, ...slow });
    await one.enter(HOST);
    const other = openPoliteness(store, { rate: { connections: 1, perSecond: 1000 }, ...slow });
    await (
      await other.enter(HOST)
    )();
    expect(seconds).toBe(90);
  });

  test('Retry-After of one is that of all; one too long is said at once', async () => {
    const [one, other] = [open({ connections: 2, perSecond: 1000 }), open({ connections: 2, perSecond: 1000 })];
    await one.close(HOST, 30_000);
    await one.close(HOST, 10_000);
    await other.enter(HOST);
    expect(waited).toBe(30_000);
    await one.close(HOST, 3_600_000);
    await expect(other.enter(HOST)).rejects.toMatchObject({ kind: 'busy', isUnasked: true, detail: `${HOST}: 3600 s` });
    // A fault gives the place back: more of them than there are places.
    for (let i = 0; i < 3; i++) await expect(other.enter(HOST)).rejects.toMatchObject({ kind: 'busy' });
  });

  test('a clock that is set back makes nobody wait for the old time', async () => {
    await open({ connections: 2, perSecond: 2 }).enter(HOST);
    clock = new Date(clock.getTime() - 10 * 86_400_000);
    const leave = await open({ connections: 3, perSecond: 2 }).enter(HOST);
    expect(waited).toBeLessThanOrEqual(1500);
    await leave();
  });
});

const ONE: Rate = { connections: 1, perSecond: 1000 };
const entries = (): Promise<JournalEntry[]> => all(archive.journal());

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

function groups(pairs: readonly (readonly [string, string])[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [name, value] of pairs) (found[name] ??= []).push(value);
  return found;
}
