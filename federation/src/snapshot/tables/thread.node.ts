/** The thread that makes the tables: answers each request with the parts of the files that it fills, in the order of the requests. */
import { parentPort, workerData } from 'node:worker_threads';
import type { TableLayout } from './columns.ts';
import type { TableRequest } from './open.node.ts';
import { Tables } from './tables.ts';

const tables = new Tables(workerData as TableLayout);

parentPort?.on('message', (request: TableRequest) => {
  const parts = 'lines' in request ? tables.add(request.lines) : tables.end();
  parentPort?.postMessage(
    parts,
    parts.map(({ bytes }) => bytes.buffer),
  );
});
