import { randomUUID } from 'node:crypto';
import PgBoss from 'pg-boss';
import { textsOf } from '../../../packages/base/src/texts.ts';
import { Failure } from '../../../src/host/failure.ts';
import { FEDERATION_RUN } from '../../../src/messages/compiled/federation-run.ts';
import { type Queries, type Session, storable, type Store } from '../store/store.ts';
import { judging, keyOf, QUEUES, type QueueName, type Retries, type Standing, type Work } from './work.ts';

/** The schema of pg-boss's tables. */
const SCHEMA = 'federation_jobs';

/** The queue of what failed for good. Nobody works it: it is there to be seen. */
const DEAD = 'dead';

/** Seconds after which a job whose process has given no sign of life is another's to do. */
const LEASE = 90;

/** Days for which a failed or unfinished job is kept. */
const KEPT = 60;

/** Serialises what follows from the end of a job: of the last two of a pass, one has to find that none is left. */
const FOLLOW = 72_039;

/** Serialises the openings of the queues. */
const OPENING = 72_040;

/** A job that was taken. `attempt`: 1 at first. */
export type Job = { id: string; work: Work; attempt: number };

/** What failed for good, how often and when last. A `judge` has no share. */
export type DeadLetter = {
  work: Exclude<Work, { queue: 'judge' }> | { queue: 'judge' };
  at: string;
  times: number;
  error: JobError;
};

/** Why a job failed, as it is kept: `texts` where it is a sentence for people. */
export type JobError = { message: string; texts?: { fr: string; en: string }; stack?: string };

/** How an attempt ended, of whatever process. `result`: what it did, null where it says nothing; `error`: where it failed. */
export type JobEnd = { work: Work; outcome: 'done' | 'again' | 'dead'; result: unknown; error: JobError | null };

/** The queues of a store: on PGlite as on PostgreSQL. */
export type Jobs = {
  boss: PgBoss;
  /** Begins a pass: queues the harvest of these datasets, and what is left to judge although it failed before. Returns how many are new. */
  begin(harvests: readonly Work[], retries: Retries): Promise<number>;
  /** Queues works, each once: those that wait or are being done already are left out. Returns how many are new. */
  send(works: readonly Work[], retries: Retries): Promise<number>;
  /** Takes a job that is due, of the first of these queues that has one. */
  take(queues: readonly QueueName[]): Promise<Job | undefined>;
  /** Says that a job is done, and queues what follows from it. `result`: what was done, as JSON keeps it. */
  finish(job: Job, retries: Retries, result?: unknown): Promise<void>;
  /** Says that a job failed: it is tried again later, or is dead where it was tried often enough. Returns which. `result`: what was done all the same. */
  fail(job: Job, error: JobError, retries: Retries, result?: unknown): Promise<'again' | 'dead'>;
  /** Gives back jobs that were not finished, as if they had not been taken. */
  giveBack(ids: readonly string[]): Promise<void>;
  /** Says that the process of these jobs lives, and takes back those of processes that gave no sign. */
  beat(ids: readonly string[], retries: Retries): Promise<void>;
  /** Jobs that wait or are being done, by queue. */
  left(): Promise<Map<QueueName, number>>;
  deadLetters(): Promise<DeadLetter[]>;
  /** The number of the last end so far; those after it are those of a pass that begins now. */
  lastEnd(): Promise<number>;
  /** The ends after one, in their order. */
  endsAfter(end: number): Promise<JobEnd[]>;
  /** How far the pass is that began after an end. */
  standing(end: number): Promise<Standing>;
  /** Has workers begin a pass at the times of a cron expression of five fields. Throws a Failure for a wrong one, or for an unknown time zone. */
  schedule(cron: string, timezone: string): Promise<void>;
  unschedule(): Promise<void>;
  scheduled(): Promise<Schedule | undefined>;
  close(): Promise<void>;
};

/** When passes begin. */
export type Schedule = { cron: string; timezone: string };

