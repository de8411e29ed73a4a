/**
 * Loaded by `--require` into each measured Node process, where it waits for the end and then writes what the process used.
 * CommonJS, because that starts no module loader that the program itself would not have started.
 */
const { readFileSync, writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');

if (isMainThread) process.on('exit', () => writeFileSync(process.env.BENCH_USAGE, JSON.stringify(usage())));

function usage() {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return { cpu: (userCPUTime + systemCPUTime) / 1e6, peak: peakOnLinux() ?? maxRSS * 1024 };
}

/** The kernel lets a child begin with the `maxRSS` of its parent; `VmHWM` belongs to the program that runs now. */
function peakOnLinux() {
  try {
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return undefined;
  }
}
