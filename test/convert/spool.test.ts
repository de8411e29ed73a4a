import { mkdtempSync, readdirSync, rmSync, truncateSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { openSpool, openTexts } from '../../src/convert/spool.node.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'decp-spool-'));
afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

const opened = () => openSpool(join(FOLDER, 'out.csv'));

async function linesOf(spool: ReturnType<typeof opened>): Promise<string[]> {
  const all: string[] = [];
  for await (const lines of spool.lines()) all.push(...lines);
  return all;
}

test('lines come back as they were, wherever the chunks of the file end', async () => {
  const spool = opened();
  const lines = Array.from({ length: 9_000 }, (_, i) => `${i} \ufeffé€😀 ${'x'.repeat(i % 101)}`);
  for (const line of lines) {
    spool.add(`${line}\n`);
    await spool.flushIfEnough();
  }
  expect(readdirSync(FOLDER)).toHaveLength(1);
  expect(await linesOf(spool)).toEqual(lines);
  await spool.remove();
  expect(readdirSync(FOLDER)).toEqual([]);
});

test('a spool to which nothing was added leaves the disk alone', async () => {
  const spool = opened();
  expect(await linesOf(spool)).toEqual([]);
  expect(readdirSync(FOLDER)).toEqual([]);
});

test('a spool that cannot be written is said of the output', async () => {
  const spool = openSpool(join(FOLDER, 'absent', 'out.csv'));
  spool.add('a\n');
  await expect(linesOf(spool)).rejects.toMatchObject({ code: 'output.cannot-write' });
});

test('texts come back by their places, in any order, and leave nothing', async () => {
  const texts = openTexts(join(FOLDER, 'out.csv'));
  const all = ['', '\ufeffé', 'a'.repeat(300_000), ...Array.from({ length: 3_000 }, (_, i) => `${i}€😀${'é'.repeat(i % 97)}`)];
  const ends: number[] = [];
  for (const text of all) {
    ends.push(texts.add(text));
    await texts.flushIfEnough();
  }
  expect(readdirSync(FOLDER)).toHaveLength(1);
  const order = [...all.keys(), ...all.keys()].sort((one, other) => ((one * 7919) % 3_001) - ((other * 7919) % 3_001));
  for (const at of [...all.keys(), ...order]) expect(await texts.read(ends[at - 1] ?? 0, ends[at]!)).toBe(all[at]);
  await texts.remove();
  expect(readdirSync(FOLDER)).toEqual([]);
});

test('texts whose file became shorter are not read', async () => {
  const texts = openTexts(join(FOLDER, 'out.csv'));
  const end = texts.add('a'.repeat(300_000));
  await texts.flushIfEnough();
  const [folder = ''] = readdirSync(FOLDER);
  truncateSync(join(FOLDER, folder, 'suite'), 100_000);
  await expect(texts.read(0, end)).rejects.toThrow('shorter');
  await texts.remove();
});

test('texts that cannot be read are said of the output', async () => {
  const handle = await open(join(FOLDER, 'any'), 'w');
  await handle.close();
  const texts = openTexts(join(FOLDER, 'out.csv'));
  const end = texts.add('a');
  const error: NodeJS.ErrnoException = Object.assign(new Error('read'), { code: 'EIO' });
  const read = vi.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'read').mockRejectedValueOnce(error);
  await expect(texts.read(0, end)).rejects.toMatchObject({ code: 'output.cannot-write', params: { reason: 'EIO' } });
  read.mockRestore();
  await texts.remove();
  rmSync(join(FOLDER, 'any'));
});
