import { Thread } from '../../thread.node.ts';
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
  const script = new URL('./thread.js', import.meta.url);
  const thread = new Thread<TableRequest, TablePart[]>(script, { workerData: layout, resourceLimits: LIMITS }, (reason) =>
    typeof reason === 'number' ? new Error('the thread that makes the tables has ended') : reason,
  );
  return {
    add: (lines) => thread.call({ lines }),
    end: () => thread.call({ end: true }),
    stop: () => thread.stop(),
  };
}

/** Rows are short-lived, and a heap that may not grow much is collected more often. A group of rows has some 30 MB, one of the largest rows 100. */
const LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };
