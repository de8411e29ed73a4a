/** The fast judge with a scout ahead. Both take turns by chance, so that all that threads may do to one another comes again. */
import { InputError, type Finding } from '../../../src/finding.ts';
import type { Passing } from '../../../src/read/json/record-judge.ts';
import { readJson } from '../../../src/read/json/read-json.ts';
import { Window } from '../../../src/read/json/window.ts';
import { NEED_BYTES } from '../../../src/read/record.ts';
import { knownKinds } from '../../../src/model/record-shapes.ts';
import { checkFile } from '../../../src/validate/file.ts';
import type { RingBuffer } from '../../../packages/fast-validate/src/ahead/ring-buffer.ts';
import { AheadLane } from '../../../packages/fast-validate/src/ahead/lane.ts';
import { type Pace, Scout } from '../../../packages/fast-validate/src/ahead/scout.ts';
import { RecogniserLane } from '../../../packages/fast-validate/src/lane.ts';
import { Machine } from '../../../packages/fast-validate/src/machine.ts';
import type { Version } from '../../../src/validate/types.ts';
import type { Random } from '../../fidelity/random.ts';
import { builtRecogniser } from '../fast.ts';
import type { Judged } from '../judge.ts';

/**
 * How a file is judged; `board` may be one that lies, `piece` is how many bytes the reader is fed at the most, `seen` what the scout sees in place
 * of the file.
 */
export type Setting = { pace: Pace; piece: number; seeks: boolean; ring: RingBuffer; seen?: Uint8Array };

/** What was said, how many spans the reader passed without a look, and how many bytes it was fed. */
export type Scouted = { judged: Judged; spans: number; fed: number };

export function scouted(version: Version, bytes: Uint8Array, random: Random, setting: Setting): Scouted {
  const { pace, piece, seeks, ring, seen = bytes } = setting;
  const module = builtRecogniser(version.model.version);
  const machine = new Machine(module);
  const lane = new Counting(
    new RecogniserLane(machine, knownKinds(version.model), { take: undefined, rules: false }),
    ring,
    seeks,
    1,
  );
  const window = new Window(machine.space);
  const scout = new Scout(new Machine(module), ring, inMemory(seen), pace);
  const findings: Finding[] = [];
  const steps = checkFile(readJson(window, { fast: lane }), version);
  let fed = 0;
  const feed = (): void => {
    for (let turns = random.below(4); turns > 0; turns--) scout.step();
    const next = bytes.subarray(window.limit, window.limit + 1 + random.below(piece));
    fed += next.length;
    if (next.length > 0) window.feed(next);
    else window.finish();
  };
  const result = (verdict: Judged['verdict']): Scouted => ({ judged: { findings, verdict }, spans: lane.spans, fed });
  try {
    for (;;) {
      const step = steps.next();
      if (step.done === true) return result(step.value);
      if (step.value === NEED_BYTES) feed();
      else findings.push(step.value);
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { code, params, position } = error;
    return result({ code, params, position });
  }
}

class Counting extends AheadLane {
  spans = 0;

  override pass(...args: Parameters<AheadLane['pass']>): Passing {
    const passing = super.pass(...args);
    if (passing.known) this.spans++;
    return passing;
  }
}

const inMemory = (bytes: Uint8Array) => ({
  size: bytes.length,
  read: (into: Uint8Array, from: number): number => {
    const piece = bytes.subarray(from, from + into.length);
    into.set(piece);
    return piece.length;
  },
});
