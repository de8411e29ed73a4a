import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { receive } from '../../../federation/src/api/upload.node.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'upload-'));
  // Files are written in time as it is.
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true });
});

type Case = { what: string; first?: number; each?: number; until?: number; seconds: number; ends: 'received' | 'given up' };

/** `first`: KiB sent at once; `each`: KiB sent in each of the seconds that follow, `until` the last of them; `seconds` after which it ends. */
const CASES: Case[] = [
  { what: 'all at once', first: 2000, until: 0, seconds: 0, ends: 'received' },
  { what: 'after a while', each: 90, until: 5, seconds: 5, ends: 'received' },
  { what: 'as slowly as is allowed', each: 16, until: 60, seconds: 60, ends: 'received' },
  { what: 'nothing', seconds: 6, ends: 'given up' },
  { what: 'too slowly', each: 8, seconds: 10, ends: 'given up' },
  { what: 'much, and then nothing', first: 160, seconds: 16, ends: 'given up' },
  { what: 'fast enough, and without end', each: 100, seconds: 101, ends: 'given up' },
];

test('a file in many parts is received, and refused where they are tiny', async () => {
  const send = async (name: string, part: string): Promise<unknown> => {
    const body = new PassThrough();
    const end = receive(body, join(folder, name)).then(
      () => 'received',
      (problem: unknown) => problem,
    );
    for (let i = 0; i < 6000; i++) body.write(part);
    body.end();
    return end;
  };
  expect(await send('lines', 'x'.repeat(64))).toBe('received');
  expect(statSync(join(folder, 'lines')).size).toBe(64 * 6000);
  expect(await send('signs', 'x')).toMatchObject({ status: 400, code: 'small-parts' });
});

test('a file whose connection ends before it is there is given up', async () => {
  const body = new PassThrough();
  const end = receive(body, join(folder, 'cut'));
  const cut = expect(end).rejects.toMatchObject({ code: 'ECONNRESET' });
  body.write('x');
  while (body.readableLength > 0) await turn();
  body.destroy();
  await cut;
  await expect(receive(body, join(folder, 'before'))).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test.each(CASES)('a file that comes $what', async ({ first = 0, each = 0, until = 150, seconds, ends }) => {
  const path = join(folder, 'file');
  const body = new PassThrough({ highWaterMark: 1 << 22 });
  const end = receive(body, path).then(
    () => 'received',
    (problem: unknown) => problem,
  );
  /** Whether its speed is no longer looked at. */
  const isOver = (): boolean => vi.getTimerCount() === 0;
  while (isOver()) await turn();
  let sent = 0;
  const send = async (kib: number): Promise<void> => {
    if (kib > 0) body.write(Buffer.alloc(kib * 1024));
    sent += kib * 1024;
    // What was sent in time has come in time.
    while (!isOver() && statSync(path).size < sent) await turn();
  };
  await send(first);
  let second = 0;
  while (!isOver() && second < until) {
    second++;
    vi.advanceTimersByTime(1000);
    await turn();
    if (!isOver()) await send(each);
  }
  body.end();
  const slow = expect.objectContaining({ status: 408, code: 'too-slow-upload' }) as unknown;
  expect(await end).toEqual(ends === 'received' ? ends : slow);
  // What is being written when it is too late is written first.
  expect(second).toBeGreaterThanOrEqual(seconds);
  expect(second).toBeLessThan(seconds + 5);
  if (ends === 'received') expect(statSync(path).size).toBe(sent);
});
