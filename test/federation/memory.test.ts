import { expect, test } from 'vitest';
import { collectGarbage, inSmallHeap } from '../../federation/src/memory.node.ts';

test('what nothing holds any longer is gone after a collection', async () => {
  const held = [{}];
  const reference = new WeakRef(held[0] as object);
  held.length = 0;
  // A reference holds its object until the turn in which it was made has ended.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(reference.deref()).toBeUndefined();
});

test('work in a small heap gives what it gives, and throws what it throws', async () => {
  expect(await inSmallHeap(20, () => Promise.resolve(1))).toBe(1);
  await expect(inSmallHeap(20, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});
