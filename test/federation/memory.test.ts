import { expect, test } from 'vitest';
import { collectGarbage } from '../../federation/src/memory.node.ts';

test('what nothing holds any longer is gone after a collection', async () => {
  const held = [{}];
  const reference = new WeakRef(held[0] as object);
  held.length = 0;
  // A reference holds its object until the turn in which it was made has ended.
  await new Promise((resolve) => setImmediate(resolve));
  collectGarbage();
  expect(reference.deref()).toBeUndefined();
});
