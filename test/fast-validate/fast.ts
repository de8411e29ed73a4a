/** The fast judge: the program's reader with its fast lane, and a recogniser of the version. */
import { readFileSync } from 'node:fs';
import { under } from '../../src/host/paths.node.ts';
import { readJson } from '../../src/read/json/read-json.ts';
import { Window } from '../../src/read/json/window.ts';
import { knownKinds } from '../../src/model/record-shapes.ts';
import { checkOnCall } from '../../src/validate/file.ts';
import { FileRules, RefusedKeys, type RulesToRun } from '../../src/validate/file-rules.ts';
import { alreadyLoaded, type Need, NEED_CHECKS, NEED_MEMBERS } from '../../src/validate/on-call.ts';
import { RecogniserLane } from '../../packages/fast-validate/src/lane.ts';
import type { TakeJudged } from '../../packages/fast-validate/src/types.ts';
import { compiledRules } from '../../src/validate/fast-path.ts';
import { Machine } from '../../packages/fast-validate/src/machine.ts';
import type { Finding } from '../../src/finding.ts';
import type { CountFindings, Version } from '../../src/validate/types.ts';
import { type Judge, judgeBy } from './judge.ts';

/** So many files are judged by one machine: what it keeps of a file must not tell in the next, and a new one costs more than most files. */
const FILES_A_MACHINE = 50;

/**
 * What the fast path says of a version loaded by `loadWithMembers`, with the recogniser that the build made, or with another one. `report`: takes
 * each finding as it comes, and counts those that it does not show; `counted` is told of those that were never made.
 */
export function fastJudge(
  version: Version,
  run?: RulesToRun,
  module = builtRecogniser(version.model.version),
  report?: { take: (finding: Finding) => void; count: CountFindings; counted: (count: number) => void },
): Judge {
  const kinds = knownKinds(version.model);
  let machine = machineFor(module, run);
  let files = 0;
  const start = (): Window => {
    if (++files % FILES_A_MACHINE === 0) machine = machineFor(module, run);
    return new Window(machine.space);
  };
  return judgeBy(
    (window) => {
      const count: CountFindings = (index, findings) => {
        const isCounted = report?.count(index, findings) === true;
        if (isCounted) report.counted(findings.length);
        return isCounted;
      };
      const rules = run && new FileRules(run, count);
      const counted = rules ?? (report && new RefusedKeys(count));
      const take: TakeJudged | undefined = counted && ((...record) => counted.take(...record));
      const fast = new RecogniserLane(machine, kinds, { take, rules: rules !== undefined });
      return withoutCalls(
        checkOnCall(readJson(window, { fast }), alreadyLoaded(version), rules, { count: report?.count, counted }),
      );
    },
    start,
    report?.take,
  );
}

/** A machine that runs rules, if any. */
export function machineFor(module: WebAssembly.Module, run: RulesToRun | undefined): Machine {
  const machine = new Machine(module);
  const rules = run && compiledRules(run, readTables());
  if (run && !(rules && machine.useRules(rules))) throw new Error('the recogniser cannot run these rules');
  return machine;
}

/** The version is at hand: its checks are never asked for. */
export function* withoutCalls<T, R>(steps: Generator<T | Need, R>): Generator<T, R> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (step.value === NEED_CHECKS || step.value === NEED_MEMBERS)
      throw new Error('the checks of a version at hand were asked for');
    yield step.value;
  }
}

const readTables = (): Uint8Array => readFileSync(under('dist', 'rules', 'tables.bin'));

const modules = new Map<string, WebAssembly.Module>();

/** The recogniser that the build made of a version, compiled once. */
export function builtRecogniser(version: string): WebAssembly.Module {
  let module = modules.get(version);
  if (!module)
    modules.set(version, (module = new WebAssembly.Module(readFileSync(under('dist', 'versions', version, 'recogniser.wasm')))));
  return module;
}
