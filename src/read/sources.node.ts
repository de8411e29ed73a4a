import type { Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { basename, join, dirname } from 'node:path';
import type { Readable } from 'node:stream';
import type { Gunzip } from 'node:zlib';
import { InputError } from '../finding.ts';
import { DESCRIPTOR } from '../model/table-cells.ts';
import { beginningOf } from './forms.ts';
import { READ_NAMES } from './names.ts';
import { chunksOf, directReader } from './direct-reader.node.ts';
import type { OnRead, Skipped, Source } from './source.ts';
import { statSync } from '../host/sync-files.node.ts';

export type { OnRead, Skipped, Source } from './source.ts';

const CHUNK = 1 << 20;
export const JSON_ONLY = /\.json(\.gz)?$/i;

type OnSkip = (skipped: Skipped) => void;

/**
 * The files that the arguments name: files as they are, folders by the files under them whose name is one of `extensions`, `-` for standard input. `onSkip` is called for
 * each file of a folder that is left out.
 */
export async function openSources(
  names: readonly string[],
  extensions = READ_NAMES,
  onSkip: OnSkip = () => {},
): Promise<Source[]> {
  const lists = await Promise.all(
    names.map((name) => (name === '-' ? Promise.resolve([stdin()]) : expand(name, extensions, onSkip))),
  );
  return lists.flat();
}

async function expand(path: string, extensions: RegExp, onSkip: OnSkip): Promise<Source[]> {
  const [source, info] = toSource(path);
  const isFolder = info?.isDirectory() === true;
  const folder = isFolder || basename(path) === DESCRIPTOR ? await packageFolder(path) : undefined;
  if (folder !== undefined) return [await packageIn(folder, path)];
  if (!isFolder) return [source];
  const { listFolder } = await import('./folder.node.ts');
  const { inside, packages, skipped } = await listFolder(path, extensions);
  for (const one of skipped) onSkip(one);
  if (inside instanceof InputError) return [broken(path, inside)];
  return Promise.all(inside.map((one) => (packages.has(one) ? packageIn(one) : Promise.resolve(toSource(one)[0]))));
}

async function packageIn(folder: string, name = folder): Promise<Source> {
  const { packageSource } = await import('./package-source.node.ts');
  return packageSource(folder, name);
}

function toSource(path: string): [Source, Stats?] {
  try {
    const info = statSync(path);
    return [file(path, info.isFile() ? info.size : undefined), info];
  } catch (error) {
    return [broken(path, cannotOpen(path, error as NodeJS.ErrnoException))];
  }
}

const cannotOpen = (path: string, { code }: NodeJS.ErrnoException): InputError =>
  new InputError(code === 'ENOENT' ? 'input.no-such-file' : 'input.not-readable', { file: path, reason: code });

/** A file on disk has a size and is read without waiting; a device or a named pipe has none. */
function file(path: string, size: number | undefined): Source {
  if (/\.gz$/i.test(path)) return { name: path, size, chunks: (onRead) => unpacked(path, onRead) };
  if (size === undefined) return { name: path, size, chunks: (onRead) => readDevice(path, onRead) };
  return {
    name: path,
    size,
    chunks: (onRead) => chunksOf(directReader(path, onRead, (error) => cannotOpen(path, error))),
    direct: (onRead) => directReader(path, onRead, (error) => cannotOpen(path, error)),
  };
}

/** A stream with a buffer a chunk: unpacking goes on in another thread while the next chunk is read. */
async function* unpacked(path: string, onRead: OnRead): AsyncGenerator<Uint8Array> {
  // Nothing is awaited between the making of the stream, which has a listener from the start, and its pipe: what flows in between is lost.
  const [{ createReadStream }, { createGunzip }] = await Promise.all([import('node:fs'), import('node:zlib')]);
  yield* gunzip(
    path,
    createGunzip({ chunkSize: CHUNK }),
    createReadStream(path, { highWaterMark: CHUNK }).on('data', (chunk) => onRead(chunk as Uint8Array)),
  );
}

/** A source that cannot be opened throws only when it is read, so that the other files are still checked. */
function broken(path: string, error: InputError): Source {
  const chunks = async function* (): AsyncGenerator<Uint8Array> {
    yield* [];
    throw await Promise.resolve(error);
  };
  return { name: path, size: undefined, chunks };
}

function stdin(): Source {
  return { name: '-', size: undefined, chunks: readPipe };
}

/** Reads a file into one buffer: each chunk is valid only until the next one. */
async function* readDevice(path: string, onRead: OnRead): AsyncGenerator<Uint8Array> {
  const handle = await open(path).catch((error: unknown) => {
    throw cannotOpen(path, error as NodeJS.ErrnoException);
  });
  try {
    const buffer = Buffer.allocUnsafeSlow(CHUNK);
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK).catch((error: unknown) => {
        throw cannotOpen(path, error as NodeJS.ErrnoException);
      });
      if (bytesRead === 0) return;
      const chunk = buffer.subarray(0, bytesRead);
      onRead(chunk);
      yield chunk;
    }
  } finally {
    await handle.close();
  }
}

/** The unpacked bytes; `onRead` sees the packed ones, which is what size and sum of the file mean. */
async function* gunzip(path: string, gunzipper: Gunzip, packed: Readable): AsyncGenerator<Uint8Array> {
  const unpacked = packed.pipe(gunzipper);
  packed.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of unpacked) yield chunk as Uint8Array;
  } catch (error) {
    throw new InputError('input.bad-gzip', { file: path, reason: (error as NodeJS.ErrnoException).code });
  }
}

/** Standard input, unpacked where it begins as gzip files do (RFC 1952 §2.3.1). */
async function* readPipe(onRead: OnRead): AsyncGenerator<Uint8Array> {
  const chunks = counted(process.stdin, onRead);
  const next = async (): Promise<Uint8Array | undefined> => (await chunks.next()).value as Uint8Array | undefined;
  const first = await beginningOf(next, 2);
  if (first.length === 0) return;
  const whole = prepended(first, chunks);
  if (first[0] !== 0x1f || first[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const [{ Readable }, { createGunzip }] = await Promise.all([import('node:stream'), import('node:zlib')]);
  yield* gunzip('-', createGunzip({ chunkSize: CHUNK }), Readable.from(whole, { objectMode: false }));
}

async function* prepended(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  yield* rest;
}

async function* counted(stream: AsyncIterable<Uint8Array>, onRead: OnRead): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) {
    onRead(chunk);
    yield chunk;
  }
}

/** The folder of the data package that a path names: a folder with a descriptor in it, or that descriptor. */
async function packageFolder(path: string): Promise<string | undefined> {
  const folder = basename(path) === DESCRIPTOR ? dirname(path) : path;
  const found = await stat(join(folder, DESCRIPTOR)).catch(() => undefined);
  return found?.isFile() === true ? folder : undefined;
}
