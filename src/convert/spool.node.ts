import { createReadStream, mkdtempSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removedOnExit } from '../host/output-file.node.ts';
import { Gathered } from './gathered.ts';
import { cannotWrite } from '../host/stream-output.node.ts';
import type { Output } from '../host/output.ts';
import type { Spool } from './sink.ts';

/** Bytes read at a time. */
const CHUNK = 1 << 18;

/**
 * `beside`: the output file, on whose disk the parts are kept; undefined for the temporary folder of the system. The spool is created with its
 * first part, in a folder that only this user can read. Throws an InputError where it cannot be written. `enough`: characters kept in memory before they
 * are written, fewer where there are many spools.
 */
export function openSpool(beside: string | undefined, enough?: number): Spool {
  let folder: string | undefined;
  let handle: FileHandle | undefined;
  let removeFolder = (): void => undefined;
  const path = (): string => join(folder ?? '', 'suite');
  const make = async (): Promise<FileHandle> => {
    folder = mkdtempSync(beside === undefined ? join(tmpdir(), 'decp-') : join(dirname(beside), '.decp-'));
    removeFolder = removedOnExit(folder);
    return open(path(), 'wx');
  };
  const failed = (error: unknown): never => {
    throw cannotWrite(beside ?? tmpdir(), error as NodeJS.ErrnoException);
  };
  const append = async (part: string | Uint8Array): Promise<void> => {
    handle ??= await make().catch(failed);
    await handle.appendFile(part).catch(failed);
  };
  const gathered = new Gathered(append, enough);
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
  };
  const remove = async (): Promise<void> => {
    await close();
    folder = undefined;
    removeFolder();
  };
  const read = async function* (): AsyncGenerator<Uint8Array> {
    await gathered.flush();
    await close();
    if (folder !== undefined) yield* createReadStream(path(), { highWaterMark: CHUNK }) as AsyncIterable<Uint8Array>;
  };
  return {
    add: (text) => {
      gathered.add(text);
    },
    flushIfEnough: () => gathered.flushIfEnough(),
    async write(part) {
      await gathered.flush();
      if (part.length > 0) await append(part);
    },
    read,
    lines: () => linesOf(read()),
    async pour(output) {
      for await (const part of read()) await output.write(part);
      await remove();
    },
    remove,
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
