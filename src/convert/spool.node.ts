import { createReadStream, mkdtempSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { removedOnExit } from '../host/output-file.node.ts';
import { temporaryBeside } from '../host/unfinished.node.ts';
import { Gathered } from './gathered.ts';
import { cannotWrite } from '../host/stream-output.node.ts';
import type { Output } from '../host/output.ts';
import type { Spool, Texts } from './sink.ts';

/** Bytes read at a time. */
const CHUNK = 1 << 18;

/**
 * A file that is created with its first part, in a folder that only this user can read. `beside`: the output file, on whose disk it is; undefined for the
 * temporary folder of the system. Throws an InputError where it cannot be written.
 */
function temporaryFile(beside: string | undefined) {
  let folder: string | undefined;
  let handle: FileHandle | undefined;
  let removeFolder = (): void => undefined;
  const path = (): string => join(folder ?? '', 'suite');
  const make = async (): Promise<FileHandle> => {
    folder = beside === undefined ? mkdtempSync(join(tmpdir(), 'decp-')) : temporaryBeside(beside);
    removeFolder = removedOnExit(folder);
    return open(path(), 'wx+');
  };
  const failed = (error: unknown): never => {
    throw cannotWrite(beside ?? tmpdir(), error as NodeJS.ErrnoException);
  };
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
  };
  return {
    async append(part: string | Uint8Array): Promise<void> {
      handle ??= await make().catch(failed);
      await handle.appendFile(part).catch(failed);
    },
    /** All of it; nothing is added after. */
    async *chunks(): AsyncGenerator<Uint8Array> {
      await close();
      if (folder !== undefined) yield* createReadStream(path(), { highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>;
    },
    /** Fills `bytes` with those from `from` on. Throws an Error where there are fewer, an InputError where they cannot be read. */
    async fill(bytes: Uint8Array, from: number): Promise<void> {
      for (let filled = 0; filled < bytes.length;) {
        const read = await handle?.read(bytes, filled, bytes.length - filled, from + filled).catch(failed);
        if (!read?.bytesRead) throw new Error('a temporary file is shorter than what was written to it');
        filled += read.bytesRead;
      }
    },
    async remove(): Promise<void> {
      await close();
      folder = undefined;
      removeFolder();
    },
  };
}

/** `beside`: the output file, on whose disk the parts are kept. Throws an InputError where it cannot be written. */
export function openSpool(beside: string | undefined): Spool {
  const file = temporaryFile(beside);
  const gathered = new Gathered((part) => file.append(part));
  const read = async function* (): AsyncGenerator<Uint8Array> {
    await gathered.flush();
    yield* file.chunks();
  };
  return {
    add: (text) => {
      gathered.add(text);
    },
    flushIfEnough: () => gathered.flushIfEnough(),
    async write(part) {
      await gathered.flush();
      if (part.length > 0) await file.append(part);
    },
    read,
    lines: () => linesOf(read()),
    async pour(output) {
      for await (const part of read()) await output.write(part);
      await file.remove();
    },
    remove: () => file.remove(),
  };
}

/** Bytes read at a time for a text: most that are asked for follow the one before. */
const WINDOW = 1 << 15;

/** `beside`: the output file, on whose disk the texts are kept. Throws an InputError where it cannot be written. */
export function openTexts(beside: string | undefined): Texts {
  const file = temporaryFile(beside);
  const gathered = new Gathered((part) => file.append(part));
  let end = 0;
  let bytes = Buffer.alloc(0);
  let start = 0;
  return {
    add(text) {
      gathered.add(text);
      end += Buffer.byteLength(text);
      return end;
    },
    flushIfEnough: () => gathered.flushIfEnough(),
    async read(from, to) {
      if (from < start || to > start + bytes.length) {
        await gathered.flush();
        start = from;
        bytes = Buffer.allocUnsafe(Math.min(Math.max(WINDOW, to - from), end - from));
        await file.fill(bytes, from);
      }
      return bytes.toString('utf8', from - start, to - start);
    },
    remove: () => file.remove(),
  };
}

/** The lines of each chunk. The text after the last line break is a line too, unless it is empty. */
async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string[]> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  if (rest !== '') yield [rest];
}

/** Wraps an output that cannot be undone, such as standard output: nothing is written to it before `close`. */
export function staged(output: Output): Output {
  const spool = openSpool(undefined);
  return {
    write: (part) => spool.write(part),
    async close() {
      await spool.pour(output);
      await output.close();
    },
    discard: () => spool.remove(),
  };
}
