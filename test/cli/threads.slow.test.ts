import { closeSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { generate } from '../../federation/fake/contracts/data.ts';
import { recogniserModule } from '../../src/validate/fast-path.node.ts';
import { InputError } from '../../src/finding.ts';
import { directReader } from '../../src/read/direct-reader.node.ts';
import { type FileOnDisk, lookAhead } from '../../packages/fast-validate/src/ahead/look-ahead.node.ts';
import type { FastPathSetup } from '../../packages/fast-validate/src/index.ts';
import { openSame } from '../../packages/fast-validate/src/ahead/open-same.node.ts';
import { worthTwoThreads } from '../../src/validate/fast-path.node.ts';
import type { Source } from '../../src/read/source.ts';
import { ROOT } from '../support/engine.ts';
import { NIGHT } from '../support/tier.ts';
import { decp, decpProcess } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'decp-threads-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Enough for a second thread to find something to do. */
const MEGABYTES = NIGHT ? 40 : 6;

/** A file of this size. */
function put(name: string, dirty: number, layout: 'compact' | 'pretty'): string {
  const path = join(folder, name);
  writeFileSync(path, [...generate({ megabytes: MEGABYTES, layout, dirty, seed: 7 })].join(''));
  return path;
}

const setup: FastPathSetup = { module: recogniserModule('2.0.3')!, kinds: {}, rules: undefined, take: undefined };

const SOME = { dev: 1, ino: 2, size: 3e8, mtimeMs: 4 };

/** A file as who has it open knows it. */
function onDisk(path: string): FileOnDisk {
  const { dev, ino, size, mtimeMs } = statSync(path);
  return { path, dev, ino, size, mtimeMs };
}

describe('two threads', () => {
  test.each([
    ['clean', 0, 'compact', 'text'],
    ['pretty', 0, 'pretty', 'ndjson'],
    ['dirty', 0.02, 'compact', 'ndjson'],
  ] as const)('say of a %s file what one says', (name, dirty, layout, format) => {
    const path = put(`${name}.json`, dirty, layout);
    const [one, two] = ['1', '2'].map((threads) =>
      decpProcess(['validate', '--rules', 'none', '--format', format, '--threads', threads, path]),
    );
    expect(two).toEqual(one);
    expect(one!.code).toBe(dirty === 0 ? 0 : 1);
  });

  test('say of a file as buyers publish it what one says, with the rules, in each form of report', () => {
    const path = join(folder, 'published.json');
    const plan = { megabytes: MEGABYTES, layout: 'escaped', dirty: 0, published: true, seed: 7 } as const;
    writeFileSync(path, [...generate(plan)].join(''));
    for (const report of [...(NIGHT ? [['text']] : []), ['json', '--max-findings', '20'], ['ndjson']]) {
      const [one, two] = ['1', '2'].map((threads) =>
        decpProcess(['validate', '--date', '2024-07-31', '--threads', threads, '--format', ...report, path]),
      );
      expect(two).toEqual(one);
      expect(one!.code).toBe(1);
    }
  });

  test('say of a file without its last quote what one says', () => {
    const path = join(folder, 'quote.json');
    writeFileSync(path, '{"marches":{"marche":[{"acheteur":{"id":"a}}]}}');
    const [one, two] = ['1', '2'].map((threads) =>
      decpProcess(['validate', '--schema', '2.0.3', '--rules', 'none', '--format', 'json', '--threads', threads, path]),
    );
    expect(two).toEqual(one);
    expect(one).toMatchObject({ code: 1, out: expect.stringContaining('"code":"syntax.truncated"') as string });
  });

  test('what goes wrong in the second one comes to light', async () => {
    const none = new WebAssembly.Module(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0));
    const { stop } = lookAhead(onDisk(ROOT), { ...setup, module: none });
    await expect(stop()).rejects.toThrow('space');
  });

  test('a file that cannot be read is for the first one to tell', async () => {
    const { ring, stop } = lookAhead({ ...SOME, path: join(folder, 'absent.json') }, setup);
    await stop();
    expect(ring.first()).toBeUndefined();
  });

  test('look at one file: where the path leads to another one by now, the second one vouches for nothing', () => {
    const path = join(folder, 'replaced.json');
    writeFileSync(path, '[1]');
    const file = onDisk(path);
    const opened = openSame(file);
    expect(opened).toBeDefined();
    closeSync(opened!);
    writeFileSync(`${path}.new`, '[2]');
    renameSync(`${path}.new`, path);
    expect(openSame(file)).toBeUndefined();
    const anew = onDisk(path);
    writeFileSync(path, '[2, 3]');
    expect(openSame(anew)).toBeUndefined();
  });

  test('the second one finds records to vouch for in the file that it is sent to', async () => {
    const { ring, stop } = lookAhead(onDisk(put('found.json', 0, 'compact')), setup);
    await vi.waitUntil(() => ring.first() !== undefined, { timeout: 300_000 });
    await stop();
  });

  test('the second one is reported of the file that the first one has open', async () => {
    const path = join(folder, 'opened.json');
    writeFileSync(path, '[1]');
    const before = onDisk(path);
    const reader = directReader(
      path,
      () => undefined,
      (error) => new InputError('input.not-readable', { file: error.message }),
    );
    expect(reader.identity()).toBeUndefined();
    reader.read(new Uint8Array(1));
    writeFileSync(`${path}.new`, '[2]');
    renameSync(`${path}.new`, path);
    const source: Source = { name: path, size: 3, chunks, direct: () => reader };
    expect(await worthTwoThreads(source, 2, () => reader.identity())).toEqual(before);
    reader.close();
  });

  test('are taken for large files on disk, and where that is asked for', async () => {
    const source = (size: number): Source => ({
      name: 'a.json',
      size,
      chunks,
      direct: () => ({ read: () => 0, identity: () => SOME, close: () => undefined }),
    });
    const worth = (of: Source, threads?: number) => worthTwoThreads(of, threads, () => SOME);
    const file = { path: 'a.json', ...SOME };
    const two = availableParallelism() > 1;
    expect(await worth(source(1e6))).toBeUndefined();
    expect(await worth(source(3e8))).toEqual(two ? file : undefined);
    expect(await worth(source(3e8), 1)).toBeUndefined();
    expect(await worth(source(1e6), 2)).toEqual(file);
    expect(await worth({ name: '-', size: undefined, chunks }, 2)).toBeUndefined();
  });

  test.each(['0', '3', 'deux'])('--threads %s is a usage error', async (count) => {
    expect((await decp(['validate', '--threads', count, 'any.json'])).code).toBe(2);
  });
});

// oxlint-disable-next-line typescript/require-await -- as a source has it
const chunks = async function* (): AsyncGenerator<Uint8Array> {
  yield* [];
};
