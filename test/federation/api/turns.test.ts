import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Turns } from '../../../federation/src/api/turns.node.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const SHUT = expect.objectContaining({ status: 503, code: 'under-pressure' }) as unknown;
const SHARED = expect.objectContaining({ status: 429, code: 'too-many-at-once' }) as unknown;

test('a few wait for their turn, in order, and leave where they are gone or it takes too long', async () => {
  const turns = new Turns(1, { waiting: 2, patience: 1000 });
  const giveBack = turns.take('a');
  const order: string[] = [];
  const work = (name: string) => (): Promise<void> => Promise.resolve(void order.push(name));
  const gone = new AbortController();
  const [first, second] = [turns.run('b', work('first'), gone.signal), turns.run('c', work('second'))];
  await expect(turns.run('d', work('third'))).rejects.toEqual(SHUT);
  gone.abort();
  await expect(first).rejects.toMatchObject({ code: 'ABORT_ERR' });
  const last = turns.run('b', work('last'));
  giveBack();
  await Promise.all([second, last]);
  expect(order).toEqual(['second', 'last']);
  const again = turns.take('a');
  const late = expect(turns.run('b', work('late'))).rejects.toEqual(SHUT);
  await vi.advanceTimersByTimeAsync(1001);
  await late;
  again();
  await turns.run('b', work('end'));
  expect(order.at(-1)).toBe('end');
});

test('a client has its share and no more, and others have theirs meanwhile', () => {
  const turns = new Turns(4, { share: 2 });
  const [one] = [turns.take('a'), turns.take('a')];
  expect(() => turns.take('a')).toThrow(SHARED);
  const others = [turns.take('b'), turns.take('c')];
  expect(() => turns.take('d')).toThrow(SHUT);
  expect(() => turns.take('a')).toThrow(SHARED);
  one();
  turns.take('d');
  for (const giveBack of others) giveBack();
  expect(() => turns.take('a')).not.toThrow();
});

test('a turn that is free goes to the first who waits and has not his share, who goes before those who came earlier and have', async () => {
  const turns = new Turns(2, { share: 1, waiting: 4, patience: 1000 });
  const order: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (client: string, name: string): Promise<void> =>
    turns.run(client, () => {
      order.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const all = [start('a', 'a1'), start('a', 'a2'), start('b', 'b1'), start('c', 'c1'), start('a', 'a3')];
  await vi.advanceTimersByTimeAsync(0);
  // One of a client alone, though a turn was free until another came.
  expect(order).toEqual(['a1', 'b1']);
  for (const name of ['b1', 'a1', 'c1', 'a2', 'a3']) {
    ends.get(name)?.();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'a3']);
  await Promise.all(all);
});
