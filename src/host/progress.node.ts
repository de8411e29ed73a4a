import type { SingleBar } from 'cli-progress';
import type { Lang } from '../../packages/base/src/language.ts';

/** Smaller files, in bytes, are read too fast for a bar. */
const WORTH_A_BAR = 20_000_000;

/** `onRead` takes the bytes read, and how many were skipped before them. */
export type Progress = { onRead: (bytes: Uint8Array, skipped?: number) => void; stop(): void };

const NONE: Progress = { onRead: () => undefined, stop: () => undefined };

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

/** Shows a progress bar on standard error while a large file is read, where that is a terminal. Its code is loaded meanwhile. */
export function startProgress({ size, name }: { size: number | undefined; name: string }, lang: Lang): Progress {
  if (size === undefined || size < WORTH_A_BAR || !process.stderr.isTTY) return NONE;
  let bar: SingleBar | undefined;
  let read = 0;
  let stopped = false;
  void import('./progress-bar.node.ts').then(({ openBar }) => {
    if (stopped) return;
    bar = openBar(name, lang);
    bar.start(megabytes(size), megabytes(read));
  });
  return {
    onRead: (bytes, skipped = 0) => {
      read += skipped + bytes.length;
      bar?.update(megabytes(read));
    },
    stop: () => {
      stopped = true;
      bar?.stop();
    },
  };
}
