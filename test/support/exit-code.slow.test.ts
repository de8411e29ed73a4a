import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT } from './engine.ts';

/** What the main process of vitest does with a service, and then says of tests that failed. */
const FAILING_RUN = `
  const { start } = await import('./test/support/postgres-service.ts');
  const started = await start();
  if (typeof started === 'string') process.stdout.write('absent: ' + started);
  else await started.stop();
  process.exitCode = 7;`;

// A library that a service loads may end the process in its own way: tests that failed would pass.
test('a run that has started PostgreSQL has the exit code that it was given', ({ skip }) => {
  const args = ['--import', 'tsx', '--input-type=module', '-e', FAILING_RUN];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8', timeout: 600_000 });
  skip(stdout.startsWith('absent: '), stdout);
  expect({ status, stdout, stderr }).toEqual({ status: 7, stdout: '', stderr: '' });
});
