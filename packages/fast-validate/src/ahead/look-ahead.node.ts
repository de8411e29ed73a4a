import { SHARE_ENV, Worker } from 'node:worker_threads';
import { NoProgress } from '../../../../src/finding.ts';
import { RingBuffer } from './ring-buffer.ts';
import { AheadLane } from './lane.ts';
import { under } from '../../../../src/host/paths.node.ts';
import { keepYoungMemorySmall } from '../../../../src/host/memory.node.ts';
import type { FastPath } from '../../../../src/read/json/record-judge.ts';
import type { FastPathSetup } from '../types.ts';
import type { Errand } from './scout.ts';
import type { Identity } from '../../../../src/read/source.ts';

/** A file on disk, of which any part can be read, as the first thread has it open. */
export type FileOnDisk = Identity & { path: string };

/** The data passed to the second thread: the file, the recogniser with the rules that it runs, what else the scout must know, and the ring buffer. */
export type Task = { file: FileOnDisk; ring: SharedArrayBuffer } & Pick<FastPathSetup, 'module' | 'rules'> & Errand;

/**
 * A second thread that looks ahead in a file. Who loads or makes much before it is `ready` uses more memory to the end. `stop` ends it, and
 * throws what went wrong there: a bug. `around` makes of a fast path one that heeds it, which leaves bytes unread where it may (`seeks`).
 */
export type LookAhead = {
  ring: RingBuffer;
  ready: Promise<void>;
  stop: () => Promise<void>;
  around: (alone: FastPath, seeks: boolean) => FastPath;
};

/** Milliseconds in which the second thread must end once it is reported to: it asks after each piece of a file, which takes some milliseconds. */
const LIMIT = 60_000;

const SCRIPT = under('dist', 'bin', 'look-ahead.mjs');

/**
 * Starts a second thread on a file, which is read by the fast path of this setup. The first one never waits for it but at the end, when it has little
 * left to do.
 */
export function lookAhead(
  file: FileOnDisk,
  { module, kinds, rules, take }: FastPathSetup,
  { script = SCRIPT, limit = LIMIT } = {},
): LookAhead {
  const ring = new RingBuffer();
  const task: Task = { file, ring: ring.shared, module, rules, kinds, notes: take !== undefined };
  // Nothing of what this thread was started with (loaders of sources, a debugger) is for the other one.
  const worker = new Worker(script, {
    workerData: task,
    env: SHARE_ENV,
    execArgv: [],
    ...FRUGAL,
  });
  // A thread that never finishes has failed, and is terminated.
  worker.once('online', () => {
    if (!ring.isClosed) worker.unref();
  });
  // V8 forgets the size of the young generation where another heap is made.
  const ready = new Promise<void>((resolve) => worker.once('online', resolve).once('exit', resolve)).then(keepYoungMemorySmall);
  const ended = new Promise<void>((resolve, reject) => worker.once('error', reject).once('exit', () => resolve()));
  // A failure is thrown by `stop`, not when it happens.
  ended.catch(() => undefined);
  const stop = async (): Promise<void> => {
    ring.close();
    worker.ref();
    const stuck = new Promise<never>((_, reject) => {
      const timer = setTimeout(() => {
        void worker.terminate();
        reject(new NoProgress(`the second thread did not end in ${limit / 1000} s`));
      }, limit);
      void ended.catch(() => undefined).then(() => clearTimeout(timer));
    });
    await Promise.race([ended, stuck]);
  };
  return { ring, ready, stop, around: (alone, seeks) => new AheadLane(alone, ring, { take, seeks }) };
}

/** Nothing is left for the garbage collector: the bytes are in the memory of the recogniser. */
const FRUGAL = { resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 }, trackUnmanagedFds: false };
