import { devNull } from 'node:os';
import { fstatSync, statSync, writeSync } from './sync-files.node.ts';

/** Records live for a moment: a young generation that does not grow keeps memory low whatever the size of the file. */
export const keepYoungMemorySmall = (): Promise<void> => host.setFlags(['--semi-space-growth-factor=1']);

/**
 * A second of work is over before all that V8 would do beside it pays for itself. Of functions, only what runs nine times as long as by default
 * is worth optimising, and without copies of most that it calls; of memory, a small young generation is cleared faster by one thread than by
 * several that wait for one another. Measured on 200 MB with faults: a quarter less CPU; nothing is lost on files without.
 */
export const workSparingly = (): Promise<void> =>
  host.setFlags([...OPTIMISE_LATE, '--max-inlined-bytecode-size-cumulative=200', '--no-parallel-scavenge']);

/** Only the V8 of Node 20 has this flag. Those of Node 22, 24 and 26 would write to standard error that they do not know it. */
const OPTIMISE_LATE = process.versions.v8.startsWith('11.') ? ['--interrupt-budget=600000'] : [];

/** Standard output, without `process.stdout`: opening that stream takes as long as checking a small file. */
const STDOUT = 1;

/** Effects on the process other than those of `process` and `console`. Tests that run several calls in one process replace them. */
export const host = {
  /** Writes to standard output what can be written at once, and answers how many bytes that was. */
  write: (bytes: Uint8Array): number => writeSync(STDOUT, bytes),
  /** Whether standard output is a device, and not the one that forgets. */
  isDevice: (): boolean => {
    const output = fstatSync(STDOUT);
    return output.isCharacterDevice() && output.rdev !== statSync(devNull).rdev;
  },
  /** Sets flags of V8, which hold to the end of the process. */
  setFlags: async (flags: readonly string[]): Promise<void> => {
    const { setFlagsFromString } = await import('node:v8');
    for (const flag of flags) setFlagsFromString(flag);
  },
};
