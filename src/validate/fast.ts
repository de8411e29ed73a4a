import type { Lane } from '../read/json/lane.ts';
import { readJson } from '../read/json/read-json.ts';
import { Window } from '../read/json/window.ts';
import type { Feed } from '../read/reader.ts';
import type { LaneEvent, NEED_BYTES, ReadEvent } from '../read/record.ts';
import { FileRules, type RulesToRun } from './file-rules.ts';
import { RecogniserLane, type TakeClean } from './recogniser/lane.ts';
import { Machine } from './recogniser/machine.ts';
import type { VersionFace } from './types.ts';

/** One reading of one JSON file by the fast lane, what is needed of its version at once, and the rules over it. */
export type FastReading = {
  face: VersionFace;
  rules: FileRules | undefined;
  feed: Feed;
  events: Iterable<ReadEvent | LaneEvent | typeof NEED_BYTES>;
};

/** The compiled recogniser of a version, its face, and what gives the nomenclatures that rules ask (`rules/tables.bin`). */
export type FastParts = { face: VersionFace; module: WebAssembly.Module; tables: () => Promise<Uint8Array> };

/**
 * Opens the fast lane, on which these rules run; undefined where the recogniser was made of others. `besides` makes a lane that does part of
 * the work in another way.
 */
export async function fastReading(
  { face, module, tables }: FastParts,
  run: RulesToRun | undefined,
  besides: (alone: RecogniserLane) => Lane = (alone) => alone,
): Promise<FastReading | undefined> {
  const machine = new Machine(module);
  if (run && !machine.useRules({ judge: run.records, tables: await tables(), harvests: run.published !== undefined }))
    return undefined;
  const rules = run && new FileRules(run);
  const clean: TakeClean | undefined = rules && ((...record) => rules.clean(...record));
  const feed = new Window(machine.room);
  return { face, rules, feed, events: readJson(feed, { lane: besides(new RecogniserLane(machine, face.kinds, clean)) }) };
}
