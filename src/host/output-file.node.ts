import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { removedOnExit } from './cleanup.node.ts';
import { cannotWrite, failureOf, writeTo, type Output } from './stream-output.node.ts';

/** A file that is written beside its place and moved there when whole: a stop half-way leaves nothing. */
export function toFile(path: string): Output {
  const beside = `${path}.${process.pid}.partiel`;
  const stream = createWriteStream(beside, { flags: 'wx' });
  const failed = failureOf(stream, (error) => cannotWrite(path, error));
  const remove = removedOnExit(beside);
  const opened = Promise.race([new Promise<void>((done) => stream.once('open', () => done())), failed]);
  opened.catch(() => undefined);
  return {
    write: (part) => opened.then(() => writeTo(stream, part, failed)),
    close: async () => {
      await opened;
      await Promise.race([new Promise<void>((done) => stream.end(() => done())), failed]);
      await rename(beside, path).catch((error: unknown) => {
        throw cannotWrite(path, error as NodeJS.ErrnoException);
      });
      remove();
    },
    discard: async () => {
      if (!stream.closed) await new Promise<void>((done) => stream.once('close', done).destroy());
      remove();
    },
  };
}
