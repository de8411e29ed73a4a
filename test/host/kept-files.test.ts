import { mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { keptOrMade } from '../../src/host/kept-files.node.ts';

const top = mkdtempSync(join(tmpdir(), 'decp-kept-'));
afterAll(() => {
  rmSync(top, { recursive: true });
});

const store = (most = 9) => ({ folder: mkdtempSync(join(top, 'd')), most });
const made = (text: string) => () => Promise.resolve(Buffer.from(text));
const never = () => expect.unreachable('made again');
const textOf = ({ bytes, isKept }: { bytes: Uint8Array; isKept: boolean }) => [Buffer.from(bytes).toString(), isKept];

test('what is kept under a name is what was made first', async () => {
  const where = store();
  expect(textOf(await keptOrMade(where, 'a', made('first')))).toEqual(['first', false]);
  expect(textOf(await keptOrMade(where, 'a', never))).toEqual(['first', true]);
  expect(textOf(await keptOrMade(where, 'b', made('')))).toEqual(['', false]);
  expect(textOf(await keptOrMade(where, 'b', never))).toEqual(['', true]);
});

test.each<[string, (whole: Buffer) => Uint8Array]>([
  ['empty', () => Buffer.alloc(0)],
  ['cut short', (whole) => whole.subarray(0, -1)],
  ['cut before its content', (whole) => whole.subarray(0, 10)],
  ['another by one bit', (whole) => whole.map((byte, i) => (i === whole.length - 1 ? byte ^ 1 : byte))],
])('a kept file that is %s is made again', async (_, damage) => {
  const where = store();
  await keptOrMade(where, 'a', made('old'));
  const path = join(where.folder, 'a');
  writeFileSync(path, damage(readFileSync(path)));
  expect(textOf(await keptOrMade(where, 'a', made('new')))).toEqual(['new', false]);
  expect(textOf(await keptOrMade(where, 'a', never))).toEqual(['new', true]);
});

test('the newest files are kept, and what an interrupted writer left goes like the others', async () => {
  const where = store(3);
  for (const [i, name] of ['a.unfinished', 'a', 'b', 'c'].entries()) {
    writeFileSync(join(where.folder, name), '');
    utimesSync(join(where.folder, name), i, i);
  }
  await keptOrMade(where, 'd', made('new'));
  expect(readdirSync(where.folder).sort()).toEqual(['b', 'c', 'd']);
});

test('where nothing can be written, what was made is given all the same', async () => {
  const folder = join(top, 'file');
  writeFileSync(folder, '');
  expect(textOf(await keptOrMade({ folder, most: 9 }, 'a', made('new')))).toEqual(['new', false]);
});

test('what cannot be made is not kept', async () => {
  const where = store();
  await expect(keptOrMade(where, 'a', () => Promise.reject(new Error('planted')))).rejects.toThrow('planted');
  expect(readdirSync(where.folder)).toEqual([]);
});
