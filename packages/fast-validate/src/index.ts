import { RecogniserLane } from './lane.ts';
import { Machine } from './machine.ts';
import type { FastPathSetup } from './types.ts';

export type { FastPathSetup, RulesOfRun } from './types.ts';

/**
 * Opens the fast path over one JSON file: it tells the reader, record by record, which ones are certainly valid. For one file at a
 * time, whose window must be in its `space`. Undefined if the recogniser was built for other rules than those to run: the slow path
 * then reads the file.
 * @throws WebAssembly.LinkError if `module` is not a recogniser; an Error "this is a bug" while records are read, if it traps
 */
export function openFastPath({ module, kinds, rules, take }: FastPathSetup): RecogniserLane | undefined {
  const machine = new Machine(module);
  if (rules && !machine.useRules(rules)) return undefined;
  return new RecogniserLane(machine, kinds, { take, rules: rules !== undefined });
}
