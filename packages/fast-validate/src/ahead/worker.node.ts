/** The second thread: looks ahead in a file until there is nothing more to look at. */
import { closeSync, readSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { RingBuffer } from './ring-buffer.ts';
import { Scout } from './scout.ts';
import { Machine } from '../machine.ts';
import type { Task } from './look-ahead.node.ts';
import { openSame, unlessUnreadable } from './open-same.node.ts';

/** Milliseconds to wait for room in the ring buffer before checking again: the reader needs many times as long to empty it. */
const PATIENCE = 5;

function run({ file, ring: shared, module, rules, ...task }: Task): void {
  const ring = new RingBuffer(shared);
  const machine = new Machine(module);
  // The first thread has made sure that the module was made of these rules.
  if (rules && !machine.useRules(rules)) return;
  if (!rules) machine.noteRecords(task.notes);
  const opened = openSame(file);
  if (opened === undefined) return;
  const read = (into: Uint8Array, from: number): number =>
    unlessUnreadable(() => readSync(opened, into, 0, into.length, from)) ?? 0;
  const scout = new Scout(machine, ring, { size: file.size, read }, task);
  for (let step = scout.step(); step !== 'end'; step = scout.step()) if (step === 'full') ring.rest(PATIENCE);
  closeSync(opened);
}

run(workerData as Task);
