import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';

let folder = '';
eachInFolder('interrupt', (made) => (folder = made));

test('Ctrl+C ends a part of a check that does not end, and what was being written is removed', async () => {
  const path = join(folder, 'part');
  const program = ['--import', 'tsx', `${ROOT}test/validate/endless-part.ts`, path];
  const run = spawn(process.execPath, program, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(run.stdout, 'data');
  expect(existsSync(path)).toBe(true);
  run.kill('SIGINT');
  const [code, signal] = (await once(run, 'exit')) as [number | null, NodeJS.Signals | null];
  expect([code, signal, existsSync(path)]).toEqual([null, 'SIGINT', false]);
});
