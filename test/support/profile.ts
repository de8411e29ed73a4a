/** Appends the cost of each test file, as one JSON line, to the file named by TEST_PROFILE; `bench -- tests` tabulates them. */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect } from 'vitest';

/** Seconds of CPU and wall, and processes started. */
type Cost = { wall: number; own: number; children: number; processes: number };

const kept = globalThis as { processesStarted?: { count: number } };
const started = (kept.processesStarted ??= countProcesses());

/** Counts the calls that start a process, in this process alone. */
function countProcesses(): { count: number } {
  const counter = { count: 0 };
  const module = createRequire(import.meta.url)('node:child_process') as Record<string, (...args: unknown[]) => unknown>;
  const counted = <A extends unknown[], R>(original: (...args: A) => R) => {
    return (...args: A): R => {
      counter.count++;
      return original(...args);
    };
  };
  // `exec` and `execSync` call these.
  for (const name of ['spawn', 'spawnSync', 'fork', 'execFile', 'execFileSync']) {
    const original = module[name]!;
    const inPromise = (original as { [promisify.custom]?: typeof original })[promisify.custom];
    module[name] = Object.assign(counted(original), inPromise && { [promisify.custom]: counted(inPromise) });
  }
  syncBuiltinESMExports();
  return counter;
}

/** CPU seconds of the processes that this one started and that have ended; 0 where the system does not say. */
function ofChildren(): number {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)!.split(' ');
    return (Number(fields[13]) + Number(fields[14])) / 100;
  } catch {
    return 0;
  }
}

const now = (): Cost => {
  const { user, system } = process.cpuUsage();
  return { wall: performance.now() / 1000, own: (user + system) / 1e6, children: ofChildren(), processes: started.count };
};

// The file of tests is loaded after this, which is part of what it costs.
const before = now();
let loaded = before;
beforeAll(() => {
  loaded = now();
});
afterAll(() => {
  const after = now();
  const path = relative(process.cwd(), expect.getState().testPath ?? '');
  const less = (a: Cost, b: Cost): Cost => ({
    wall: a.wall - b.wall,
    own: a.own - b.own,
    children: a.children - b.children,
    processes: a.processes - b.processes,
  });
  appendFileSync(
    process.env['TEST_PROFILE']!,
    `${JSON.stringify({ path, loading: less(loaded, before), tests: less(after, loaded) })}\n`,
  );
});
