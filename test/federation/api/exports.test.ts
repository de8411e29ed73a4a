import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import { exporting } from '../../../federation/src/api/exports.node.ts';

async function* endless(): AsyncGenerator<string> {
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    yield 'x';
  }
}

const faultless = (error: unknown): void => {
  throw error;
};

test('exports that nobody reads to their end keep others out, until they are given up', async () => {
  const held = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'].map((client) => exporting(client, endless, faultless));
  expect(() => exporting('e', endless, faultless)).toThrow(expect.objectContaining({ status: 503, code: 'under-pressure' }));
  expect(() => exporting('a', endless, faultless)).toThrow(expect.objectContaining({ status: 429, code: 'too-many-at-once' }));
  const [first] = held;
  first?.destroy();
  if (first) await once(first, 'close');
  const next = exporting('a', endless, faultless);
  for (const stream of [...held, next]) stream.destroy();
  await once(next, 'close');
  const parts: string[] = [];
  async function* two(): AsyncGenerator<string> {
    yield await Promise.resolve('a');
    yield 'b';
  }
  for await (const part of exporting('a', two, faultless)) parts.push(String(part));
  expect(parts.join('')).toBe('ab');
});

test('an export of which a piece waits too long for its reader is given up', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    async function* large(): AsyncGenerator<string> {
      for (;;) yield await Promise.resolve('x'.repeat(1_638_400));
    }
    const stream = exporting('f', large, faultless);
    stream.read(0);
    await vi.advanceTimersByTimeAsync(129_000);
    expect(stream.destroyed).toBe(false);
    await vi.advanceTimersByTimeAsync(2000);
    expect(stream.destroyed).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
