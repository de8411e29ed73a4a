import { devNull } from 'node:os';
import { fstatSync, statSync, writeSync } from './sync-files.node.ts';

/** Records are short-lived: a young generation that does not grow keeps memory low whatever the size of the file. */
export const keepYoungMemorySmall = (): Promise<void> => host.setFlags(['--semi-space-growth-factor=1']);

/**
 * Has the old generation grow to twice what outlives a collection, where V8 lets a small one grow to four times before it collects again. For what makes
 * much text of each record: measured on 200 MB, a quarter less memory and the same CPU.
 */
export const keepOldMemorySmall = (): Promise<void> => host.setFlags(['--heap-growing-percent=100']);

/** Bytes of the young generation, both halves, with which collecting it costs little: the most that V8 gives it. It begins with a MB. */
const ROOMY = 32 << 20;
/** Objects that are kept at a time until the young generation has grown, and how often at the most. */
const HELD = 20_000;
const MOST_ROUNDS = 20;

/**
 * Has the young generation grow once to what is worth it where much is to be made, and no more. It takes some 10 ms. Measured on 200 MB with all
 * findings: a seventh less CPU and some 40 MB more memory.
 */
export async function growYoungMemory(): Promise<void> {
  const { getHeapSpaceStatistics } = await import('node:v8');
  const isSmall = (): boolean =>
    getHeapSpaceStatistics().some(({ space_name: name, space_size: size }) => name === 'new_space' && size < ROOMY);
  await host.setFlags(['--semi-space-growth-factor=4']);
  // It grows where what is in it outlives a collection.
  const held: object[] = [];
  for (let round = 0; round < MOST_ROUNDS && isSmall(); round++) for (let i = 0; i < HELD; i++) held.push({ round, i });
  await keepYoungMemorySmall();
}

/**
 * Most checks last about a second, too short for the background work of V8 to pay off. So functions are optimised nine times later than by
 * default and with less inlining, and one thread clears the small young generation, faster than several that wait for one another. Measured
 * on 200 MB with faults: a quarter less CPU; no difference on files without faults.
 */
export const workSparingly = (): Promise<void> =>
  host.setFlags([...OPTIMISE_LATE, '--max-inlined-bytecode-size-cumulative=200', '--no-parallel-scavenge']);

/** Only the V8 of Node 20 has this flag. Node 22, 24 and 26 would warn on standard error that it is unknown. */
const OPTIMISE_LATE = process.versions.v8.startsWith('11.') ? ['--interrupt-budget=600000'] : [];

/** The descriptor of standard output. `process.stdout` is avoided: opening that stream takes as long as checking a small file. */
const STDOUT = 1;

/** Effects on the process, in one object so that tests that run several calls in one process can replace them. */
export const host = {
  /** Writes to standard output what can be written without waiting, and returns the number of bytes written. */
  write: (bytes: Uint8Array): number => writeSync(STDOUT, bytes),
  /** Whether standard output is a character device other than `/dev/null`. */
  isDevice: (): boolean => {
    const output = fstatSync(STDOUT);
    return output.isCharacterDevice() && output.rdev !== statSync(devNull).rdev;
  },
  /** Sets flags of V8 for the rest of the process. */
  setFlags: async (flags: readonly string[]): Promise<void> => {
    const { setFlagsFromString } = await import('node:v8');
    for (const flag of flags) setFlagsFromString(flag);
  },
};
