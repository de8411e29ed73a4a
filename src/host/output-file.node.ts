import { createWriteStream, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { type Output, cannotWrite, failureOf, writeTo } from './stream-output.node.ts';

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

/**
 * Answers how to remove a file or folder that is being written. Should the program end before that, or be interrupted, it is removed as well. To be called
 * before others can see the path, or at once after: whoever sees it may interrupt the program.
 */
export function removedOnExit(path: string): () => void {
  const remove = (): void => removeUnfinished(path);
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('exit', remove);
  return () => {
    remove();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('exit', remove);
  };
}

/** More than the files that other threads can be opening at one moment. */
const TRIES = 20;

/**
 * Where a path cannot be removed (there is none, it cannot be), nothing is said. A file may be opened in a folder by another thread while that is being
 * removed: a removal that finds it not empty begins again, for Node would only try the folder again and not what came into it.
 */
function removeUnfinished(path: string): void {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      rmSync(path, { recursive: true, force: true });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') return;
    }
  }
}
