import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** `npm run test:full` (mode `full`) draws twenty times as many instances and records: for a night. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    // Left to itself vitest keeps one core free, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // What never ends is stopped; a slow machine that does other things besides is not at fault.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    env: mode === 'full' ? { FULL: '1' } : {},
  },
}));
