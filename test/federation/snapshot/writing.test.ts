/** How the files of a snapshot are written: what passes is what arrives, whatever the sizes, and a disk that fails is never passed over. */
import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Disk } from '../../../federation/src/snapshot/disk.node.ts';
import { openWriting } from '../../../federation/src/snapshot/writing.node.ts';

/** A disk with one file, which takes its time. `room`: bytes that it takes before it is full. */
function diskOf(room = Infinity): { disk: Disk; bytes: () => Buffer } {
  const parts: Buffer[] = [];
  let size = 0;
  const file = {
    write: async (part: Uint8Array): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      // What is read only now would show a part that was written over too early.
      parts.push(Buffer.from(part));
      if ((size += part.length) > room) throw new Error('ENOSPC: no space left on device');
    },
    close: () => Promise.resolve(),
  };
  return { disk: { create: () => Promise.resolve(file) } as unknown as Disk, bytes: () => Buffer.concat(parts) };
}

const KB = 1024;
const sum = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

/** Texts by the sizes of the buffers: many small ones, some that fill one to its last bytes, some that no buffer holds; of one to four bytes a character. */
const TEXTS: [what: string, texts: string[]][] = [
  ['nothing', []],
  ['one line', ['{"a":1}\n']],
  ['many lines', Array.from({ length: 20_000 }, (_, at) => `{"ligne":${at},"objet":"Réfection de l’école — 🏫 n° ${at}"}\n`)],
  [
    'texts as long as a buffer, and a little more or less',
    [127, 128, 129, 43, 42].map((size) => `${'é'.repeat(size * KB)}${size}`),
  ],
  ['a text of many buffers between short ones', ['début', '🏫'.repeat(400 * KB), 'fin']],
];

test.each(TEXTS)('%s: every byte arrives in its order, with its size and its sum', async (_, texts) => {
  const expected = Buffer.from(texts.join(''));
  for (const name of ['contrats.csv', 'contrats.ndjson.gz']) {
    const { disk, bytes } = diskOf();
    const writing = await openWriting(disk, 'ici', name);
    for (const text of texts) await writing.write(text);
    const entry = await writing.close(texts.length);
    const stored = bytes();
    const content = name.endsWith('.gz') ? gunzipSync(stored) : stored;
    expect(content.equals(expected)).toBe(true);
    expect(entry).toMatchObject({ name, size: stored.length, sha256: sum(stored), count: texts.length });
    expect(entry.content ?? entry).toMatchObject({ size: expected.length, sha256: sum(expected) });
  }
});

test('bytes stand after the texts before them', async () => {
  const { disk, bytes } = diskOf();
  const writing = await openWriting(disk, 'ici', 'contrats.parquet');
  await writing.write('un');
  await writing.bytes(Buffer.from('deux'));
  await writing.write('trois');
  await writing.close(1);
  expect(bytes().toString()).toBe('undeuxtrois');
});

test.each([
  ['contrats.csv', 0],
  ['contrats.csv', 200 * KB],
  ['contrats.ndjson.gz', 0],
  ['contrats.ndjson.gz', 200 * KB],
])('%s on a disk that is full after %i bytes: the failure is thrown, at the end at the latest', async (name, room) => {
  const { disk } = diskOf(room);
  const writing = await openWriting(disk, 'ici', name);
  // Sums compress badly, so that the compressed file fills the disk too.
  const write = async (): Promise<void> => {
    for (let at = 0; at < 20_000; at++) await writing.write(sum(String(at)));
    await writing.close(1);
  };
  await expect(write()).rejects.toThrow(/ENOSPC/);
  await expect(writing.close(1)).rejects.toThrow(/ENOSPC/);
});
