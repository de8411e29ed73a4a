import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { generate } from '../../bench/generator/data.ts';
import { recogniserModule } from '../../src/node/recogniser.ts';
import { lookAhead } from '../../src/node/threads/look-ahead.ts';
import { worthTwoThreads } from '../../src/node/threads/worth.ts';
import type { Source } from '../../src/node/source.ts';
import { ROOT } from '../support/engine.ts';
import { decp } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-threads-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** A file of some megabytes, large enough for the second thread to find something to do. */
function put(name: string, dirty: number, layout: 'compact' | 'pretty'): string {
  const path = join(folder, name);
  writeFileSync(path, [...generate({ megabytes: 40, layout, dirty, seed: 7 })].join(''));
  return path;
}

const module = recogniserModule('2.0.3')!;

describe('two threads', () => {
  test.each([
    ['clean', 0, 'compact'],
    ['pretty', 0, 'pretty'],
    ['dirty', 0.02, 'compact'],
  ] as const)('say of a %s file what one says, in every form of report', { timeout: 300_000 }, (name, dirty, layout) => {
    const path = put(`${name}.json`, dirty, layout);
    for (const format of ['text', 'ndjson']) {
      const [one, two] = ['1', '2'].map((threads) =>
        decp(['validate', '--rules', 'none', '--format', format, '--threads', threads, path]),
      );
      expect(two).toEqual(one);
      expect(one!.code).toBe(dirty === 0 ? 0 : 1);
    }
  });

  test('what goes wrong in the second one comes to light', async () => {
    const none = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    const { stop } = lookAhead({ path: ROOT, size: 1 }, none);
    await expect(stop()).rejects.toThrow('room');
  });

  test('a file that cannot be read is for the first one to tell', async () => {
    const { board, stop } = lookAhead({ path: join(folder, 'absent.json'), size: 1e9 }, module);
    await stop();
    expect(board.first()).toBeUndefined();
  });

  test('are taken for large files on disk, and where that is asked for', async () => {
    const onDisk = (size: number): Source => ({
      name: 'a.json',
      size,
      chunks,
      direct: () => ({ read: () => 0, close: () => undefined }),
    });
    const two = availableParallelism() > 1;
    expect(await worthTwoThreads(onDisk(1e6), undefined)).toBeUndefined();
    expect(await worthTwoThreads(onDisk(3e8), undefined)).toEqual(two ? { path: 'a.json', size: 3e8 } : undefined);
    expect(await worthTwoThreads(onDisk(3e8), 1)).toBeUndefined();
    expect(await worthTwoThreads(onDisk(1e6), 2)).toEqual({ path: 'a.json', size: 1e6 });
    expect(await worthTwoThreads({ name: '-', size: undefined, chunks }, 2)).toBeUndefined();
  });

  test.each(['0', '3', 'deux'])('--threads %s is a usage error', (count) => {
    expect(decp(['validate', '--threads', count, 'any.json']).code).toBe(2);
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- as a source has it
const chunks = async function* (): AsyncGenerator<Uint8Array> {
  yield* [];
};
