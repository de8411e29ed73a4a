/** Notices from the first pass to the last message, on a fake data.gouv.fr. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FAKE_KEY } from '../../../federation/fake/discussions.ts';
import { catalogueOf, type Scenario, timeOf } from '../../../federation/fake/scenario.ts';
import { startFake } from '../../../federation/fake/server.node.ts';
import type { Fake, Fault } from '../../../federation/fake/site.ts';
import { openArchive } from '../../../federation/src/archive/archive.node.ts';
import { consolidate } from '../../../federation/src/consolidate/consolidate.node.ts';
import type { Federation } from '../../../federation/src/federation.ts';
import { harvest } from '../../../federation/src/harvest/harvest.node.ts';
import { judgePending } from '../../../federation/src/judge/judge.node.ts';
import { draftNotices } from '../../../federation/src/notices/draft.node.ts';
import { listNotices, type Notice, settle, takeToSend } from '../../../federation/src/notices/outbox.ts';
import { sendNotices } from '../../../federation/src/notices/send.node.ts';
import { emptyStore } from '../../support/federation-store.ts';

const wrong = (from: number, to: number) =>
  Object.fromEntries(Array.from({ length: to - from + 1 }, (_, at) => [from + at, { nature: 'MARCHE' }]));

/** On day 1 a third of the records of one producer is rejected, on day 2 the file of another loses most contracts and that of a third goes; on day 12 all is well again. */
const SCENARIO: Scenario = {
  title: { fr: 'Avis', en: 'Notices' },
  datasets: [
    {
      ...{ slug: 'valbourg', organization: 'Commune inventée de Valbourg', rhythm: 'cumulative' },
      resources: [
        { title: 'marches.json', days: { 1: { contracts: '1-30' }, 2: { contracts: '1-5' }, 12: { contracts: '1-31' } } },
      ],
    },
    {
      ...{ slug: 'landiers', organization: 'Région inventée des Landiers', rhythm: 'yearly' },
      resources: [{ title: 'marches-2025.json', days: { 1: { contracts: '101-130' }, 2: { contracts: '101-131' } } }],
    },
    {
      ...{ slug: 'tilleuls', organization: 'Hôpital inventé des Tilleuls', rhythm: 'cumulative' },
      resources: [
        {
          title: 'contrats.json',
          days: { 1: { contracts: '201-236', changed: wrong(201, 212) }, 12: { contracts: '201-236' } },
        },
      ],
    },
  ],
  faults: [2, 3, 4, 5].map((day): Fault => ({
    on: { to: 'file', dataset: 'landiers', day },
    meet: { kind: 'status', status: 404 },
  })),
  expect: {},
};

const WAITING = { sleep: () => Promise.resolve(), random: () => 0 };
const SITE = 'https://api.exemple.test/';

class World {
  readonly federation: Federation;
  readonly fake: Fake;
  readonly #clock: { now: Date };

  constructor(federation: Federation, fake: Fake, clock: { now: Date }) {
    this.federation = federation;
    this.fake = fake;
    this.#clock = clock;
  }

  static async open(faults: readonly Fault[] = []): Promise<World> {
    const fake = await startFake({ ...SCENARIO, faults: [...(SCENARIO.faults ?? []), ...faults] });
    const clock = { now: timeOf(SCENARIO, 1, 6) };
    const home = mkdtempSync(join(tmpdir(), 'decp-avis-'));
    const federation: Federation = {
      ...{
        store: await emptyStore(),
        catalogue: catalogueOf(SCENARIO),
        portal: fake.url,
        lang: 'fr',
        outputs: join(home, 'outputs'),
      },
      archive: await openArchive(join(home, 'archive')),
      rate: { connections: 4, perSecond: 10_000 },
      now: () => clock.now,
      progress: () => undefined,
    };
    return new World(federation, fake, clock);
  }

