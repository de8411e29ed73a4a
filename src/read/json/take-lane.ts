import { NEED_BYTES } from '../record.ts';
import type { Group } from './between.ts';
import { ensure, type JsonFile } from './file.ts';
import type { Lane, Passage } from './lane.ts';
import { type LaneList, LaneRun } from './lane-run.ts';
import type { Signals } from './place.ts';
import type { Window } from './window.ts';

/** Bytes in which the end of a record must be found: longer ones are for the slow path. */
const FAR_ENOUGH = 1 << 18;

/**
 * What came of it: the record that began with the window is for the slow path; it was taken, maybe with others after it; the same, and the
 * next item, which begins with the window now, is counted already.
 */
export type Taken = 'refused' | 'taken' | 'on-the-next';

/** Takes the record that begins with the window, and those after it, as far as the lane can. */
export function* takeLane(file: JsonFile, lane: Lane, list: LaneList, group: Group): Signals<Taken> {
  const { window } = file;
  const index = file.nextIndex(list.path, 0);
  let passing = lane.pass(list.kind, index, window);
  while (passing.next === 'more' && passing.count === 0 && !window.finished && window.size < FAR_ENOUGH) {
    // The lane begins anew each time: it is asked again when there is twice as much.
    yield* ensure(file, Math.min(2 * window.size, FAR_ENOUGH));
    passing = lane.pass(list.kind, index, window);
  }
  const run = new LaneRun(file, lane, list, group);
  if (!run.begin(passing)) return 'refused';
  yield { type: 'taken', next: () => run.next() };
  // Whoever does not want to know of them passes them all the same.
  while (run.next());
  if (run.over) yield* passOver(window, run.over.to, run.over.known);
  return run.isOnTheNext ? 'on-the-next' : 'taken';
}

/** Lets text go that may not be fed yet. */
function* passOver(window: Window, to: number, { lines, units, jump }: Passage): Signals<void> {
  if (jump) {
    window.jump(to, lines, units);
    return;
  }
  while (window.limit < to && !window.finished) {
    window.discard();
    yield NEED_BYTES;
  }
  // Less than what was there before where the file is changed while it is read.
  window.consumeCounted(Math.min(to, window.limit), lines, units);
}
