import { SHARE_ENV, Worker } from 'node:worker_threads';
import { Board } from '../../validate/recogniser/ahead/board.ts';
import { under } from '../paths.ts';
import { keepYoungMemorySmall } from '../engine.ts';
import type { Identity } from '../source.ts';

/** A file on disk, of which any part can be read, as the first thread has it open. */
export type FileOnDisk = Identity & { path: string };

/** What the second thread is told. */
export type Errand = FileOnDisk & { module: WebAssembly.Module; board: SharedArrayBuffer };

/**
 * A second thread that looks ahead in a file. Who loads or makes much before it is `ready` uses more memory to the end. `stop` ends it, and
 * throws what went wrong there: a bug.
 */
export type LookAhead = { board: Board; ready: Promise<void>; stop: () => Promise<void> };

/** Starts a second thread on a file. The first one never waits for it but at the end, when it has little left to do. */
export function lookAhead(file: FileOnDisk, module: WebAssembly.Module): LookAhead {
  const board = new Board();
  const errand: Errand = { ...file, module, board: board.shared };
  // Nothing of what this thread was started with (loaders of sources, a debugger) is for the other one.
  const worker = new Worker(under('dist', 'bin', 'look-ahead.mjs'), {
    workerData: errand,
    env: SHARE_ENV,
    execArgv: [],
    ...FRUGAL,
  });
  // Who never comes to stop it has failed, and is to end all the same.
  worker.once('online', () => {
    if (!board.isClosed) worker.unref();
  });
  // V8 forgets the size of the young generation where another heap is made.
  const ready = new Promise<void>((resolve) => worker.once('online', resolve).once('exit', resolve)).then(keepYoungMemorySmall);
  const ended = new Promise<void>((resolve, reject) => worker.once('error', reject).once('exit', () => resolve()));
  // Heard of at the end, not when it happens.
  ended.catch(() => undefined);
  const stop = (): Promise<void> => {
    board.close();
    worker.ref();
    return ended;
  };
  return { board, ready, stop };
}

/** It keeps nothing that JavaScript has to clear away: the bytes are in the memory of the recogniser. */
const FRUGAL = { resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 }, trackUnmanagedFds: false };
