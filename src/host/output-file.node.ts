import { createWriteStream, rmSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { cannotWrite, failureOf, writeTo } from './stream-output.node.ts';
import { removers } from './interrupt.node.ts';
import { unfinished } from './unfinished.node.ts';
import type { Output } from './output.ts';

/**
 * Writes a file under a temporary name beside it, and renames it when complete: an interruption leaves nothing, and what a kill left is removed by the next one that writes there.
 * `place`: the file that `path` leads to, where it is a link, which stays.
 */
export function toFile(path: string, place = path): Output {
  const beside = unfinished(place);
  const stream = createWriteStream(beside, { flags: 'wx' });
  const failed = failureOf(stream, (error) => cannotWrite(path, error));
  const remove = removedOnExit(beside);
  const opened = Promise.race([new Promise<void>((done) => stream.once('open', () => done())), failed]);
  opened.catch(() => undefined);
  return {
    write: (part) => opened.then(() => writeTo(stream, part, failed)),
    close: async () => {
      await opened;
      // What is small is only written now. Where that fails, the stream says so before it is closed.
      await Promise.race([failed, new Promise<void>((done) => stream.once('close', done).end())]);
      await rename(beside, place).catch((error: unknown) => {
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
 * Registers a file or folder to be removed when the program ends or is interrupted. Returns a function that removes it and ends the
 * registration. Call it before the path exists, or right after: the program may be interrupted at any time.
 */
export function removedOnExit(path: string): () => void {
  const remove = (): void => removeUnfinished(path);
  const onSignal = (signal: NodeJS.Signals): void => {
    removers.delete(onSignal);
    remove();
    process.kill(process.pid, signal);
  };
  removers.add(onSignal);
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('exit', remove);
  return () => {
    removers.delete(onSignal);
    remove();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('exit', remove);
  };
}

/** More than the files that other threads can be creating at one moment. */
const TRIES = 20;

/**
 * Ignores a path that cannot be removed. Another thread may create a file in the folder during the removal; Node would then retry only the
 * folder itself, so the whole removal is repeated.
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
