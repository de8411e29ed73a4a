import { expect, test } from 'vitest';
import { Gathered } from '../../src/host/output.node.ts';

/** An output that keeps the bytes that it is given until later, as a slow one does. */
function slow() {
  const parts: (string | Uint8Array)[] = [];
  const output = {
    write: (part: string | Uint8Array) => {
      parts.push(part);
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
  return { output, parts, written: () => Buffer.concat(parts.map((part) => Buffer.from(part as string))).toString() };
}

test('texts come out whole and in order, in few parts', async () => {
  const { output, parts, written } = slow();
  const gathered = new Gathered(output);
  const texts = Array.from({ length: 20_000 }, (_, i) => `constat n° ${String(i)} … 😀 ${'€'.repeat(i % 30)}\n`);
  for (const text of texts) await gathered.add(text);
  await gathered.flush();
  expect(written()).toBe(texts.join(''));
  expect(parts.length).toBeLessThan(40);
});

test('a text that is larger than what is gathered comes out whole, at its place', async () => {
  const { output, written } = slow();
  const gathered = new Gathered(output);
  const texts = ['a', 'é'.repeat(30_000), 'b', '€'.repeat(100_000), 'c'];
  for (const text of texts) await gathered.add(text);
  await gathered.flush();
  expect(written()).toBe(texts.join(''));
});

test('nothing is to be waited for until there is much to write', () => {
  expect(new Gathered(slow().output).add('constat')).toBeUndefined();
});
