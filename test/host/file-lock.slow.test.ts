/** What one process at a time does. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { withLock } from '../../src/host/file-lock.node.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-alone-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('two that ask for the same lock do their work one after the other', async () => {
  const lock = join(folder, 'two');
  const order: string[] = [];
  const work = (name: string) => async (): Promise<void> => {
    order.push(`${name} begins`);
    await wait(20);
    order.push(`${name} ends`);
  };
  await Promise.all([withLock(lock, work('a')), withLock(lock, work('b'))]);
  expect([order[1], order[3]].map((one) => one?.split(' ')[1])).toEqual(['ends', 'ends']);
  expect(existsSync(lock)).toBe(false);
});

test('a lock that a process left behind when it was stopped holds nobody up', async () => {
  const lock = join(folder, 'left');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(lock, `${String(pid)} 1`);
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
});

test.each([
  ['an empty lock', '', new Date()],
  ['one without a sign of life for long, whose number another process has', `${String(process.pid)} 1`, new Date(0)],
])('%s holds nobody up', async (_, holder, at) => {
  const lock = join(folder, 'old');
  writeFileSync(lock, holder);
  utimesSync(lock, at, at);
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock that another holds meanwhile is not taken away at the end', async () => {
  const lock = join(folder, 'other');
  await withLock(lock, () => {
    writeFileSync(lock, '1 2');
    return Promise.resolve();
  });
  expect(readFileSync(lock, 'utf8')).toBe('1 2');
  rmSync(lock);
});

test('work that fails gives the lock back', async () => {
  const lock = join(folder, 'failed');
  await expect(withLock(lock, () => Promise.reject(new Error('planted')))).rejects.toThrow('planted');
  expect(await withLock(lock, () => Promise.resolve('done'))).toBe('done');
});
