import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readdir, readFile, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openArchive } from '../../../federation/src/archive/archive.node.ts';
import type { Archive, JournalEntry } from '../../../federation/src/archive/archive.ts';
import { ownMark } from '../../../src/host/process-mark.node.ts';
import { DEAD, ELSEWHERE, OLD } from '../../support/marks.ts';

let folder: string;
let archive: Archive;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  archive = await openArchive(folder);
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** SHA-256 of « bonjour ». */
const SUM = '2cb4b1431b84ec15d35ed83bb927e27e8967d75f4bcd9cc4b25c8d879ae23e18';
const OTHER = 'f'.repeat(64);
const ID = '3f8b1c9a-0000-4000-8000-000000000001';

const bytesOf = (...texts: string[]): AsyncIterable<Uint8Array> => Readable.from(texts.map((text) => Buffer.from(text)));

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

/** All files of the archive. */
const files = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((one) => one.isFile())
    .map((one) => relative(folder, join(one.parentPath, one.name)).replaceAll('\\', '/'))
    .toSorted();

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const entry = (over: Partial<JournalEntry> = {}): JournalEntry => ({
  ...{ source: 'essai', dataset: 'jeu', resource: ID, title: 'Marchés', format: 'json', url: 'https://exemple.test/a.json' },
  ...{ fetchedAt: '2026-01-02T03:04:05.678Z', lastModified: null, sha256: SUM, size: 7, ...over },
});

const contentPath = `contents/${SUM.slice(0, 2)}/${SUM.slice(2)}.gz`;

describe('contents', () => {
  test('are kept compressed under their sum, once, and read back', async () => {
    const kept = await archive.put(bytesOf('bon', 'jour'));
    expect(kept).toEqual({ sha256: SUM, size: 7, packed: await archive.packedSize(SUM) });
    expect(await archive.put(bytesOf('bonjour'))).toEqual(kept);
    expect(await files()).toEqual([contentPath]);
    expect(gunzipSync(await readFile(join(folder, contentPath))).toString()).toBe('bonjour');
    expect(await textOf(archive.read(SUM))).toBe('bonjour');
    expect(await archive.has(SUM)).toBe(true);
    expect(await archive.has(OTHER)).toBe(false);
    expect(await archive.packedSize(OTHER)).toBeUndefined();
  });

  test('may be empty', async () => {
    const { sha256, size } = await archive.put(bytesOf());
    expect(size).toBe(0);
    expect(await textOf(archive.read(sha256))).toBe('');
  });

  test('of two writers at once are one', async () => {
    const other = await openArchive(folder);
    const kept = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? archive : other).put(bytesOf('bon', 'jour'))));
    expect(new Set(kept.map(({ sha256 }) => sha256))).toEqual(new Set([SUM]));
    expect(await files()).toEqual([contentPath]);
  });

  test('that fail on the way leave nothing', async () => {
    async function* broken(): AsyncIterable<Uint8Array> {
      yield* bytesOf('bon');
      throw new Error('the line is cut');
    }
    await expect(archive.put(broken())).rejects.toThrow('the line is cut');
    expect(await files()).toEqual([]);
  });

  test('longer than the limit leave nothing', async () => {
    await expect(archive.put(bytesOf('bon', 'jour'), 6)).rejects.toMatchObject({ kind: 'too-large', subject: '6' });
    expect(await files()).toEqual([]);
    await archive.put(bytesOf('bon', 'jour'), 7);
  });

  test('are named by nothing but a sum', async () => {
    for (const name of ['../../etc/passwd', SUM.toUpperCase(), '', `${SUM}\n`]) {
      await expect(archive.has(name)).rejects.toThrow('not a SHA-256');
      await expect(textOf(archive.read(name))).rejects.toThrow('not a SHA-256');
    }
  });

  test('a full disk is said, and breaks nothing', async () => {
    await archive.put(bytesOf('bonjour'));
    const handle = await open(join(folder, contentPath));
    const proto = Object.getPrototypeOf(handle) as typeof handle;
    await handle.close();
    for (const step of ['writeFile', 'sync'] as const) {
      vi.spyOn(proto, step).mockRejectedValueOnce(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
      await expect(archive.put(bytesOf('autre'))).rejects.toMatchObject({ kind: 'disk-full', subject: folder });
    }
    vi.spyOn(proto, 'writeFile').mockRejectedValueOnce(Object.assign(new Error('no space left'), { code: 'ENOSPC' }));
    await expect(archive.note(entry())).rejects.toMatchObject({ kind: 'disk-full' });
    expect(await files()).toEqual([contentPath]);
    expect(await textOf(archive.read(SUM))).toBe('bonjour');
    await archive.put(bytesOf('autre'));
  });
});

