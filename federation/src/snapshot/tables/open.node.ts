import { Worker } from 'node:worker_threads';
import type { TableLayout } from './columns.ts';
import { type TableMaker, type TablePart, Tables } from './tables.ts';

export type TableRequest = { lines: readonly string[] } | { end: true };

/** Makes the tables in this thread. */
export function tablesHere(layout: TableLayout): TableMaker {
  const tables = new Tables(layout);
  return {
    add: async (lines) => Promise.resolve(tables.add(lines)),
    end: async () => Promise.resolve(tables.end()),
    stop: () => Promise.resolve(),
  };
}

/** Half of the work on a contract is to make its rows: a second processor does it while this one reads and writes the others. */
export function tablesInThread(layout: TableLayout): TableMaker {
  const worker = new Worker(new URL('./thread.js', import.meta.url), {
    workerData: layout,
    // Nothing of what this thread was started with (loaders of sources, a debugger) is for the other one.
    execArgv: [],
    resourceLimits: LIMITS,
  });
  const waiting: { resolve: (parts: TablePart[]) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | undefined;
  const fail = (error: Error): void => {
    failure ??= error;
    for (const { reject } of waiting.splice(0)) reject(failure);
  };
  worker.on('message', (parts: TablePart[]) => waiting.shift()?.resolve(parts));
  worker.on('error', fail);
  worker.on('exit', () => fail(new Error('the thread that makes the tables has ended')));
  const ask = (request: TableRequest): Promise<TablePart[]> =>
    new Promise((resolve, reject) => {
      if (failure) return reject(failure);
      waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
  return {
    add: (lines) => ask({ lines }),
    end: () => ask({ end: true }),
    stop: async () => void (await worker.terminate()),
  };
}

/** Rows are short-lived, and a heap that may not grow much is collected more often. A group of rows has some 30 MB, one of the largest rows 100. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };
