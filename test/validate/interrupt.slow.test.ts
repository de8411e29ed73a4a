import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../support/engine.ts';
import { eachInFolder } from '../support/folders.ts';

let folder = '';
let count = 0;
eachInFolder('interrupt', (made) => (folder = made));

/** Interrupts a program that writes a file once it has begun. Returns how it ends, and whether the file is left. */
async function interrupted(name: string): Promise<[number | null, NodeJS.Signals | null, boolean]> {
  const path = join(folder, `part-${++count}`);
  const program = ['--import', 'tsx', `${ROOT}test/validate/${name}`, path];
  const run = spawn(process.execPath, program, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(run.stdout, 'data');
  expect(existsSync(path)).toBe(true);
  run.kill('SIGINT');
  const [code, signal] = (await once(run, 'exit', { signal: AbortSignal.timeout(60_000) }).catch((error: unknown) => {
    run.kill('SIGKILL');
    throw error;
  })) as [number | null, NodeJS.Signals | null];
  return [code, signal, existsSync(path)];
}

test('Ctrl+C ends a part of a check that does not end, and what was being written is removed', async () => {
  expect(await interrupted('endless-part.ts')).toEqual([null, 'SIGINT', false]);
});

test('Ctrl+C ends a check of many short parts, at whatever moment of one it comes', async () => {
  const ends = await Promise.all(Array.from({ length: 8 }, () => interrupted('short-parts.ts')));
  expect(ends).toEqual(Array.from({ length: 8 }, () => [null, 'SIGINT', false]));
});
