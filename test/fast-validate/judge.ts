/** The judges of the recogniser: the slow path, which is the contract, and what a judge gives so that two can be held together. */
import { type Finding, InputError, type Position } from '../../src/finding.ts';
import { readJson } from '../../src/read/json/read-json.ts';
import { Window } from '../../src/read/json/window.ts';
import { NEED_BYTES } from '../../src/read/record.ts';
import { checkFile } from '../../src/validate/file.ts';
import type { RulesToRun } from '../../src/validate/file-rules.ts';
import type { FileVerdict, Version } from '../../src/validate/types.ts';

/** An InputError as data. */
export type Refusal = { code: string; params: Record<string, unknown>; position: Position | undefined };

/** All that the check of a file says; `findings` in the order in which they came. */
export type Judged = { findings: Finding[]; verdict: FileVerdict | Refusal };

/** Judges a file fed in pieces, cut at the offsets `cuts` (ascending, none: in one piece). */
export type Judge = (bytes: Uint8Array, cuts?: readonly number[]) => Judged;

/** A check in the making: gives findings, asks for bytes, ends with the verdict. */
type Steps = Iterator<Finding | typeof NEED_BYTES, FileVerdict>;

/** True for the verdict on a file of which nothing could be read. */
export const isRefusal = (verdict: FileVerdict | Refusal): verdict is Refusal => 'code' in verdict;

/** The judge that checks as `check` does, given a window that it feeds; `take` is given each finding as it comes. */
export const judgeBy =
  (check: (window: Window) => Steps, windowFor: () => Window = () => new Window(), take?: (finding: Finding) => void): Judge =>
  (bytes, cuts = []) => {
    const window = windowFor();
    const findings: Finding[] = [];
    try {
      return {
        findings,
        verdict: drive(check(window), feederOf(window, bytes, cuts), (finding) => {
          findings.push(finding);
          take?.(finding);
        }),
      };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const { code, params, position } = error;
      return { findings, verdict: { code, params, position } };
    }
  };

/** What part 1 of the program says, which every faster path must say too. */
export const slowJudge = (version: Version, rules?: RulesToRun, take?: (finding: Finding) => void): Judge =>
  judgeBy((window) => checkFile(readJson(window), version, rules), undefined, take);

function drive(steps: Steps, feed: () => void, take: (finding: Finding) => void): FileVerdict {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value === NEED_BYTES) feed();
    else take(step.value);
  }
}

/** Feeds the next piece each time that it is called. The pieces share a buffer that is spoilt after use: a window must have copied them. */
function feederOf(window: Window, bytes: Uint8Array, cuts: readonly number[]): () => void {
  const edges = [...cuts, bytes.length];
  const buffer = new Uint8Array(edges.reduce((most, edge, i) => Math.max(most, edge - (edges[i - 1] ?? 0)), 0));
  let at = 0;
  let turn = 0;
  return () => {
    const to = edges[turn++];
    if (to === undefined) {
      // Who reads straight into the window asks for room before it knows that nothing comes.
      window.space(SPACE);
      return window.finish();
    }
    buffer.set(bytes.subarray(at, to));
    window.feed(buffer.subarray(0, to - at));
    buffer.fill(SPOILT, 0, to - at);
    at = to;
  };
}

/** More than a new window has left. */
const SPACE = 1 << 16;

/** No UTF-8 text holds this byte. */
const SPOILT = 0xff;
