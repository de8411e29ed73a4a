import { RecogniserLane } from './lane.ts';
import { Machine } from './machine.ts';
import type { FastPathSetup } from './types.ts';

export type { FastPathSetup, RulesOfRun } from './types.ts';

/** A recogniser that is ready for the next file of the same module, by the same rules. */
export type Kept = { machine?: Machine };

/**
 * Opens the fast path over one JSON file: it tells the reader, record by record, which ones are certainly valid. For one file at a
 * time, whose window must be in its `space`. Undefined if the recogniser was built for other rules than those to run: the slow path
 * then reads the file. `kept`: keeps the recogniser for the next file, to be opened once nothing more is asked of this one: to make it ready takes longer than
 * to judge a small file.
 * @throws WebAssembly.LinkError if `module` is not a recogniser; an Error "this is a bug" while records are read, if it traps
 */
export function openFastPath({ module, kinds, rules, take }: FastPathSetup, kept: Kept = {}): RecogniserLane | undefined {
  const machine = kept.machine ?? new Machine(module);
  if (!kept.machine && rules && !machine.useRules(rules)) return undefined;
  kept.machine = machine;
  return new RecogniserLane(machine, kinds, { take, rules: rules !== undefined });
}
