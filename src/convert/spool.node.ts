import { createReadStream, mkdtempSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { removedOnExit } from '../host/output-file.node.ts';
import { gathered } from './gathered.node.ts';
import { cannotWrite, type Output } from '../host/stream-output.node.ts';

/** Keeps parts of an output on disk until their turn comes, so that memory does not grow with them. */
export type Spool = {
  write(part: string | Uint8Array): Promise<void>;
  /** Writes all the parts to an output, then removes them. */
  pour(output: Output): Promise<void>;
  remove(): Promise<void>;
};

/**
 * `beside`: the output file, on whose disk the parts are kept; undefined for the temporary folder of the system. The spool is created with its
 * first part, in a folder that only this user can read. Throws an InputError where it cannot be written.
 */
export function openSpool(beside: string | undefined): Spool {
  let folder: string | undefined;
  let handle: FileHandle | undefined;
  let removeFolder = (): void => undefined;
  const path = (): string => join(folder ?? '', 'suite');
  const make = async (): Promise<FileHandle> => {
    folder = mkdtempSync(beside === undefined ? join(tmpdir(), 'decp-') : join(dirname(beside), '.decp-'));
    removeFolder = removedOnExit(folder);
    return open(path(), 'wx');
  };
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = undefined;
  };
  const remove = async (): Promise<void> => {
    await close();
    folder = undefined;
    removeFolder();
  };
  const parts = gathered({
    async write(part) {
      if (part.length === 0) return;
      handle ??= await make();
      await handle.appendFile(part);
    },
    close,
    discard: remove,
  });
  const failed = (error: unknown): never => {
    throw cannotWrite(beside ?? tmpdir(), error as NodeJS.ErrnoException);
  };
  return {
    write: (part) => parts.write(part).catch(failed),
    async pour(output) {
      await parts.close().catch(failed);
      if (folder !== undefined) for await (const part of createReadStream(path())) await output.write(part as Uint8Array);
      await remove();
    },
    remove,
  };
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
