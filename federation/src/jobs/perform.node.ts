import { EventEmitter, once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { Failure } from '../../../src/host/failure.ts';
import { asFailure } from '../failures.node.ts';
import { DatabaseAway } from '../store/postgres.node.ts';
import type { Job, JobError, Jobs } from './jobs.node.ts';
import { PartlyDone, QUEUES, type QueueName, type Retries, type Steps } from './work.ts';

/** Works done at once: while some wait for the network, others judge. */
const LANES = 4;

/** Milliseconds between two signs of life: several in the lease of a job. */
const BEAT = 15_000;

/** What became of a job that was tried: `again`: it failed and is tried again later; `dead`: it failed for good. */
export type Outcome = { job: Job; outcome: 'done' | 'again' | 'dead'; result?: unknown; error?: unknown };

export type Performing = {
  steps: Steps;
  retries: Retries;
  /** `empty`: until nothing is left, for other processes either; `stopped`: until the signal. */
  until: 'empty' | 'stopped';
  /** Stops: no job is taken any more, and those that have not ended within `grace` milliseconds are given back. */
  signal: AbortSignal;
  grace: number;
  /** Milliseconds between two looks at empty queues. */
  pause: number;
  onOutcome: (outcome: Outcome) => void;
  /** Milliseconds for which the database may be away; 0: not at all. `onAway` is called when it goes. */
  patience: number;
  onAway: (error: DatabaseAway) => void;
};

/** Works at jobs, some at once. Throws what makes it impossible to go on; a job that fails goes to `onOutcome`. */
export async function perform(jobs: Jobs, { until, retries, grace, pause, ...settings }: Performing): Promise<void> {
  const taken = new Map<string, Job>();
  const ended = new EventEmitter();
  const faults: unknown[] = [];
  const failing = new AbortController();
  const stop = AbortSignal.any([settings.signal, failing.signal]);
  let awaySince: number | undefined;

  /** Until a job has ended, or the pause has. */
  const rest = async (): Promise<void> => {
    const over = new AbortController();
    const signal = AbortSignal.any([stop, over.signal]);
    await Promise.race([wait(pause, undefined, { signal }), once(ended, 'job', { signal })]).catch(() => undefined);
    over.abort();
  };
  const takes = new Set<Promise<Job | undefined>>();
  const take = async (queues: readonly QueueName[]): Promise<Job | undefined> => {
    const taking = jobs.take(queues);
    takes.add(taking);
    try {
      const job = await taking;
      if (job) taken.set(job.id, job);
      return job;
    } finally {
      takes.delete(taking);
    }
  };
  const next = async (queues: readonly QueueName[]): Promise<'more' | 'end'> => {
    const job = await take(queues);
    // It is given back with the others.
    if (stop.aborted) return 'end';
    if (job) {
      try {
        settings.onOutcome(await attempt(jobs, job, settings.steps, retries));
      } finally {
        taken.delete(job.id);
        ended.emit('job');
      }
    } else if (until === 'empty' && (await jobs.left()).size === 0) return 'end';
    else await rest();
    return 'more';
  };
  const lane = async (queues: readonly QueueName[]): Promise<void> => {
    while (!stop.aborted)
      try {
        if ((await next(queues)) === 'end') return;
        awaySince = undefined;
      } catch (error) {
        if (error instanceof DatabaseAway && mayBeAway(error))
          await wait(BEAT, undefined, { signal: stop }).catch(() => undefined);
        else {
          faults.push(error);
          failing.abort();
        }
      }
  };
  const mayBeAway = (error: DatabaseAway): boolean => {
    if (awaySince === undefined && settings.patience > 0) settings.onAway(error);
    awaySince ??= Date.now();
    return Date.now() - awaySince < settings.patience;
  };
  // Where the database is away, the lanes find out.
  const heart = setInterval(() => void jobs.beat([...taken.keys()], retries).catch(() => undefined), BEAT);
  const patience = new AbortController();
  try {
    const lanes = Promise.all(Array.from({ length: LANES }, (_, at) => lane(at === 0 ? JUDGING_FIRST : NOT_JUDGING)));
    const signal = patience.signal;
    const lateness = aborted(stop, signal).then(() => wait(grace, undefined, { signal }));
    await Promise.race([lanes, lateness]);
    lateness.catch(() => undefined);
    // A lane may be taking a job, which would otherwise stay taken, or be done after the end.
    await Promise.allSettled(takes);
    if (!(faults[0] instanceof DatabaseAway)) await jobs.giveBack([...taken.keys()]);
  } finally {
    patience.abort();
    clearInterval(heart);
  }
  if (faults.length > 0) throw faults[0];
}

/** One judges while the others wait for the network; judging takes all that a process has. */
const NOT_JUDGING: readonly QueueName[] = QUEUES.filter((name) => name !== 'judge');
const JUDGING_FIRST: readonly QueueName[] = ['judge', ...NOT_JUDGING];

async function aborted(signal: AbortSignal, until: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort', { signal: until });
}

async function attempt(jobs: Jobs, job: Job, steps: Steps, retries: Retries): Promise<Outcome> {
  let result: unknown;
  try {
    // Each queue has works of its own.
    result = await steps[job.work.queue](job.work as never);
  } catch (error) {
    // The job cannot be said to have failed either: it comes back when its lease is over.
    if (error instanceof DatabaseAway) throw error;
    const known = asFailure(error);
    const done = error instanceof PartlyDone ? error.result : undefined;
    return { job, outcome: await jobs.fail(job, jobError(known), retries, done), error: known, result: done };
  }
  await jobs.finish(job, retries, result);
  return { job, outcome: 'done', result };
}

/** What is kept of an error: its sentence where it has one, and where it came from where it has none. */
function jobError(error: unknown): JobError {
  if (error instanceof Failure) return { message: error.message, texts: error.texts };
  if (!(error instanceof Error)) return { message: String(error) };
  return { message: error.message, ...(error.stack !== undefined && { stack: error.stack }) };
}