describe('a damaged content', () => {
  const damages: [string, (path: string) => Promise<void>][] = [
    ['cut', (path) => truncate(path, 12)],
    ['empty', (path) => truncate(path, 0)],
    ['another content', (path) => writeFile(path, gzipSync('bonsoir'))],
    ['not gzip', (path) => writeFile(path, 'bonjour')],
    [
      'what this process cannot open, such as a link to itself',
      async (path) => {
        await rm(path);
        await symlink(path, path);
      },
    ],
    [
      'a byte changed',
      async (path) => {
        const bytes = await readFile(path);
        bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 1;
        await writeFile(path, bytes);
      },
    ],
  ];
  test.each(damages)('(%s) is said when read, found by verify, and repaired by the next fetch', async (_, damage) => {
    await archive.put(bytesOf('bonjour'));
    await archive.note(entry());
    expect(await all(archive.verify())).toEqual([]);
    await damage(join(folder, contentPath));
    await expect(textOf(archive.read(SUM))).rejects.toMatchObject({ kind: 'damaged', subject: SUM });
    expect(await all(archive.verify())).toEqual([{ sha256: SUM, fault: 'damaged' }]);
    await archive.put(bytesOf('bonjour'));
    expect(await all(archive.verify())).toEqual([]);
  });

  test('that is absent is said when read, and found by verify', async () => {
    await archive.note(entry());
    await expect(textOf(archive.read(SUM))).rejects.toMatchObject({ kind: 'absent', subject: SUM });
    expect(await all(archive.verify())).toEqual([{ sha256: SUM, fault: 'absent' }]);
  });

  test.skipIf(process.platform !== 'linux')('that its disk cannot read is damaged (/proc/self/mem: Linux only)', async () => {
    await archive.put(bytesOf('bonjour'));
    const path = join(folder, contentPath);
    await rm(path);
    // Nothing is mapped at its beginning, which the system says with the error of a disk.
    await symlink('/proc/self/mem', path);
    await expect(textOf(archive.read(SUM))).rejects.toMatchObject({ kind: 'damaged', subject: SUM });
  });

  test('verify goes on where a folder of contents cannot be read, and names it', async () => {
    await archive.put(bytesOf('bonjour'));
    await archive.note(entry());
    const place = dirname(join(folder, contentPath));
    await rm(place, { recursive: true });
    await writeFile(place, '');
    expect(await all(archive.verify())).toEqual([
      { file: place, fault: 'unreadable' },
      { sha256: SUM, fault: 'absent' },
    ]);
    expect(await archive.has(SUM)).toBe(false);
    await expect(textOf(archive.read(SUM))).rejects.toMatchObject({ kind: 'damaged' });
  });

  test('verify names contents that no entry names', async () => {
    await archive.put(bytesOf('bonjour'));
    expect(await all(archive.verify())).toEqual([{ sha256: SUM, fault: 'unlisted' }]);
  });
});

