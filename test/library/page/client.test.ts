/** The page's side without a page: when it takes its worker for stuck. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type CheckWorker, openChecker } from '../../../src/library/page/client.ts';
import type { ToPage, ToWorker } from '../../../src/library/page/types.ts';

/** A worker that answers pings while `isAlive`, and checks nothing. */
class SilentWorker implements CheckWorker {
  isAlive = false;
  isEnded = false;
  #listen: ((event: { data: ToPage }) => void) | undefined;

  addEventListener(type: string, listener: (event: { data: ToPage }) => void): void {
    if (type === 'message') this.#listen = listener;
  }

  postMessage(message: unknown): void {
    if ((message as ToWorker).type === 'ping' && this.isAlive) this.#listen?.({ data: { type: 'pong' } });
  }

  terminate(): void {
    this.isEnded = true;
  }
}

const workers: SilentWorker[] = [];
const start = (): SilentWorker => {
  const worker = new SilentWorker();
  workers.push(worker);
  return worker;
};
const CLOSED = 'check : le contrôleur a été fermé par « close » ; openChecker en ouvre un autre.';
const FILE = new Blob(['{}']);

beforeEach(() => {
  workers.length = 0;
  vi.useFakeTimers();
  vi.stubGlobal('location', { href: 'http://127.0.0.1/' });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('ten checks at a time leave a silent worker as long as one does, and all learn of its end', async () => {
  const checker = openChecker({ worker: start });
  const ends = Promise.all(Array.from({ length: 10 }, () => checker.check(FILE).catch(String)));
  await vi.advanceTimersByTimeAsync(90_000);
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([false]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(new Set(await ends)).toEqual(
    new Set(['NoProgress: check : le worker ne répond plus depuis 90 s ; il est remplacé, redemandez le contrôle.']),
  );
  expect(workers.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  expect(vi.getTimerCount()).toBe(0);
});

test('a worker that answers is left at its work, however long it takes', async () => {
  const checker = openChecker({ worker: start });
  workers[0]!.isAlive = true;
  const end = checker.check(FILE).catch(String);
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(workers[0]!.isEnded).toBe(false);
  checker.close();
  expect(await end).toBe(`Error: ${CLOSED}`);
  await expect(checker.check(FILE)).rejects.toThrow(CLOSED);
  await expect(checker.check(FILE, { lang: 'en' })).rejects.toThrow('check: the checker was closed by “close”');
  expect(vi.getTimerCount()).toBe(0);
  expect(workers).toHaveLength(1);
});
