import { devNull } from 'node:os';
import { fstatSync, statSync, writeSync } from './sync-files.node.ts';

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
