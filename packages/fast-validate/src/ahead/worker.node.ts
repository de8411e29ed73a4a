/** The second thread: looks ahead in a file until there is nothing more to look at. */
import { closeSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { RingBuffer } from './ring-buffer.ts';
import { Scout } from './scout.ts';
import { Machine } from '../machine.ts';
import type { Task } from './look-ahead.node.ts';
import { openSame, unlessUnreadable } from './open-same.node.ts';

/** Milliseconds to wait for a free slot of the ring buffer before checking again. */
const PATIENCE = 100;

function run({ module, ring: shared, ...file }: Task): void {
  const ring = new RingBuffer(shared);
  const opened = openSame(file);
  if (opened === undefined) return;
  const read = (into: Uint8Array, from: number): number =>
    unlessUnreadable(() => readSync(opened, into, 0, into.length, from)) ?? 0;
  const scout = new Scout(new Machine(module), ring, { size: file.size, read });
  for (let step = scout.step(); step !== 'end'; step = scout.step()) if (step === 'full') ring.rest(PATIENCE);
  closeSync(opened);
}

run(workerData as Task);
