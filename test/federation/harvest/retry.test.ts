import { expect, test } from 'vitest';
import { HarvestFault } from '../../../federation/src/harvest/fault.ts';
import { backoff, retryAfter, withRetries } from '../../../federation/src/harvest/retry.ts';

const NOW = new Date('2026-03-01T12:00:00Z');

test.each([
  ['120', 120_000],
  [' 0 ', 0],
  ['Sun, 01 Mar 2026 12:01:00 GMT', 60_000],
  ['Sun, 01 Mar 2026 11:00:00 GMT', 0],
  // A day at most.
  ['99999999999999999999', 86_400_000],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
  ['soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After: %s asks for %s ms', (header, milliseconds) => {
  expect(retryAfter(header, NOW)).toBe(milliseconds);
});

test('waits are longer each time, and no two workers wait alike', () => {
  expect([backoff(0, 0), backoff(0, 1), backoff(1, 0), backoff(2, 0.5)]).toEqual([1000, 2000, 2000, 6000]);
});

const run = async (faults: (Error | undefined)[]): Promise<{ waits: number[]; end: unknown }> => {
  const waits: number[] = [];
  const sleep = (milliseconds: number): Promise<void> => Promise.resolve(void waits.push(milliseconds));
  let tries = 0;
  const attempt = (): Promise<string> => {
    const fault = faults[tries++];
    return fault ? Promise.reject(fault) : Promise.resolve('done');
  };
  const end = await withRetries(attempt, { sleep, random: () => 0 }).catch((error: unknown) => error);
  return { waits, end };
};

test('a fault that may pass is tried three times, no other is', async () => {
  const busy = new HarvestFault('busy');
  expect(await run([])).toEqual({ waits: [], end: 'done' });
  expect(await run([busy, new HarvestFault('timeout')])).toEqual({ waits: [1000, 2000], end: 'done' });
  expect(await run([busy, busy, busy, undefined])).toEqual({ waits: [1000, 2000], end: busy });
  for (const kind of ['not-found', 'gone', 'refused', 'firewall', 'bomb', 'disk-full', 'unsafe', 'empty'] as const)
    expect((await run([new HarvestFault(kind)])).waits).toEqual([]);
  const bug = new Error('a bug');
  expect(await run([bug])).toEqual({ waits: [], end: bug });
  const unasked = Object.assign(new HarvestFault('busy'), { isUnasked: true });
  expect((await run([unasked])).waits).toEqual([]);
});
