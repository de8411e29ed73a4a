import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/support/longest-first.ts';

/** Only `npm run test:all` and the night run these. */
const SLOW = 'test/**/*.slow.test.ts';

/** Laws draw random cases: a tenth of them in `npm test`, all in `npm run test:all` (`draws` in test/support/tier.ts). */
const LAWS = 'test/**/*.law.test.ts';

/** Tests that replace a module, which no other test may have loaded before, or that measure their own memory. */
const APART = [
  'test/governance/release/verify.slow.test.ts',
  'test/governance/release/streams.test.ts',
  'test/library/page/migrate-large.test.ts',
  'test/report/streaming.slow.test.ts',
];

/** The mode of vitest is the tier, except that plain `vitest run FILE…` finds every file, with the counts of the tier `fast`. */
export default defineConfig(({ mode }) => {
  const tier = mode === 'all' || mode === 'full' ? mode : 'fast';
  // The tier `all` is what `npm test` leaves out: it goes through the laws again, with ten times as many cases.
  const quick = tier === 'all' ? [LAWS] : ['test/**/*.test.ts'];
  return {
    test: {
      globalSetup: ['test/support/build.ts', 'test/support/scratch.ts'],
      setupFiles: process.env['TEST_PROFILE'] === undefined ? [] : ['test/support/profile.ts'],
      // By default vitest keeps one core free, which is half of a machine with two.
      maxWorkers: availableParallelism(),
      sequence: { sequencer: LongestFirst },
      // Stops what never ends, on a slow machine that does other things too.
      testTimeout: 180_000,
      hookTimeout: 180_000,
      // Read again for each project, with another mode, which is not to take back what this one says.
      env: tier === 'fast' ? {} : { TIER: tier },
      // A golden file that is missing fails here as it does in CI: only `-u` writes one.
      update: 'none',
      // What was translated of TypeScript is kept between runs: a quarter of the CPU of a small one.
      experimental: { fsModuleCache: true },
      // Modules are loaded once a worker, not once a file: a test file leaves no state behind.
      projects: [
        { extends: true, test: { name: 'fast', include: quick, exclude: [SLOW, ...APART], isolate: false } },
        { extends: true, test: { name: 'fast-apart', include: tier === 'all' ? [] : APART, exclude: [SLOW], isolate: true } },
        { extends: true, test: { name: 'slow', include: [SLOW], exclude: APART, isolate: false } },
        { extends: true, test: { name: 'slow-apart', include: APART.filter((path) => path.includes('.slow.')), isolate: true } },
      ],
    },
  };
});
