import type { SingleBar } from 'cli-progress';
import type { Lang } from '../../packages/base/src/language.ts';

/** Files over this many bytes take long enough for a person to wonder. */
const WORTH_A_BAR = 20_000_000;

/** `onRead` is given the bytes read, and how many were skipped before them. */
export type Progress = { onRead: (bytes: Uint8Array, skipped?: number) => void; stop(): void };

const NONE: Progress = { onRead: () => undefined, stop: () => undefined };

const megabytes = (bytes: number) => Math.round(bytes / 1e6);

/** A progress bar on standard error while a large file is read, when somebody looks at it. It is loaded while the file is being read. */
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
