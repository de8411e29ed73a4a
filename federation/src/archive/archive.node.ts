import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { pipeline as piped } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { DISK_FULL } from '../../../src/host/disk-full.ts';
import { abandonedIn, ownMark } from '../../../src/host/process-mark.node.ts';
import { type Archive, ArchiveError, type Archived, type Erasure, type Fault, isWhole, type JournalEntry } from './archive.ts';

/** The fastest: every fetch compresses, and the processor is what a first load waits for. */
const LEVEL = 1;

/** Bytes handled at once. */
const CHUNK = 64 * 1024;

/**
 * Opens the archive in a folder, made where there is none: `contents`, `journal`, `erasures`, and `partial` for files being written. Several processes may
 * have it open, also from several machines. Removes what processes that died left in `partial`. `onlyReads`: the folder is taken as it is, and may be one that this
 * process cannot write to.
 */
export async function openArchive(folder: string, { onlyReads = false }: { onlyReads?: boolean } = {}): Promise<Archive> {
  const [contents, journal, erasures, partial] = ['contents', 'journal', 'erasures', 'partial'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  if (!onlyReads) {
    for (const one of [contents, journal, erasures, partial]) await mkdir(one, { recursive: true });
    for await (const path of abandonedIn(partial)) await rm(path, { force: true });
  }

  const pathOf = (sha256: string): string => {
    if (!SUM.test(sha256)) throw new TypeError(`not a SHA-256 in hexadecimal: ${sha256}`);
    return join(contents, sha256.slice(0, 2), `${sha256.slice(2)}.gz`);
  };

  /** Writes a file beside, sure to be on the disk, and hands it to `move`; leaves nothing beside where that or the writing fails. */
  const written = async <T>(
    write: (put: (part: Uint8Array | string) => Promise<void>) => Promise<T>,
    move: (beside: string, result: T) => Promise<void>,
  ): Promise<T> => {
    const beside = join(partial, `${ownMark()}.${randomUUID()}`);
    try {
      const file = await open(beside, 'wx');
      let result: T;
      try {
        result = await write((part) => file.writeFile(part));
        await file.sync();
      } finally {
        await file.close();
      }
      await move(beside, result);
      return result;
    } catch (error) {
      throw isFull(error) ? new ArchiveError('disk-full', folder, error) : error;
    } finally {
      await rm(beside, { force: true });
    }
  };

  const put: Archive['put'] = async (bytes, limit = Infinity) => {
    const hash = createHash('sha256');
    let [size, packed] = [0, 0];
    async function* counted(): AsyncIterable<Uint8Array> {
      for await (const chunk of bytes) {
        size += chunk.length;
        if (size > limit) throw new ArchiveError('too-large', String(limit));
        hash.update(chunk);
        yield chunk;
      }
    }
    return written<Archived>(
      async (write) => {
        await piped(counted, createGzip({ level: LEVEL, chunkSize: CHUNK }), async (parts: AsyncIterable<Uint8Array>) => {
          for await (const part of parts) {
            packed += part.length;
            await write(part);
          }
        });
        return { sha256: hash.digest('hex'), size, packed };
      },
      // Moved over a content that is there already: it is the same, unless that one was damaged.
      async (beside, { sha256 }) => moveTo(beside, pathOf(sha256)),
    );
  };

  async function* read(sha256: string): AsyncIterable<Uint8Array> {
    const path = pathOf(sha256);
    const hash = createHash('sha256');
    const plain = createGunzip({ chunkSize: CHUNK });
    // What fails in the one destroys the other, and the loop below throws it.
    pipeline(createReadStream(path, { highWaterMark: CHUNK }), plain, () => undefined);
    try {
      for await (const chunk of plain as AsyncIterable<Uint8Array>) {
        hash.update(chunk);
        yield chunk;
      }
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') throw new ArchiveError('absent', sha256, error);
      throw code.startsWith('Z_') || UNREADABLE.has(code) ? new ArchiveError('damaged', sha256, error) : error;
    }
    if (hash.digest('hex') !== sha256) throw new ArchiveError('damaged', sha256);
  }

  const packedSize: Archive['packedSize'] = (sha256) =>
    stat(pathOf(sha256)).then(
      ({ size }) => size,
      (error: unknown) => (UNREADABLE.has((error as NodeJS.ErrnoException).code ?? '') ? undefined : absent(error, undefined)),
    );

  /** Writes a small file that nothing replaces. Returns false where it is there already. */
  const keep = async (path: string, text: string): Promise<boolean> => {
    let isNew = true;
    await written(
      (write) => write(text),
      async (beside) => {
        isNew = await linkTo(beside, path);
      },
    );
    return isNew;
  };

  const note: Archive['note'] = async (entry) => {
    const path = join(journal, folderOf(entry.resource), `${stampOf(entry.fetchedAt)}.json`);
    const text = textOf(entry);
    if (!(await keep(path, text)) && (await readFile(path, 'utf8')) !== text) throw new ArchiveError('contradicted', path);
  };

  const erase: Archive['erase'] = async (erasure) => {
    if (!UUID.test(erasure.record)) throw new TypeError(`not the hash of a record: ${erasure.record}`);
    const { record, at, reason } = erasure;
    await keep(join(erasures, `${record}.json`), `${JSON.stringify({ record, at, reason })}\n`);
  };

  const entriesIn = async (name: string, after = ''): Promise<string[]> =>
    (await namesIn(join(journal, name)))
      .filter((file) => file.endsWith('.json') && file > after)
      .map((file) => join(journal, name, file));

  const entriesOf: Archive['entriesOf'] = async (resource, after) => {
    const paths = await entriesIn(folderOf(resource), after === undefined ? '' : `${stampOf(after)}.json`);
    return Promise.all(paths.map(readEntry));
  };

  async function* entries(): AsyncIterable<JournalEntry> {
    for (const name of await namesIn(journal)) for (const path of await entriesIn(name)) yield readEntry(path);
  }

  const erasureNames = async (): Promise<string[]> => (await namesIn(erasures)).filter((name) => name.endsWith('.json'));

  async function* verify(): AsyncIterable<Fault> {
    const listed = new Set<string>();
    for (const name of await namesIn(journal))
      for (const path of await entriesIn(name))
        try {
          listed.add((await readEntry(path)).sha256);
        } catch (error) {
          if (!(error instanceof ArchiveError)) throw error;
          yield { file: path, fault: 'unreadable' };
        }
    for (const name of await erasureNames())
      try {
        await readErasure(join(erasures, name));
      } catch (error) {
        if (!(error instanceof ArchiveError)) throw error;
        yield { file: join(erasures, name), fault: 'unreadable' };
      }
    for (const start of await namesIn(contents)) {
      const names = await namesIn(join(contents, start)).catch((error: unknown) => {
        if (!UNREADABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
        return undefined;
      });
      if (!names) {
        yield { file: join(contents, start), fault: 'unreadable' };
        continue;
      }
      for (const file of names) {
        const sha256 = `${start}${basename(file, '.gz')}`;
        if (!SUM.test(sha256) || !file.endsWith('.gz')) continue;
        const isListed = listed.delete(sha256);
        if (!(await isWhole({ read }, sha256))) yield { sha256, fault: 'damaged' };
        else if (!isListed) yield { sha256, fault: 'unlisted' };
      }
    }
    for (const sha256 of [...listed].toSorted()) yield { sha256, fault: 'absent' };
  }

  return {
    folder,
    put,
    has: async (sha256) => (await packedSize(sha256)) !== undefined,
    packedSize,
    read,
    note,
    erase,
    journal: entries,
    entriesOf,
    erasures: async () => Promise.all((await erasureNames()).map((name) => readErasure(join(erasures, name)))),
    verify,
  };
}

/** What the file system says of a content that this process cannot read: a place of the disk, permissions, something else of its name. It is fetched again, where its server still has it. */
const UNREADABLE = new Set(['EIO', 'EACCES', 'EPERM', 'EISDIR', 'ENOTDIR', 'ELOOP']);

const SUM = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An id of data.gouv.fr names its folder; any other text, which may hold anything, is hashed. */
const folderOf = (resource: string): string =>
  UUID.test(resource) ? resource : `sha256-${createHash('sha256').update(resource).digest('hex').slice(0, 32)}`;

/** A time as a name of file, on Windows too. The order of names is that of times. */
function stampOf(time: string): string {
  if (!TIME.test(time)) throw new TypeError(`not a time in UTC with milliseconds: ${time}`);
  return time.replaceAll(/[-:]/g, '');
}

/** The same entry always has the same text, whatever the order of its members. */
const textOf = ({ source, dataset, resource, title, format, url, fetchedAt, lastModified, sha256, size }: JournalEntry): string =>
  `${JSON.stringify({ source, dataset, resource, title, format, url, fetchedAt, lastModified, sha256, size })}\n`;

/** Throws an ArchiveError where the file is no entry, or not that of its name. */
async function readEntry(path: string): Promise<JournalEntry> {
  const entry = (await jsonIn(path)) as JournalEntry;
  const texts = [
    entry.source,
    entry.dataset,
    entry.resource,
    entry.title,
    entry.format,
    entry.url,
    entry.fetchedAt,
    entry.sha256,
  ];
  const isEntry =
    texts.every((text) => typeof text === 'string') &&
    (entry.lastModified === null || typeof entry.lastModified === 'string') &&
    Number.isSafeInteger(entry.size) &&
    SUM.test(entry.sha256) &&
    TIME.test(entry.fetchedAt) &&
    path.endsWith(join(folderOf(entry.resource), `${stampOf(entry.fetchedAt)}.json`));
  if (!isEntry) throw new ArchiveError('damaged', path);
  return entry;
}

async function readErasure(path: string): Promise<Erasure> {
  const erasure = (await jsonIn(path)) as Erasure;
  if (`${erasure.record}.json` !== basename(path) || typeof erasure.at !== 'string' || typeof erasure.reason !== 'string')
    throw new ArchiveError('damaged', path);
  return erasure;
}

/** Never null, so that its members can be asked for. */
async function jsonIn(path: string): Promise<object> {
  const text = await readFile(path, 'utf8');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch (error) {
    throw new ArchiveError('damaged', path, error);
  }
  throw new ArchiveError('damaged', path);
}

/** Sorted; none where there is no such folder. */
const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).then(
    (names) => names.toSorted(),
    (error: unknown) => absent(error, []),
  );

function absent<T>(error: unknown, value: T): T {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return value;
  throw error;
}

/** Whether a disk, or what a user may use of it, is full, or a file may not become larger. */
const isFull = (error: unknown): boolean => [...DISK_FULL, 'EFBIG'].includes((error as NodeJS.ErrnoException).code ?? '');

async function moveTo(beside: string, path: string): Promise<void> {
  await makeFolder(dirname(path));
  try {
    await rename(beside, path);
  } catch (error) {
    // Windows refuses while another process reads the content, which is then there.
    const isThere = await stat(path).then(
      (found) => found.isFile(),
      () => false,
    );
    if (!isThere) throw error;
    return;
  }
  await syncFolder(dirname(path));
}

/** Gives a file its name unless another has it. Returns whether it did. */
async function linkTo(beside: string, path: string): Promise<boolean> {
  await makeFolder(dirname(path));
  try {
    await link(beside, path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!WITHOUT_LINKS.has(code)) throw error;
    // A disk that has no hard links: between the look and the move another process may write the same entry, which is no harm.
    const isThere = await stat(path).then(
      () => true,
      () => false,
    );
    if (isThere) return false;
    await rename(beside, path);
  }
  await syncFolder(dirname(path));
  return true;
}

const WITHOUT_LINKS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

async function makeFolder(folder: string): Promise<void> {
  if ((await mkdir(folder, { recursive: true })) !== undefined) await syncFolder(dirname(folder));
}

/** A new name outlives a power failure once its folder is written. Windows cannot open a folder, and does it by itself. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
