import type { InputError } from '../finding.ts';
import { identityOf } from './identity.node.ts';
import type { DirectReader, OnRead } from './source.ts';
import { closeSync, openSync, readSync } from '../host/sync-files.node.ts';

const CHUNK = 1 << 20;

/**
 * Reads a file on disk synchronously: it is mostly in the cache of the system, and waiting for a thread takes as long as checking the bytes.
 * `fault` makes the error that is thrown where the file cannot be read.
 */
export function directReader(path: string, onRead: OnRead, fault: (error: NodeJS.ErrnoException) => InputError): DirectReader {
  let opened: number | undefined;
  let at = 0;
  let ended = false;
  return {
    read: (into, from = at) => {
      if (ended) return 0;
      try {
        opened ??= openSync(path, 'r');
        const count = readSync(opened, into, 0, into.length, from);
        if (count > 0) onRead(into.subarray(0, count), from - at);
        at = from + count;
        return count;
      } catch (error) {
        throw fault(error as NodeJS.ErrnoException);
      }
    },
    identity: () => (opened === undefined ? undefined : identityOf(opened)),
    close: () => {
      if (opened !== undefined) closeSync(opened);
      opened = undefined;
      ended = true;
    },
  };
}

/** One buffer is used for all chunks: each is valid only until the next one. */
export async function* chunksOf(reader: DirectReader): AsyncGenerator<Uint8Array> {
  try {
    const buffer = new Uint8Array(CHUNK);
    for (let count = reader.read(buffer); count > 0; count = reader.read(buffer)) yield buffer.subarray(0, count);
    await Promise.resolve();
  } finally {
    reader.close();
  }
}
