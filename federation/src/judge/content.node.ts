/** The files that a content of the archive holds: itself, what it packs, or the files of an archive. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { beginningOf } from '../../../src/read/forms.ts';
import { mostUnpacked } from '../../../src/read/unpack.ts';

/** `member`: its name in an archive, empty where it is no part of one. Reading it throws a ContentFault where it cannot be unpacked. */
export type ContentFile = { name: string; member: string; chunks: AsyncIterable<Uint8Array> };

/**
 * A content that cannot be unpacked, or a member of an archive, by its name there. `code`: `bad-gzip`, `bad-zip` (also of what is encrypted), `not-unpacked` of an archive in an
 * archive, or `bomb` where it unpacks to more than any source publishes.
 */
export class ContentFault extends Error {
  readonly code: 'bad-gzip' | 'bad-zip' | 'not-unpacked' | 'bomb';
  readonly member: string;
  constructor(code: ContentFault['code'], member: string, cause?: unknown) {
    super(`${code}: ${member}`, { cause });
    this.code = code;
    this.member = member;
  }
}

type Open = () => AsyncIterable<Uint8Array>;

/** Unpacked bytes of one content: no source publishes as much, and a bomb would never end. */
const MOST_UNPACKED: number = 8 * 2 ** 30;

/** Takes note of bytes that were unpacked of a member. Throws where they are, all in all, more than a content of `size` bytes may unpack to. */
type Spend = (bytes: number, member: string) => void;

function budgetOf(size: number): Spend {
  let left = mostUnpacked(size, MOST_UNPACKED);
  return (bytes, member) => {
    left -= bytes;
    if (left < 0) throw new ContentFault('bomb', member);
  };
}

/** Files of an archive at most. */
const MOST_FILES = 10_000;

/** Gzip files in each other at most: a file may unpack to itself. */
const MOST_LAYERS = 4;

/**
 * The files of a content, one after the other: each must be read before the next is asked for. A gzip file is unpacked, also one in another; a ZIP archive that is no
 * workbook and no data package gives its data files, gzip files unpacked, and each archive in it as a file that cannot be read.
 * @throws ContentFault where it cannot be unpacked
 */
export async function* filesIn(open: Open, name: string, size: number, layers: number = 0): AsyncGenerator<ContentFile> {
  const head = await headOf(open);
  if (isGzip(head)) {
    if (layers === MOST_LAYERS) throw new ContentFault('bomb', '');
    yield* filesIn(() => gunzip(open(), '', budgetOf(size)), name.replace(GZ, ''), mostUnpacked(size, MOST_UNPACKED), layers + 1);
  } else if (isZip(head) && (await isOfFiles(open))) yield* unzipped(open, size);
  else yield { name, member: '', chunks: open() };
}

async function headOf(open: Open): Promise<Uint8Array> {
  const chunks = open()[Symbol.asyncIterator]();
  try {
    return await beginningOf(async () => {
      const step = await chunks.next();
      return step.done === true ? undefined : step.value;
    }, 4);
  } finally {
    await chunks.return?.();
  }
}

/** RFC 1952 §2.3.1 */
const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;
/** APPNOTE.TXT §4.3.7 */
const isZip = (head: Uint8Array): boolean => head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;