/** How pg-boss runs statements in the store. Those that begin a transaction of their own are several in one text. */
const dbOf = (queries: Queries): PgBoss.Db => ({
  executeSql: async (text, values: unknown[] | undefined) => {
    if ((values ?? []).length > 0 || !/^\s*BEGIN;/.test(text)) return { rows: await queries.query(text, values ?? []) };
    await queries.exec(text);
    return { rows: [] };
  },
});

/**
 * Opens the queues of a store, and makes them where there are none. `clock`: has the schedule looked at, which is for workers. `onError` takes what fails in the
 * background.
 */
export async function openJobs(
  store: Store,
  { clock, onError }: { clock: boolean; onError: (error: Error) => void },
): Promise<Jobs> {
  // What it would do at intervals is done in `beat`.
  const boss = new PgBoss({ db: dbOf(store), schema: SCHEMA, supervise: false, schedule: clock });
  boss.on('error', onError);
  await alone(store, async () => {
    await boss.start();
    await boss.createQueue(DEAD, { name: DEAD, retentionDays: KEPT });
    for (const name of QUEUES)
      await boss.createQueue(name, { name, policy: 'short', deadLetter: DEAD, expireInSeconds: LEASE, retentionDays: KEPT });
    // Only one process has a PGlite: who had these jobs is gone.
    if (store.kind === 'pglite') await takeBack(boss, store);
    await boss.archive();
  });

  const inTransaction = <T>(work: (session: Session) => Promise<T>): Promise<T> =>
    store.session((session) =>
      session.transaction(async () => {
        if (store.kind === 'postgres') await session.query('select pg_advisory_xact_lock($1)', [FOLLOW]);
        return work(session);
      }),
    );

  return {
    boss,
    begin: (harvests, retries) =>
      inTransaction(async (session) => {
        await session.query('delete from job_end where at < now() - make_interval(days => $1)', [KEPT]);
        // A pass without a harvest consolidates too.
        const isToJudge = harvests.length === 0 || (await areUnjudged(session));
        const pass = randomUUID();
        const works = harvests.map((work) => (work.queue === 'harvest' ? { ...work, pass } : work));
        return send(boss, session, [...works, ...(isToJudge ? judging(store.kind) : [])], retries);
      }),
    send: (works, retries) => inTransaction((session) => send(boss, session, works, retries)),
    take: (queues) => take(boss, store, queues),
    finish: (job, retries, result) =>
      inTransaction(async (session) => {
        await boss.complete(job.work.queue, job.id, {}, { db: dbOf(session) });
        await enterEnd(session, { work: job.work, outcome: 'done', result, error: null });
        await bury(session, job.work);
        await send(boss, session, await following(store, session, job.work.queue, 'done'), retries);
      }),
    fail: (job, error, retries, result) =>
      inTransaction(async (session) => {
        await boss.fail(job.work.queue, job.id, error, { db: dbOf(session) });
        const [row] = await session.query(`select from ${SCHEMA}.job where name = $1 and id = $2 and state = 'retry'`, [
          job.work.queue,
          job.id,
        ]);
        await enterEnd(session, { work: job.work, outcome: row ? 'again' : 'dead', result, error });
        if (row) return 'again';
        await send(boss, session, await following(store, session, job.work.queue, 'dead'), retries);
        return 'dead';
      }),
    giveBack: async (ids) => {
      if (ids.length > 0)
        await store.query(
          `update ${SCHEMA}.job set state = 'retry', start_after = now(), started_on = null where id = any($1::uuid[]) and state = 'active'`,
          [ids],
        );
    },
    beat: async (ids, retries) => {
      if (ids.length > 0)
        await store.query(`update ${SCHEMA}.job set started_on = now() where id = any($1::uuid[]) and state = 'active'`, [ids]);
      await boss.maintain();
      // What follows from the last job of a pass is missing where its process was killed too often.
      await inTransaction(async (session) => send(boss, session, await missed(store, session), retries));
    },
    left: () => left(store),
    deadLetters: () => deadLetters(store),
    lastEnd: async () => (await store.query<{ id: number }>('select coalesce(max(id), 0) as id from job_end'))[0]?.id ?? 0,
    endsAfter: (end) => store.query<JobEnd>('select work, outcome, result, error from job_end where id > $1 order by id', [end]),
    standing: (end) => standing(store, end),
    schedule: (cron, timezone) => schedule(boss, cron, timezone),
    unschedule: () => boss.unschedule('pass'),
    scheduled: async () => {
      const [row] = await store.query<Schedule>(`select cron, timezone from ${SCHEMA}.schedule where name = 'pass'`);
      return row;
    },
    close: () => boss.stop({ graceful: false }),
  };
}

