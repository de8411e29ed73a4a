import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { Sequencer } from './test/support/sequencer.ts';
import { TIERS } from './test/support/tier.ts';

const SLOW = 'test/**/*.slow.test.ts';
const NIGHT = 'test/**/*.night.test.ts';

/** Tests that replace a module, which no other test may have loaded before. */
const APART = [
  'test/governance/release/verify.slow.test.ts',
  'test/governance/build/lock.slow.test.ts',
  'test/governance/right-sources.slow.test.ts',
  'test/governance/release/streams.test.ts',
  'test/library/page/migrate-large.test.ts',
];

/** What each mode leaves out: a tier (test/support/tier.ts), or `rest`, what `npm test` leaves of `npm run test:all`. Plain `vitest run FILE…` finds every file. */
const LEFT_OUT: Record<string, string[]> = {
  fast: [SLOW, NIGHT],
  rest: ['test/**/!(*.slow|*.law).test.ts'],
  all: [NIGHT],
};

export default defineConfig(({ mode }) => {
  const leftOut = LEFT_OUT[mode] ?? [];
  const tier = mode === 'rest' ? 'all' : mode;
  // Stops what never ends, on a slow machine that does other things too: a law draws a hundred times as many cases at night. Each project says it, since vitest
  // evaluates this file again for them, with mode “test”.
  const testTimeout = mode === 'night' ? 3_600_000 : 600_000;
  return {
    test: {
      globalSetup: ['test/support/setup.ts'],
      setupFiles: ['test/support/seed.ts', 'test/support/profile.ts'],
      // By default vitest keeps one core free, which is half of a machine with two. The night has one worker more: much of it waits for browsers and processes.
      maxWorkers: availableParallelism() + (mode === 'night' ? 1 : 0),
      // Megabytes in which short-lived objects die: a tenth of the CPU less.
      execArgv: ['--max-semi-space-size=64'],
      sequence: { sequencer: Sequencer },
      hookTimeout: 600_000,
      // vitest evaluates this file once per project with mode “test”; an empty env must not override TIER.
      env: TIERS.some((one) => one === tier) ? { TIER: tier } : {},
      // A golden file that is missing fails here as it does in CI: only `-u` writes one.
      update: 'none',
      // What was translated of TypeScript is kept between runs: a quarter of the CPU of a small one.
      experimental: { fsModuleCache: true },
      // Modules are loaded once a worker, not once a file: a test file leaves no state behind.
      projects: [
        {
          extends: true,
          test: { name: 'tests', include: ['test/**/*.test.ts'], exclude: [...APART, ...leftOut], isolate: false, testTimeout },
        },
        { extends: true, test: { name: 'apart', include: APART, exclude: leftOut, isolate: true, testTimeout } },
      ],
    },
  };
});