describe('the journal', () => {
  test('gives entries by resource, then by time, whatever the order of their coming', async () => {
    const later = entry({ fetchedAt: '2026-01-02T03:04:05.679Z', sha256: OTHER });
    const address = entry({ resource: 'https://exemple.test/é?../..\\x\u0000' });
    for (const one of [later, address, entry()]) await archive.note(one);
    expect(await all(archive.journal())).toEqual([entry(), later, address]);
    expect(await archive.entriesOf(ID)).toEqual([entry(), later]);
    expect(await archive.entriesOf(ID, entry().fetchedAt)).toEqual([later]);
    expect(await archive.entriesOf(ID, later.fetchedAt)).toEqual([]);
    expect(await archive.entriesOf('unknown')).toEqual([]);
  });

  test('has the same entry once, and refuses another in its place', async () => {
    await archive.note(entry());
    await archive.note(Object.fromEntries(Object.entries(entry()).toReversed()) as JournalEntry);
    await expect(archive.note(entry({ title: 'autre' }))).rejects.toMatchObject({ kind: 'contradicted' });
    expect(await all(archive.journal())).toEqual([entry()]);
  });

  test.each(['..', '../../x', '/etc/passwd', 'con', 'A', 'a/b', 'a\\b', '', '.', 'é'.repeat(5000)])(
    'no resource, not even %j, names a file elsewhere',
    async (resource) => {
      await archive.note(entry({ resource }));
      expect(await files()).toEqual([expect.stringMatching(/^journal\/sha256-[0-9a-f]{32}\/20260102T030405\.678Z\.json$/)]);
      expect(await archive.entriesOf(resource)).toEqual([entry({ resource })]);
    },
  );

  test('takes times in UTC with milliseconds alone', async () => {
    for (const fetchedAt of ['2026-01-02', '../x', '2026-01-02T03:04:05.678+01:00'])
      await expect(archive.note(entry({ fetchedAt }))).rejects.toThrow('not a time in UTC');
  });

  test.each([
    ['no JSON', '{'],
    ['null', 'null'],
    ['another resource', JSON.stringify(entry({ resource: 'autre' }))],
    ['another time', JSON.stringify(entry({ fetchedAt: '2020-01-01T00:00:00.000Z' }))],
    ['no sum', JSON.stringify({ ...entry(), sha256: '../x' })],
    ['a text for a size', JSON.stringify({ ...entry(), size: '7' })],
  ])('says which entry is damaged (%s)', async (_, text) => {
    await archive.put(bytesOf('bonjour'));
    await archive.note(entry());
    const path = join(folder, 'journal', ID, '20260102T030405.678Z.json');
    await writeFile(path, text);
    await expect(all(archive.journal())).rejects.toMatchObject({ kind: 'damaged', subject: path });
    expect(await all(archive.verify())).toContainEqual({ file: path, fault: 'unreadable' });
  });
});

describe('erasures', () => {
  const erasure = { record: ID, at: '2026-01-02T03:04:05.678Z', reason: 'demande' };
  test('are kept, the first of a record for good', async () => {
    await archive.erase(erasure);
    await archive.erase({ ...erasure, reason: 'autre' });
    expect(await archive.erasures()).toEqual([erasure]);
  });
  test('that cannot be read are found by verify', async () => {
    await archive.erase(erasure);
    expect(await all(archive.verify())).toEqual([]);
    const file = join(folder, 'erasures', `${ID}.json`);
    await writeFile(file, '{');
    expect(await all(archive.verify())).toEqual([{ file, fault: 'unreadable' }]);
  });
  test('are of nothing but a hash', async () => {
    await expect(archive.erase({ ...erasure, record: '../../x' })).rejects.toThrow('not the hash of a record');
  });
});

describe('what a process that died was writing', () => {
  const partial = (name: string): string => join(folder, 'partial', name);

  test('is removed at the next start; what others write is not, unless it is a day old', async () => {
    const stay = [`${ELSEWHERE}.c`, `${ownMark()}.b`];
    const names = [...stay, `${DEAD}.a`, `${ELSEWHERE}.old`];
    await mkdir(partial(''), { recursive: true });
    for (const name of names) await writeFile(partial(name), 'x');
    await utimes(partial(`${ELSEWHERE}.old`), OLD, OLD);
    await openArchive(folder);
    expect((await readdir(partial(''))).toSorted()).toEqual(stay.toSorted());
  });

  test('is all that SIGKILL in the middle of a content leaves', async () => {
    const module = fileURLToPath(new URL('../../../federation/src/archive/archive.node.ts', import.meta.url));
    const script = `
      const { openArchive } = await import(${JSON.stringify(module)});
      const archive = await openArchive(${JSON.stringify(folder)});
      async function* endless() {
        for (let i = 0; ; i++) {
          yield Buffer.alloc(1 << 20, i);
          if (i === 8) process.stdout.write('writing');
        }
      }
      await archive.put(endless());`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await files()).toEqual([expect.stringMatching(/^partial\//)]);
    await openArchive(folder);
    expect(await files()).toEqual([]);
  });
});
