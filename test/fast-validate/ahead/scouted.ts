/** The fast judge with a scout ahead. Both take turns by chance, so that all that threads may do to one another comes again. */
import { InputError, type Finding } from '../../../src/finding.ts';
import type { RecordKind } from '../../../src/model/kinds.ts';
import type { Passing } from '../../../src/read/json/record-judge.ts';
import { readJson } from '../../../src/read/json/read-json.ts';
import { Window } from '../../../src/read/json/window.ts';
import { type JudgedRecord, NEED_BYTES } from '../../../src/read/record.ts';
import { knownKinds } from '../../../src/model/record-shapes.ts';
import { checkOnCall } from '../../../src/validate/file.ts';
import { FileRules, RefusedKeys, type RulesToRun } from '../../../src/validate/file-rules.ts';
import { alreadyLoaded } from '../../../src/validate/on-call.ts';
import type { RingBuffer } from '../../../packages/fast-validate/src/ahead/ring-buffer.ts';
import { AheadLane } from '../../../packages/fast-validate/src/ahead/lane.ts';
import { type Pace, Scout } from '../../../packages/fast-validate/src/ahead/scout.ts';
import { RecogniserLane } from '../../../packages/fast-validate/src/lane.ts';
import type { Machine } from '../../../packages/fast-validate/src/machine.ts';
import type { TakeJudged } from '../../../packages/fast-validate/src/types.ts';
import type { CountFindings, Version } from '../../../src/validate/types.ts';
import type { Random } from '../../fidelity/random.ts';
import { Groups } from '../counted.ts';
import { builtRecogniser, machineFor, withoutCalls } from '../fast.ts';
import { type Judged, slowJudge } from '../judge.ts';

/** What is checked, and of which records (by their number in their list) the report shows the findings; undefined: of all, and none is only counted. */
export type Check = { version: Version; run: RulesToRun | undefined; isShown: ((index: number) => boolean) | undefined };

/**
 * How a file is judged; `ring` may be one that lies, `piece` is how many bytes the reader is fed at the most, `seen` what the scout sees in place
 * of the file, `lie` what the reader takes in place of what was noted of a record.
 */
export type Setting = { pace: Pace; piece: number; seeks: boolean; ring: RingBuffer; seen?: Uint8Array; lie?: Lie };
export type Lie = (record: JudgedRecord, take: () => boolean) => boolean;

/**
 * What was said, how many spans the reader passed without a look, how many records in them were refused when others of their span had been taken, and how
 * many bytes it was fed.
 */
export type Scouted = { judged: Judged; spans: number; refused: number; fed: number };

/** What the plain path says: the findings that are shown, then the counts of the others. */
export function plainly({ version, run, isShown }: Check, bytes: Uint8Array): Judged {
  const { findings, verdict } = slowJudge(version, run)(bytes);
  const groups = new Groups();
  const shown = findings.filter((finding) => {
    const index = finding.record?.index;
    const isCounted = isShown !== undefined && index !== undefined && !isShown(index) && isOfCheck(finding);
    if (isCounted) groups.add(finding, index);
    return !isCounted;
  });
  return { findings: [...shown, ...groups.counts()], verdict };
}

/** Whether the schema or a rule finds it: what the reader finds is always made. */
const isOfCheck = ({ code }: Finding): boolean => /^(schema|rules)\.|^[^.]+$/.test(code);

export function scouted({ version, run, isShown }: Check, bytes: Uint8Array, random: Random, setting: Setting): Scouted {
  const { pace, piece, seeks, ring, seen = bytes, lie = (_, take) => take() } = setting;
  const module = builtRecogniser(version.model.version);
  const kinds = knownKinds(version.model);
  const groups = new Groups();
  const count: CountFindings | undefined =
    isShown &&
    ((index, findings) => {
      if (isShown(index)) return false;
      for (const finding of findings) groups.add(finding, index);
      return true;
    });
  const rules = run && new FileRules(run, count);
  const counted = rules ?? (count && new RefusedKeys(count));
  const take: TakeJudged | undefined = counted && ((...record) => counted.take(...record));
  const machine = machineFor(module, run);
  const lane = new Counting(new RecogniserLane(machine, kinds, { take, rules: rules !== undefined }), ring, {
    take: take && ((kind, record) => lie(record, () => take(kind, record))),
    seeks,
    far: 1,
  });
  const window = new Window(machine.space);
  const scout = new Scout(scouting(module, run, take), ring, inMemory(seen), { kinds, notes: take !== undefined }, pace);
  const findings: Finding[] = [];
  const steps = withoutCalls(checkOnCall(readJson(window, { fast: lane }), alreadyLoaded(version), rules, { count, counted }));
  let fed = 0;
  const feed = (): void => {
    for (let turns = random.below(4); turns > 0; turns--) scout.step();
    const next = bytes.subarray(window.limit, window.limit + 1 + random.below(piece));
    fed += next.length;
    if (next.length > 0) window.feed(next);
    else window.finish();
  };
  const result = (verdict: Judged['verdict']): Scouted => ({
    judged: { findings: [...findings, ...groups.counts()], verdict },
    spans: lane.spans,
    refused: lane.refused,
    fed,
  });
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

function scouting(module: WebAssembly.Module, run: RulesToRun | undefined, take: TakeJudged | undefined): Machine {
  const machine = machineFor(module, run);
  if (!run) machine.noteRecords(take !== undefined);
  return machine;
}

class Counting extends AheadLane {
  spans = 0;
  refused = 0;

  constructor(lane: RecogniserLane, ring: RingBuffer, { take, ...reading }: ConstructorParameters<typeof AheadLane>[2]) {
    let taken = 0;
    const counting = (kind: RecordKind, record: JudgedRecord): boolean => {
      const isTaken = take?.(kind, record) === true;
      if (!isTaken && taken > 0) this.refused++;
      taken = isTaken ? taken + 1 : 0;
      return isTaken;
    };
    super(lane, ring, { ...reading, take: take && counting });
  }

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
