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

/** Work that ends when it is told to, each noted as it begins. */
function works(turns: Turns): {
  order: string[];
  start: (client: string, name: string) => Promise<string>;
  end: (name: string) => Promise<void>;
} {
  const order: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    order,
    start: (client, name) =>
      turns
        .run(client, () => {
          order.push(name);
          return new Promise<void>((resolve) => ends.set(name, resolve));
        })
        .then(
          () => 'done',
          (error: unknown) => String((error as { code?: string }).code),
        ),
    end: async (name) => {
      ends.get(name)?.();
      await vi.advanceTimersByTimeAsync(0);
    },
  };
}

test('who has had no turn goes before those who have, however many of theirs wait', async () => {
  const { order, start, end } = works(new Turns(2, { share: 1, waiting: 8, patience: 1000 }));
  const all = ['a1', 'b1', 'a2', 'b2', 'a3', 'b3', 'c1'].map((name) => start(name.slice(0, 1), name));
  await vi.advanceTimersByTimeAsync(0);
  for (const name of ['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'b3']) await end(name);
  expect(order).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3', 'b3']);
  expect(await Promise.all(all)).toEqual(Array.from({ length: 7 }, () => 'done'));
});

test('a queue that one client has filled has room for another, and the last of the first has to go', async () => {
  const { order, start, end } = works(new Turns(1, { waiting: 3, patience: 1000 }));
  const all = ['a1', 'a2', 'a3', 'a4', 'b1', 'b2', 'a5'].map((name) => start(name.slice(0, 1), name));
  await vi.advanceTimersByTimeAsync(0);
  for (const name of ['a1', 'b1', 'a2', 'a3']) await end(name);
  expect(order).toEqual(['a1', 'b1', 'a2', 'a3']);
  const [greedy, late] = ['too-many-at-once', 'under-pressure'];
  expect(await Promise.all(all)).toEqual(['done', 'done', 'done', greedy, 'done', late, greedy]);
});

test('the clients of one network have no more than its share', () => {
  const turns = new Turns(8, { share: 2, network: 3 });
  const clients = ['20010db8000100/56', '20010db80001ff/56', '20010db80001aa/56'] as const;
  const [first] = [turns.take(clients[0]), turns.take(clients[0]), turns.take(clients[1])];
  for (const client of clients) expect(() => turns.take(client)).toThrow(SHARED);
  turns.take('20010db8000200/56');
  turns.take('192.0.2.1');
  first();
  turns.take(clients[2]);
});