async function schedule(boss: PgBoss, cron: string, timezone: string): Promise<void> {
  const badCron = (cause?: unknown): Failure =>
    new Failure(
      textsOf(FEDERATION_RUN, (say) => say['schedule.bad-cron']({ cron })),
      { cause },
    );
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw new Failure(textsOf(FEDERATION_RUN, (say) => say['schedule.bad-timezone']({ timezone })));
  }
  // Passes are looked for once a minute: a sixth field, of seconds, would promise more.
  if (cron.trim().split(/\s+/).length !== 5) throw badCron();
  try {
    await boss.schedule('pass', cron, { queue: 'pass' }, { tz: timezone });
  } catch (error) {
    // What the database says has a code; the parser of cron has none.
    throw error instanceof Failure || (error as { code?: string }).code !== undefined ? error : badCron(error);
  }
}

/** Runs work while no other process does: pg-boss does not expect two that make its tables at once. */
async function alone(store: Store, work: () => Promise<void>): Promise<void> {
  if (store.kind === 'pglite') return work();
  return store.session(async (session) => {
    await session.query('select pg_advisory_lock($1)', [OPENING]);
    await work();
    await session.query('select pg_advisory_unlock($1)', [OPENING]);
  });
}

/** Has the jobs of processes that are gone tried again. */
async function takeBack(boss: PgBoss, store: Store): Promise<void> {
  await store.query(`update ${SCHEMA}.job set started_on = 'epoch' where state = 'active' and name = any($1)`, [QUEUES]);
  await boss.expire();
}

async function send(boss: PgBoss, session: Session, works: readonly Work[], retries: Retries): Promise<number> {
  const rows = await session.query<{ work: Work }>(
    `select data work from ${SCHEMA}.job where name = any($1) and state < 'completed'`,
    [[...new Set(works.map(({ queue }) => queue))]],
  );
  const known = new Set(rows.map(({ work }) => `${work.queue} ${keyOf(work)}`));
  const fresh = works.filter((work) => !known.has(`${work.queue} ${keyOf(work)}`));
  if (fresh.length === 0) return 0;
  await boss.insert(
    fresh.map((work) => ({
      name: work.queue,
      data: work,
      singletonKey: keyOf(work),
      retryLimit: retries.limit,
      retryDelay: retries.seconds,
      retryBackoff: true,
    })),
    { db: dbOf(session) },
  );
  return fresh.length;
}

async function take(boss: PgBoss, store: Store, queues: readonly QueueName[]): Promise<Job | undefined> {
  const due = await store.query<{ name: QueueName }>(
    `select distinct name from ${SCHEMA}.job where name = any($1) and state < 'active' and start_after < now()`,
    [queues],
  );
  const names = new Set(due.map(({ name }) => name));
  for (const name of queues.filter((one) => names.has(one))) {
    // `fetch` takes any error for a job that another process was quicker to take.
    let fault: unknown;
    const db: PgBoss.Db = {
      executeSql: async (text, values) => {
        try {
          return await dbOf(store).executeSql(text, values);
        } catch (error) {
          fault = error;
          throw error;
        }
      },
    };
    const [job] = await boss.fetch<Work>(name, { includeMetadata: true, db });
    if (fault !== undefined) throw fault as Error;
    if (job) return { id: job.id, work: job.data, attempt: job.retryCount + 1 };
  }
  return undefined;
}

/** Removes the dead letters of a work that is done now. */
async function bury(session: Session, work: Work): Promise<void> {
  // Whatever its share, it judged all that was left.
  const { queue } = work;
  const same = queue === 'harvest' ? { queue, source: work.source, dataset: work.dataset } : { queue };
  await session.query(`delete from ${SCHEMA}.job where name = $1 and data @> $2::jsonb`, [DEAD, JSON.stringify(same)]);
}

