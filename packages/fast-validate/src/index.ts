import { RecogniserLane } from './lane.ts';
import { Machine } from './machine.ts';
import type { FastPathSetup } from './types.ts';

/**
 * Opens the fast path over one JSON file: what the reader asks, record by record, which are surely fine. It is for one file at a time, whose window
 * must stand in its `space`. Undefined where the recogniser was made of other rules than those to run: then the slow path reads the file.
 * @throws WebAssembly.LinkError where `module` is none of a recogniser; an Error "this is a bug" while records are read, if it stops by itself
 */
export function openFastPath({ module, kinds, rules }: FastPathSetup): RecogniserLane | undefined {
  const machine = new Machine(module);
  if (rules && !machine.useRules(rules)) return undefined;
  return new RecogniserLane(machine, kinds, rules?.take);
}