  async pass(...days: number[]): Promise<void> {
    for (const day of days) {
      this.#clock.now = timeOf(SCENARIO, day, 6);
      this.fake.setDay(day);
      await harvest(this.federation, { waiting: WAITING });
      await judgePending(this.federation);
      await consolidate(this.federation);
    }
  }

  draft() {
    return draftNotices(this.federation, SITE);
  }

  async drafts(...producers: string[]): Promise<Notice[]> {
    const all = await listNotices(this.federation.store);
    return all.filter(({ state, producer }) => state === 'draft' && (producers.length === 0 || producers.includes(producer)));
  }

  async send(notices: readonly Notice[], { token = FAKE_KEY, isAgain = false } = {}) {
    const done = await sendNotices(this.federation, notices, { token, isAgain, waiting: WAITING, limits: { headers: 500 } });
    return done.map(({ outcome }) => outcome);
  }

  async states(): Promise<string[]> {
    const all = await listNotices(this.federation.store, { isAll: true });
    return all.map(({ producer, state }) => `${producer} ${state}`).toSorted();
  }

  get posts(): number {
    return this.fake.requests.filter(({ method }) => method === 'POST').length;
  }

  async close(): Promise<void> {
    await this.fake.stop();
    await this.federation.store.close();
  }
}

describe('a producer is informed once of what breaks, and once more when it is well again', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  test('a draft for each producer with news, made once; a single failure is none; nothing is sent', async () => {
    await world.pass(1);
    expect(await world.draft()).toMatchObject({ fresh: 1, kept: 0, removed: 0 });
    await world.pass(2);
    expect(await world.draft()).toMatchObject({ fresh: 1, kept: 1, removed: 0 });
    expect((await world.drafts()).map(({ producer }) => producer)).toEqual(['tilleuls', 'valbourg']);
    await world.pass(3, 4);
    expect(await world.draft()).toMatchObject({ fresh: 1, kept: 2, removed: 0 });
    const before = await listNotices(world.federation.store, { isAll: true });
    expect(await world.draft()).toMatchObject({ fresh: 0, kept: 3, removed: 0 });
    expect(await listNotices(world.federation.store, { isAll: true })).toEqual(before);
    expect(world.posts).toBe(0);
  });

  test('each says what is wrong with which file, and nothing of a record', async () => {
    const text = async (producer: string) => (await world.drafts(producer))[0]?.comment ?? '';
    expect(await text('valbourg')).toMatch(/`marches\.json`.*\n.*6 janvier 2026 perd 25 des 30 enregistrements/);
    expect(await text('landiers')).toMatch(/`marches-2025\.json`.*\n.*Depuis le 6 janvier 2026.*404/);
    const rejected = await text('tilleuls');
    expect(rejected).toContain('12 de ses 36 enregistrements (33 %) sont rejetés');
    expect(rejected).toMatch(/`nature` : .*, 12 enregistrements\. Comment corriger : <https:.*\/constats\/schema-enum\/>/);
    expect(rejected).toMatch(/<https:\/\/api\.exemple\.test\/v1\/rejets\?ressource=[0-9a-f-]{36}>/);
    const records = await world.federation.store.query<{ body: string }>('select body from record where not valid');
    for (const { body } of records) {
      const { id, titulaires } = JSON.parse(body) as { id: string; titulaires: { titulaire: { id: string } }[] };
      for (const secret of [id, ...titulaires.map(({ titulaire }) => titulaire.id)]) expect(rejected).not.toContain(secret);
    }
  });

  test('a wrong key sends nothing, and is kept nowhere', async () => {
    const token = 'une-cle-refusee';
    expect(await world.send(await world.drafts(), { token })).toEqual([{ is: 'stopped', reason: 'token', error: '401' }]);
    expect(await world.drafts()).toHaveLength(3);
    expect(JSON.stringify(await world.federation.store.query('select * from notice'))).not.toContain(token);
    expect(world.fake.discussions).toEqual([]);
  });

  test('with the key, each draft becomes a discussion at its dataset, and is not sent a second time', async () => {
    const drafts = await world.drafts();
    expect((await world.send(drafts)).map(({ is }) => is)).toEqual(['sent', 'sent', 'sent']);
    expect((await world.send(drafts)).map(({ is }) => is)).toEqual(['taken', 'taken', 'taken']);
    expect(world.fake.discussions.map(({ title, comments }) => [title, comments])).toEqual(
      drafts.map(({ title, comment }) => [title, [comment]]),
    );
    expect(new Set(world.fake.discussions.map(({ dataset }) => dataset)).size).toBe(3);
    expect(await world.draft()).toEqual({ fresh: 0, kept: 0, removed: 0, waiting: [], uncertain: [] });
  });

  test('a day later, what is known is not repeated', async () => {
    await world.pass(5);
    expect(await world.draft()).toEqual({ fresh: 0, kept: 0, removed: 0, waiting: [], uncertain: [] });
  });

  test('what is well again waits for the pause, and is then a comment in the same discussion; in a new one where that is closed', async () => {
    await world.pass(6);
    expect((await world.draft()).waiting).toEqual([{ producer: 'landiers', at: '2026-01-15T06:00:00.000Z' }]);
    await world.pass(12);
    expect(await world.draft()).toMatchObject({ fresh: 3, waiting: [] });
    const [first] = world.fake.discussions;
    Object.assign(first as object, { closed: '2026-01-15T00:00:00Z' });
    const drafts = await world.drafts();
    const outcomes = await world.send(drafts);
    expect(outcomes.map((outcome) => outcome.is === 'sent' && outcome.isComment).filter(Boolean)).toHaveLength(2);
    expect(world.fake.discussions.map(({ comments }) => comments.length)).toEqual([1, 2, 2, 1]);
    const comments = world.fake.discussions.map(({ comments: all }) => all.at(-1));
    expect(comments.join('\n')).toMatch(/De nouveau lisible/);
    expect(comments.join('\n')).toMatch(/retenue est remplacée/);
    expect(comments.join('\n')).toMatch(/maintenant admis/);
    await world.pass(30);
    expect(await world.draft()).toEqual({ fresh: 0, kept: 0, removed: 0, waiting: [], uncertain: [] });
  });
});

