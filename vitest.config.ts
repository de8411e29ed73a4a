import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Tests that put something in the place of a module, which no other may have loaded before, or that weigh their memory. */
const APART = ['test/release/verify.test.ts', 'test/release/streams.test.ts', 'test/report/streaming.test.ts'];

/** What keeps both cores of a small machine busy by itself: it begins once all others have ended. */
const LAST = ['test/release/e2e.test.ts'];

/** `npm run test:full` (mode `full`) draws twenty times as many instances and records, and more: for a night. */
export default defineConfig(({ mode }) => ({
  test: {
    globalSetup: ['test/support/build.ts', 'test/support/scratch.ts'],
    // Left to itself vitest keeps one core free, which is half of a machine with two.
    maxWorkers: availableParallelism(),
    sequence: { sequencer: LongestFirst },
    // What never ends is stopped; a slow machine that does other things besides is not at fault.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    env: mode === 'full' ? { FULL: '1' } : {},
    projects: [
      // The house is loaded once a worker, and not once a file: a test file leaves nothing behind.
      { extends: true, test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: [...APART, ...LAST], isolate: false } },
      { extends: true, test: { name: 'apart', include: APART, isolate: true } },
      { extends: true, test: { name: 'last', include: LAST, isolate: false, sequence: { groupOrder: 1 } } },
    ],
  },
}));
