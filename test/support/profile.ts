/** Loaded before each test file: appends what the file costs, as one JSON line, to the file that TEST_PROFILE names. `costs.ts` reads them. */
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { appendFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect } from 'vitest';
import { type Cost, childrenCpu } from './costs.ts';

const target = process.env['TEST_PROFILE'];
const kept = globalThis as { processesStarted?: { count: number } };
const started = target === undefined ? { count: 0 } : (kept.processesStarted ??= countProcesses());

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

const now = (): Omit<Cost, 'path'> => {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1e6 + childrenCpu(), processes: started.count };
};

if (target !== undefined) {
  // The file of tests is loaded after this, which is part of what it costs.
  const before = now();
  afterAll(() => {
    const after = now();
    const path = relative(process.cwd(), expect.getState().testPath ?? '').replaceAll(sep, '/');
    const [cpu, processes] = (['cpu', 'processes'] as const).map((name) => after[name] - before[name]);
    appendFileSync(target, `${JSON.stringify({ path, cpu, processes })}\n`);
  });
}
