import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ROOT } from './engine.ts';

/** What the main process of vitest does with a service, and then says of tests that failed. */
const failingRun = (service: string): string => `
  const { start } = await import('./test/support/${service}-service.ts');
  const started = await start();
  if (typeof started !== 'string') await started.stop();
  process.exitCode = 7;`;

// A library that a service loads may end the process in its own way: tests that failed would pass.
test.each(['postgres', 'browser'])('a run that has started the service %s has the exit code that it was given', (service) => {
  const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', failingRun(service)], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 7, stderr: '' });
});
