/** The works of a pass, what follows from each, and how often a failed one is tried again. */
import type { Texts } from '../../../packages/base/src/language.ts';
import { Failure } from '../../../src/host/failure.ts';

/** A dataset to harvest; a share in judging what was fetched, which workers take together; and what is done once for all. `pass` begins one. */
export type Work =
  | { queue: 'pass' }
  | {
      queue: 'harvest';
      source: string;
      dataset: string;
      /** Fetches all, whatever the signals say. */
      force?: boolean;
      /** The pass that it belongs to. */
      pass?: string;
    }
  | { queue: 'judge'; share: number }
  | { queue: 'consolidate' }
  | { queue: 'snapshot' };

export type QueueName = Work['queue'];

export const QUEUES = ['pass', 'harvest', 'judge', 'consolidate', 'snapshot'] as const satisfies readonly QueueName[];

/** How far a pass is, all processes together. `harvests`: datasets that were asked for since it began; `unjudged`: versions; `active`: the queues whose jobs are being done. */
export type Standing = { harvests: { done: number; all: number }; unjudged: number; active: QueueName[] };

/** What is done about each work. Each may be given the same work twice, one after the other or at once, and gives the same end. Returns what was done, as `Tally` has it. */
export type Steps = {
  [Q in QueueName]: (work: Extract<Work, { queue: Q }>) => Promise<unknown>;
};

/** Thrown by a step that has failed and done something all the same. */
export class PartlyDone extends Failure {
  readonly result: unknown;
  constructor(texts: Texts, result: unknown) {
    super(texts);
    this.result = result;
  }
}

/** Of two works with one key, the second is not queued while the first waits. */
export function keyOf(work: Work): string {
  if (work.queue === 'harvest') return `${work.source}/${work.dataset}`;
  return work.queue === 'judge' ? String(work.share) : '';
}

/** Seconds before the first further attempt; each later one waits twice as long, and up to twice that by chance. */
export type Retries = { limit: number; seconds: number };

/** Somebody waits for the end of a `run`; a worker has time. */
export const RETRIES = { run: { limit: 2, seconds: 1 }, work: { limit: 5, seconds: 60 } } as const satisfies Record<
  string,
  Retries
>;

/** Processes that judge at once, at most. Each judges what no other has begun, until nothing is left; PGlite has one. */
const SHARES = { pglite: 1, postgres: 4 } as const;

/** Works that judge all that was fetched. */
export const judging = (kind: keyof typeof SHARES): Work[] =>
  Array.from({ length: SHARES[kind] }, (_, share) => ({ queue: 'judge', share }));
