import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT } from './engine.ts';

const LAW = 'test/convert/xml-identity.law.test.ts';
const SLOW = 'test/support/tiers.slow.test.ts';

/** The output of `vitest list` with these arguments, for the two files above. */
function listed(...args: string[]): string {
  const command = ['node_modules/vitest/vitest.mjs', 'list', ...args, LAW, SLOW];
  return spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8', env: { ...process.env, TIER: undefined } }).stdout;
}

test.each([
  ['npm test', ['--project', 'fast', '--project', 'fast-apart'], '500 records', false],
  ['npm run test:all', ['--mode', 'all'], '5000 records', true],
  ['npm run test:full', ['--mode', 'full'], '100000 records', true],
])('%s draws as many cases of a law as its tier asks for', (_, args, count, hasSlow) => {
  const lines = listed(...args);
  expect(lines).toContain(` ${count} come back`);
  expect(lines.includes(SLOW)).toBe(hasSlow);
});
