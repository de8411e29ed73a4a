import { rmSync } from 'node:fs';

/**
 * Removes a file or folder that is written beside its place, at once; where that cannot be (there is none, its path cannot be), nothing is said. A
 * file may be opened in a folder by another thread while that is being removed, so a removal that finds it not empty is tried again.
 */
export function removeUnfinished(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 20, retryDelay: 10 });
  } catch {
    // What it was written for has failed, which is reported.
  }
}

/**
 * Has `remove` called should the program end before its work is done: at its end, or when it is interrupted. Answers how to call that
 * off. `remove` must do its work at once.
 */
export function removeOnExit(remove: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    remove();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal).once('exit', remove);
  return () => {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('exit', remove);
  };
}
