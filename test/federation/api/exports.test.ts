import { once } from 'node:events';
import { expect, test } from 'vitest';
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
  const held = ['a', 'a', 'b', 'b'].map((client) => exporting(client, endless, faultless));
  expect(() => exporting('c', endless, faultless)).toThrow(expect.objectContaining({ status: 503, code: 'under-pressure' }));
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