async function* gunzip(packed: AsyncIterable<Uint8Array>, member: string, spend: Spend): AsyncGenerator<Uint8Array> {
  const source = Readable.from(packed);
  const unpacked = source.pipe(createGunzip({ chunkSize: 1 << 18 }));
  source.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      spend(chunk.length, member);
      yield chunk;
    }
  } catch (error) {
    // Errors of zlib begin so; any other is of the archive that the bytes come from.
    const isOfFile = (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true;
    throw isOfFile ? new ContentFault('bad-gzip', member, error) : error;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

const GZ = /\.gz$/i;
const DATA = /\.(json|xml|csv|tsv|ods|xlsx|gz)$/i;
/** Archives: in another one they are not unpacked. */
const ARCHIVE = /\.(zip|7z|rar|tar|tgz|bz2|xz|zst)$|\.tar\.gz$/i;

/** What a program adds that packs, and no source means to publish. */
const isAdded = (name: string): boolean => name.startsWith('__MACOSX/');

/** Whether an archive holds data files or archives, and is not itself a workbook, a text document or a data package. */
async function isOfFiles(open: Open): Promise<boolean> {
  const names: string[] = [];
  const unzip = new Unzip((file) => {
    if (names.push(file.name) > MOST_FILES) throw new ContentFault('bomb', file.name);
    passOver(unzip, file);
  });
  try {
    for await (const chunk of open()) unzip.push(chunk);
  } catch (error) {
    if (error instanceof ContentFault) throw error;
    return false;
  }
  const isOneFile = names.some((name) => /^(\[Content_Types\]\.xml|mimetype|datapackage\.json)$|^_rels\//.test(name));
  return !isOneFile && names.some((name) => DATA.test(name) || ARCHIVE.test(name));
}

/** Passes over a file: fflate keeps all bytes of one that is not started. The decoder, which unpacks nothing, is looked up when it is. */
function passOver(unzip: Unzip, file: UnzipFile): void {
  if (file.compression !== STORED) unzip.register(passing(file.compression));
  file.ondata = () => undefined;
  file.start();
}

const passing = (compression: number) =>
  class extends UnzipInflate {
    static override compression = compression;
    override push(): void {
      // Nothing is wanted of it.
    }
  };

/** APPNOTE.TXT §4.4.5 */
const [STORED, DEFLATED] = [0, 8];

/** The end of central directory record, which ends an archive, and its longest comment (APPNOTE.TXT §4.3.16). */
const END = Buffer.from([0x50, 0x4b, 5, 6]);
const LONGEST_END = 22 + 0xffff;

/** The data files of an archive, unpacked as they are read: no file is held whole. */
async function* unzipped(open: Open, size: number): AsyncGenerator<ContentFile> {
  const spend = budgetOf(size);
  const queue: ({ name: string } | { bytes: Uint8Array } | { fault: ContentFault } | 'end')[] = [];
  let files = 0;
  const unzip = new Unzip((file) => {
    const { name, compression } = file;
    if (++files > MOST_FILES) throw new ContentFault('bomb', name);
    const isArchive = ARCHIVE.test(name);
    if (isAdded(name) || !(isArchive || DATA.test(name))) return passOver(unzip, file);
    queue.push({ name });
    if (isArchive || (compression !== STORED && compression !== DEFLATED)) {
      queue.push({ fault: new ContentFault(isArchive ? 'not-unpacked' : 'bad-zip', name) });
      return passOver(unzip, file);
    }
    let isBad = false;
    file.ondata = (error, bytes, final) => {
      // fflate gives back here what this function throws.
      if (error instanceof ContentFault) throw error;
      if (isBad) return;
      if (error) {
        isBad = true;
        queue.push({ fault: new ContentFault('bad-zip', name, error) });
        return;
      }
      spend(bytes.length, name);
      if (bytes.length > 0) queue.push({ bytes });
      if (final) queue.push('end');
    };
    unzip.register(UnzipInflate);
    file.start();
  });
  let tail: Buffer = Buffer.alloc(0);
  const chunks = sliced(open());
  const more = async (): Promise<boolean> => {
    while (queue.length === 0) {
      const step = await chunks.next();
      if (step.done === true) return false;
      tail = Buffer.concat([tail, step.value]).subarray(-LONGEST_END);
      try {
        unzip.push(step.value);
      } catch (error) {
        throw error instanceof ContentFault ? error : new ContentFault('bad-zip', '', error);
      }
    }
    return true;
  };
  const body = async function* (name: string): AsyncGenerator<Uint8Array> {
    while (await more()) {
      const item = queue.shift();
      if (item === 'end') return;
      if (item && 'fault' in item) throw item.fault;
      if (item && 'bytes' in item) yield item.bytes;
    }
    throw new ContentFault('bad-zip', name);
  };
  try {
    while (await more()) {
      const item = queue.shift();
      // What the reader did not read of the file before.
      if (typeof item !== 'object' || !('name' in item)) continue;
      const { name } = item;
      const packed = body(name);
      yield { name: name.replace(GZ, ''), member: name, chunks: ungzipped(packed, name, spend) };
      await packed.return(undefined);
    }
    // Nobody knows what followed where an archive is cut between two files, or in one that is passed over.
    if (!tail.includes(END)) throw new ContentFault('bad-zip', '');
  } finally {
    await chunks.return(undefined);
  }
}

/** The bytes of a member of an archive, unpacked where it is a gzip file, also one in another. */
async function* ungzipped(
  chunks: AsyncGenerator<Uint8Array>,
  member: string,
  spend: Spend,
  layers: number = 0,
): AsyncGenerator<Uint8Array> {
  const next = async (): Promise<Uint8Array | undefined> => (await chunks.next()).value as Uint8Array | undefined;
  const head = await beginningOf(next, 2);
  const all = async function* (): AsyncGenerator<Uint8Array> {
    yield head;
    yield* chunks;
  };
  if (!isGzip(head)) yield* all();
  else if (layers === MOST_LAYERS) throw new ContentFault('bomb', member);
  else yield* ungzipped(gunzip(all(), member, spend), member, spend, layers + 1);
}

/** Bytes unpacked at once: each slice may grow a thousandfold before the limit is looked at. */
const SLICE = 1 << 14;

async function* sliced(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of chunks) for (let at = 0; at < chunk.length; at += SLICE) yield chunk.slice(at, at + SLICE);
  return undefined;
}
