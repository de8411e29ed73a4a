/** The files that a content of the archive holds: itself, what it packs, or the files of an archive. */
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Unzip, type UnzipFile, UnzipInflate } from 'fflate';
import { beginningOf } from '../../../src/read/forms.ts';

export type ContentFile = { name: string; chunks: AsyncIterable<Uint8Array> };

/** A content that cannot be unpacked. `code`: `bad-gzip`, `bad-zip`, or `bomb` where it unpacks to more than any source publishes. */
export class ContentFault extends Error {
  readonly code: 'bad-gzip' | 'bad-zip' | 'bomb';
  constructor(code: ContentFault['code'], file: string, cause?: unknown) {
    super(`${code}: ${file}`, { cause });
    this.code = code;
  }
}

type Open = () => AsyncIterable<Uint8Array>;

/** Unpacked bytes of one content: no source publishes as much, and a bomb would never end. */
const MOST_UNPACKED: number = 8 * 2 ** 30;
/** Bytes that may be unpacked whatever their ratio; how many times a larger content may grow. */
const SURE = 64 * 2 ** 20;
const RATIO = 300;

/** Bytes to which a content of `size` bytes may unpack. */
const limitOf = (size: number): number => Math.min(MOST_UNPACKED, Math.max(SURE, size * RATIO));

/** Files of an archive at most. */
const MOST_FILES = 10_000;

/** Gzip files in each other at most: a file may unpack to itself. */
const MOST_LAYERS = 4;

/**
 * The files of a content, one after the other: each must be read before the next is asked for. A gzip file is unpacked, also one in another; a ZIP archive that is no
 * workbook and no data package gives its data files.
 * @throws ContentFault where it cannot be unpacked
 */
export async function* filesIn(open: Open, name: string, size: number, layers: number = 0): AsyncGenerator<ContentFile> {
  const head = await headOf(open);
  if (isGzip(head)) {
    if (layers === MOST_LAYERS) throw new ContentFault('bomb', name);
    yield* filesIn(() => gunzip(open(), name, size), name.replace(/\.gz$/i, ''), size * RATIO, layers + 1);
  } else if (isZip(head) && (await isOfFiles(open))) yield* unzipped(open, size);
  else yield { name, chunks: open() };
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

async function* gunzip(packed: AsyncIterable<Uint8Array>, name: string, size: number): AsyncGenerator<Uint8Array> {
  const limit = limitOf(size);
  const source = Readable.from(packed);
  const unpacked = source.pipe(createGunzip({ chunkSize: 1 << 18 }));
  source.on('error', (error) => unpacked.destroy(error));
  let total = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      total += chunk.length;
      if (total > limit) throw new ContentFault('bomb', name);
      yield chunk;
    }
  } catch (error) {
    // Errors of zlib begin so; any other is of the archive that the bytes come from.
    const isOfFile = (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true;
    throw isOfFile ? new ContentFault('bad-gzip', name, error) : error;
  } finally {
    source.destroy();
    unpacked.destroy();
  }
}

const DATA = /\.(json|xml|csv|tsv|ods|xlsx)$/i;

/** Whether an archive holds data files, and is not itself a workbook, a text document or a data package. */
async function isOfFiles(open: Open): Promise<boolean> {
  const names: string[] = [];
  const unzip = new Unzip((file) => {
    if (names.length < MOST_FILES) names.push(file.name);
    passOver(unzip, file);
  });
  try {
    for await (const chunk of open()) unzip.push(chunk);
  } catch {
    return false;
  }
  const isOneFile = names.some((name) => /^(\[Content_Types\]\.xml|mimetype|datapackage\.json)$|^_rels\//.test(name));
  return !isOneFile && names.some((name) => DATA.test(name));
}

/** Takes the bytes of a file and unpacks nothing. */
class PassedOver extends UnzipInflate {
  override push(): void {
    // Nothing is wanted of it.
  }
}

/** Passes over a file: fflate keeps all bytes of one that is not started. The decoder is looked up when it is. */
function passOver(unzip: Unzip, file: UnzipFile): void {
  if (file.compression !== 0 && file.compression !== PassedOver.compression) return;
  unzip.register(PassedOver);
  file.ondata = () => undefined;
  file.start();
}

/** The data files of an archive, unpacked as they are read: no file is held whole. */
async function* unzipped(open: Open, size: number): AsyncGenerator<ContentFile> {
  const limit = limitOf(size);
  const queue: ({ name: string } | { bytes: Uint8Array } | 'end')[] = [];
  let total = 0;
  let files = 0;
  const unzip = new Unzip((file) => {
    if (!DATA.test(file.name) || file.name.startsWith('__MACOSX/')) return passOver(unzip, file);
    if (++files > MOST_FILES) throw new ContentFault('bomb', file.name);
    queue.push({ name: file.name });
    file.ondata = (error, bytes, final) => {
      if (error) throw error;
      total += bytes.length;
      if (total > limit) throw new ContentFault('bomb', file.name);
      if (bytes.length > 0) queue.push({ bytes });
      if (final) queue.push('end');
    };
    unzip.register(UnzipInflate);
    file.start();
  });
  const chunks = sliced(open());
  const more = async (): Promise<boolean> => {
    while (queue.length === 0) {
      const step = await chunks.next();
      if (step.done === true) return false;
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
      if (item && 'bytes' in item) yield item.bytes;
    }
    throw new ContentFault('bad-zip', name);
  };
  try {
    while (await more()) {
      const item = queue.shift();
      if (typeof item !== 'object' || !('name' in item)) continue;
      const rest = body(item.name);
      yield { name: item.name, chunks: rest };
      // What the reader did not read of it.
      for await (const _ of rest);
    }
  } finally {
    await chunks.return(undefined);
  }
}

/** Bytes unpacked at once: each slice may grow a thousandfold before the limit is looked at. */
const SLICE = 1 << 14;

async function* sliced(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, undefined> {
  for await (const chunk of chunks) for (let at = 0; at < chunk.length; at += SLICE) yield chunk.slice(at, at + SLICE);
  return undefined;
}
