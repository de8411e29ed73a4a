import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Jobs, openJobs } from '../../../federation/src/jobs/jobs.node.ts';
import { type Outcome, perform } from '../../../federation/src/jobs/perform.node.ts';
import { tallyOf } from '../../../federation/src/jobs/tally.node.ts';
import { PartlyDone, QUEUES, type Steps, type Work } from '../../../federation/src/jobs/work.ts';
import type { Store } from '../../../federation/src/store/store.ts';
import { emptyStore } from '../../support/federation-store.ts';
import { emptyPglite } from '../../support/pglite.ts';

/** At once, without a wait before what failed is tried again. */
const RETRIES = { limit: 2, seconds: 0 };

const harvest = (dataset: string): Work => ({ queue: 'harvest', source: 'essai', dataset });
const nothing = (): Promise<void> => Promise.resolve();

const keyIs = (work: Work, dataset: string): boolean => work.queue === 'harvest' && work.dataset === dataset;

const openedJobs = (store: Store): Promise<Jobs> =>
  openJobs(store, {
    clock: false,
    onError: (error) => {
      throw error;
    },
  });

describe('the queues', () => {
  let store: Store;
  let jobs: Jobs;
  beforeAll(async () => {
    store = await emptyStore();
    jobs = await openedJobs(store);
  });
  afterAll(async () => {
    await jobs.close();
    await store.close();
  });
  beforeEach(() => store.exec('truncate federation_jobs.job, version, content, resource, dirty cascade'));

  /** Performs all that is left, and returns what was done, in order. */
  async function performAll(steps: Partial<Steps> = {}): Promise<{ outcomes: Outcome[]; done: string[] }> {
    const outcomes: Outcome[] = [];
    await perform(jobs, {
      steps: { pass: nothing, harvest: nothing, judge: nothing, consolidate: nothing, snapshot: nothing, ...steps },
      ...{ retries: RETRIES, until: 'empty', grace: 1000, pause: 20, signal: new AbortController().signal },
      onOutcome: (outcome) => {
        outcomes.push(outcome);
        // Not to wait for it.
        if (outcome.outcome === 'again')
          void store.exec("update federation_jobs.job set start_after = now() where state = 'retry'");
      },
      ...{ patience: 0, onAway: () => undefined },
    });
    return { outcomes, done: outcomes.map(({ job, outcome }) => `${job.work.queue} ${outcome}`) };
  }

  /** Resources with a content each that is not judged yet. */
  async function fetched(count: number): Promise<void> {
    await store.query(
      `with r as (insert into resource (source, dataset, name, title, format, updates, url) select 'essai', 'a', 'r' || n, '', 'json', 'replaced', '' from generate_series(1, $1) n returning id),
            c as (insert into content (sha256, size, packed) select 's' || n, 1, 1 from generate_series(1, $1) n returning id)
       insert into version (resource, content, fetched_at) select r.id, (select min(id) from c), now() from r`,
      [count],
    );
  }

  test('open twice, and find what the first opening made', async () => {
    await jobs.send([harvest('a')], RETRIES);
    const again = await openedJobs(store);
    expect(await again.left()).toEqual(new Map([['harvest', 1]]));
    await again.close();
  });

  test('have the same work once, whether it waits, is being done or is to be tried again', async () => {
    expect(await jobs.send([harvest('a'), harvest('b')], RETRIES)).toBe(2);
    expect(await jobs.send([harvest('b'), harvest('c')], RETRIES)).toBe(1);
    const job = await jobs.take(QUEUES);
    if (!job) throw new Error('there is one');
    expect(await jobs.send([job.work], RETRIES)).toBe(0);
    expect(await jobs.fail(job, { message: 'x' }, RETRIES)).toBe('again');
    expect(await jobs.send([job.work], RETRIES)).toBe(0);
    expect(await jobs.left()).toEqual(new Map([['harvest', 3]]));
  });

  test('lead from harvest to judgement, consolidation and snapshot, each once', async () => {
    await jobs.begin([harvest('a'), harvest('b'), harvest('c')], RETRIES);
    const { done } = await performAll({
      harvest: async ({ dataset }) => {
        if (dataset === 'a') await fetched(3);
      },
      judge: async () => store.exec("update version set state = 'accepted'"),
    });
    expect(done.toSorted()).toEqual([
      'consolidate done',
      ...Array.from({ length: 3 }, () => 'harvest done'),
      ...Array.from({ length: store.kind === 'pglite' ? 1 : 4 }, () => 'judge done'),
      'snapshot done',
    ]);
    expect(done.slice(-2)).toEqual(['consolidate done', 'snapshot done']);
  });

  test('keep what fails for good as a dead letter, go on with the rest, and forget it once it is done', async () => {
    await jobs.begin([harvest('a'), harvest('b')], RETRIES);
    const { done, outcomes } = await performAll({
      harvest: ({ dataset }) => (dataset === 'b' ? Promise.reject(new Error('the disk is on fire')) : nothing()),
    });
    expect(done.filter((one) => one.startsWith('harvest'))).toEqual(
      expect.arrayContaining(['harvest done', 'harvest again', 'harvest again', 'harvest dead']),
    );
    expect(done.slice(-2)).toEqual(['consolidate done', 'snapshot done']);
    expect(
      outcomes.filter(({ job }) => job.work.queue === 'harvest' && keyIs(job.work, 'b')).map(({ job }) => job.attempt),
    ).toEqual([1, 2, 3]);
    expect(await jobs.deadLetters()).toMatchObject([{ work: harvest('b'), times: 1, error: { message: 'the disk is on fire' } }]);
    await jobs.begin([harvest('b')], RETRIES);
    await performAll();
    expect(await jobs.deadLetters()).toEqual([]);
  });

  test('do not try again in one pass what could not be judged, but in the next', async () => {
    const shares = store.kind === 'pglite' ? 1 : 4;
    await fetched(1);
    await jobs.begin([harvest('a')], RETRIES);
    const first = await performAll({ judge: () => Promise.reject(new Error('no')) });
    expect(first.done.filter((one) => one === 'judge dead')).toHaveLength(shares);
    expect(await jobs.deadLetters()).toMatchObject([{ work: { queue: 'judge' }, times: shares }]);
    const tried: unknown[] = [];
    await jobs.begin([harvest('a')], RETRIES);
    await performAll({
      judge: async (work) => {
        tried.push(work);
        await store.query("update version set state = 'accepted'");
      },
    });
    expect(tried).toHaveLength(shares);
    expect(await jobs.deadLetters()).toEqual([]);
  });

  test('deliver again what a process that is gone had taken', async () => {
    await jobs.begin([harvest('a')], RETRIES);
    expect((await jobs.take(QUEUES))?.work).toEqual({ ...harvest('a'), pass: expect.any(String) as string });
    await jobs.beat([], RETRIES);
    expect(await jobs.take(QUEUES), 'its lease is not over').toBeUndefined();
    await store.exec("update federation_jobs.job set started_on = now() - interval '1 hour'");
    await jobs.beat([], RETRIES);
    const { done } = await performAll();
    expect(done).toEqual(['harvest done', 'consolidate done', 'snapshot done']);
  });

  test('do not take back what its process is still at', async () => {
    await jobs.begin([harvest('a')], RETRIES);
    const job = await jobs.take(QUEUES);
    await store.exec("update federation_jobs.job set started_on = now() - interval '1 hour'");
    await jobs.beat([job?.id ?? ''], RETRIES);
    expect(await jobs.take(QUEUES)).toBeUndefined();
  });

  test('deliver twice, and the second end changes nothing', async () => {
    await jobs.begin([harvest('a')], RETRIES);
    const job = await jobs.take(QUEUES);
    if (!job) throw new Error('there is one');
    await jobs.finish(job, RETRIES);
    await jobs.finish(job, RETRIES);
    expect(await jobs.left()).toEqual(new Map([['consolidate', 1]]));
  });

  test('keep what each attempt did, whatever process made it, so that a pass is told whole', async () => {
    await store.exec('delete from job_end');
    await jobs.begin([harvest('before')], RETRIES);
    await performAll({ harvest: () => Promise.resolve({ fetched: 100, failures: [] }) });
    const before = await jobs.lastEnd();
    const other = await openedJobs(store);
    await jobs.begin([harvest('a'), harvest('b')], RETRIES);
    expect((await jobs.standing(before)).harvests).toEqual({ done: 0, all: 2 });
    const job = await other.take(['harvest']);
    if (!job) throw new Error('there is one');
    expect((await jobs.standing(before)).active).toEqual(['harvest']);
    await other.finish(job, RETRIES, { fetched: 3, failures: [{ url: 'a\0' }] });
    await other.close();
    await fetched(1);
    await performAll({
      harvest: () => Promise.resolve({ fetched: 4, failures: [{ url: 'b' }] }),
      judge: ({ share }) =>
        Promise.reject(new PartlyDone({ fr: 'rien', en: 'nothing' }, { records: share === 0 ? 7 : 0, failed: [] })),
      snapshot: () => Promise.resolve({ name: 'x', hash: 'h', isNew: true }),
    });
    const ends = await jobs.endsAfter(before);
    expect(ends.filter(({ work }) => work.queue === 'judge').at(-1)).toMatchObject({
      outcome: 'dead',
      error: { texts: { fr: 'rien' } },
    });
    expect(tallyOf(ends)).toEqual({
      harvest: { fetched: 7, failures: [{ url: 'a\uFFFD' }, { url: 'b' }] },
      // Each of the attempts.
      judge: { records: 21, failed: [] },
      snapshot: { name: 'x', hash: 'h', isNew: true },
    });
    expect((await jobs.standing(before)).harvests).toEqual({ done: 2, all: 2 });
  });

  test('find out that a pass was left without its end', async () => {
    await store.exec("insert into dirty (key) values ('00000000-0000-0000-0000-000000000001')");
    await jobs.beat([], RETRIES);
    expect(await jobs.left()).toEqual(new Map([['consolidate', 1]]));
  });

  test('stop at a signal: the job at hand is ended, the others wait', async () => {
    await jobs.begin(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map(harvest), RETRIES);
    const stop = new AbortController();
    const outcomes: Outcome[] = [];
    await perform(jobs, {
      steps: {
        pass: nothing,
        judge: nothing,
        consolidate: nothing,
        snapshot: nothing,
        harvest: async () => {
          await nothing();
          stop.abort();
        },
      },
      ...{ retries: RETRIES, until: 'stopped', grace: 60_000, pause: 20, signal: stop.signal },
      onOutcome: (outcome) => outcomes.push(outcome),
      ...{ patience: 0, onAway: () => undefined },
    });
    expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(outcomes.length).toBeLessThanOrEqual(4);
    expect((await jobs.left()).get('harvest')).toBe(8 - outcomes.length);
  });

  test('give back, at a signal, a job that does not end, as if it had not been taken', async () => {
    await jobs.begin([harvest('a')], RETRIES);
    const stop = new AbortController();
    await perform(jobs, {
      steps: {
        ...{ pass: nothing, judge: nothing, consolidate: nothing, snapshot: nothing },
        harvest: () => {
          stop.abort();
          return new Promise(() => undefined);
        },
      },
      ...{ retries: RETRIES, until: 'stopped', grace: 0, pause: 20, signal: stop.signal },
      onOutcome: () => undefined,
      ...{ patience: 0, onAway: () => undefined },
    });
    expect((await jobs.take(QUEUES))?.attempt).toBe(1);
  });

  test('give back, at a signal, a job that was being taken, and do not begin it', async () => {
    await jobs.begin([harvest('a')], RETRIES);
    const stop = new AbortController();
    let begun = 0;
    await perform(
      {
        ...jobs,
        take: async (queues) => {
          const job = await jobs.take(queues);
          if (!job) return undefined;
          stop.abort();
          // Longer than the other lanes and the grace.
          await wait(50);
          return job;
        },
      },
      {
        steps: {
          ...{ pass: nothing, judge: nothing, consolidate: nothing, snapshot: nothing },
          harvest: () => {
            begun++;
            return nothing();
          },
        },
        ...{ retries: RETRIES, until: 'stopped', grace: 0, pause: 20, signal: stop.signal },
        onOutcome: () => undefined,
        ...{ patience: 0, onAway: () => undefined },
      },
    );
    expect(begun).toBe(0);
    expect((await jobs.take(QUEUES))?.attempt).toBe(1);
  });
});

test('on PGlite, which one process has, what the last one had taken waits at the next opening, and one job judges all', async () => {
  const store = await emptyPglite();
  const last = await openedJobs(store);
  // Without a dataset to harvest, it is judged at once.
  await last.begin([], RETRIES);
  expect(await last.left()).toEqual(new Map([['judge', 1]]));
  expect((await last.take(QUEUES))?.work).toEqual({ queue: 'judge', share: 0 });
  await last.close();
  const jobs = await openedJobs(store);
  // Not to wait for it. A job is taken after its hour, not at it, and the clock of PGlite counts milliseconds.
  await store.exec("update federation_jobs.job set start_after = now() - interval '1 second'");
  expect((await jobs.take(QUEUES))?.attempt).toBe(2);
  await jobs.close();
  await store.close();
});
