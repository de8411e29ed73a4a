import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openSpool, openTexts } from '../../src/convert/spool.node.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'decp-spool-'));
afterAll(() => {
  rmSync(FOLDER, { recursive: true });
});

const open = () => openSpool(join(FOLDER, 'out.csv'));

async function linesOf(spool: ReturnType<typeof open>): Promise<string[]> {
  const all: string[] = [];
  for await (const lines of spool.lines()) all.push(...lines);
  return all;
}

test('lines come back as they were, wherever the chunks of the file end', async () => {
  const spool = open();
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
  const spool = open();
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