describe('when sending fails', () => {
  let world: World;
  const failing = async (...meets: Fault['meet'][]): Promise<World> => {
    world = await World.open(meets.map((meet) => ({ on: { to: 'discussions', first: 1 }, meet })));
    await world.pass(1, 2);
    await world.draft();
    return world;
  };
  const uncertain = async (error: string): Promise<void> => {
    expect(await world.send(await world.drafts())).toEqual([{ is: 'uncertain', error }]);
    expect(await world.states()).toEqual(['tilleuls sending', 'valbourg draft']);
    expect(await world.draft()).toMatchObject({ fresh: 0, kept: 1, uncertain: [{ producer: 'tilleuls' }] });
  };

  test('429 with Retry-After: nothing is sent, nothing more is asked until then', async () => {
    await failing({ kind: 'status', status: 429, retryAfter: 3600 });
    expect(await world.send(await world.drafts())).toEqual([{ is: 'stopped', reason: 'busy', error: '429' }]);
    const asked = world.fake.requests.length;
    expect(await world.send(await world.drafts())).toEqual([{ is: 'stopped', reason: 'busy', error: 'busy' }]);
    expect(world.fake.requests).toHaveLength(asked);
    await world.federation.store.exec(`update host set closed_until = 'epoch'`);
    expect((await world.send(await world.drafts())).map(({ is }) => is)).toEqual(['sent', 'sent']);
    await world.close();
  });

  test('400: that one is refused, the next is sent; it is sent again only on purpose', async () => {
    await failing({ kind: 'status', status: 400 });
    const drafts = await world.drafts();
    expect((await world.send(drafts)).map(({ is }) => is)).toEqual(['refused', 'sent']);
    expect(await world.states()).toEqual(['tilleuls failed', 'valbourg sent']);
    expect((await world.send(drafts.slice(0, 1), { isAgain: true })).map(({ is }) => is)).toEqual(['sent']);
    await world.close();
  });

  test('500: nobody knows, and only a person has it sent again', async () => {
    await failing({ kind: 'status', status: 500 });
    const [first] = await world.drafts();
    await uncertain('500');
    expect((await world.send([first as Notice])).map(({ is }) => is)).toEqual(['taken']);
    expect((await world.send([first as Notice], { isAgain: true })).map(({ is }) => is)).toEqual(['sent']);
    await world.close();
  });

  test('no answer, or a connection that breaks after the message arrived: the same', async () => {
    await failing({ kind: 'silence' });
    await uncertain('timeout');
    await world.close();
    await failing({ kind: 'cut', after: 0 });
    const [first] = await world.drafts();
    await uncertain('network');
    expect(world.fake.discussions).toHaveLength(1);
    const { store, now } = world.federation;
    const marked = await store.session((session) => settle(session, first as Notice, { state: 'sent', discussion: null }, now()));
    expect(marked).toBe(true);
    expect(await world.draft()).toMatchObject({ fresh: 0, kept: 1, uncertain: [] });
    await world.close();
  });

  test('a crash between taking a draft and its answer leaves it for a person to decide', async () => {
    await failing();
    const [first] = await world.drafts();
    await takeToSend(world.federation.store, (first as Notice).id, ['draft'], world.federation.now());
    expect(await world.draft()).toMatchObject({ fresh: 0, kept: 1, uncertain: [{ producer: 'tilleuls' }] });
    expect((await world.send(await world.drafts())).map(({ is }) => is)).toEqual(['sent']);
    expect(await world.states()).toEqual(['tilleuls sending', 'valbourg sent']);
    await world.close();
  });

  test('what a person drops is not proposed again, nor is its end', async () => {
    await failing();
    const { store, now } = world.federation;
    for (const notice of await world.drafts())
      await store.session((session) => settle(session, notice, { state: 'dropped' }, now()));
    expect(await world.draft()).toEqual({ fresh: 0, kept: 0, removed: 0, waiting: [], uncertain: [] });
    await world.pass(12);
    expect(await world.draft()).toMatchObject({ fresh: 0 });
    await world.close();
  });

  test('a draft that is no longer true goes, and a producer who asked for no messages has none', async () => {
    await failing();
    const { catalogue } = world.federation;
    world.federation.catalogue = new Map([...catalogue].map(([id, source]) => [id, { ...source, notices: false as const }]));
    expect(await world.drafts()).not.toEqual([]);
    expect(await world.draft()).toMatchObject({ fresh: 0 });
    expect(await world.drafts()).toEqual([]);
    world.federation.catalogue = catalogue;
    expect(await world.draft()).toMatchObject({ fresh: 2 });
    await world.pass(12);
    expect(await world.draft()).toMatchObject({ fresh: 0, removed: 2 });
    await world.close();
  });
});

test('drafts of two processes at once are made once, sent once, and settled', async ({ skip }) => {
  const world = await World.open();
  if (world.federation.store.kind === 'pglite') {
    await world.close();
    return skip('PGlite is open in one process');
  }
  await world.pass(1, 2);
  const made = await Promise.all([world.draft(), world.draft()]);
  expect(made.map(({ fresh, kept }) => fresh + kept)).toEqual([2, 2]);
  expect(await world.states()).toEqual(['tilleuls draft', 'valbourg draft']);
  const drafts = await world.drafts();
  const outcomes = (await Promise.all([world.send(drafts), world.send(drafts)])).flat().map(({ is }) => is);
  expect(outcomes.toSorted()).toEqual(['sent', 'sent', 'taken', 'taken']);
  expect(world.fake.discussions).toHaveLength(2);
  await world.pass(12);
  expect(await world.draft()).toMatchObject({ fresh: 2 });
  await world.close();
});