/** What is to be done after the end of a job, which is not among those left any more. */
async function following(store: Store, session: Session, queue: QueueName, end: 'done' | 'dead'): Promise<Work[]> {
  if (queue === 'pass' || queue === 'snapshot') return [];
  // What could not be judged is not tried again in the same pass.
  if (queue === 'harvest' || (queue === 'judge' && end === 'done' && !(await areAnyLeft(session, ['judge']))))
    if (await areUnjudged(session)) return judging(store.kind);
  if (await areAnyLeft(session, queue === 'consolidate' ? ['harvest', 'judge', 'consolidate'] : ['harvest', 'judge'])) return [];
  return [{ queue: queue === 'consolidate' ? 'snapshot' : 'consolidate' }];
}

/** The rest of a pass that nothing is left to ask for. */
async function missed(store: Store, session: Session): Promise<Work[]> {
  if (await areAnyLeft(session, QUEUES)) return [];
  const [failed] = await session.query(`select from ${SCHEMA}.job where name = $1 and data ->> 'queue' = 'judge' limit 1`, [
    DEAD,
  ]);
  if (!failed && (await areUnjudged(session))) return judging(store.kind);
  const [dirty] = await session.query('select from dirty limit 1');
  return dirty ? [{ queue: 'consolidate' }] : [];
}

async function areUnjudged(session: Session): Promise<boolean> {
  const [one] = await session.query("select from version where state = 'fetched' limit 1");
  return one !== undefined;
}

async function areAnyLeft(session: Session, queues: readonly QueueName[]): Promise<boolean> {
  const [one] = await session.query(`select from ${SCHEMA}.job where name = any($1) and state < 'completed' limit 1`, [queues]);
  return one !== undefined;
}

async function left(store: Store): Promise<Map<QueueName, number>> {
  const rows = await store.query<{ name: QueueName; jobs: number }>(
    `select name, count(*) jobs from ${SCHEMA}.job where name = any($1) and state < 'completed' group by name`,
    [QUEUES],
  );
  return new Map(rows.map(({ name, jobs }) => [name, jobs]));
}

const enterEnd = (session: Session, { work, outcome, result, error }: JobEnd): Promise<unknown> =>
  session.query('insert into job_end (work, outcome, result, error) values ($1::jsonb, $2, $3::jsonb, $4::jsonb)', [
    jsonOf(work),
    outcome,
    jsonOf(result),
    jsonOf(error),
  ]);

/** As the database keeps it: a message may have a NUL. */
const jsonOf = (value: unknown): string | null =>
  value === undefined || value === null
    ? null
    : JSON.stringify(value, (_name, one: unknown) => (typeof one === 'string' ? storable(one) : one));

async function standing(store: Store, end: number): Promise<Standing> {
  const [row] = await store.query<{ done: number; left: number; unjudged: number; active: QueueName[] | null }>(
    `select (select count(distinct work) from job_end where id > $1 and work ->> 'queue' = 'harvest' and outcome <> 'again') as done,
            (select count(*) from ${SCHEMA}.job where name = 'harvest' and state < 'completed') as left,
            (select count(*) from version where state = 'fetched') as unjudged,
            (select array_agg(distinct name) from ${SCHEMA}.job where name = any($2) and state = 'active') as active`,
    [end, QUEUES],
  );
  const { done = 0, left: waiting = 0, unjudged = 0, active } = row ?? {};
  return { harvests: { done, all: done + waiting }, unjudged, active: QUEUES.filter((name) => active?.includes(name)) };
}

async function deadLetters(store: Store): Promise<DeadLetter[]> {
  return store.query<DeadLetter>(
    `select data - array['share', 'force', 'pass'] as work, max(created_on) at, count(*)::int times, (array_agg(output order by created_on desc))[1] error
       from ${SCHEMA}.job where name = $1 group by 1 order by 2, 1`,
    [DEAD],
  );
}
