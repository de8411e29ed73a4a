import { defineConfig } from 'vitest/config';

/** `npm run test:full` (mode `full`) draws twenty times as many instances and records: for a night. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    env: mode === 'full' ? { FULL: '1' } : {},
  },
}));
